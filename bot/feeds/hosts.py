"""At most one request at a time to a host, and a pause between two: feeds, redirects, articles and robots.txt alike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

_MOST_REMEMBERED = 1_000

Sleep = Callable[[float], Awaitable[None]]


class HostRestsError(Exception):
    """A host has asked to be left alone (Retry-After), and that time is not over; the text says how long."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    rests_until: float = 0.0
    waiting: int = 0


class Hosts:
    """Does: gives each host's turns one after the other.

    `pause` is the least time between the end of a request and the next one to the same host. `clock` gives seconds
    and `sleep` waits for some.
    """

    def __init__(
        self,
        pause: timedelta = timedelta(),
        clock: Callable[[], float] | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._pause = pause.total_seconds()
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    async def begin_turn(self, name: str) -> None:
        """Wait for a host's turn; it lasts until `end_turn`. HostRestsError where the host wants to be left alone."""
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host()
        host.waiting += 1
        held = False
        try:
            held = await host.lock.acquire()
            await self._until_free(name, host)
        except BaseException:
            if held:
                host.lock.release()
            self._leave(name, host)
            raise

    def end_turn(self, name: str) -> None:
        """Give a host's turn to who is next."""
        host = self._hosts[name]
        host.free_at = self._clock() + self._pause
        host.lock.release()
        self._leave(name, host)

    def rest(self, name: str, wait: timedelta) -> None:
        """Leave a host alone for some time, as it asked."""
        host = self._hosts.setdefault(name, _Host())
        host.rests_until = max(host.rests_until, self._clock() + wait.total_seconds())

    async def _until_free(self, name: str, host: _Host) -> None:
        now = self._clock()
        if host.rests_until > now:
            raise HostRestsError(f"{name} asks to be left alone for {host.rests_until - now:.0f} more seconds")
        if host.free_at > now:
            await self._sleep(host.free_at - now)

    def _leave(self, name: str, host: _Host) -> None:
        """Wait for a host no more. Those that are in use are kept, and those whose pause or rest is not over."""
        host.waiting -= 1
        if host.waiting == 0 and max(host.free_at, host.rests_until) <= self._clock():
            self._hosts.pop(name, None)
        elif len(self._hosts) > _MOST_REMEMBERED:
            now = self._clock()
            idle = [
                key for key, one in self._hosts.items() if not one.waiting and one.free_at <= now >= one.rests_until
            ]
            for key in idle:
                del self._hosts[key]
