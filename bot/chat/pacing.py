"""How fast Discord may be asked, and how often it may refuse us.

Discord's API reference, "Rate Limits": 50 requests a second for a bot in all, and an address that is answered 401, 403
or 429 ten thousand times in ten minutes is banned for a while. The limits of single routes are discord.py's to keep.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import aiohttp

from bot.model.errors import SinkError

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_SECOND = 48.0
MOST_REFUSALS = 2_000
"""In ten minutes; far below Discord's own bound, since others may ask from our address."""
_WINDOW = 600.0
_MADE_UP_FOR = 0.5
"""Seconds whose turns are not lost where nobody used them."""
_REFUSED = {401, 403, 429}

_requests: ContextVar[list[str] | None] = ContextVar("requests", default=None)
"""What was asked within `asked_once`."""


class RepeatedError(aiohttp.ClientError):
    """The library was about to repeat a request that must not be repeated; what became of it is unknown."""


class Pacing:
    """Does: holds every request of a client back until its turn, and counts the refusals, by aiohttp's tracing."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._gap = 1 / per_second
        self._next = 0.0
        self._last_second: deque[float] = deque(maxlen=int(per_second) + 1)
        self._one_at_a_time = asyncio.Lock()
        self._refusals: deque[float] = deque()

    def trace(self) -> aiohttp.TraceConfig:
        """Give what a client session takes."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._before)
        config.on_request_end.append(self._after)
        return config

    def must_be_welcome(self) -> None:
        """Raise SinkError where Discord has refused us so often that we had better ask nothing for a while."""
        now = asyncio.get_running_loop().time()
        while self._refusals and self._refusals[0] < now - _WINDOW:
            self._refusals.popleft()
        if len(self._refusals) >= MOST_REFUSALS:
            wait = timedelta(seconds=self._refusals[0] + _WINDOW - now)
            raise SinkError("Discord has refused too many requests; nothing is sent for a while", retry=True, wait=wait)

    async def _before(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
    ) -> None:
        if (asked := _requests.get()) is not None:
            if request.method in asked:
                raise RepeatedError("the answer to a request that cannot be repeated was lost")
            asked.append(request.method)
        async with self._one_at_a_time:
            await self._turn()

    async def _turn(self) -> None:
        """Wait for the next turn: evenly, so that nobody waits long, and never too many in any one second.

        Turns that a busy loop has missed are made up for, but for those that would be too many.
        """
        clock = asyncio.get_running_loop().time
        turn = max(clock() - _MADE_UP_FOR, self._next)
        self._next = turn + self._gap
        await asyncio.sleep(turn - clock())
        if len(self._last_second) == self._last_second.maxlen:
            await asyncio.sleep(self._last_second[0] + 1 - clock())
        self._last_second.append(clock())

    async def _after(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestEndParams
    ) -> None:
        if request.response.status in _REFUSED:
            self._refusals.append(asyncio.get_running_loop().time())


@contextmanager
def asked_once() -> Iterator[None]:
    """Keep the library from repeating a request of a method within the block: RepeatedError instead."""
    token = _requests.set([])
    try:
        yield
    finally:
        _requests.reset(token)
