"""What the bot may do in a channel, looked up where it is asked to post, before there is something to post."""

from __future__ import annotations

import discord

from bot.model.errors import SequelwatchError
from bot.wording import Speech

Channel = discord.TextChannel | discord.Thread | discord.ForumChannel
_EVERYWHERE = ("view_channel", "embed_links", "read_message_history")


class RightsError(SequelwatchError):
    """The bot lacks permissions in a channel; its text names them."""


def needed_in(channel: Channel) -> tuple[str, ...]:
    """List the permissions that posting needs there, by discord.py's names. In a forum posts are threads."""
    if isinstance(channel, discord.Thread):
        return (*_EVERYWHERE, "send_messages_in_threads")
    if isinstance(channel, discord.ForumChannel):
        return (*_EVERYWHERE, "send_messages", "send_messages_in_threads")
    return (*_EVERYWHERE, "send_messages")


def missing_in(channel: Channel) -> list[str]:
    """List those of them that the bot lacks."""
    may = channel.permissions_for(channel.guild.me)
    return [name for name in needed_in(channel) if not getattr(may, name)]


def must_be_able_to_post(channel: Channel, speech: Speech) -> None:
    """RightsError names the permissions that are missing, as people see them in Discord."""
    missing = [speech.say(f"permission.{name}") for name in missing_in(channel)]
    if missing:
        named = speech.enumeration(missing)
        raise RightsError(speech.say("moderation.rights", channel=channel.name, permissions=named))


def can_ping(role: discord.Role, channel: Channel) -> bool:
    """Whether a mention of the role would reach its members there."""
    return role.mentionable or channel.permissions_for(channel.guild.me).mention_everyone
