"""Carries httpx's requests, one a connection, spoken with h11 (RFC 9112): each to the address that the guard judged.

A feed is asked twice an hour, so there is nothing for a pool of connections to do; httpx's own transport was measured
to cost several times the CPU of all the rest of a poll (`python -m benchmarks polling`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import h11
import httpx
from yarl import URL

from bot.feeds.dial import Dialler
from bot.feeds.lines import Line

ADDRESS = "address"
"""The request's extension that has its address as the guard has checked it, so that it is read in one way only."""

_PIECE = 65_536
_LONGEST_HEAD = 65_536
"""In bytes, of all headers together."""
_MOST_INTERIM = 10


class Wire(httpx.AsyncBaseTransport):
    """Does: dials, asks, and hangs up when the answer has been taken."""

    def __init__(self, dialler: Dialler) -> None:
        self._dialler = dialler

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, with the headers that it has.

        ForbiddenAddressError, NoConnectionError, OSError and h11's errors say what went wrong.
        """
        url: URL = request.extensions[ADDRESS]
        talk = _Talk(await self._dialler.dial(url))
        try:
            answer = await talk.ask(request, url)
        except BaseException:
            await talk.aclose()
            raise
        return httpx.Response(answer.status_code, headers=list(answer.headers), stream=talk, request=request)


class _Talk(httpx.AsyncByteStream):
    """Does: one request and its answer over one connection. Read as a stream, it is the answer's body."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)

    async def ask(self, request: httpx.Request, url: URL) -> h11.Response:
        headers = [*request.headers.raw, (b"Connection", b"close")]
        sent = self._http.send(h11.Request(method=request.method, target=url.raw_path_qs, headers=headers)) or b""
        if "content-length" in request.headers:
            sent += self._http.send(h11.Data(await request.aread())) or b""
        await self._line.send(sent + (self._http.send(h11.EndOfMessage()) or b""))
        return await self._answer()

    async def aclose(self) -> None:
        """Hang up."""
        self._line.hang_up()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._next(), h11.Data):
            yield bytes(event.data)

    async def _answer(self) -> h11.Response:
        for _ in range(_MOST_INTERIM):
            event = await self._next()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                break
        raise h11.RemoteProtocolError("no answer, or one that never begins")

    async def _next(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._line.receive(_PIECE))
        return event
