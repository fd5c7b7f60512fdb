"""One poll, from the feed's server to the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

import httpx

from bot.feeds.fetch import Fetched, FetchLimits, Outcome, fetch
from bot.feeds.parse import parse_feed
from bot.feeds.schedule import next_state
from bot.model.entries import Entry
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState
from bot.pipeline.ingest import Pipeline
from bot.pipeline.records import Batch, Polled


class Poller:
    """Does: one poll from the feed's server to the outbox. The pipeline only runs in `executor`, of one thread."""

    def __init__(
        self,
        pipeline: Pipeline,
        client: httpx.AsyncClient,
        limits: FetchLimits,
        clock: Callable[[], datetime],
        executor: Executor,
    ) -> None:
        self._pipeline = pipeline
        self._client = client
        self._limits = limits
        self._clock = clock
        self._executor = executor

    async def poll(self, feed: Feed, state: PollState) -> Polled:
        """Fetch a feed and ingest what it brings; a feed's fault is an outcome, not an exception."""
        outcome: Fetched | FeedError
        entries: tuple[Entry, ...] = ()
        try:
            outcome = await fetch(self._client, feed, state, self._limits)
            if outcome.outcome is Outcome.DOCUMENT:
                now, kind = self._clock(), outcome.content_type
                entries = await asyncio.to_thread(parse_feed, outcome.body, feed, now, kind)
        except FeedError as problem:
            outcome = problem
        now = self._clock()
        after = next_state(state, outcome, feed, now)
        batch = Batch(entries, first=state.is_first, state=after)
        loop = asyncio.get_running_loop()
        ingested = await loop.run_in_executor(self._executor, self._pipeline.ingest, batch, now)
        return Polled(outcome, ingested, after)
