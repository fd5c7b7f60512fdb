"""`sequelwatch run`: the bot itself."""

from __future__ import annotations

import typer

from bot.cli.options import settings_of

NAME = "run"
SHORT = "Poll the feeds and tell what is new, until Ctrl-C."
EXAMPLES = """\
  sequelwatch run                              alerts appear in this terminal
  DISCORD_TOKEN=... sequelwatch run            alerts appear in the channel that the settings name
  sequelwatch --config /etc/sw.toml run
"""


def command(ctx: typer.Context) -> None:
    """Poll the configured feeds and tell what is new, until Ctrl-C."""
    from bot.app.run import run

    run(settings_of(ctx))
