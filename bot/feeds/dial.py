"""Connections to web servers, made by hand, so that each goes to the very address that the guard has judged."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from functools import cache

import certifi
from yarl import URL

from bot.feeds.guard import ForbiddenAddressError, Guard, numeric
from bot.feeds.lines import Line, PlainLine, PrivateLine

Resolve = Callable[[str, int], Awaitable[list[str]]]

_MOST_ATTEMPTS = 4
_PATIENCE = 10.0
"""Seconds for all attempts to connect, TLS included."""


class NoConnectionError(Exception):
    """No connection could be made; the cause says why."""


async def resolve(host: str, port: int) -> list[str]:
    """Return all addresses of a host, in the order in which the system wants them tried."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as why:  # a label of a host name that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from why
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Dialler:
    """Does: resolves a host, asks the guard about every address, connects to the first permitted one that answers."""

    def __init__(self, guard: Guard, resolve: Resolve = resolve) -> None:
        self._guard = guard
        self._resolve = resolve

    async def dial(self, url: URL) -> Line:
        """Connect to a web address's server.

        ForbiddenAddressError where none of its addresses is permitted, NoConnectionError where none answers.
        """
        host, port = url.raw_host or "", url.port or 0
        try:
            async with asyncio.timeout(_PATIENCE):
                link = await self._first_that_answers(await self._permitted(host, port), port)
                if url.scheme == "http":
                    return PlainLine(link)
                return PrivateLine(*await asyncio.open_connection(sock=link, ssl=_context(), server_hostname=host))
        except TimeoutError as why:
            raise NoConnectionError("it does not answer: no connection in time") from why
        except OSError as why:
            raise NoConnectionError("no connection to it can be made") from why

    async def _permitted(self, host: str, port: int) -> list[str]:
        addresses = [host] if numeric(host) else await self._resolve(host, port)
        objections = {address: self._guard.objection(address, port) for address in addresses}
        permitted = [address for address, objection in objections.items() if objection is None]
        if not permitted:
            leads = "" if addresses == [host] else f" leads to {', '.join(addresses[:3])}, which"
            objection = next(filter(None, objections.values()), "has no address")
            raise ForbiddenAddressError(f"{host[:100]}{leads} {objection}")
        return permitted[:_MOST_ATTEMPTS]

    async def _first_that_answers(self, addresses: list[str], port: int) -> socket.socket:
        share = _PATIENCE / len(addresses)
        for address in addresses[:-1]:
            try:
                async with asyncio.timeout(share):
                    return await _connected(address, port)
            except OSError:  # TimeoutError among them
                continue
        return await _connected(addresses[-1], port)


async def _connected(address: str, port: int) -> socket.socket:
    link = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    link.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(link, (address, port))
    except BaseException:
        link.close()
        raise
    return link


@cache
def _context() -> ssl.SSLContext:
    """Trust whom this machine trusts (or SSL_CERT_FILE names), and whom Mozilla does: containers often trust nobody."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
