"""`sequelwatch seeds`: the titles that were added in Discord, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Database, settings_of

if TYPE_CHECKING:
    from bot.store import Tracked

NAME = "seeds"
SHORT = "Write titles that were added in Discord as seeds."
EXPORT_EXAMPLES = """\
  sequelwatch seeds export                into the folder of your seeds
  sequelwatch seeds export backup/seeds
"""

group = typer.Typer(name=NAME, short_help=SHORT, no_args_is_help=True, rich_markup_mode=None)


@group.callback()
def seeds() -> None:
    """Work with the titles that are followed as files: a seed each."""


@group.command(
    name="export",
    short_help="Write each title that was added in Discord as a seed.",
    epilog=f"\b\nExamples:\n{EXPORT_EXAMPLES}",
)
def export(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The folder; else that of your seeds.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that say something else.")] = False,
    database: Database = None,
) -> None:
    """Write each title that was added in Discord as a seed, which people can read, review and keep in version control.

    A title that has a seed follows that file from the next start or reload on. Files that say something else are left
    alone, unless --force is given.
    """
    from bot.model.errors import FaultsError, SequelwatchError

    settings = settings_of(ctx)
    target = folder or settings.paths.seeds
    faults: list[SequelwatchError] = []
    tracked = _tracked(database or settings.database.url)
    for one in tracked:
        try:
            print(f"{target / _file_of(one)}: {_export(one, target, force=force)}")
        except SequelwatchError as fault:
            faults.append(fault)
    if not tracked:
        print("No title has been added in Discord: there is nothing to write.")
    if faults:
        raise FaultsError(faults)


def _tracked(url: str) -> tuple[Tracked, ...]:
    from bot.store import Store

    store = Store.open(url, create=False)
    try:
        with store.snapshot() as snapshot:
            return snapshot.tracked()
    finally:
        store.close()


def _export(one: Tracked, folder: Path, *, force: bool) -> str:
    from bot.model.errors import SeedError
    from bot.seeds.writing import seed_text

    path = folder / _file_of(one)
    if path.exists() and not force:
        if _says_the_same(one, path):
            return "says the same already"
        raise SeedError(path, "says something else and is left alone; --force writes over it")
    comment = f"Added in Discord by {one.added_by} on {one.added_at.date()}, changed by {one.changed_by}."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(seed_text(one.title, [comment]), encoding="utf-8")
    except OSError as why:
        raise SeedError(path, f"it cannot be written ({why.strerror}): check the folder and its permissions") from None
    return "written"


def _says_the_same(one: Tracked, path: Path) -> bool:
    from bot.model.errors import SequelwatchError
    from bot.seeds import load_seed

    try:
        return load_seed(path) == one.title
    except SequelwatchError:
        return False


def _file_of(one: Tracked) -> str:
    return f"{one.title.id}.toml"
