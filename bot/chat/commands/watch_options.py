"""The options of /watch: what they offer, and what was typed into them."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

import discord
from discord import app_commands

from bot.chat.commands.asking import LONGEST_CHOICE, MOST_CHOICES, Choice
from bot.chat.localised import certainty_choices, pace_choices, property_choices, told, weekday_choices
from bot.chat.replies import Interaction
from bot.chat.rights import Channel
from bot.chat.wishes import ALL, Wishes, pieces_of
from bot.model.alerts import Subscription
from bot.model.properties import Certainty, Property
from bot.model.times import Pace

DESCRIBED = {
    name: told(f"option.{name}")
    for name in (
        "titles",
        "properties",
        "certainty",
        "role",
        "role_for",
        "pace",
        "hour",
        "weekday",
        "zone",
        "quiet",
        "name",
    )
}
"""What /watch add and /watch edit say of the options that they share."""
WITHOUT = [app_commands.Choice(name=told("option.every_role"), value=ALL), *property_choices()]


class _Destination(app_commands.Transformer):
    """Decides: which sorts of channel can be told something, and finds the one that was chosen."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text, announcements, threads and forums: whatever takes a card."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread, kinds.news_thread, kinds.forum]

    async def transform(self, _: Interaction, value: Any, /) -> Channel:
        """Find it among those that the bot can see. TransformerError where it cannot."""
        found = value.resolve()
        if isinstance(found, discord.TextChannel | discord.Thread | discord.ForumChannel):
            return found
        raise app_commands.TransformerError(value, self.type, self)


Destination = app_commands.Transform[Channel, _Destination]
Text = app_commands.Range[str, 1, 1000]
Hour = app_commands.Range[int, 0, 23]
CHOSEN: dict[str, Any] = {
    "certainty": certainty_choices(),
    "role_for": property_choices(),
    "pace": pace_choices(),
    "weekday": weekday_choices(),
}


def wishes_of(typed: app_commands.Namespace) -> Wishes:
    """Gather what was typed; a namespace has None for whatever was not."""
    return Wishes(
        titles=typed.titles,
        properties=typed.properties,
        certainty=Certainty(typed.certainty) if typed.certainty else None,
        role=str(typed.role.id) if typed.role else None,
        role_for=Property(typed.role_for) if typed.role_for else None,
        without_role=typed.without_role,
        pace=Pace(typed.pace) if typed.pace else None,
        hour=typed.hour,
        weekday=typed.weekday,
        zone=typed.zone,
        quiet=typed.quiet,
        name=typed.name,
    )


def free_id(where: Channel, taken: tuple[Subscription, ...]) -> str:
    """Make an id for a channel's next subscription; the first takes the place of the one that the settings name."""
    ids, first = {one.id for one in taken if one.guild}, f"discord:{where.id}"
    return next(one for one in (first, *(f"{first}-{number}" for number in range(2, 10_000))) if one not in ids)


def channel_of(guild: discord.Guild, one: Subscription) -> Channel | None:
    """Give a subscription's channel; None where it is gone, or cannot be seen."""
    found = guild.get_channel_or_thread(int(one.target)) if one.target.isdigit() else None
    return found if isinstance(found, discord.TextChannel | discord.Thread | discord.ForumChannel) else None


def label_of(one: Subscription, guild: discord.Guild) -> str:
    """Name a subscription among those of its server."""
    channel = channel_of(guild, one)
    where = f"#{channel.name}" if channel is not None else one.target
    return (where if channel is not None and one.name in {"", channel.name} else f"{where} · {one.name}")[
        :LONGEST_CHOICE
    ]


def last_piece(typed: str) -> tuple[list[str], str]:
    """Take a list that is being typed apart: what is finished, and what is being typed."""
    head, comma, last = typed.rpartition(",")
    return (pieces_of(head), last.strip()) if comma else ([], typed.strip())


def continued(before: list[str], found: list[tuple[str, str]]) -> list[Choice]:
    """Offer each name behind what is finished; what Discord would find too long is not offered."""
    rows = [(", ".join([*before, name]), ", ".join([*before, value])) for name, value in found if value not in before]
    short = [(name, value) for name, value in rows if len(name) <= LONGEST_CHOICE and len(value) <= LONGEST_CHOICE]
    return [app_commands.Choice(name=name, value=value) for name, value in short[:MOST_CHOICES]]


@cache
def all_zones() -> list[str]:
    """List the time zones that people call theirs."""
    return [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")), "UTC"]
