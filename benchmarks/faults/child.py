"""The bot of the fault run: lives with loopback feeds for some virtual hours, until it ends or kills itself.

Run in a fork by `benchmarks.faults.run`. It is killed (SIGKILL) at the boundary of a transaction, chosen by chance.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.app.turns import Turns
from bot.feeds.client import make_client
from bot.feeds.fetch import FetchLimits
from bot.feeds.schedule import Pacing
from bot.model.entries import Outlet
from bot.model.errors import StoreError
from bot.model.feeds import Feed, PollState
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.store import Store
from bot.store.transaction import Transaction

LEASE = timedelta(minutes=3)
FLOOR, CEILING = timedelta(hours=2), timedelta(hours=6)
STEP = timedelta(minutes=20)


@dataclass(frozen=True)
class Shift:
    """What a process is to live through: from when to when, how often it may begin a transaction, a full disk."""

    database: str
    port: int
    feeds: int
    begins: datetime
    ends: datetime
    kill_at: int
    disk_full: bool
    seed: int


class MortalStore(Store):
    """Kills its process at the beginning or the end of its n-th transaction."""

    left: ClassVar[int] = 0
    middle: ClassVar[bool] = False

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hold the write lock, and perhaps die with it."""
        MortalStore.left -= 1
        with super().transaction() as tx:
            yield tx
            if MortalStore.left == 0 and MortalStore.middle:
                os.kill(os.getpid(), signal.SIGKILL)
        if MortalStore.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def feeds(port: int, count: int) -> list[Feed]:
    """Give the feeds of the run, each at an address of its own."""
    return [
        Feed(f"f{n}", f"http://127.2.{n // 250}.{n % 250 + 1}:{port}/f{n}", Outlet(f"o{n}", f"o{n}"), FLOOR)
        for n in range(count)
    ]


def live(shift: Shift, moment: Callable[[datetime], None], ended: Callable[[str], None]) -> None:
    """Live through a shift; `moment` is told the time as it passes, `ended` of each feed that was read and kept."""
    asyncio.run(_live(shift, moment, ended))


async def _live(shift: Shift, moment: Callable[[datetime], None], ended: Callable[[str], None]) -> None:
    chance = random.Random(shift.seed)  # noqa: S311 - the same faults at every run
    MortalStore.left, MortalStore.middle = shift.kill_at, chance.random() < 0.5
    store = MortalStore.open(f"sqlite:///{shift.database}")
    now = [shift.begins]
    moment(now[0])
    known = {feed.id: feed for feed in feeds(shift.port, shift.feeds)}
    with ThreadPoolExecutor(max_workers=1) as executor:
        async with make_client(allow_private_networks=["127.0.0.0/8"]) as client:
            pipeline = Pipeline(store, [], Outlets())
            pacing = Pacing(CEILING)
            poller = Poller(
                pipeline, client, FetchLimits(timedelta(seconds=5)), lambda: now[0], executor, pacing=pacing
            )
            turns = Turns(known.values(), f"shift-{os.getpid()}", LEASE, burst=64)
            _kept(lambda: _sync(store, list(known.values()), now[0]))
            room_again = shift.begins + (shift.ends - shift.begins) / 2
            if shift.disk_full:
                _fill_the_disk(store, pages=4)
            while now[0] < shift.ends:
                if shift.disk_full and now[0] >= room_again:
                    _fill_the_disk(store, pages=1_000_000)
                due = _kept(lambda: _claim(store, turns, now[0])) or ()
                await asyncio.gather(*(_poll(poller, known[state.feed_id], state, ended) for state in due))
                if not due:
                    now[0] += STEP
                    moment(now[0])
    store.close()


async def _poll(poller: Poller, feed: Feed, state: PollState, ended: Callable[[str], None]) -> None:
    try:
        polled = await poller.poll(feed, state)
    except StoreError:
        return  # as the service does: it is kept when the lease has ended
    if not polled.state.failures:
        await asyncio.to_thread(ended, feed.id)


def _claim(store: Store, turns: Turns, now: datetime) -> tuple[PollState, ...]:
    with store.transaction() as tx:
        return turns.claim(tx, 64, now)


def _sync(store: Store, known: list[Feed], now: datetime) -> tuple[PollState, ...]:
    with store.transaction() as tx:
        tx.sync_feeds(known, now)
    return ()


def _kept(call: Callable[[], tuple[PollState, ...]]) -> tuple[PollState, ...] | None:
    try:
        return call()
    except StoreError:
        return None


def _fill_the_disk(store: Store, pages: int) -> None:
    """Let the database grow by so many pages, and no further: to SQLite that is what a full disk is."""
    with store._writing.connect() as connection:  # noqa: SLF001 - there is no other way to a full disk of one's own
        taken = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {int(taken) + pages}")
