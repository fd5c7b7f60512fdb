"""A connection as HTTP needs it: what is said, what is heard, and hanging up."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from socket import socket
from typing import Protocol


class Line(Protocol):
    """A connection to a server. OSError where it breaks."""

    async def send(self, data: bytes) -> None:
        """Send all of the data."""

    async def receive(self, most: int) -> bytes:
        """Wait for what comes, up to `most` bytes; b"" where the server has ended it."""

    def hang_up(self) -> None:
        """End it at once, whatever is under way."""


class PlainLine:
    """Does: speaks over a bare socket.

    A stream of asyncio's costs half as much again as all the system's work for a connection, which for an answer of
    304 is most of what there is to do.
    """

    def __init__(self, link: socket) -> None:
        self._link = link
        self._loop = asyncio.get_running_loop()
        self._heard = False

    async def send(self, data: bytes) -> None:
        """Send all of the data."""
        await self._loop.sock_sendall(self._link, data)

    async def receive(self, most: int) -> bytes:
        """Wait for what comes. After the first time everybody else has a turn before: a flood comes without waiting."""
        if self._heard:
            await asyncio.sleep(0)
        self._heard = True
        return await self._loop.sock_recv(self._link, most)

    def hang_up(self) -> None:
        """End it at once."""
        self._link.close()


class PrivateLine:
    """Does: speaks over TLS, which asyncio knows only as streams."""

    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Send all of the data."""
        self._writer.write(data)
        await self._writer.drain()

    async def receive(self, most: int) -> bytes:
        """Wait for what comes."""
        return await self._reader.read(most)

    def hang_up(self) -> None:
        """End it at once, without waiting for the server's goodbye."""
        self._writer.transport.abort()
