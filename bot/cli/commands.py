"""The command line as a whole: the global options, and which commands there are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli import (
    backup,
    check,
    demo,
    explain,
    export,
    extract,
    feeds,
    health,
    invite,
    outbox,
    preview_card,
    replay,
    restore,
    run,
    seeds,
    status,
    timeline,
)
from bot.cli.failures import Commands
from bot.cli.options import Globals

NAME = "sequelwatch"

app = typer.Typer(
    name=NAME,
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help is as readable and answers in a third of the time
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nTo see it work:           sequelwatch demo\nTo follow your sequels:   sequelwatch run",
)
PLAIN = (
    *(demo, run, invite, status, timeline, explain, check, health),
    *(backup, restore, export),
    *(replay, extract, preview_card),
)
for command in PLAIN:
    app.command(
        name=command.NAME,
        short_help=command.SHORT,
        epilog=f"\b\nExamples:\n{command.EXAMPLES}",
    )(command.command)
app.add_typer(seeds.group)
app.add_typer(feeds.group)
app.add_typer(outbox.group)


def _version(asked: bool) -> None:
    if asked:
        print(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback()
def common(
    ctx: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="PATH", help="The settings file, instead of config/sequelwatch.toml."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log more, and show where a bug happened.")] = False,
    _: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Follow the sequels of films and series: read entertainment feeds and tell only what is new."""
    ctx.obj = Globals(config=config, verbose=verbose)


def main() -> None:
    """Run the command that the process was called with; it never returns."""
    app(prog_name=NAME)
