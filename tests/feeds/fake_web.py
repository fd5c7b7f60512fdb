"""A web of the test's own: what each address answers is said in a function, and no socket is opened."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from yarl import URL

from bot.feeds.client import Answer, Client, Headers
from bot.feeds.dial import Dialler
from bot.feeds.guard import Guard, check_url
from bot.feeds.hosts import Hosts


@dataclass(frozen=True)
class Asked:
    """A request: its address, its headers by lower-case name, its body."""

    url: URL
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """An answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Respond = Callable[[Asked], Reply | Awaitable[Reply]]


class FakeWeb(Client):
    """Answers as `respond` says, a function or coroutine function; what it raises is what the network does."""

    def __init__(self, respond: Respond) -> None:
        super().__init__(Dialler(Guard()), Hosts(), ())
        self._respond = respond
        self.asked: list[Asked] = []

    @asynccontextmanager
    async def ask(
        self, url: URL, headers: Headers = (), *, method: str = "GET", body: bytes = b""
    ) -> AsyncIterator[Answer]:
        check_url(url)
        said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
        await self.hosts.begin_turn(url.raw_host or "")
        try:
            self.asked.append(Asked(url, said, method, body))
            given = self._respond(self.asked[-1])
            reply = await given if inspect.isawaitable(given) else given

            async def pieces() -> AsyncIterator[bytes]:
                yield reply.body

            raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in reply.headers.items()]
            yield Answer(reply.status, url, raw, pieces)
        finally:
            self.hosts.end_turn(url.raw_host or "")
