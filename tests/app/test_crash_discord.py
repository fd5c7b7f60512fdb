"""A few of the crash runs of `make crash`: a kill before each answer of Discord's, and some others."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from benchmarks.crashes.faults import TROUBLES, Trouble
from benchmarks.crashes.runs import Case, Runs

NAMED = {trouble.name: trouble for trouble in TROUBLES}
REFUSALS = {"channel deleted", "permission revoked"}
SAMPLE = [
    *(Case(NAMED["none"], kill_on=number, at_once=number % 2 == 0) for number in range(1, 9)),
    *(Case(NAMED["none"], kill_at=number, at_once=number % 2 == 0) for number in range(5, 90, 17)),
    *(Case(NAMED["reply lost"], kill_at=number) for number in (25, 40)),
    *(Case(NAMED[name], kill_at=30) for name in ("503, reply lost", "429", "message deleted")),
    *(Case(NAMED[name], kill_on=2) for name in ("channel deleted", "permission revoked")),
    Case(NAMED["token revoked"], kill_at=12),
]


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Runs]:
    async with Runs.opened(tmp_path_factory.mktemp("crashes")) as opened:
        yield opened


@pytest.mark.timeout(300)
async def test_nothing_is_lost_and_nothing_told_twice(runs: Runs) -> None:
    outcomes = [(case, await runs.run(case)) for case in SAMPLE]
    assert [(case, outcome) for case, outcome in outcomes if not outcome.good] == []
    refused = [outcome.owner_told for case, outcome in outcomes if case.trouble.name in REFUSALS]
    assert refused == [1] * len(refused)
    assert sum(outcome.killed for _, outcome in outcomes) > len(SAMPLE) * 3 / 4


async def test_who_undisturbed_tells_all_of_it(runs: Runs) -> None:
    told = {len(one) for one in runs.expected.told.values()}
    assert told == {2}
    for shown in runs.expected.shown.values():
        assert [answers for _, answers in shown] == [None, None, None, 0]
        assert "Since then" in shown[0][0]
        assert "Also reported by Marquee" in shown[1][0]


async def test_a_trouble_that_loses_something_would_be_seen(runs: Runs) -> None:
    """The check itself is checked: where nobody mends a channel, what is for it counts as lost."""
    broken = NAMED["permission revoked"]
    outcome = await runs.run(Case(Trouble("never mended", broken.begin, lasting=True)))
    assert outcome.lost > 0
    assert outcome.owner_told > 0
