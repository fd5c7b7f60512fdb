"""`sequelwatch restore`: a backup in the place of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Database, settings_of

NAME = "restore"
SHORT = "Bring a backup back; the bot must be stopped."
EXAMPLES = """\
  sequelwatch restore /backups/sequelwatch.db
  docker compose run --rm sequelwatch restore /data/backup.db
"""


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup, as `sequelwatch backup` made it.")],
    database: Database = None,
) -> None:
    """Put a backup in the place of the database, which is kept beside it. The bot must be stopped."""
    from bot.store import restore

    kept = restore(database or settings_of(ctx).database.url, file)
    print(f"{file} is in place." + (f" What stood there before: {kept}" if kept else ""))
