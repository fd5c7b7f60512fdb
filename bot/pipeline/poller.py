"""One poll, from the feed's server to the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar, TypeVarTuple

from bot.feeds.articles import Article, Articles
from bot.feeds.body import first_line
from bot.feeds.client import Client
from bot.feeds.document import Document
from bot.feeds.fetch import Fetched, FetchError, FetchLimits, fetch
from bot.feeds.guard import web_address
from bot.feeds.notes import owner_note
from bot.feeds.schedule import Pacing, next_state
from bot.model.entries import Entry, Trust
from bot.model.errors import FeedError, StoreError
from bot.model.feeds import Feed, PollState
from bot.pipeline.ingest import Pipeline
from bot.pipeline.records import Arrival, Batch, Ingested, Polled
from bot.pipeline.together import Together

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Keep = Callable[[], Awaitable[Polled]]
Parse = Callable[[bytes, Feed, datetime, str | None], Awaitable[Document]]
MOST_ARTICLES = 5
"""Read for one poll; the others' entries are read without."""
MOST_QUIET, MOST_BATCHES = 100, 8
"""Kept in one transaction. Whoever else needs the database waits for its end."""
_RESTING = frozenset({429, 503})
"""Answers whose Retry-After speaks for the whole host."""


async def parse_aside(body: bytes, feed: Feed, now: datetime, content_type: str | None) -> Document:
    """Read a document in a thread. For documents of one's own; a hostile one can hold the thread for long."""
    from bot.feeds.parse import read_document  # noqa: PLC0415 - the bot at work has its sandbox and loads no parser

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
        articles: Articles | None = None,
    ) -> None:
        self._pipeline = pipeline
        self._client = client
        self._limits = limits
        self._clock = clock
        self._executor = executor
        self._parse = parse
        self._pacing = pacing or Pacing()
        self._articles = articles
        self._quiet: Together[PollState, None] = Together(pipeline.finish_all, executor, MOST_QUIET)
        self._arrived: Together[Arrival, Ingested] = Together(pipeline.ingest_all, executor, MOST_BATCHES)
        self._unkept: dict[str, Keep] = {}

    async def poll(self, feed: Feed, state: PollState) -> Polled:
        """Fetch a feed and ingest what it brings; a feed's fault is an outcome, not an exception.

        StoreError where the database cannot keep it. The next poll keeps it then, without asking the server again.
        """
        keep = self._unkept.pop(feed.id, None) or await self._ask(feed, state)
        try:
            return await keep()
        except StoreError:
            self._unkept[feed.id] = keep
            raise

    def respect(self, rests: Mapping[str, datetime]) -> None:
        """Leave hosts alone until the times that an earlier run was told."""
        now = self._clock()
        for host, until in rests.items():
            self._client.hosts.rest(host, until - now)

    async def take(self, body: bytes, content_type: str | None, feed: Feed) -> Ingested:
        """Ingest a document of a feed that came by itself, from its hub; where polling stands is left as it is."""
        now = self._clock()
        document = await self._parse(body, feed, now, content_type)
        return await self._ingest(Batch(document.entries), now)

    async def _ask(self, feed: Feed, state: PollState) -> Keep:
        """Do what needs the server; what is returned does what needs the database."""
        try:
            fetched = await fetch(self._client, feed, state, self._limits)
            if not fetched.is_quiet:
                return partial(self._take, fetched, await self._read(fetched, feed), feed, state)
        except FeedError as problem:
            return partial(self._fail, problem, feed, state)
        return partial(self._rest, fetched, feed, state)

    async def _read(self, fetched: Fetched, feed: Feed) -> Document:
        try:
            return await self._parse(fetched.body, feed, self._clock(), fetched.content_type)
        except FeedError as problem:
            said = first_line(fetched.body)
            raise FetchError(feed.id, problem.problem, status=200, retry_after=fetched.retry_after, said=said) from None

    async def _take(self, fetched: Fetched, document: Document, feed: Feed, state: PollState) -> Polled:
        """Ingest a document together with where polling stands now."""
        after = next_state(
            state,
            fetched,
            feed,
            self._clock(),
            hints=document.hints,
            items_hash=document.items_hash,
            pacing=self._pacing,
        )
        articles = {} if state.is_first else await self._articles_of(document.entries, feed)
        batch = Batch(document.entries, first=state.is_first, state=after, articles=articles)
        ingested = await self._ingest(batch, self._clock())
        return Polled(fetched, ingested, after, owner_note(state, after))

    async def _rest(self, fetched: Fetched, feed: Feed, state: PollState) -> Polled:
        """Keep where polling stands after an answer with nothing to read."""
        after = next_state(state, fetched, feed, self._clock(), pacing=self._pacing)
        await self._quiet.keep(after)
        return Polled(fetched, Ingested(), after, owner_note(state, after))

    async def _articles_of(self, entries: Sequence[Entry], feed: Feed) -> dict[str, Article]:
        """Read the articles behind entries that leave a question open; the newest first, and not too many at once."""
        if self._articles is None:
            return {}
        asking = await self._in_store(self._pipeline.unanswered, entries)
        aggregates = feed.outlet.trust is Trust.AGGREGATOR
        found: dict[str, Article] = {}
        for entry in reversed(asking[-MOST_ARTICLES:]):
            article = await self._articles.read(entry.link)
            found[entry.id] = article if aggregates else replace(article, outlet="")
        return found

    async def _fail(self, problem: FeedError, feed: Feed, state: PollState) -> Polled:
        now = self._clock()
        after = next_state(state, problem, feed, now, pacing=self._pacing)
        rests = _rests(problem, state.asked_url or feed.url, now)
        self.respect(rests)
        await self._in_store(self._pipeline.finish, [after], rests)
        return Polled(problem, Ingested(), after, owner_note(state, after))

    async def _ingest(self, batch: Batch, now: datetime) -> Ingested:
        return await self._arrived.keep(Arrival(batch, now))

    async def _in_store(self, call: Callable[[*Ts], T], *args: *Ts) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, call, *args)


def _rests(problem: FeedError, url: str, now: datetime) -> Mapping[str, datetime]:
    """Tell which host is to be left alone with all its feeds, and until when."""
    if not isinstance(problem, FetchError) or problem.status not in _RESTING or not problem.retry_after:
        return {}
    return {web_address(url).raw_host or "": now + problem.retry_after}
