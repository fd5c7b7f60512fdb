from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import pytest

from bot.chat.pacing import MOST_REFUSALS, Pacing, RepeatedError, asked_once
from bot.model.errors import SinkError


class Moments:
    """A loop's time that sleeping moves, so that a test of seconds takes none."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.now = loop.time()

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.0)


@pytest.fixture
async def moments(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Moments]:
    loop = asyncio.get_running_loop()
    made = Moments(loop)
    monkeypatch.setattr("bot.chat.pacing.asyncio.sleep", made.sleep)
    monkeypatch.setattr(loop, "time", made.time)
    yield made
    monkeypatch.undo()


async def ask(pacing: Pacing, method: str = "POST") -> None:
    request = aiohttp.TraceRequestStartParams(method, cast("Any", None), cast("Any", None))
    await pacing._before(cast("Any", None), SimpleNamespace(), request)


async def answer(pacing: Pacing, status: int) -> None:
    response = SimpleNamespace(status=status)
    params = aiohttp.TraceRequestEndParams("POST", cast("Any", None), cast("Any", None), cast("Any", response))
    await pacing._after(cast("Any", None), SimpleNamespace(), params)


@pytest.mark.parametrize("stalls", [0.0, 0.3, 3.0])
async def test_no_second_has_more_requests_than_discord_takes(moments: Moments, stalls: float) -> None:
    pacing, asked = Pacing(per_second=48), list[float]()
    begun = moments.now
    for number in range(1_000):
        if stalls and number % 100 == 50:
            moments.now += stalls  # the loop is busy with something else
        await ask(pacing)
        asked.append(moments.now)
    assert max(sum(at <= other < at + 1 for other in asked) for at in asked) <= 49
    assert (asked[-1] - begun) < 1_000 / 48 + 10 * stalls + 0.1


async def test_one_request_waits_for_nobody(moments: Moments) -> None:
    begun = moments.now
    await ask(Pacing())
    assert moments.now == begun


@pytest.mark.parametrize("status", [401, 403, 429])
async def test_who_is_refused_too_often_asks_nothing_for_a_while(moments: Moments, status: int) -> None:
    pacing = Pacing()
    for _ in range(MOST_REFUSALS):
        pacing.must_be_welcome()
        await answer(pacing, status)
        await answer(pacing, 404)
    with pytest.raises(SinkError) as caught:
        pacing.must_be_welcome()
    assert caught.value.wait is not None
    moments.now += caught.value.wait.total_seconds() + 1
    pacing.must_be_welcome()


async def test_what_cannot_be_repeated_is_asked_once(moments: Moments) -> None:
    assert moments.now
    pacing = Pacing()
    with asked_once():
        await ask(pacing, "GET")
        await ask(pacing, "POST")
        with pytest.raises(RepeatedError):
            await ask(pacing, "POST")
    await ask(pacing, "POST")
