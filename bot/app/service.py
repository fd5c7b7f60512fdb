"""The bot at work: polls what is due, delivers what is new, and stops without losing anything."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from bot.app.polls import PollLog
from bot.app.turns import Turns
from bot.delivery import Drain
from bot.following import Following, Reloaded
from bot.model.errors import ConfigError, SequelwatchError, StoreError
from bot.model.feeds import Feed, PollState
from bot.pipeline import Polled, Poller
from bot.scheduler import Beat, Scheduler, Workers
from bot.store import Store

T = TypeVar("T")
log: structlog.stdlib.BoundLogger = structlog.get_logger()

Companion = Callable[[], Awaitable[None]]
Chore = tuple[timedelta, Beat, str]
"""How often, what, and its name."""

POLL_BEAT = timedelta(seconds=2)
FOLLOW_BEAT = timedelta(minutes=1)
DELIVERY_BEAT = timedelta(seconds=1)
DRAIN_TIME, LAST_DELIVERY_TIME, CLOSING_TIME = timedelta(seconds=5), timedelta(seconds=2), timedelta(seconds=1.5)
"""How long a stop waits for what is under way, for the last deliveries, for the database: under ten seconds in all."""
LEASE = timedelta(minutes=3)
"""How long a claimed feed is ours, beyond its fetch; short enough to wait for after a crash."""


class Service:
    """Does: runs beats until `stop` is set, then lets running polls finish, delivers what they brought, and returns.

    The store is only touched from `executor`, which has one thread. `owner` names this process in leases;
    `longest_fetch` is added to a lease, so that no feed is polled twice at once. `on_polled` is told of every poll.
    `following` is asked now and then, in that thread, for what has been set up elsewhere. `companion` works beside the
    beats until it is cancelled, such as a connection to Discord: where it ends in a ConfigError, so does all.
    `chores` are further beats, with their names. No feed is asked while it `may_ask` not.
    """

    def __init__(
        self,
        *,
        store: Store,
        feeds: Sequence[Feed],
        poller: Poller,
        drain: Drain,
        clock: Callable[[], datetime],
        executor: Executor,
        owner: str,
        concurrency: int,
        longest_fetch: timedelta = timedelta(),
        on_polled: Callable[[Feed, Polled], None] | None = None,
        following: Following | None = None,
        companion: Companion | None = None,
        chores: Sequence[Chore] = (),
        may_ask: Callable[[], bool] = lambda: True,
    ) -> None:
        self._store = store
        self._taken_up = feeds
        self._feeds: Mapping[str, Feed] = {feed.id: feed for feed in feeds}
        self._poller = poller
        self._drain = drain
        self._clock = clock
        self._executor = executor
        self._owner = owner
        self._lease = LEASE + longest_fetch
        self._concurrency = concurrency
        self._turns = self._turns_of(feeds)
        self._workers: Workers[PollState] = Workers(self._claim, self._poll, concurrency)
        self._scheduler = Scheduler()
        self._polls = PollLog()
        self._unkept: dict[str, PollState] = {}
        self._on_polled = on_polled
        self._following = following
        self._companion = companion
        self._chores = tuple(chores)
        self._may_ask = may_ask
        self._fatal: ConfigError | None = None

    @property
    def store(self) -> Store:
        """The database that the bot works on."""
        return self._store

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set. ConfigError where a setting turns out to be unusable (a refused token)."""
        await self._in_store(partial(self._sync_feeds, tuple(self._feeds.values())))
        self._poller.respect(await self._in_store(self._resting_hosts))
        await self._drain.recover()
        scheduler = self._scheduler
        scheduler.every(POLL_BEAT, self._workers.beat, "poll")
        scheduler.every(DELIVERY_BEAT, partial(self._deliver, stop), "deliver")
        if self._following is not None:
            scheduler.every(FOLLOW_BEAT, partial(self._refresh, self._following), "follow")
        for interval, beat, name in self._chores:
            scheduler.every(interval, beat, name)
        scheduler.start()
        companion = asyncio.create_task(self._accompany(stop))
        try:
            await stop.wait()
        finally:
            companion.cancel()
            closing = asyncio.wait([companion], timeout=CLOSING_TIME.total_seconds())
            await asyncio.gather(self._finish(), closing)
        if self._fatal is not None:
            raise self._fatal

    @property
    def pauses(self) -> Mapping[str, timedelta]:
        """How long each of the beats has been overdue."""
        return self._scheduler.pauses

    async def use_feeds(self, feeds: Sequence[Feed]) -> None:
        """Poll these feeds from now on: new ones at once, others no more."""
        await self._in_store(partial(self._sync_feeds, feeds))
        self._taken_up = feeds
        self._feeds = {feed.id: feed for feed in feeds}
        self._turns = self._turns_of(feeds)

    async def reload(self) -> Reloaded:
        """Read seeds and feeds anew. What is broken in them stays as it was, and is told."""
        if self._following is None:
            return Reloaded()
        following = self._following
        reloaded = await self._in_store(lambda: following.reload(self._clock()))
        for problem in reloaded.problems:
            log.error("not taken over, what was there before goes on", why=problem)
        added, changed, removed = (
            ", ".join(ids) or None for ids in (reloaded.added, reloaded.changed, reloaded.removed)
        )
        log.info("read anew", feeds=reloaded.feeds, added=added, changed=changed, removed=removed)
        return reloaded

    async def in_store(self, call: Callable[[], T]) -> T:
        """Have something done in the thread of the store, after what is being done there."""
        return await self._in_store(call)

    async def _refresh(self, following: Following) -> None:
        await self._in_store(lambda: following.refresh(self._clock()))

    async def _accompany(self, stop: asyncio.Event) -> None:
        """Let the companion work. A bug of its own ends it alone: alerts go on."""
        if self._companion is None:
            return
        try:
            await self._companion()
        except ConfigError as problem:
            self._fatal = problem
            stop.set()
        except Exception as bug:  # polling and telling go on
            log.exception("a bug: the connection to Discord is given up until the next start", why=repr(bug))

    async def _finish(self) -> None:
        """Let what is under way end, deliver what that brought, and give up the rest."""
        log.info("stopping", polls=self._workers.running)
        until = self._seconds() + DRAIN_TIME.total_seconds()
        await self._scheduler.finish(DRAIN_TIME)
        late = await self._workers.finish(timedelta(seconds=max(until - self._seconds(), 0)))
        if late:
            log.warning("polls given up, they are tried again at the next start", polls=late)
        try:
            async with asyncio.timeout(LAST_DELIVERY_TIME.total_seconds()):
                await self._in_store(self._release_feeds)
                if self._fatal is None:
                    await self._drain.drain()
        except TimeoutError:
            log.warning("not everything was delivered, the rest follows at the next start")
        except SequelwatchError as problem:
            log.warning("not everything was delivered, the rest follows at the next start", why=str(problem))

    async def _deliver(self, stop: asyncio.Event) -> None:
        try:
            await self._drain.drain()
        except ConfigError as problem:
            self._fatal = problem
            stop.set()

    async def _poll(self, state: PollState) -> None:
        feed = self._feeds.get(state.feed_id)
        if feed is None:
            log.warning("another process with other feeds uses this database", feed=state.feed_id)
            return
        try:
            polled = await self._poller.poll(feed, state)
        except StoreError as problem:
            log.warning("what a poll brought could not be kept, it is repeated", feed=feed.id, why=str(problem))
            self._unkept[feed.id] = state
            return
        self._polls.tell(feed, polled)
        if self._on_polled is not None:
            self._on_polled(feed, polled)

    async def _claim(self, free: int) -> Sequence[PollState]:
        """Claim what is due, of the feeds as they are now: whatever has changed them has done so at once."""
        if self._following is not None and self._following.feeds is not self._taken_up:
            await self.use_feeds(self._following.feeds)
        return await self._in_store(partial(self._claim_due, free)) if self._may_ask() else ()

    def _claim_due(self, free: int) -> Sequence[PollState]:
        """Claim polls; those that could not be kept are due again as they were, and not only when their lease ends."""
        unkept = tuple(self._unkept.values())
        with self._store.transaction() as tx:
            if unkept:
                tx.finish_polls(unkept, {})
            claimed = self._turns.claim(tx, free, self._clock())
        for state in unkept:
            self._unkept.pop(state.feed_id, None)
        return claimed

    def _turns_of(self, feeds: Sequence[Feed]) -> Turns:
        return Turns(feeds, self._owner, self._lease, burst=self._concurrency)

    def _resting_hosts(self) -> Mapping[str, datetime]:
        with self._store.snapshot() as snapshot:
            return snapshot.resting_hosts(self._clock())

    def _sync_feeds(self, feeds: Sequence[Feed]) -> None:
        with self._store.transaction() as tx:
            tx.sync_feeds(feeds, self._clock())

    def _release_feeds(self) -> None:
        with self._store.transaction() as tx:
            tx.release_feeds(self._owner)

    async def _in_store(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)

    @staticmethod
    def _seconds() -> float:
        return asyncio.get_running_loop().time()
