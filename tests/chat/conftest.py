"""Clients of ours against the fake Discord, and a store to answer from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from bot.chat.client import BotClient, point_at
from bot.chat.connection import Connection
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
