"""`run` with a token: a process of its own, a feed and a Discord on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.store import Store
from tests.chat.fake.people import CHANNEL_ID
from tests.chat.fake.server import FakeDiscord, read

Config = Callable[..., Path]
POST = f"/channels/{CHANNEL_ID}/messages"


def addresses(fake: FakeDiscord, channel: str | None = None) -> str:
    """Point the bot at Discord's REST; nobody answers where it looks for the gateway."""
    where = f'[discord]\napi_url = "{fake.api_url}"\ngateway_url = "ws://127.0.0.1:9"\n'
    return where + (f"channel_id = {channel}\n" if channel else "")


async def start(config: Path, token: str, **environment: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-W", "ignore::DeprecationWarning:discord", "-m", "bot", "--config", str(config), "run")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH", "DISCORD"))}
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *command, stdout=pipe, stderr=pipe, env={**clean, "DISCORD_TOKEN": token, **environment}
    )


async def test_news_is_posted_in_the_channel_and_nothing_in_the_terminal(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    settings = config(feed_of_news, addresses(fake_discord, CHANNEL_ID))
    bot = await start(settings, "good.token")
    await fake_discord.called("POST", POST)
    bot.send_signal(signal.SIGTERM)
    shown, said = await bot.communicate()
    assert bot.returncode == 0
    assert shown == b""
    assert b"good.token" not in said
    (message,) = fake_discord.messages()  # the catch-up: one card for the title
    text = read(message)
    assert "Lantern Street 2" in text
    assert "Nora Finch" in text


async def test_a_refused_token_ends_the_run_with_one_line_and_loses_nothing(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    settings = config(feed_of_news, addresses(fake_discord, CHANNEL_ID))
    bot = await start(settings, "wrong.token")
    _, said = await bot.communicate()
    assert bot.returncode == 1
    assert "Copy it anew" in said.decode().splitlines()[-1]
    again = await start(settings, "good.token")
    await fake_discord.called("POST", POST)
    again.send_signal(signal.SIGTERM)
    await again.communicate()
    assert len(fake_discord.messages()) == 1


async def test_what_waited_for_a_wrong_channel_is_posted_once_the_owner_has_mended_it(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    settings = config(feed_of_news, addresses(fake_discord, "7"))
    bot = await start(settings, "good.token")
    assert bot.stderr is not None
    while b"Discord knows no channel 7" not in (line := await bot.stderr.readline()):
        assert line, "it never said that it could not deliver"
    bot.send_signal(signal.SIGTERM)
    await bot.communicate()
    mended = await start(settings, "good.token", SEQUELWATCH_DISCORD__CHANNEL_ID=CHANNEL_ID)
    await fake_discord.called("POST", POST)
    mended.send_signal(signal.SIGTERM)
    await mended.communicate()
    assert len(fake_discord.messages()) == 1


async def test_a_token_alone_is_enough_and_the_log_says_how_to_have_a_channel_told(
    config: Config, feed_of_news: str, fake_discord: FakeDiscord
) -> None:
    settings = config(feed_of_news, addresses(fake_discord))
    bot = await start(settings, "good.token")
    assert bot.stderr is not None
    said = b""
    while b"polled" not in said:
        line = await bot.stderr.readline()
        assert line, said
        said += line
    assert b"/watch add" in said
    bot.send_signal(signal.SIGTERM)
    await bot.communicate()
    assert bot.returncode == 0
    assert fake_discord.messages() == []


async def test_the_owner_is_told_of_a_feed_that_has_failed_for_a_day(
    config: Config, fake_discord: FakeDiscord, tmp_path: Path
) -> None:
    settings = config(more=addresses(fake_discord) + f"owner_channel_id = {CHANNEL_ID}\n")
    feed = Feed("ledger", "http://127.0.0.1:9/feed", Outlet("The Ledger", "The Ledger"))
    now = datetime.now(UTC)
    since = now - timedelta(days=2)
    (tmp_path / "data").mkdir()
    with closing(Store.open(f"sqlite:///{tmp_path / 'data' / 'bot.db'}")) as store, store.transaction() as tx:
        tx.sync_feeds([feed], now)
        later = now + timedelta(days=1)
        tx.finish_poll(PollState("ledger", later, failures=6, failing_since=since, told_at=now, last_error="HTTP 503"))
    bot = await start(settings, "good.token")
    await fake_discord.called("POST", POST)
    bot.send_signal(signal.SIGTERM)
    await bot.communicate()
    (message,) = fake_discord.messages()
    assert "HTTP 503" in read(message)
