"""A month of faults: `python -m benchmarks.faults.run [--feeds 200] [--days 30] [--kills 50]`.

Loopback feeds of which every fifth answer fails, processes that are killed between and within transactions, a clock
that jumps, and a disk that is full for some time. In the end every entry that a feed held at two answers in a row has
to be in the database, once, and read once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from benchmarks.faults.child import Shift, live
from benchmarks.faults.publisher import Publishers, serving

BEGINS = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `lost` and `doubled` name entries; both have to be empty."""

    requests: int
    failed: int
    killed: int
    shifts: int
    filled: int
    entries: int
    owed: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing was lost and nothing was read twice."""
        return not self.lost and not self.doubled


def run(feeds: int, days: int, kills: int, folder: Path, seed: int = 1) -> Outcome:
    """Live through the month; every shift is a process of its own."""
    chance = random.Random(seed)  # noqa: S311 - the same faults at every run
    publishers = Publishers(BEGINS, seed)
    database = folder / "faults.db"
    now, ends, killed, shifts = BEGINS, BEGINS + timedelta(days=days), 0, 0
    filled = 0
    with serving(publishers) as port:
        while now < ends:
            shifts += 1
            length = timedelta(days=days) / (kills + 5)
            mortal = killed < kills
            full = mortal and chance.random() < 0.1
            shift = Shift(
                database=str(database),
                port=port,
                feeds=feeds,
                begins=now,
                ends=min(now + length, ends) if mortal else ends,
                kill_at=chance.randint(2, 40) if mortal and not full else -1,
                disk_full=full,
                seed=seed * 1_000 + shifts,
            )
            filled += full
            killed += _in_fork(shift, port)
            now = max(publishers.now, now + timedelta(minutes=1)) + chance.choice(_JUMPS)
    entries, doubled = _kept(database)
    owed = _owed(publishers)
    return Outcome(
        requests=publishers.requests,
        failed=publishers.failed,
        killed=killed,
        shifts=shifts,
        filled=filled,
        entries=len(entries),
        owed=len(owed),
        lost=tuple(sorted(owed - entries)),
        doubled=doubled,
    )


_JUMPS = [timedelta(0), timedelta(minutes=5), timedelta(hours=2), timedelta(minutes=-30), timedelta(seconds=-1)]
"""Between two shifts: a restart at once, a pause, a night, and clocks that are set back."""


def _in_fork(shift: Shift, port: int) -> int:
    """Live through a shift in a fork; 1 where it was killed."""
    if (child := os.fork()) == 0:
        code = 1
        try:
            live(
                shift,
                lambda moment: _tell(port, f"now/{json.dumps(moment.isoformat()).encode().hex()}"),
                lambda feed: _tell(port, f"ended/{feed}"),
            )
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return 1
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("a shift ended with a bug; its traceback is above")
    return 0


def _tell(port: int, path: str) -> None:
    """Tell the feeds' server what time it is, or that a poll has lived to its end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/{path}")
    connection.getresponse().read()
    connection.close()


def _owed(publishers: Publishers) -> set[str]:
    """Name the entries that a feed held at two answers in a row, unless both died with the process that asked."""
    return {
        name
        for answers in publishers.held.values()
        for before, after in pairwise(answers)
        for name in set(before.names) & set(after.names)
        if before.ended or after.ended
    }


def _kept(database: Path) -> tuple[set[str], tuple[str, ...]]:
    with sqlite3.connect(database) as connection:
        titles = [row[0] for row in connection.execute("SELECT title FROM entries")]
    connection.close()
    return set(titles), tuple(sorted({title for title in titles if titles.count(title) > 1}))


def main(arguments: Iterable[str] | None = None) -> int:
    """Run, and tell what became of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.run", description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(None if arguments is None else list(arguments))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sequelwatch-faults-") as folder:
        outcome = run(asked.feeds, asked.days, asked.kills, Path(folder), asked.seed)
    print(
        f"{asked.feeds} feeds, {asked.days} days: {outcome.requests:,} requests, {outcome.failed:,} failed, "
        f"{outcome.shifts} processes of which {outcome.killed} were killed and {outcome.filled} had a full disk; "
        f"{outcome.entries:,} entries kept of "
        f"{outcome.owed:,} that were owed; lost: {len(outcome.lost)}, read twice: {len(outcome.doubled)} "
        f"({time.monotonic() - begun:.0f} s)"
    )
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main())
