"""Bots that kill themselves. For each job, a line of JSON on standard input, a fork runs the real service.

A job is [database, feed's address, now, kill_at, file for standard output]. The fork polls the feed, delivers, and
counts every boundary that it crosses: before a transaction begins, before it commits, after it has committed, before
the terminal is written to and after. At the kill_at-th it sends itself SIGKILL; with 0 it lives. The answer is a line
of JSON: [exit code (-9 where it was killed), boundaries crossed]. Forks save importing everything each time.
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
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TextIO

from bot.app import service
from bot.app.logs import configure_logs
from bot.delivery import Drain, Drained
from bot.extraction import EntryReader
from bot.feeds.fetch import FetchLimits, make_client
from bot.model.alerts import Delivery, DeliveryState, Subscription
from bot.model.entries import Entry, Outlet
from bot.model.feeds import Feed, PollState
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.store import Store, Transaction
from bot.terminal.sink import TerminalSink
from bot.wording import Card, card_of

TITLE = TrackedTitle(
    id="lantern-street-2",
    title="Lantern Street 2",
    type=TitleType.FILM,
    known_as_of=date(2025, 1, 1),
    follows=Work("Lantern Street", 2001),
)
SAMPLE = Entry(
    "0", "ledger", "The Ledger", datetime(2026, 1, 1, tzinfo=UTC), "Ada Quill joins Lantern Street 2", "", ""
)
_boundaries = count(1)


def boundary(kill_at: int) -> int:
    """Cross one more boundary, unless it is the last."""
    number = next(_boundaries)
    if number == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class WatchedStore(Store):
    kill_at = 0

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        boundary(self.kill_at)
        with super().transaction() as tx:
            yield tx
            boundary(self.kill_at)
        boundary(self.kill_at)


class WatchedSink(TerminalSink):
    kill_at = 0

    async def deliver(self, delivery: Delivery, card: Card) -> None:
        boundary(self.kill_at)
        await super().deliver(delivery, card)
        boundary(self.kill_at)


class WatchedDrain(Drain):
    """Ends the run once the feed has been polled and nothing is left to deliver."""

    stop: asyncio.Event
    watched: Store
    now: datetime

    async def drain(self) -> Drained:
        drained = await super().drain()
        with self.watched.snapshot() as snapshot:
            waiting = snapshot.deliveries_in("terminal", DeliveryState.PENDING)
            polled = all(feed.state.next_poll_at > self.now for feed in snapshot.feed_health())
        if polled and not waiting:
            self.stop.set()
        return drained


class WatchedService(service.Service):
    """Delivers after each poll, whatever it brought, so that a fork sees at once when nothing is left to do."""

    async def _poll(self, state: PollState) -> None:
        await super()._poll(state)
        await self._drain.drain()


async def main(database: str, feed_url: str, now: datetime, kill_at: int, shown: TextIO) -> None:
    stop = asyncio.Event()
    feed = Feed("ledger", feed_url, Outlet("The Ledger", "Ledger Press"))
    WatchedStore.kill_at = WatchedSink.kill_at = kill_at
    with ThreadPoolExecutor(max_workers=1) as executor:
        store = WatchedStore.open(database)
        pipeline = Pipeline(store, [TITLE], Outlets([feed.outlet]), [Subscription(id="terminal", sink="terminal")])
        sink = WatchedSink(shown)
        drain = WatchedDrain(
            store, [sink], lambda delivery: card_of(delivery.alert, TITLE.title), lambda: now, executor
        )
        drain.stop, drain.watched, drain.now = stop, store, now
        async with make_client(allow_private_networks=["127.0.0.0/8"]) as client:
            bot = WatchedService(
                store=store,
                feeds=[feed],
                poller=Poller(pipeline, client, FetchLimits(), lambda: now, executor),
                drain=drain,
                clock=lambda: now,
                executor=executor,
                owner=f"test:{os.getpid()}",
                concurrency=2,
            )
            await bot.run(stop)
        store.close()


def work_in_fork(database: str, feed_url: str, now: str, kill_at: int, shown: str) -> tuple[int, int]:
    """Do one job in a fork of its own; its exit code, and how many boundaries it crossed if it lived."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        with Path(shown).open("a", encoding="utf-8") as file:
            asyncio.run(main(database, feed_url, datetime.fromisoformat(now), kill_at, file))
        os.write(writing, str(next(_boundaries) - 1).encode())
        os._exit(0)
    os.close(writing)
    crossed = os.read(reading, 16)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), int(crossed or 0)


if __name__ == "__main__":
    configure_logs("json", "WARNING")
    service.DELIVERY_BEAT = timedelta(hours=1)  # one at the start; then only polls lead to deliveries, in fixed order
    EntryReader([TITLE]).read(SAMPLE, {})  # compiled once, here
    for line in sys.stdin:
        sys.stdout.write(json.dumps(work_in_fork(*json.loads(line))) + "\n")
        sys.stdout.flush()
