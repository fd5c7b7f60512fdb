"""`run` with nothing but a token: the bot is set up, asked and corrected in Discord, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.chat.fake.people import APP_ID, CHANNEL_ID, MEMBER_ID, MODERATOR_ID, OWNER_ID
from tests.chat.fake.server import FakeDiscord, buttons_of, read

Config = Callable[..., Path]
POST = f"/channels/{CHANNEL_ID}/messages"


@asynccontextmanager
async def running(config: Config, fake: FakeDiscord, feed: str) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = config(feed, f'[discord]\napi_url = "{fake.api_url}"\ngateway_url = "{fake.gateway_url}"\n')
    command = (
        sys.executable,
        "-W",
        "ignore::DeprecationWarning:discord",
        "-m",
        "bot",
        "--config",
        str(settings),
        "run",
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH", "DISCORD"))}
    pipe = asyncio.subprocess.PIPE
    bot = await asyncio.create_subprocess_exec(
        *command, stdout=pipe, stderr=pipe, env={**clean, "DISCORD_TOKEN": fake.token}
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.communicate()


async def ready(fake: FakeDiscord) -> None:
    """Wait until the bot has its servers: discord.py waits two seconds for more of them."""
    await fake.called("PUT", f"/applications/{APP_ID}/commands")
    async with asyncio.timeout(60):
        while not any(session.sent[-1]["t"] == "GUILD_CREATE" for session in fake.gateway.alive):  # noqa: ASYNC110 - a socket
            await asyncio.sleep(0.05)


async def test_from_a_token_to_the_first_alert_and_back(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    fake, moderator = fake_discord, fake_discord.person(MODERATOR_ID)
    async with running(config, fake, feed_of_news) as bot:
        await ready(fake)
        assert "From now on" in read(fake.answer(await moderator.slash("watch add")))
        await moderator.slash("fact set", title="lantern street", property="release_date", value="5 March 2028")
        await fake.called("POST", POST)
        (card,) = [one for one in fake.messages() if one["type"] == 0]
        assert "5 March 2028" in read(card)
        status = fake.answer(await fake.person(MEMBER_ID).click(card, buttons_of(card)["Status"]))
        assert "5 March 2028" in read(status)
        bot.send_signal(signal.SIGTERM)
        shown, said = await bot.communicate()
    assert bot.returncode == 0
    assert shown == b""
    assert fake.token.encode() not in said
    assert b"Traceback" not in said


async def test_a_feed_that_is_added_in_discord_is_looked_at_and_polled_at_once(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    async with running(config, fake_discord, feed_of_news) as bot:
        assert bot.stderr is not None
        await ready(fake_discord)
        asked = await fake_discord.person(OWNER_ID).slash("sources add", address=f"{feed_of_news}?more", outlet="More")
        async with asyncio.timeout(60):
            while "Added as" not in read(fake_discord.answer(asked)):  # noqa: ASYNC110 - a look takes longer than people wait
                await asyncio.sleep(0.05)
            said = b""
            while b"polled" not in said or b"127-0-0-1" not in said:
                said = await bot.stderr.readline()
                assert said, "it was never polled"
        bot.send_signal(signal.SIGTERM)
        _, said = await bot.communicate()
    assert bot.returncode == 0
    assert b"Traceback" not in said


async def test_a_token_that_is_reset_ends_the_run_with_one_line_that_says_what_to_do(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    async with running(config, fake_discord, feed_of_news) as bot:
        await ready(fake_discord)
        fake_discord.token, old = "another.token", fake_discord.token
        await fake_discord.gateway.kick("4004")
        _, said = await bot.communicate()
    assert bot.returncode == 1
    assert "Copy it anew" in said.decode().splitlines()[-1]
    assert old.encode() not in said


async def test_a_gateway_that_is_down_holds_up_no_poll(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    fake_discord.gateway.down = True
    async with running(config, fake_discord, feed_of_news) as bot:
        assert bot.stderr is not None
        while b"polled" not in (line := await bot.stderr.readline()):
            assert line, "it never polled"
        bot.send_signal(signal.SIGTERM)
        await bot.communicate()
        assert bot.returncode == 0
