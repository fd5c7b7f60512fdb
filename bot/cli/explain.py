"""`sequelwatch explain`: why an entry was news or not, and how a text of one's own is read."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import AsJson, Database, Seeds
from bot.cli.output import write_json

if TYPE_CHECKING:
    from bot.library import Library
    from bot.model.entries import Entry

NAME = "explain"
SHORT = "Why an entry was news or not; how a sentence is read."
EXAMPLES = """\
  sequelwatch explain https://deadline.com/2026/05/some-article/
  sequelwatch explain deadline-0042 --json
  sequelwatch explain --text "Ada Quill to direct 'Lantern Street 2'" --title lantern
"""

EntryAddress = Annotated[
    str | None, typer.Argument(metavar="[ENTRY]", help="The entry's id, or the address of the article.")
]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="A text of your own, instead of an entry.")]
Title = Annotated[str | None, typer.Option("--title", metavar="TITLE", help="The title that the text is held against.")]
Headline = Annotated[str, typer.Option("--headline", metavar="TEXT", help="A headline; the text is the summary then.")]
OutletName = Annotated[str, typer.Option("--outlet", metavar="NAME", help="Who publishes the text.")]
Published = Annotated[
    datetime | None,
    typer.Option("--published", metavar="DATE", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="When (UTC); else now."),
]


def command(  # noqa: PLR0917  typer calls it by name
    ctx: typer.Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="ENTRY", help="An entry's id, or its article's address.")
    ] = None,
    text: Text = None,
    title: Title = None,
    headline: Headline = "",
    outlet: OutletName = "an unknown outlet",
    published: Published = None,
    as_json: AsJson = False,
    database: Database = None,
    seeds: Seeds = None,
) -> None:
    """Show what an entry was read to claim, and for each claim why it was news or why not.

    With --text, show step by step how that text is read, and what would become of it.
    """
    from bot.cli.library import open_library

    if (entry is None) == (text is None):
        raise typer.BadParameter("give either an ENTRY or a --text", ctx)
    with open_library(ctx, database, seeds) as library:
        if entry is not None:
            _explain_entry(library, entry, as_json=as_json)
        elif text is not None:
            from bot.cli.reading import entry_of

            moment = published.replace(tzinfo=UTC) if published else datetime.now(UTC)
            wanted = library.choose(title) if title else None
            _explain_text(library, entry_of(text, headline, moment, outlet), wanted, as_json=as_json)


def _explain_entry(library: Library, entry: str, *, as_json: bool) -> None:
    from bot.cli.records import fate_record
    from bot.terminal.fates import draw_fates
    from bot.terminal.screen import show

    fates = library.fates(entry)
    if as_json:
        write_json([fate_record(fate) for fate in fates], sys.stdout)
    else:
        show(draw_fates(fates), sys.stdout)


def _explain_text(library: Library, entry: Entry, wanted: str | None, *, as_json: bool) -> None:
    from bot.cli.reading import explained, explained_record
    from bot.terminal.screen import show
    from bot.terminal.traces import draw_trace

    one = explained(entry, library, wanted)
    if as_json:
        write_json(explained_record(one), sys.stdout)
    else:
        show(draw_trace(one.told, one.fate, one.hint), sys.stdout)
