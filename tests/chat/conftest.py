"""Clients of ours against the fake Discord, and a store to answer from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.chat.client import BotClient, point_at
from bot.chat.connection import Connection
from bot.chat.questions import Desk
from bot.model.entries import Entry, Outlet, Trust
from bot.model.feeds import Feed
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Outlets
from bot.pipeline import Batch, Pipeline
from bot.store import Store
from tests.chat.fake.server import FakeDiscord

Install = Callable[[BotClient], None]


async def until(happened: Callable[[], bool]) -> None:
    """Wait for what comes about on the other side of a socket."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - nobody there sets an event for us
            await asyncio.sleep(0.01)


class Memory:
    """What is remembered of the commands, in place of the database."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    async def recall(self, key: str) -> str | None:
        return self.known.get(key)

    async def remember(self, key: str, value: str) -> None:
        self.known[key] = value


class Supervised:
    """A connection to the fake Discord that waits for nothing, and counts what it would have waited for."""

    def __init__(self, fake: FakeDiscord, install: Install, memory: Memory | None = None) -> None:
        point_at(fake.api_url, fake.gateway_url)
        self.memory = memory or Memory()
        self.waits: list[float] = []
        self.waited = asyncio.Event()
        self.connection = Connection(fake.token, lambda: self._make(install), self._sleep)

    def _make(self, install: Install) -> BotClient:
        return BotClient(install, self.memory.recall, self.memory.remember, settle=0.05)

    until = staticmethod(until)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.waited.set()
        await asyncio.sleep(0)

    async def ready(self) -> None:
        await until(lambda: self.connection.trouble is None)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Connection]:
        task = asyncio.create_task(self.connection.run())
        try:
            await self.ready()
            yield self.connection
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@pytest.fixture
def supervised() -> type[Supervised]:
    return Supervised


NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SEEDS = (
    TrackedTitle(
        id="lantern-street-2",
        title="Lantern Street 2",
        type=TitleType.FILM,
        known_as_of=date(2025, 12, 1),
        follows=Work("Lantern Street", 1997),
        also_known_as=("The Lamps Return",),
    ),
    TrackedTitle("saltmarsh-revival", "Saltmarsh: Revival", TitleType.SERIES, date(2025, 12, 1)),
)
NEWS = (
    (
        "e-1",
        "2026-01-09",
        "Nora Finch to direct ‘Lantern Street 2’",
        "Nora Finch will direct it, the studio confirmed.",
    ),
    (
        "e-2",
        "2026-01-30",
        "‘Lantern Street 2’ gets a date",
        "It will open on September 18, 2026, the studio announced.",
    ),
    (
        "e-3",
        "2026-03-08",
        "‘Lantern Street 2’ moves to 2027",
        "The studio has moved the release of Lantern Street 2 from September 18, 2026 to February 12, 2027.",
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with some news of one title in it."""
    store = Store.open(f"sqlite:///{tmp_path / 'bot.db'}")
    feed = Feed("ledger", "https://ledger.example/feed", Outlet("The Curtain Ledger", "Ledger", Trust.TRADE))
    with store.transaction() as tx:
        tx.sync_feeds([feed], NOW)
    pipeline = Pipeline(store, SEEDS, Outlets([feed.outlet]))
    for id_, day, title, summary in NEWS:
        published = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        link = f"https://news.example/{id_}"
        entry = Entry(id_, feed.id, feed.outlet.name, published, title, summary, link, guid=link)
        pipeline.ingest(Batch([entry]), published)
    yield store
    store.close()


@pytest.fixture
def make_desk(store: Store) -> Callable[[Executor], Desk]:
    return lambda executor: Desk(store, lambda: SEEDS, lambda: NOW, executor)


@pytest.fixture
def desk(make_desk: Callable[[Executor], Desk]) -> Iterator[Desk]:
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield make_desk(executor)


@pytest.fixture
def long_history(store: Store) -> Callable[[], None]:
    """Have so much happen that its timeline needs several pages."""

    def happen() -> None:
        pipeline = Pipeline(store, SEEDS, Outlets())
        names = [
            "Ada Quill",
            "Robin Shaw",
            "Tessa Marsh",
            "Hugo Lind",
            "Ines Vale",
            "Omar Reed",
            "Lena Holt",
            "Max Dorn",
        ]
        for number, name in enumerate([*names, "Nils Berg", "Vera Pohl", "Jon Falk"]):
            published = datetime(2026, 2, 1 + number, 12, tzinfo=UTC)
            said = f"{name} has joined the cast of Lantern Street 2, the studio announced."
            link = f"https://news.example/c-{number}"
            entry = Entry(
                f"c-{number}", "ledger", "The Curtain Ledger", published, f"{name} joins", said, link, guid=link
            )
            pipeline.ingest(Batch([entry]), published)

    return happen
