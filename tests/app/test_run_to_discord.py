"""`run` with a token: a process of its own, a feed and a Discord on loopback."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Config = Callable[..., Path]


async def start(config: Path, token: str, **environment: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-W", "ignore::DeprecationWarning:discord", "-m", "bot", "--config", str(config), "run")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH", "DISCORD"))}
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *command, stdout=pipe, stderr=pipe, env={**clean, "DISCORD_TOKEN": token, **environment}
    )


async def test_news_is_posted_in_the_channel_and_nothing_in_the_terminal(
    config: Config, feed_of_news: str, discord_server: Any
) -> None:
    settings = config(
        feed_of_news,
        f'[discord]\nchannel_id = 20\napi_url = "{discord_server.address}"\ngateway_url = "ws://127.0.0.1:9"\n',
    )
    bot = await start(settings, "good.token")
    await discord_server.posted.wait()
    bot.send_signal(signal.SIGTERM)
    shown, said = await bot.communicate()
    assert bot.returncode == 0
    assert shown == b""
    assert b"good.token" not in said
    (message,) = discord_server.messages  # the catch-up: one card for the title
    text = str(message["components"]).replace("\\", "")
    assert "Lantern Street 2" in text
    assert "Nora Finch" in text


async def test_a_refused_token_ends_the_run_with_one_line_and_loses_nothing(
    config: Config, feed_of_news: str, discord_server: Any
) -> None:
    settings = config(
        feed_of_news,
        f'[discord]\nchannel_id = 20\napi_url = "{discord_server.address}"\ngateway_url = "ws://127.0.0.1:9"\n',
    )
    bot = await start(settings, "wrong.token")
    _, said = await bot.communicate()
    assert bot.returncode == 1
    assert "Copy it anew" in said.decode().splitlines()[-1]
    again = await start(settings, "good.token")
    await discord_server.posted.wait()
    again.send_signal(signal.SIGTERM)
    await again.communicate()
    assert len(discord_server.messages) == 1


async def test_what_waited_for_a_wrong_channel_is_posted_once_the_owner_has_mended_it(
    config: Config, feed_of_news: str, discord_server: Any
) -> None:
    settings = config(
        feed_of_news,
        f'[discord]\nchannel_id = 7\napi_url = "{discord_server.address}"\ngateway_url = "ws://127.0.0.1:9"\n',
    )
    bot = await start(settings, "good.token")
    assert bot.stderr is not None
    while b"Discord knows no channel 7" not in (line := await bot.stderr.readline()):
        assert line, "it never said that it could not deliver"
    bot.send_signal(signal.SIGTERM)
    await bot.communicate()
    mended = await start(settings, "good.token", SEQUELWATCH_DISCORD__CHANNEL_ID="20")
    await discord_server.posted.wait()
    mended.send_signal(signal.SIGTERM)
    await mended.communicate()
    assert len(discord_server.messages) == 1


async def test_a_token_alone_is_enough_and_the_log_says_how_to_have_a_channel_told(
    config: Config, feed_of_news: str, discord_server: Any
) -> None:
    settings = config(
        feed_of_news, f'[discord]\napi_url = "{discord_server.address}"\ngateway_url = "ws://127.0.0.1:9"\n'
    )
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
    assert discord_server.messages == []
