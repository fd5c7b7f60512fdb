"""`sequelwatch invite`: the link that brings the bot into a server."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.options import settings_of
from bot.model.errors import ConfigError

NAME = "invite"
SHORT = "The link that brings the bot into a Discord server."
EXAMPLES = """\
  DISCORD_TOKEN=... sequelwatch invite        asks Discord whose token it is
  sequelwatch invite --id 123456789012345678  for this application, without asking anybody
"""

ApplicationId = Annotated[
    int | None,
    typer.Option("--id", metavar="ID", min=1, help="The application's id, instead of the one behind the token."),
]


def command(ctx: typer.Context, id_: ApplicationId = None) -> None:
    """Print the link with which whoever manages a server invites the bot, with the least permissions."""
    import asyncio

    from bot.chat.invite import application_of, invite_link

    if id_ is None:
        discord = settings_of(ctx).discord
        if discord.token is None:
            raise ConfigError("discord.token", "no token is set: set DISCORD_TOKEN, or give the application's --id")
        id_ = asyncio.run(application_of(discord.token.get_secret_value(), discord.api_url))
    print(invite_link(id_))
