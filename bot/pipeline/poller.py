"""One poll, from the feed's server to the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime

from bot.feeds.body import first_line
from bot.feeds.client import Client
from bot.feeds.fetch import Fetched, FetchError, FetchLimits, fetch
from bot.feeds.guard import web_address
from bot.feeds.parse import Document, read_document
from bot.feeds.schedule import Pacing, next_state
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState
from bot.pipeline.ingest import Pipeline
from bot.pipeline.quiet import QuietPolls
from bot.pipeline.records import Batch, Ingested, Polled

Parse = Callable[[bytes, Feed, datetime, str | None], Awaitable[Document]]
_RESTING = frozenset({429, 503})
"""Answers whose Retry-After speaks for the whole host."""


async def parse_aside(body: bytes, feed: Feed, now: datetime, content_type: str | None) -> Document:
    """Read a document in a thread. For documents of one's own; a hostile one can hold the thread for long."""
    return await asyncio.to_thread(read_document, body, feed, now, content_type)


class Poller:
    """Does: one poll from the feed's server to the outbox. The pipeline only runs in `executor`, of one thread."""

    def __init__(
        self,
        pipeline: Pipeline,
        client: Client,
        limits: FetchLimits,
        clock: Callable[[], datetime],
        executor: Executor,
        *,
        parse: Parse = parse_aside,
        pacing: Pacing | None = None,
    ) -> None:
        self._pipeline = pipeline
        self._client = client
        self._limits = limits
        self._clock = clock
        self._executor = executor
        self._parse = parse
        self._pacing = pacing or Pacing()
        self._quiet = QuietPolls(pipeline, executor)

    async def poll(self, feed: Feed, state: PollState) -> Polled:
        """Fetch a feed and ingest what it brings; a feed's fault is an outcome, not an exception."""
        try:
            fetched = await fetch(self._client, feed, state, self._limits)
            if not fetched.is_quiet:
                return await self._take(fetched, feed, state)
        except FeedError as problem:
            return await self._fail(problem, feed, state)
        after = next_state(state, fetched, feed, self._clock(), pacing=self._pacing)
        await self._quiet.keep(after)
        return Polled(fetched, Ingested(), after)

    async def take(self, body: bytes, content_type: str | None, feed: Feed, state: PollState) -> Ingested:
        """Ingest a document that came by itself (from a hub); where polling stands is left as it is."""
        now = self._clock()
        document = await self._parse(body, feed, now, content_type)
        return await self._ingest(Batch(document.entries, first=state.is_first), now)

    async def _take(self, fetched: Fetched, feed: Feed, state: PollState) -> Polled:
        """Read a document, and ingest it together with where polling stands now."""
        now = self._clock()
        try:
            document = await self._parse(fetched.body, feed, now, fetched.content_type)
        except FeedError as problem:
            said = first_line(fetched.body)
            raise FetchError(feed.id, problem.problem, status=200, retry_after=fetched.retry_after, said=said) from None
        after = next_state(
            state, fetched, feed, now, hints=document.hints, items_hash=document.items_hash, pacing=self._pacing
        )
        ingested = await self._ingest(Batch(document.entries, first=state.is_first, state=after), now)
        return Polled(fetched, ingested, after)

    async def _fail(self, problem: FeedError, feed: Feed, state: PollState) -> Polled:
        now = self._clock()
        after = next_state(state, problem, feed, now)
        rests = _rests(problem, after.asked_url or feed.url, now)
        await asyncio.get_running_loop().run_in_executor(self._executor, self._pipeline.finish, [after], rests)
        return Polled(problem, Ingested(), after)

    async def _ingest(self, batch: Batch, now: datetime) -> Ingested:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._pipeline.ingest, batch, now)


def _rests(problem: FeedError, url: str, now: datetime) -> Mapping[str, datetime]:
    """Tell which host is to be left alone with all its feeds, and until when."""
    if not isinstance(problem, FetchError) or problem.status not in _RESTING or not problem.retry_after:
        return {}
    return {web_address(url).raw_host or "": now + problem.retry_after}
