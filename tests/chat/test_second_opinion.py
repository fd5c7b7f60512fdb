"""The same bot in simcord, another's idea of Discord: what it refuses of commands, forms and answers counts as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import simcord

from bot.chat.client import BotClient
from bot.following import Following


@dataclass
class Room:
    """A channel of a server, with a moderator and a member in it."""

    channel: simcord.ChannelHandle
    moderator: simcord.MemberActor
    member: simcord.MemberActor


@asynccontextmanager
async def room_with(install: Any) -> AsyncIterator[Room]:
    known: dict[str, str] = {}

    async def recall(key: str) -> str | None:
        return known.get(key)

    async def remember(key: str, value: str) -> None:
        known[key] = value

    async with simcord.run(BotClient(install, recall, remember, settle=0.05)) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("alerts")
        role = guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
        moderator = guild.add_member(env.create_user("moderator"), roles=[role])
        yield Room(channel, moderator, guild.add_member(env.create_user("member")))


async def test_every_command_is_taken_and_who_may_use_which_is_seen(install: Any) -> None:
    async with room_with(install) as room:
        for_all = {"status", "timeline", "latest", "calendar", "why", "sources", "help", "about"}
        assert {name.split()[0] for name in room.member.available_commands(room.channel)} == for_all
        groups = {name.split()[0] for name in room.moderator.available_commands(room.channel)}
        assert groups == for_all | {"watch", "track", "fact"}


async def test_questions_are_answered(install: Any) -> None:
    asked: dict[str, dict[str, Any]] = {
        "status": {"title": "lantern-street-2"},
        "latest": {"days": 90},
        "calendar": {},
        "why": {"link": "https://news.example/e-3"},
        "sources list": {},
        "help": {},
        "about": {},
    }
    async with room_with(install) as room:
        for command, options in asked.items():
            answered = await room.member.slash(room.channel, command, **options)
            assert answered.response is not None, command


async def test_titles_are_suggested(install: Any) -> None:
    async with room_with(install) as room:
        offered = await room.member.autocomplete(room.channel, "status", "title", "lan")
        assert [one["name"] for one in offered] == ["Lantern Street 2"]


async def test_the_form_is_shown_and_taken(install: Any, following: Following) -> None:
    async with room_with(install) as room:
        shown = await room.moderator.slash(room.channel, "track add")
        assert shown.modal is not None
        done = await room.moderator.submit_modal(shown, {"name": "Gravel Saints 2", "follows": "Gravel Saints"})
        assert done.ephemeral
    assert following.title("gravel-saints-2") is not None


async def test_a_channel_is_set_up_and_a_button_clicked(install: Any, following: Following) -> None:
    async with room_with(install) as room:
        assert (await room.moderator.slash(room.channel, "watch add")).ephemeral
        assert [one.target for one in following.subscriptions] == [str(room.channel.id)]
        shown = await room.member.slash(room.channel, "status", title="lantern-street-2")
        assert shown.response is not None
        clicked = await room.member.click(shown.response, label="Timeline")
        assert clicked.acknowledged
