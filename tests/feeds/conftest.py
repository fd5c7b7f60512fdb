"""A scriptable HTTP server on loopback, for what real sockets do; feeds and poll states to fetch from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.feeds.client import Client
from bot.feeds.fetch import make_client
from bot.model.entries import Outlet, Trust
from bot.model.feeds import Feed, PollState

Script = Callable[[asyncio.StreamWriter], Awaitable[None]]
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Request:
    """A request as it arrived: headers by lower-case name, byte for byte."""

    path: str
    headers: dict[bytes, bytes]


@dataclass
class Loopback:
    """Does: answers each path with its scripted answers, in turn; the last one is given again and again.

    An answer is the bytes to send before the connection is closed, or a coroutine function that writes them.
    """

    base: str = ""
    answers: dict[str, list[bytes | Script]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    busy: set[asyncio.Future[None]] = field(default_factory=set)

    def on(self, path: str, *answers: bytes | Script) -> str:
        """Script a path, and return its address."""
        self.answers[path] = list(answers)
        return self.base + path

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        self.busy.add(task := asyncio.ensure_future(self._converse(reader, writer)))
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await task
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        self.busy.discard(task)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readexactly(4)
        if head != b"GET ":
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")  # as servers do that are asked for TLS and have none
            return
        head += await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.strip().split(b"\r\n")
        path = first.split()[1].decode()
        pairs = (line.split(b": ", 1) for line in lines)
        self.requests.append(Request(path, {name.lower(): value for name, value in pairs}))
        script = self.answers[path]
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, bytes):
            writer.write(answer)
        else:
            await answer(writer)
        await writer.drain()

    async def hang_up(self) -> None:
        """Leave whatever conversation is still going on."""
        while self.busy:
            for task in self.busy:
                task.cancel()
            await asyncio.sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    """Run the scriptable server."""
    loopback = Loopback()
    listening = await asyncio.start_server(loopback.handle, "127.0.0.1", 0)
    loopback.base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield loopback
    listening.close()
    await loopback.hang_up()
    await listening.wait_closed()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """Run a client that may connect to the loopback network."""
    async with make_client("owner@bot.example", ["127.0.0.0/8"]) as made:
        yield made


@pytest.fixture
def reply() -> Callable[..., bytes]:
    """Make a whole answer: `reply(b"body", 404, etag='"1"')`."""

    def make(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
        names = {"content-length": str(len(body)), **{key.replace("_", "-"): value for key, value in headers.items()}}
        lines = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        return f"HTTP/1.1 {status} Whatever\r\n{lines}\r\n".encode("latin-1") + body

    return make


@pytest.fixture
def make_feed() -> Callable[..., Feed]:
    """Make a feed; all of it has defaults."""

    def make(
        url: str = "https://klaxon.example/feed/",
        id_: str = "klaxon",
        outlet: str = "The Daily Klaxon",
        trust: Trust = Trust.TRADE,
        **rest: Any,
    ) -> Feed:
        return Feed(id_, url, Outlet(outlet, outlet, trust), **rest)

    return make


@pytest.fixture
def make_state() -> Callable[..., PollState]:
    """Make a poll state; a fresh one by default."""

    def make(**fields: Any) -> PollState:
        return PollState(**{"feed_id": "klaxon", "next_poll_at": NOON - timedelta(minutes=1), **fields})

    return make


@pytest.fixture
def noon() -> datetime:
    """Say when it is in these tests."""
    return NOON
