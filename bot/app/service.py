"""The bot at work: polls what is due, delivers what is new, and stops without losing anything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.delivery import Drain
from bot.feeds.outcomes import Fetched, Outcome
from bot.model.errors import ConfigError, FeedError
from bot.model.feeds import Feed, PollState
from bot.pipeline import Polled, Poller
from bot.scheduler import Scheduler, Workers
from bot.store import Store

log: structlog.stdlib.BoundLogger = structlog.get_logger()

POLL_BEAT = timedelta(seconds=2)
DELIVERY_BEAT = timedelta(seconds=1)
DRAIN_TIME = timedelta(seconds=7)
"""How long a stop waits for running polls; with delivery and closing it stays under ten seconds."""
LAST_DELIVERY_TIME = timedelta(seconds=2)
LEASE = timedelta(minutes=3)
"""How long a claimed feed is ours; longer than a fetch may take, short enough to wait for after a crash."""


class Service:
    """Does: runs beats until `stop` is set, then lets running polls finish, delivers what they brought, and returns.

    The store is only touched from `executor`, which has one thread. `owner` names this process in leases.
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
    ) -> None:
        self._store = store
        self._feeds: Mapping[str, Feed] = {feed.id: feed for feed in feeds}
        self._poller = poller
        self._drain = drain
        self._clock = clock
        self._executor = executor
        self._owner = owner
        self._workers: Workers[PollState] = Workers(self._claim, self._poll, concurrency)
        self._fatal: ConfigError | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set. ConfigError where a setting turns out to be unusable (a refused token)."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._executor, self._sync_feeds)
        await self._drain.recover()
        scheduler = Scheduler()
        scheduler.every(POLL_BEAT, self._workers.beat, "poll")
        scheduler.every(DELIVERY_BEAT, partial(self._deliver, stop), "deliver")
        scheduler.start()
        try:
            await stop.wait()
        finally:
            scheduler.stop()
            await self._finish()
        if self._fatal is not None:
            raise self._fatal

    async def _finish(self) -> None:
        late = await self._workers.finish(DRAIN_TIME)
        if late:
            log.warning("polls given up, they are tried again at the next start", polls=late)
        if self._fatal is None:
            try:
                async with asyncio.timeout(LAST_DELIVERY_TIME.total_seconds()):
                    await self._drain.drain()
            except TimeoutError:
                log.warning("not everything was delivered, the rest follows at the next start")

    async def _deliver(self, stop: asyncio.Event) -> None:
        try:
            drained = await self._drain.drain()
        except ConfigError as problem:
            self._fatal = problem
            stop.set()
            return
        if drained.retried or drained.parked:
            log.warning("alerts not delivered", tried_again=drained.retried, parked=drained.parked)

    async def _claim(self, free: int) -> Sequence[PollState]:
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._claim_due, free)

    def _claim_due(self, free: int) -> Sequence[PollState]:
        with self._store.transaction() as tx:
            return tx.claim_due_feeds(self._clock(), LEASE, self._owner, free)

    def _sync_feeds(self) -> None:
        with self._store.transaction() as tx:
            tx.sync_feeds(tuple(self._feeds.values()), self._clock())

    async def _poll(self, state: PollState) -> None:
        polled = await self._poller.poll(self._feeds[state.feed_id], state)
        _log_poll(state.feed_id, polled)
        if polled.ingested.alerts:
            await self._drain.drain()


def _log_poll(feed_id: str, polled: Polled) -> None:
    """Write one line a poll."""
    again = polled.state.next_poll_at.strftime("%H:%M")
    if isinstance(polled.outcome, FeedError):
        tell = log.bind(feed=feed_id, why=polled.outcome.problem, failures=polled.state.failures, next=again)
        tell.warning("poll failed")
        return
    log.info("polled", feed=feed_id, outcome=_outcome(polled.outcome), **_brought(polled), next=again)


def _outcome(fetched: Fetched) -> str:
    return "nothing new" if fetched.outcome is Outcome.NOT_MODIFIED else "read"


def _brought(polled: Polled) -> dict[str, int]:
    ingested = polled.ingested
    return {
        "mentions": len(ingested.readings),
        "claims": len(ingested.judgements),
        "developments": len(ingested.developments),
    }
