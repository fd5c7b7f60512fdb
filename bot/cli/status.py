"""`sequelwatch status`: what is known."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.options import AsJson, Database, Seeds
from bot.cli.output import write_json

NAME = "status"
SHORT = "What is known, how sure, since when and from whom."
EXAMPLES = """\
  sequelwatch status                      all tracked titles, a line each
  sequelwatch status "freakier friday"    one title: by its id, a name, or a part of one
  sequelwatch status --json | jq .        for scripts
"""


def command(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Argument(metavar="TITLE", help="Only this one.", show_default=False)] = None,
    as_json: AsJson = False,
    database: Database = None,
    seeds: Seeds = None,
) -> None:
    """Show what is known of the tracked titles: how sure, since when, from whom, and what is not known yet.

    Without a title, what goes wrong follows: feeds that keep failing, alerts that nobody has been told.
    """
    from bot.cli.library import open_library
    from bot.cli.records import facts_record
    from bot.terminal.screen import show
    from bot.terminal.views import draw_overview, draw_status, draw_troubles

    with open_library(ctx, database, seeds) as library:
        known = library.all_facts() if title is None else [library.facts(library.choose(title))]
        troubles = library.troubles(datetime.now(UTC))
    if as_json:
        records = [facts_record(one) for one in known]
        write_json(records if title is None else records[0], sys.stdout)
    elif title is not None:
        show(draw_status(known[0]), sys.stdout)
    else:
        show(draw_overview(known), sys.stdout)
        if troubles:
            show(draw_troubles(troubles), sys.stdout)
