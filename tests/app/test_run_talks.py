"""`run` with a token alone: a process of its own, and a whole Discord on loopback, gateway included."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.chat.fake.people import MODERATOR_ID
from tests.chat.fake.server import FakeDiscord, read

Config = Callable[..., Path]


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    fake = await FakeDiscord().start()
    yield fake
    await fake.stop()


@asynccontextmanager
async def running(config: Path, discord: FakeDiscord) -> AsyncIterator[asyncio.subprocess.Process]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH", "DISCORD"))}
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore::DeprecationWarning:discord", "-m", "bot", "--config", str(config), "run"),
        stderr=asyncio.subprocess.PIPE,
        env={**clean, "DISCORD_TOKEN": discord.token},
    )
    try:
        yield bot
    finally:
        bot.send_signal(signal.SIGTERM)
        _, said = await bot.communicate()
        assert bot.returncode == 0, said.decode()
        assert discord.token.encode() not in said


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not happened():  # noqa: ASYNC110 - the other side is another process
            await asyncio.sleep(0.02)


async def test_a_channel_that_is_set_up_in_discord_is_told_by_this_run_and_the_next(
    config: Config, feed_of_news: str, tmp_path: Path, discord: FakeDiscord
) -> None:
    settings = config(more=f'[discord]\napi_url = "{discord.api_url}"\ngateway_url = "{discord.gateway_url}"\n')
    async with running(settings, discord):
        await until(lambda: discord.gateway.alive)
        assert "alerts" in read(discord.answer(await discord.person(MODERATOR_ID).slash("watch add")))
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(feeds.read_text().replace("http://127.0.0.1:9/feed", feed_of_news))
    async with running(settings, discord):
        await until(lambda: "Nora Finch" in "".join(map(read, discord.messages())))
        await until(lambda: discord.gateway.alive)
        shown = read(discord.answer(await discord.person().slash("status", title="lantern")))
        assert "Nora Finch" in shown
