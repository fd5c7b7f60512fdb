"""Asks web servers: one request a connection, spoken with h11 (RFC 9112), nothing but what was asked for.

No proxies, no cookies, no redirects of its own, no body but the pieces that the caller takes.
"""

from __future__ import annotations

from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self

import h11
from yarl import URL

from bot import __version__
from bot.feeds.dial import Dialler, NoConnectionError, Resolve, resolve
from bot.feeds.guard import WEB_PORTS, Guard, Network, check_url
from bot.feeds.hosts import Hosts
from bot.feeds.unpack import ACCEPT_ENCODING

PROJECT = "https://github.com/sequelwatch/sequelwatch"
Headers = Sequence[tuple[bytes, bytes]]

_PIECE = 65_536
_LONGEST_HEAD = 65_536
"""In bytes, of all headers together."""
_MOST_INTERIM = 10


class Pieces(Protocol):
    """What gives an answer's body, as it comes."""

    def __call__(self) -> AsyncIterator[bytes]:
        """Give the pieces, packed as they are on the wire."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer. `headers` have lower-case names and values byte for byte; `pieces` gives the body once."""

    status: int
    url: URL
    headers: Headers
    pieces: Pieces

    def raw(self, name: bytes) -> bytes | None:
        """Give the first header of that (lower-case) name; None where there is none."""
        return next((value for key, value in self.headers if key == name), None)

    def header(self, name: str) -> str:
        """Give all headers of that name as one text (RFC 9110, 5.3); "" where there is none."""
        wanted = name.lower().encode()
        return ", ".join(value.decode("latin-1") for key, value in self.headers if key == wanted)


class Client:
    """Does: asks. Every request waits for its host's turn, and each connection passes the guard."""

    def __init__(self, dialler: Dialler, hosts: Hosts, headers: Headers) -> None:
        self._dialler = dialler
        self._headers = tuple(headers)
        self.hosts = hosts

    @asynccontextmanager
    async def ask(
        self, url: URL, headers: Headers = (), *, method: str = "GET", body: bytes = b""
    ) -> AsyncIterator[Answer]:
        """Send one request; the answer's pieces can be taken until the block is left.

        ForbiddenAddressError, NoConnectionError, HostRestsError, OSError and h11's errors say what went wrong.
        """
        check_url(url)
        async with self.hosts.turn(url.raw_host or ""):
            reader, writer = await self._dialler.dial(url)
            try:
                yield await _Talk(reader, writer).ask(url, (*self._headers, *headers), method, body)
            finally:
                writer.transport.abort()

    async def aclose(self) -> None:
        """End; nothing is kept open between requests."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


class _Talk:
    """Does: one request and its answer over one connection."""

    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)

    async def ask(self, url: URL, headers: Headers, method: str, body: bytes) -> Answer:
        host = url.host_port_subcomponent or ""
        framing = [(b"Content-Length", str(len(body)).encode())] if body else []
        request = h11.Request(
            method=method,
            target=url.raw_path_qs,
            headers=[(b"Host", host.encode()), *headers, *framing, (b"Connection", b"close")],
        )
        sent = self._http.send(request) or b""
        sent += (self._http.send(h11.Data(body)) or b"") if body else b""
        self._writer.write(sent + (self._http.send(h11.EndOfMessage()) or b""))
        await self._writer.drain()
        return await self._answer(url)

    async def _answer(self, url: URL) -> Answer:
        for _ in range(_MOST_INTERIM):
            event = await self._next()
            if isinstance(event, h11.Response):
                return Answer(event.status_code, url, list(event.headers), self._pieces)
            if not isinstance(event, h11.InformationalResponse):
                break
        raise h11.RemoteProtocolError("no answer, or one that never begins")

    async def _pieces(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._next(), h11.Data):
            yield bytes(event.data)

    async def _next(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(_PIECE))
        return event


def make_client(
    contact: str = "",
    allow_private_networks: Iterable[str | Network] = (),
    *,
    allow_ports: Iterable[int] = (),
    host_pause: timedelta = timedelta(),
    resolve: Resolve = resolve,
) -> Client:
    """Build the client for everything that is fetched; close it when done.

    `contact` (an address or a page of the bot's owner) goes into the User-Agent. `allow_private_networks` names
    networks such as "127.0.0.0/8" that may be connected to though they are not public; ValueError for what is none.
    """
    owner = "".join(sign for sign in contact if sign.isascii() and sign.isprintable()).strip()
    agent = f"Sequelwatch/{__version__} (feed reader; +{PROJECT}{'; ' if owner else ''}{owner})"
    headers = [(b"User-Agent", agent.encode()), (b"Accept-Encoding", ACCEPT_ENCODING.encode())]
    guard = Guard(allow_private_networks, WEB_PORTS | frozenset(allow_ports))
    return Client(Dialler(guard, resolve), Hosts(host_pause), headers)


__all__ = ["PROJECT", "Answer", "Client", "Headers", "NoConnectionError", "Pieces", "make_client"]
