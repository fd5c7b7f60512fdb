"""`sequelwatch timeline`: how it came about."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.options import AsJson, Database, Seeds
from bot.cli.output import write_json

NAME = "timeline"
SHORT = "How it came about: all that was new, with sources."
EXAMPLES = """\
  sequelwatch timeline romy-and-michele
  sequelwatch timeline "legally blond"    typing errors are forgiven
"""


def command(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its id, a name, or a part of one.")],
    as_json: AsJson = False,
    database: Database = None,
    seeds: Seeds = None,
) -> None:
    """Show a title's history: what was known at the start, and every development since, with its source."""
    from bot.cli.library import open_library
    from bot.cli.records import timeline_record
    from bot.terminal.screen import show
    from bot.terminal.views import draw_timeline

    with open_library(ctx, database, seeds) as library:
        timeline = library.timeline(library.choose(title))
    if as_json:
        write_json(timeline_record(timeline), sys.stdout)
    else:
        show(draw_timeline(timeline), sys.stdout)
