"""Both sorts of line carry what is said and what is answered, and leave everybody else their turns."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.feeds.lines import Line, PlainLine, PrivateLine

Connect = Callable[[str, int], Awaitable[Line]]
ASKED = b"GET %s HTTP/1.1\r\nHost: a.example\r\n\r\n"


async def _plain(host: str, port: int) -> Line:
    link = socket.create_connection((host, port))
    link.setblocking(False)
    return PlainLine(link)


async def _as_behind_tls(host: str, port: int) -> Line:
    return PrivateLine(*await asyncio.open_connection(host, port))


@pytest.fixture(params=[pytest.param(_plain, id="plain"), pytest.param(_as_behind_tls, id="as behind TLS")])
def connect(request: pytest.FixtureRequest) -> Connect:
    made: Connect = request.param
    return made


async def _line(connect: Connect, server: Any) -> Line:
    host, _, port = server.base.removeprefix("http://").partition(":")
    return await connect(host, int(port))


async def _all(line: Line, most: int) -> list[bytes]:
    pieces = []
    while piece := await line.receive(most):
        pieces.append(piece)
    return pieces


async def test_what_is_said_arrives_and_what_is_answered_comes_to_its_end(connect: Connect, server: Any) -> None:
    server.on("/feed", b"all of it")
    line = await _line(connect, server)
    await line.send(ASKED % b"/feed")
    assert b"".join(await _all(line, 4)) == b"all of it"
    line.hang_up()
    assert [request.path for request in server.requests] == ["/feed"]


async def test_hanging_up_ends_a_conversation_at_once(connect: Connect, server: Any) -> None:
    gone = asyncio.Event()

    async def talk_on(writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(b"and another thing" * 1_000)
                await writer.drain()
        except ConnectionError:
            gone.set()
            raise

    server.on("/endless", talk_on)
    line = await _line(connect, server)
    await line.send(ASKED % b"/endless")
    assert await line.receive(10)
    line.hang_up()
    await asyncio.wait_for(gone.wait(), 30)


async def test_a_flood_leaves_everybody_else_their_turns(connect: Connect, server: Any) -> None:
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    server.on("/flood", b"x" * 2_000_000)
    line = await _line(connect, server)
    await line.send(ASKED % b"/flood")
    other = asyncio.create_task(take_turns())
    pieces = await _all(line, 65_536)
    other.cancel()
    line.hang_up()
    assert sum(map(len, pieces)) == 2_000_000
    assert turns >= len(pieces) / 8  # a stream of asyncio's gathers some before anybody asks for them
