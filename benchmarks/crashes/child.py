"""Bots that kill themselves. For each job, a line of JSON on standard input, a fork does the work of one bot's life.

A job is {database, api_url, token, ahead (seconds by which the bot's clock is put on), kill_at, evening (whether
the story's first part is read, or its second)}. The fork reads the story, delivers, lets the minute pass that edits
are gathered for, and edits. It counts every boundary that it crosses: before a transaction begins, before it commits,
after it has committed; before a request to Discord leaves and after its answer has come. At the kill_at-th it sends
itself SIGKILL. Two lines answer: the fork's process id, then [exit code, boundaries crossed]. Forks save importing
everything again.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import aiohttp

from benchmarks.crashes.story import EVENING, MORNING, OUTLETS, TITLE
from bot.app.logs import configure_logs
from bot.chat import rest
from bot.chat.pacing import Pacing
from bot.chat.sink import DiscordSink
from bot.delivery import Drain
from bot.extraction import EntryReader
from bot.model.alerts import Delivery
from bot.model.errors import ConfigError
from bot.novelty import Outlets
from bot.pipeline import Batch, Pipeline
from bot.store import Store, Transaction
from bot.wording import Card, card_of

UNUSABLE = 4
"""The exit code of a bot whose token is refused."""
_boundaries = count(1)
_kill_at = 0


def boundary() -> int:
    """Cross one more boundary, unless it is the last."""
    number = next(_boundaries)
    if number == _kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class WatchedStore(Store):
    """Does: what a store does, with a boundary on either side of each commit."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hold the write lock."""
        boundary()
        with super().transaction() as tx:
            yield tx
            boundary()
        boundary()


class WatchedPacing(Pacing):
    """Does: lets requests go, with a boundary before each and one after its answer."""

    def __init__(self, per_second: float) -> None:
        super().__init__(per_second * 100)  # a bot's life is short here; the pace is measured elsewhere

    def trace(self) -> aiohttp.TraceConfig:
        """Watch a session."""
        config = super().trace()
        config.on_request_start.append(self._cross)
        config.on_request_end.append(self._cross)
        return config

    async def _cross(self, _session: aiohttp.ClientSession, _context: SimpleNamespace, _request: Any) -> None:
        boundary()


class Clock:
    """The real time, put on by so much."""

    def __init__(self, ahead: float) -> None:
        self.ahead = timedelta(seconds=ahead)

    def __call__(self) -> datetime:
        """Tell the time."""
        return datetime.now(UTC) + self.ahead


async def live(job: dict[str, Any]) -> None:
    """Do what a bot does: settle what its predecessor left, read, tell, edit."""
    clock = Clock(job["ahead"])
    with ThreadPoolExecutor(max_workers=1) as executor:
        store = WatchedStore.open(job["database"])
        with store.snapshot() as snapshot:
            subscriptions = snapshot.subscriptions()
        pipeline = Pipeline(store, [TITLE], Outlets(OUTLETS), subscriptions)
        sink = DiscordSink(job["token"], clock, job["api_url"])
        drain = Drain(store, [sink], _card, clock, executor)
        try:
            await drain.recover()
            for entry in EVENING if job["evening"] else MORNING:
                pipeline.ingest(Batch([entry]), clock())
                await drain.drain()
            clock.ahead += timedelta(minutes=2)
            await drain.drain()
        finally:
            await sink.close()
            store.close()


def _card(delivery: Delivery) -> Card:
    return card_of(delivery.alert, TITLE.title, aftermath=delivery.aftermath)


def work_in_fork(job: dict[str, Any]) -> tuple[int, int]:
    """Do one job in a fork of its own; its exit code, and how many boundaries it crossed if it lived."""
    global _kill_at
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        _kill_at, code = job["kill_at"], 0
        try:
            asyncio.run(live(job))
        except ConfigError:
            code = UNUSABLE
        os.write(writing, str(next(_boundaries) - 1).encode())
        os._exit(code)
    os.close(writing)
    print(child, flush=True)
    crossed = os.read(reading, 16)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), int(crossed or 0)


if __name__ == "__main__":
    configure_logs("json", "CRITICAL")
    vars(rest)["Pacing"] = WatchedPacing
    EntryReader([TITLE]).read(MORNING[0], {})  # compiled once, here
    for line in sys.stdin:
        print(json.dumps(work_in_fork(json.loads(line))), flush=True)
