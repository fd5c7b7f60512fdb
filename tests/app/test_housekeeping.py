"""The hourly chores over a real database, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from structlog.typing import EventDict

from bot.app.housekeeping import AT_ONCE, Housekeeping
from bot.model.entries import Entry, Outlet
from bot.model.feeds import Feed
from bot.settings.model import Retention
from bot.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEDGER = Feed("ledger", "https://ledger.example/feed", Outlet("The Ledger", "The Ledger"))
Keep = Callable[[datetime], Housekeeping]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{path}?timeout=0.05")
    yield opened
    opened.close()


@pytest.fixture
async def at(store: Store) -> AsyncIterator[Keep]:
    """Housekeeping at a time."""
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield lambda now: Housekeeping(store, Retention(), lambda: now, executor)


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


def read(store: Store, count: int, at: datetime, words: int = 10) -> None:
    entries = [
        Entry(str(n), "ledger", "The Ledger", at, f"{n} " + "fares " * words, "", f"https://ledger.example/{n}")
        for n in range(count)
    ]
    with store.transaction() as tx:
        tx.save_entries(tx.admit(entries), at)


def size(path: Path) -> int:
    return path.stat().st_size


def counted(store: Store) -> int:
    with store.snapshot() as snapshot:
        return snapshot.counts().entries


async def test_more_than_one_transaction_takes_is_forgotten_and_said_in_one_line(
    store: Store, at: Keep, logged: list[EventDict]
) -> None:
    read(store, AT_ONCE + 1, NOW)
    await at(NOW + timedelta(days=89)).beat()
    assert (counted(store), logged) == (AT_ONCE + 1, [])
    await at(NOW + timedelta(days=91)).beat()
    assert counted(store) == 0
    (line,) = logged
    assert (line["event"], line["entries_forgotten"]) == ("tidied", AT_ONCE + 1)


async def test_room_is_given_back_to_the_disk_once_there_is_much_of_it(store: Store, at: Keep, path: Path) -> None:
    for day in range(6):
        read_at = NOW + timedelta(seconds=day)
        entries = [
            Entry(
                f"{day}-{n}",
                "ledger",
                "x" * 200,
                read_at,
                f"{day} {n} " + "fares " * 150,
                "",
                f"https://l.example/{day}/{n}",
            )
            for n in range(2_000)
        ]
        with store.transaction() as tx:
            tx.save_entries(tx.admit(entries), read_at)
    assert size(path) > 10_000_000
    await at(NOW + timedelta(days=91)).beat()
    assert counted(store) == 0
    store.close()
    assert size(path) < 1_500_000


async def test_nothing_is_forgotten_while_the_clock_is_in_doubt(store: Store) -> None:
    read(store, 3, NOW)
    with ThreadPoolExecutor(max_workers=1) as executor:
        later = NOW + timedelta(days=400)
        await Housekeeping(store, Retention(), lambda: later, executor, may_forget=lambda: False).beat()
        assert counted(store) == 3
        await Housekeeping(store, Retention(), lambda: later, executor, may_forget=lambda: True).beat()
        assert counted(store) == 0
