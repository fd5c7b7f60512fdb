"""The link with which the bot is invited into a server, with the least permissions."""

from __future__ import annotations

import aiohttp
import discord

from bot.chat.client import point_at
from bot.chat.refusals import refused_token
from bot.model.errors import SequelwatchError

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What posting, editing and looking for what was posted need; nothing else."""
SCOPES = ("bot", "applications.commands")


class InviteError(SequelwatchError):
    """Discord does not tell whose token it is."""


def invite_link(application_id: int) -> str:
    """Write the link for an application, by its id."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)


async def application_of(token: str, api_url: str) -> int:
    """Ask Discord for the id of a token's application. ConfigError where it refuses the token, InviteError for less."""
    point_at(api_url)
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token)
    except discord.LoginFailure:
        raise refused_token() from None
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as problem:
        raise InviteError(f"Discord cannot be asked: {problem}; give the application's id with --id") from problem
    else:
        return client.application_id or 0
    finally:
        await client.close()
