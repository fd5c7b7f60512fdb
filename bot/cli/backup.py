"""`sequelwatch backup`: a copy of the database, also while the bot runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Database, settings_of

NAME = "backup"
SHORT = "Copy the database, also while the bot runs."
EXAMPLES = """\
  sequelwatch backup /backups/sequelwatch.db
  docker compose exec sequelwatch sequelwatch backup /data/backup.db
"""


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; an earlier backup there is replaced.")],
    database: Database = None,
) -> None:
    """Copy the database to a file: one state of it, whole and checked, also while the bot runs."""
    from bot.store import back_up

    made = back_up(database or settings_of(ctx).database.url, file)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB, whole. To bring it back: sequelwatch restore {made}")
