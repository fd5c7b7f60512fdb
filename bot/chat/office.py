"""What moderators change: who may, and how it is done in the one thread that changes things."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeVar

import discord

from bot.chat.replies import Interaction, speech_of
from bot.following import Following
from bot.model.alerts import Subscription
from bot.model.errors import SequelwatchError

T = TypeVar("T")


class NotAllowedError(SequelwatchError):
    """Somebody may not do this, whatever the server's settings let them click on."""


class InStore(Protocol):
    """Has a call made in the thread of the store."""

    def __call__(self, call: Callable[[], T], /) -> Awaitable[T]:
        """Make the call, after what is being done there."""


class Office:
    """Does: has changes made to what is followed, in the one thread that may."""

    def __init__(self, following: Following, in_store: InStore, clock: Callable[[], datetime]) -> None:
        self.following = following
        self._in_store = in_store
        self.clock = clock

    async def do(self, change: Callable[[Following, datetime], T]) -> T:
        """Have something changed. SequelwatchError where it cannot be."""
        return await self._in_store(lambda: change(self.following, self.clock()))

    def subscriptions_of(self, guild: discord.Guild) -> list[Subscription]:
        """Give the subscriptions of a server, with the one that the settings name where its channel is there."""
        return [one for one in self.following.subscriptions if is_of(one, guild)]


def is_of(one: Subscription, guild: discord.Guild) -> bool:
    """Whether a subscription is a server's own."""
    if one.guild or not one.target.isdigit():
        return one.guild == str(guild.id)
    return guild.get_channel_or_thread(int(one.target)) is not None


def guild_of(interaction: Interaction) -> discord.Guild:
    """Give the server, for who may manage it. NotAllowedError for everybody else, and in private messages."""
    if interaction.guild is None or not interaction.permissions.manage_guild:
        raise NotAllowedError(speech_of(interaction).say("moderation.manage_guild"))
    return interaction.guild


def must_moderate(interaction: Interaction) -> None:
    """NotAllowedError for who may manage neither the server nor its messages."""
    may = interaction.permissions
    if interaction.guild is None or not (may.manage_guild or may.manage_messages):
        raise NotAllowedError(speech_of(interaction).say("moderation.moderate"))


def name_of(interaction: Interaction) -> str:
    """Say who it is, as the ledger keeps it: the name that is one person's own, on every server."""
    return interaction.user.name
