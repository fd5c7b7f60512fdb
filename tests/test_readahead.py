from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cli.replaying import BATCH, Replay
from bot.model.claims import Reading
from bot.model.entries import Entry
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.pipeline import Ingested
from bot.readahead import WORTH_IT, ReadAhead, Task
from bot.store import Store

TITLES = [
    TrackedTitle(f"{name.lower()}-2", f"{name} 2", TitleType.FILM, date(2025, 1, 1), Work(name, 2001))
    for name in ("Saltglass", "Thornfield")
]
START = datetime(2026, 1, 1, tzinfo=UTC)

TOLD = [
    "Saltglass 2 has been renamed Saltglass: Low Water, the studio confirmed on Monday.",
    "Ada Quill will direct Thornfield 2, the studio confirmed.",
    "Quill has left Thornfield 2.",
    "Saltglass: Low Water opens on September 18, 2027.",
    "The date of Saltglass 2 has moved to February 2028.",
    "A week earlier than planned: Saltglass 2 now opens a week earlier.",
    "Nothing here is about either of them.",
]


def entries(count: int) -> list[Entry]:
    """Tell the story slowly, so that much is read before what it leans on has been told."""
    return [
        Entry(
            id=f"e-{number}",
            feed="wire",
            outlet=f"Outlet {number % 5}",
            published=START + timedelta(hours=number),
            title=f"Report {number}",
            summary=TOLD[number // 40 % len(TOLD) if number % 3 else number % len(TOLD)],
            link=f"https://wire.example/{number}",
        )
        for number in range(count)
    ]


def told(news: Iterable[Entry], jobs: int, *, known: Sequence[Entry] = ()) -> list[Ingested]:
    store = Store.open("sqlite://")
    try:
        with ReadAhead(TITLES, 1) as reader:
            list(Replay(store, TITLES, known, reader))
        with ReadAhead(TITLES, jobs) as reader:
            replay = Replay(store, TITLES, news, reader)
            return list(replay)
    finally:
        store.close()


@pytest.mark.parametrize("count", [WORTH_IT - 1, WORTH_IT, 2 * BATCH + 30])
def test_several_processes_tell_what_one_tells(count: int) -> None:
    story = entries(count)
    alone = told(story, 1)
    assert alone == told(story, 2)
    assert sum(len(one.judgements) for one in alone) > count // 2


def test_entries_that_are_known_do_not_hold_up_the_others(sent: list[int]) -> None:
    story = entries(2 * BATCH)
    assert told(story, 2, known=story[:BATCH]) == told(story, 1, known=story[:BATCH])
    assert sum(sent) > BATCH // 2


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill a process of the pool whenever it is given something to read."""
    begin = ReadAhead._submitted

    def kill(self: ReadAhead, tasks: Sequence[Task]) -> Future[list[Reading]] | None:
        outcome = begin(self, tasks)
        assert self._pool is not None
        for process in list((self._pool._processes or {}).values())[:1]:
            process.kill()
        return outcome

    monkeypatch.setattr(ReadAhead, "_submitted", kill)


@pytest.mark.usefixtures("killed")
def test_what_a_killed_process_should_have_read_is_read_all_the_same() -> None:
    story = entries(2 * BATCH)
    assert told(story, 2) == told(story, 1)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many entries were handed over, each time."""
    counts: list[int] = []
    begin = ReadAhead._submitted

    def count(self: ReadAhead, tasks: Sequence[Task]) -> Future[list[Reading]] | None:
        counts.append(len(tasks))
        return begin(self, tasks)

    monkeypatch.setattr(ReadAhead, "_submitted", count)
    return counts
