"""The options that commands share, and what the global ones said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


@dataclass(slots=True)
class Globals:
    """What stood before the command's name."""

    config: Path | None = None
    verbose: bool = False


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Saved entries (.jsonl), feed documents (.xml, .rss, .atom, .json), or folders of them.",
        show_default=False,
    ),
]
SeedsGiven = Annotated[
    Path,
    typer.Option("--seeds", metavar="DIR", help="The tracked titles: a folder with one TOML file each."),
]
Seeds = Annotated[
    Path | None,
    typer.Option("--seeds", metavar="DIR", help="The tracked titles, instead of those in the settings."),
]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="The database, instead of the one in the settings."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for scripts.")]


def settings_of(ctx: typer.Context) -> Settings:
    """Read the settings that the global options name. FaultsError or ConfigError for what is wrong in them."""
    from bot.settings import load_settings

    asked = ctx.ensure_object(Globals)
    settings = load_settings(asked.config)
    if not asked.verbose:
        return settings
    return settings.model_copy(update={"log": settings.log.model_copy(update={"level": "DEBUG"})})
