"""`sequelwatch explain`: why an entry was news or not."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.options import AsJson, Database, Seeds
from bot.cli.output import write_json

NAME = "explain"
SHORT = "Why an entry was news or not."
EXAMPLES = """\
  sequelwatch explain https://deadline.com/2026/05/some-article/
  sequelwatch explain deadline-0042 --json
"""


def command(
    ctx: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The entry's id, or the address of the article.")],
    as_json: AsJson = False,
    database: Database = None,
    seeds: Seeds = None,
) -> None:
    """Show what an entry was read to claim, and for each claim why it was news or why not."""
    from bot.cli.library import Library
    from bot.cli.records import fate_record
    from bot.terminal.fates import draw_fates
    from bot.terminal.screen import show

    with Library.opened(ctx, database, seeds) as library:
        fates = library.fates(entry)
    if as_json:
        write_json([fate_record(fate) for fate in fates], sys.stdout)
    else:
        show(draw_fates(fates), sys.stdout)
