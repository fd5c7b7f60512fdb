"""A clock that is wrong, over a real database: set ahead and back, behind from the start, or in 1970."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from structlog.typing import EventDict

from bot.app.clockwatch import ClockWatch
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEAR, DAY, HOUR, MINUTE = timedelta(days=365), timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LEDGER, GAZETTE = (
    Feed(id_, f"https://{id_}.example/feed", Outlet(id_.title(), id_.title())) for id_ in ("ledger", "gazette")
)


class Machine:
    """One whose clock a test sets, and which is started again and again over one database."""

    def __init__(self, store: Store, executor: ThreadPoolExecutor) -> None:
        self.store = store
        self.executor = executor
        self.now = NOW
        self.ticks = 1_000.0

    def start(self) -> ClockWatch:
        return ClockWatch(self.store, lambda: self.now, self.executor, lambda: self.ticks)

    def passes(self, span: timedelta) -> None:
        self.now += span
        self.ticks += span.total_seconds()

    def polled(self, feed: Feed, wait: timedelta) -> None:
        """Have a feed answer now, to be asked again after a while; its host rests meanwhile."""
        with self.store.transaction() as tx:
            tx.claim_due_feeds(self.now, MINUTE, "us", 2)
            state = PollState(feed.id, self.now + wait, first_polled_at=self.now, last_success_at=self.now)
            tx.finish_polls([state], {f"{feed.id}.example": self.now + wait})
            tx.release_feeds("us")

    def due(self) -> list[str]:
        with self.store.transaction() as tx:
            return sorted(state.feed_id for state in tx.claim_due_feeds(self.now, timedelta(), "us", 9))


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    store = Store.open(f"sqlite:///{tmp_path / 'bot.db'}")
    with store.transaction() as tx:
        tx.sync_feeds([LEDGER, GAZETTE], NOW)
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield Machine(store, executor)
    store.close()


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


def said(logged: list[EventDict]) -> list[tuple[str, str]]:
    return [(line["log_level"], line["event"].split(":")[0]) for line in logged]


async def test_a_clock_that_is_a_year_ahead_for_a_while_holds_up_no_feed(
    machine: Machine, logged: list[EventDict]
) -> None:
    watch = machine.start()
    machine.polled(GAZETTE, 2 * HOUR)
    await watch.beat()
    machine.passes(MINUTE)
    machine.now += YEAR
    await watch.beat()
    machine.polled(LEDGER, 30 * MINUTE)
    machine.passes(MINUTE)
    machine.now -= YEAR
    assert machine.due() == []
    await watch.beat()
    assert said(logged) == [("warning", "the clock went ahead"), ("warning", "the clock went back")]
    assert [line["by"] for line in logged] == ["365 days, 0:00:00"] * 2
    assert machine.due() == ["ledger"], "who was asked by the right clock waits on"
    with machine.store.snapshot() as snapshot:
        answered = {one.state.feed_id: one.state.last_success_at for one in snapshot.feed_health()}
    assert answered == {"ledger": machine.now, "gazette": NOW}
    machine.passes(HOUR)
    await watch.beat()
    assert len(logged) == 2, "it is told once"


async def test_a_clock_that_was_ahead_when_the_bot_was_stopped_is_noticed_at_the_next_start(
    machine: Machine, logged: list[EventDict]
) -> None:
    machine.now += YEAR
    await machine.start().beat()
    machine.polled(LEDGER, 30 * MINUTE)
    machine.now -= YEAR
    watch = machine.start()
    assert said(logged) == [("warning", "the clock is behind what the database knows")]
    assert not watch.may_ask(), "it may be the clock of now that is wrong, and be put right"
    machine.passes(5 * MINUTE)
    assert watch.may_ask()
    await watch.beat()
    assert said(logged)[1:] == [("warning", "the clock is still behind what the database knows, and taken for right")]
    assert machine.due() == ["gazette", "ledger"]
    machine.passes(MINUTE)
    await watch.beat()
    machine.start()
    assert len(logged) == 2, "what was put right is told no more"


async def test_a_clock_that_begins_in_the_past_and_is_put_right_changes_nothing(
    machine: Machine, logged: list[EventDict]
) -> None:
    machine.polled(LEDGER, 2 * HOUR)
    await machine.start().beat()
    machine.now -= 3 * DAY
    watch = machine.start()
    await watch.beat()
    assert not watch.may_ask()
    machine.now += 3 * DAY + MINUTE
    await watch.beat()
    assert watch.may_ask()
    assert machine.due() == ["gazette"]
    assert [line["log_level"] for line in logged] == ["warning", "warning"]


@pytest.mark.parametrize("earlier", [True, False], ids=["with a database", "with none"])
async def test_in_1970_nothing_is_asked_and_nothing_is_written(
    machine: Machine, logged: list[EventDict], *, earlier: bool
) -> None:
    if earlier:
        machine.polled(LEDGER, 2 * HOUR)
        await machine.start().beat()
    right, machine.now = machine.now, datetime(1970, 1, 1, 0, 0, 20, tzinfo=UTC)
    watch = machine.start()
    for _ in range(3):
        await watch.beat()
        machine.passes(5 * MINUTE)
        assert not watch.may_ask()
    assert said(logged) == [("warning", "the clock of this machine is wrong")]
    machine.now = right + HOUR
    await watch.beat()
    assert watch.may_ask()
    assert watch.may_forget()
    assert machine.due() == (["gazette"] if earlier else ["gazette", "ledger"])


async def test_a_machine_that_slept_is_nothing_to_warn_of(machine: Machine, logged: list[EventDict]) -> None:
    watch = machine.start()
    await watch.beat()
    machine.now += 9 * HOUR
    await watch.beat()
    assert said(logged) == [("info", "the clock went ahead")]
    assert watch.may_ask()
    assert watch.may_forget()


async def test_a_clock_that_is_set_a_little_is_nothing(machine: Machine, logged: list[EventDict]) -> None:
    watch = machine.start()
    machine.polled(LEDGER, 30 * MINUTE)
    for set_by in (5 * MINUTE, -5 * MINUTE):
        machine.passes(MINUTE)
        machine.now += set_by
        await watch.beat()
    machine.now -= 5 * MINUTE
    assert machine.start().may_ask()
    assert logged == []
    machine.passes(5 * MINUTE)
    assert machine.due() == ["gazette"], "the other waits for its time"


async def test_nothing_is_forgotten_for_a_day_after_the_clock_went_far_ahead(machine: Machine) -> None:
    watch = machine.start()
    machine.now += YEAR
    assert watch.may_forget(), "until it is noticed"
    await watch.beat()
    machine.passes(DAY - MINUTE)
    assert not watch.may_forget()
    machine.passes(MINUTE)
    assert watch.may_forget()


async def test_what_waits_longer_than_anything_does_is_done_now(machine: Machine) -> None:
    watch = machine.start()
    await watch.beat()
    machine.now += YEAR
    with machine.store.transaction() as tx:
        tx.claim_due_feeds(machine.now, 3 * MINUTE, "another process that has died", 9)
    await watch.beat()
    machine.now -= YEAR
    await watch.beat()
    assert machine.due() == ["gazette", "ledger"]
