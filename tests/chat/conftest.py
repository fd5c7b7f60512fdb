"""Clients of ours against the fake Discord, and a store to answer from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.chat.client import BotClient, point_at
from bot.chat.connection import Connection
from bot.chat.install import everything
from bot.chat.office import Office
from bot.chat.questions import Desk
from bot.feeds.checkup import Checkup, check_up
from bot.feeds.fetch import FetchLimits
from bot.following import Following, Sources
from bot.model.entries import Entry, Outlet
from bot.model.feeds import Feed
from bot.pipeline.poller import parse_aside
from bot.store import Store
from tests.chat.fake.server import FakeDiscord
from tests.chat.things import FEEDS, NEWS, NOW, SEEDS, ingest
from tests.feeds.fake_web import Asked, FakeWeb, Reply

Install = Callable[[BotClient], None]
T = TypeVar("T")


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


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'bot.db'}")
    yield store
    store.close()


@pytest.fixture
def following(store: Store, tmp_path: Path) -> Following:
    """Two titles and a feed, and some news of one of them."""
    (tmp_path / "seeds").mkdir()
    for id_, seed in SEEDS.items():
        (tmp_path / "seeds" / f"{id_}.toml").write_text(seed, encoding="utf-8")
    (tmp_path / "feeds.toml").write_text(FEEDS, encoding="utf-8")
    sources = Sources(tmp_path / "seeds", tmp_path / "feeds.toml", timedelta(minutes=5))
    made = Following(store, sources, (), timedelta(0), _raise)
    with store.transaction() as tx:
        tx.sync_feeds(made.feeds, NOW)
    for id_, day, title, summary in NEWS:
        ingest(made, id_, datetime.fromisoformat(f"{day}T12:00:00+00:00"), title, summary)
    return made


def _raise(_entry: Entry, bug: Exception) -> None:
    raise bug


@pytest.fixture
def article_texts() -> dict[str, str]:
    """What is behind addresses."""
    return {}


@pytest.fixture
def documents() -> dict[str, bytes]:
    """What is behind addresses where feeds are looked for."""
    return {}


@pytest.fixture
def make_install(
    store: Store, following: Following, article_texts: dict[str, str], documents: dict[str, bytes]
) -> Callable[[Executor], Install]:
    """All of the bot's commands, with questions answered by an executor."""

    async def read_article(link: str) -> str:
        return article_texts.get(link, "")

    def answer(asked: Asked) -> Reply:
        known = documents.get(str(asked.url))
        if "if-none-match" in asked.headers:
            return Reply(b"", 304, {"ETag": '"1"'})
        return Reply(known, 200, {"ETag": '"1"'}) if known is not None else Reply(b"No such page", 404)

    async def look(url: str) -> Checkup:
        async with FakeWeb(answer) as client:
            feed = Feed("check", url, Outlet("", ""))
            return await check_up(client, parse_aside, feed, FetchLimits(), NOW)

    def make(executor: Executor) -> Install:
        async def in_store(call: Callable[[], T], /) -> T:
            return call()

        desk = Desk(store, lambda: following.titles, lambda: NOW, executor)
        return everything(desk, Office(following, in_store, lambda: NOW), look, read_article)

    return make


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(max_workers=1) as one:
        yield one


@pytest.fixture
def install(make_install: Callable[[Executor], Install], executor: Executor) -> Install:
    return make_install(executor)


@pytest.fixture
async def bot(fake_discord: FakeDiscord, supervised: type[Supervised], install: Install) -> AsyncIterator[FakeDiscord]:
    """Discord, with our bot in it."""
    async with supervised(fake_discord, install).running():
        yield fake_discord


@pytest.fixture
def long_history(following: Following) -> Callable[[], None]:
    """Have so much happen that its timeline needs several pages."""

    def happen() -> None:
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
            said = f"{name} has joined the cast of Lantern Street 2, the studio announced."
            ingest(following, f"c-{number}", datetime(2026, 2, 1 + number, 12, tzinfo=UTC), f"{name} joins", said)

    return happen
