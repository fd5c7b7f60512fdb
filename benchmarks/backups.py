"""A hundred backups while somebody writes all the time: each restored, checked, and held against what was written."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from benchmarks.measure import CommandFailedError, Figure
from benchmarks.streams import Streams
from bot.model.entries import Entry
from bot.store import Store, back_up, restore

BACKUPS = 100
AT_ONCE = 7
"""Entries a transaction. Their numbers go on from one to the next, so that a commit can be told from a part of one."""
PAUSE = 0.01
"""Seconds between two of them, so that a hundred copies are not of gigabytes."""
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def measure(_streams: Streams, folder: Path) -> Iterator[Figure]:
    """Back up, restore elsewhere, and see that what is there is what one commit left."""
    url = f"sqlite:///{folder / 'bot.db'}"
    stop, seconds, good = Event(), list[float](), 0
    with closing(Store.open(url)) as store:
        writer = Thread(target=_write, args=(store, stop))
        writer.start()
        try:
            for number in range(BACKUPS):
                begun = time.perf_counter()
                copy = back_up(url, folder / "copy.db")
                seconds.append(time.perf_counter() - begun)
                good += _is_one_commit(copy, folder / f"back-{number}.db")
        finally:
            stop.set()
            writer.join()
    missed = BACKUPS - good
    note = f"{_entries(folder / 'copy.db'):,} entries in the last"
    yield Figure(f"backups of {BACKUPS} during writes that were no commit", missed, "", 1, note=note)
    yield Figure("a backup, the slowest", max(seconds), "s")


def _write(store: Store, stop: Event) -> None:
    for number in itertools.count(0, AT_ONCE):
        if stop.wait(PAUSE):
            return
        entries = [_entry(number + one) for one in range(AT_ONCE)]
        with store.transaction() as tx:
            tx.save_entries(tx.admit(entries), _NOW)


def _entry(number: int) -> Entry:
    return Entry(str(number), "feed", "Outlet", _NOW, f"Story {number}", "", f"https://feed.example/{number}")


def _is_one_commit(copy: Path, restored: Path) -> bool:
    restore(f"sqlite:///{restored}", copy)
    return _entries(restored) % AT_ONCE == 0


def _entries(path: Path) -> int:
    """Count entries. CommandFailedError where their numbers leave a gap, which no commit ever had."""
    with closing(Store.open(f"sqlite:///{path}", create=False)) as store, store.snapshot() as snapshot:
        count = snapshot.counts().entries
        if count and snapshot.explain(str(count - 1)) == ():
            raise CommandFailedError(f"{path} has {count} entries, but not the last of so many")
        return count
