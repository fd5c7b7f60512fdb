"""`sequelwatch health`: whether a running bot is at work."""

from __future__ import annotations

import typer

from bot.cli.options import settings_of

NAME = "health"
SHORT = "Ask the running bot whether it is at work."
EXAMPLES = """\
  sequelwatch health          for a container's HEALTHCHECK: 0 it is, 1 it is not, with why
"""


def command(ctx: typer.Context) -> None:
    """Ask the bot that runs with these settings whether it is at work; a line for each thing that is wrong."""
    from bot.web.probe import ask

    web = settings_of(ctx).web
    print(ask(web.host, web.port))
