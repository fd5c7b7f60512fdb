"""Running the migrations. They are package data: no file is looked for where the program happens to be started."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.model.errors import StoreError


def upgrade(connection: Connection, place: str, revision: str | None) -> None:
    """Bring the schema from `revision` (None: no schema) to the newest, within the transaction that is open.

    StoreError where nobody here knows `revision`.
    """
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    if revision is not None:
        _must_be_known(revision, config, place)
    command.upgrade(config, "head")


def _must_be_known(revision: str, config: Config, place: str) -> None:
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError:
        problem = f"was made by a newer version of Sequelwatch (schema {revision}); update the program"
        raise StoreError(f"{place}: {problem}") from None
