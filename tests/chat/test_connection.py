from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
import structlog

from bot.chat.client import BotClient
from bot.chat.connection import LONGEST_WAIT, wait_after
from bot.model.errors import ConfigError
from tests.chat.fake.people import APP_ID
from tests.chat.fake.server import FakeDiscord, read

COMMANDS = f"/applications/{APP_ID}/commands"


def one_command(client: BotClient) -> None:
    client.tree.command(name="hello", description="Say hello")(hello)


def another_command(client: BotClient) -> None:
    client.tree.command(name="bye", description="Say good-bye")(hello)


async def hello(interaction: discord.Interaction[BotClient]) -> None:
    await interaction.response.send_message("hello")


async def test_a_command_is_answered(fake_discord: FakeDiscord, supervised: Any) -> None:
    async with supervised(fake_discord, one_command).running():
        assert read(fake_discord.answer(await fake_discord.person().slash("hello"))) == "hello"
        assert [session.intents for session in fake_discord.gateway.alive] == [1]


async def test_commands_are_told_to_discord_only_when_they_have_changed(
    fake_discord: FakeDiscord, supervised: Any
) -> None:
    first = supervised(fake_discord, one_command)
    async with first.running():
        pass
    async with supervised(fake_discord, one_command, first.memory).running():
        pass
    assert len(await fake_discord.called("PUT", COMMANDS)) == 1
    async with supervised(fake_discord, another_command, first.memory).running():
        pass
    assert len(await fake_discord.called("PUT", COMMANDS, times=2)) == 2
    assert [one["name"] for one in fake_discord.world.commands[None]] == ["bye"]


async def test_commands_that_discord_refuses_do_not_keep_the_bot_from_its_work(
    fake_discord: FakeDiscord, supervised: Any
) -> None:
    fake_discord.fault("PUT", COMMANDS, status=400, body={"code": 50035, "message": "Invalid Form Body"})
    with structlog.testing.capture_logs() as logged:
        async with supervised(fake_discord, one_command).running():
            pass
    assert [line["log_level"] for line in logged] == ["error"]


async def test_a_gateway_that_is_down_at_the_start_is_tried_again(fake_discord: FakeDiscord, supervised: Any) -> None:
    fake_discord.gateway.down = True
    ours = supervised(fake_discord, one_command)
    running = asyncio.create_task(ours.connection.run())
    await ours.waited.wait()
    assert "ended" in (ours.connection.trouble or "")
    fake_discord.gateway.down = False
    await ours.ready()
    running.cancel()


async def test_a_login_that_discord_cannot_answer_is_tried_again(fake_discord: FakeDiscord, supervised: Any) -> None:
    fake_discord.fault("GET", "/users/@me", status=403)
    ours = supervised(fake_discord, one_command)
    async with ours.running():
        assert len(ours.waits) == 1


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param('{"op": 0, "t": "GUILD_CREATE", "s": 9, "d": {}}', id="a dispatch without what it is about"),
        pytest.param('{"op": 0, "t": "GUILD_CREATE"', id="no JSON"),
        pytest.param("[]", id="no object"),
    ],
)
async def test_a_malformed_dispatch_costs_the_connection_and_a_fresh_one_follows(
    fake_discord: FakeDiscord, supervised: Any, sent: str
) -> None:
    ours = supervised(fake_discord, one_command)
    async with ours.running() as connection:
        before = connection.client
        await fake_discord.gateway.send_raw(sent)
        await ours.waited.wait()
        await ours.ready()
        assert connection.client is not before
        assert read(fake_discord.answer(await fake_discord.person().slash("hello"))) == "hello"


@pytest.mark.parametrize("how", ["reconnect", "drop"])
async def test_a_lost_connection_is_resumed_by_the_same_client(
    fake_discord: FakeDiscord, supervised: Any, how: str
) -> None:
    ours = supervised(fake_discord, one_command)
    async with ours.running():
        await fake_discord.gateway.kick(how)
        await supervised.until(lambda: fake_discord.gateway.resumes > 0)
        assert read(fake_discord.answer(await fake_discord.person().slash("hello"))) == "hello"
    assert ours.waits == []
    assert fake_discord.gateway.identifies == 1


@pytest.mark.parametrize(
    ("code", "says"),
    [
        pytest.param(4004, "Copy it anew", id="a token that was reset"),
        pytest.param(4011, "more servers", id="too many servers for one connection"),
        pytest.param(4014, "intents", id="an intent that is not granted"),
    ],
)
async def test_what_no_waiting_mends_ends_the_connection_and_says_what_to_do(
    fake_discord: FakeDiscord, supervised: Any, code: int, says: str
) -> None:
    ours = supervised(fake_discord, one_command)
    running = asyncio.create_task(ours.connection.run())
    await ours.ready()
    await fake_discord.gateway.kick(str(code))
    with pytest.raises(ConfigError, match=says) as caught:
        await running
    assert fake_discord.token not in str(caught.value)
    assert ours.waits == []


async def test_a_refused_token_ends_at_once(fake_discord: FakeDiscord, supervised: Any) -> None:
    ours = supervised(fake_discord, one_command)
    fake_discord.token = "another.token"
    with pytest.raises(ConfigError, match="Copy it anew"):
        await ours.connection.run()
    assert len(fake_discord.calls) == 1


def test_waits_grow_and_never_make_a_thousand_identifies_a_day() -> None:
    assert wait_after(1) <= 2
    assert max(map(wait_after, range(1, 2000))) <= LONGEST_WAIT
    assert sum(wait_after(failures) for failures in range(1, 400)) > 86_400
