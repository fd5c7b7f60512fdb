"""The story as a bot lives through it: real polls, the real pipeline, a fresh database, a clock that leaps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import as_file
from pathlib import Path

from bot.delivery import Drain, Sink
from bot.demo import story
from bot.demo.server import FeedServer
from bot.feeds.fetch import FetchLimits, make_client
from bot.feeds.outcomes import Fetched
from bot.model.alerts import Delivery, Subscription
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Outlets
from bot.pipeline import Pipeline, Polled, Poller
from bot.seeds import load_seeds
from bot.store import Counts, Store
from bot.wording import Card, TitleFacts, card_of, facts_of, returning_cast

CATCH_UP_WAIT = timedelta(minutes=2)


class StoryClock:
    """Does: tells the story's time, which whoever holds the clock moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Tell the time (aware)."""
        return self.now


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the story has got: the time in it, and the rounds, polls and cards so far.

    `unchanged` counts the polls that were answered 304, not modified.
    """

    now: datetime
    rounds: int
    polls: int = 0
    unchanged: int = 0
    cards: int = 0


class Telling:
    """Does: polls all feeds at each moment of the story, and delivers what that brings. The parts come wired."""

    def __init__(
        self,
        *,
        title: TrackedTitle,
        server: FeedServer,
        clock: StoryClock,
        store: Store,
        pipeline: Pipeline,
        poller: Poller,
        drain: Drain,
    ) -> None:
        self._title = title
        self._server = server
        self._clock = clock
        self._store = store
        self._pipeline = pipeline
        self._poller = poller
        self._drain = drain

    async def rounds(self) -> AsyncIterator[Progress]:
        """Tell the whole story, a polling round a step; a step is over when its cards have been delivered."""
        moments = story.moments()
        feeds = story.feeds(self._server.url)
        progress = Progress(moments[0], rounds=0)
        states = {feed.id: PollState(feed.id, next_poll_at=moments[0]) for feed in feeds}
        with self._store.transaction() as tx:
            tx.sync_feeds(feeds, moments[0])
        for moment in moments:
            self._server.at(moment)
            self._clock.now = moment
            for feed in feeds:
                polled = await self._poll(feed, states[feed.id])
                states[feed.id] = polled.state
                progress = _counted(progress, polled)
            self._clock.now = moment + CATCH_UP_WAIT
            drained = await self._drain.drain()
            progress = replace(progress, now=moment, rounds=progress.rounds + 1, cards=progress.cards + drained.sent)
            yield progress

    def sums(self) -> Counts:
        """Count what was read, told and held back, as the database has it."""
        with self._store.snapshot() as snapshot:
            return snapshot.counts()

    def facts(self) -> TitleFacts:
        """Tell what is known of the story's sequel by now."""
        with self._store.snapshot() as snapshot:
            ledger = Ledger.of(self._title, snapshot.developments_of(self._title.id))
        return facts_of(ledger, self._pipeline.name_of(self._title.id))

    async def _poll(self, feed: Feed, state: PollState) -> Polled:
        polled = await self._poller.poll(feed, state)
        if isinstance(polled.outcome, FeedError):
            raise polled.outcome  # our own server on the loopback: without it there is no story
        return polled


@asynccontextmanager
async def open_telling(folder: Path, sink: Sink) -> AsyncIterator[Telling]:
    """Open a server, a database in `folder`, and the rooms between them and `sink`; all is closed at the end."""
    with as_file(story.folder() / "seeds") as seeds:
        (title,) = load_seeds(seeds)
    clock = StoryClock(story.FIRST_POLL)
    async with AsyncExitStack() as stack:
        store = Store.open(f"sqlite:///{folder / 'demo.db'}")
        stack.callback(store.close)
        executor = stack.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="store"))
        client = make_client(allow_private_networks=["127.0.0.0/8"])
        stack.push_async_callback(client.aclose)
        server = stack.enter_context(FeedServer(story.channels(), story.entries()))
        outlets = Outlets(channel.outlet for channel in story.channels())
        pipeline = Pipeline(store, [title], outlets, [Subscription("demo", sink.name)], CATCH_UP_WAIT)
        poller = Poller(pipeline, client, FetchLimits(), clock, executor)
        drain = Drain(store, [sink], _cards(pipeline, returning_cast(title)), clock, executor)
        yield Telling(
            title=title, server=server, clock=clock, store=store, pipeline=pipeline, poller=poller, drain=drain
        )


def _cards(pipeline: Pipeline, returning: frozenset[str]) -> Callable[[Delivery], Card]:
    return lambda delivery: card_of(delivery.alert, pipeline.name_of(delivery.alert.title_id), returning)


def _counted(progress: Progress, polled: Polled) -> Progress:
    unchanged = isinstance(polled.outcome, Fetched) and polled.outcome.is_quiet
    return replace(progress, polls=progress.polls + 1, unchanged=progress.unchanged + unchanged)
