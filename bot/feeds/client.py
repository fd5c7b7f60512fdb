"""Asks web servers, with httpx over connections of our own: nothing but what was asked for.

No proxies, no cookies, no redirects of its own, no body but the pieces that the caller takes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from types import TracebackType
from typing import Protocol, Self

import httpx
from yarl import URL

from bot import __version__
from bot.feeds.dial import Dialler, NoConnectionError, Resolve, resolve
from bot.feeds.guard import WEB_PORTS, ForbiddenAddressError, Guard, Network, check_url
from bot.feeds.hosts import Hosts
from bot.feeds.unpack import ACCEPT_ENCODING
from bot.feeds.wire import ADDRESS, Wire

PROJECT = "https://github.com/sequelwatch/sequelwatch"
Headers = Sequence[tuple[bytes, bytes]]


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


_as_httpx_has_it = lru_cache(maxsize=4_096)(httpx.URL)  # the same feeds are asked day after day


class Client:
    """Does: asks. Every request waits for its host's turn, and each connection passes the guard."""

    def __init__(self, dialler: Dialler, hosts: Hosts, headers: Headers) -> None:
        self._wire = Wire(dialler)
        self._headers = tuple(headers)
        self.hosts = hosts

    def ask(
        self, url: URL, headers: Headers = (), *, method: str = "GET", body: bytes = b""
    ) -> AbstractAsyncContextManager[Answer]:
        """Send one request; the answer's pieces can be taken until the block is left.

        ForbiddenAddressError, NoConnectionError, HostRestsError, OSError and h11's errors say what went wrong.
        """
        check_url(url)
        return _Asking(self._wire, self.hosts, url, self._request(url, headers, method, body))

    def _request(self, url: URL, headers: Headers, method: str, body: bytes) -> httpx.Request:
        """Write a request, with all its headers; httpx would put its own together anew each time."""
        said = [(b"Host", (url.host_port_subcomponent or "").encode()), *self._headers, *headers]
        if body:
            said.append((b"Content-Length", b"%d" % len(body)))
        try:
            address = _as_httpx_has_it(str(url))
        except httpx.InvalidURL as why:
            raise ForbiddenAddressError(f"{url.raw_host} is no address of the web") from why
        return httpx.Request(method, address, headers=said, stream=httpx.ByteStream(body), extensions={ADDRESS: url})

    async def aclose(self) -> None:
        """End; nothing is kept open between requests."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


class _Asking:
    """Does: holds a host's turn and a connection, from the request until the block is left.

    It is no generator, because those cost more than what they do here.
    """

    __slots__ = ("_hosts", "_request", "_response", "_url", "_wire")

    def __init__(self, wire: Wire, hosts: Hosts, url: URL, request: httpx.Request) -> None:
        self._wire, self._hosts, self._url, self._request = wire, hosts, url, request

    async def __aenter__(self) -> Answer:
        await self._hosts.begin_turn(self._url.raw_host or "")
        try:
            # An httpx.AsyncClient would only add what is not wanted: cookies, redirects, passwords, lines in the log.
            response = self._response = await self._wire.handle_async_request(self._request)
        except BaseException:
            self._hosts.end_turn(self._url.raw_host or "")
            raise
        return Answer(response.status_code, self._url, response.headers.raw, response.aiter_raw)

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._response.aclose()
        finally:
            self._hosts.end_turn(self._url.raw_host or "")


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
