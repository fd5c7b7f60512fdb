"""The pages over a real port, and the probe that asks them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

import aiohttp
import pytest

from bot.model.errors import ConfigError, SequelwatchError, StoreError
from bot.web.pages import make_pages
from bot.web.probe import ask
from bot.web.server import serving

LOOPBACK = "127.0.0.1"


class Bot:
    """What the pages look at; a test makes it ill."""

    def __init__(self, *troubles: str, numbers: bytes | None = b"sequelwatch_polls_total 1\n") -> None:
        self._troubles, self._numbers = troubles, numbers

    async def troubles(self) -> Sequence[str]:
        return self._troubles

    async def numbers(self) -> bytes:
        if self._numbers is None:
            raise StoreError("data.db: the disk fails")
        return self._numbers


async def get(port: int, page: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://{LOOPBACK}:{port}{page}") as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize(
    ("bot", "page", "status", "text"),
    [
        pytest.param(Bot("database: gone"), "/healthz", 200, "alive\n", id="alive, whatever is wrong"),
        pytest.param(Bot(), "/readyz", 200, "ready\n", id="ready"),
        pytest.param(Bot("database: gone", "Discord: off"), "/readyz", 503, "database: gone\nDiscord: off\n", id="not"),
        pytest.param(Bot(), "/metrics", 200, "sequelwatch_polls_total 1\n", id="metrics"),
        pytest.param(Bot(numbers=None), "/metrics", 503, "data.db: the disk fails\n", id="no metrics"),
        pytest.param(Bot(), "/", 404, "404: Not Found", id="nothing else"),
    ],
)
async def test_what_each_page_answers(bot: Bot, page: str, status: int, text: str) -> None:
    async with serving(make_pages(bot.troubles, bot.numbers), LOOPBACK, 0) as port:
        assert await get(port, page) == (status, text)


async def test_a_port_that_is_taken_is_one_line_with_the_remedy() -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ConfigError) as told:
            async with serving(make_pages(Bot().troubles, Bot().numbers), LOOPBACK, port):
                pass
    says = "is taken by another program; set [web] port to a free one, or to 0 to serve no pages"
    assert str(told.value) == f"web.port: {LOOPBACK}:{port} {says}"


@pytest.mark.parametrize("host", [LOOPBACK, "0.0.0.0"])  # noqa: S104 - the probe asks on loopback then
async def test_the_probe_says_ready(host: str) -> None:
    async with serving(make_pages(Bot().troubles, Bot().numbers), LOOPBACK, 0) as port:
        assert await asyncio.to_thread(ask, host, port) == "ready"


async def test_the_probe_says_what_is_wrong() -> None:
    bot = Bot("database: gone", "Discord: off")
    async with serving(make_pages(bot.troubles, bot.numbers), LOOPBACK, 0) as port:
        with pytest.raises(SequelwatchError) as told:
            await asyncio.to_thread(ask, LOOPBACK, port)
    assert str(told.value) == "database: gone\nDiscord: off"


def test_the_probe_says_that_nobody_answers() -> None:
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(SequelwatchError, match=rf"nothing answers at {LOOPBACK}:{port} \(.+\); is sequelwatch run at"):
        ask(LOOPBACK, port)


def test_the_probe_says_that_the_pages_are_off() -> None:
    with pytest.raises(SequelwatchError, match="the pages are off"):
        ask(LOOPBACK, 0)
