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
    config = _config()
    config.attributes["connection"] = connection
    if revision is not None:
        must_be_known(revision, place)
    command.upgrade(config, "head")


def must_be_known(revision: str, place: str) -> None:
    """StoreError for a revision that no migration here has made: the program is older than the database."""
    config = _config()
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError:
        problem = f"was made by a newer version of Sequelwatch (schema {revision}); update the program"
        raise StoreError(f"{place}: {problem}") from None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    return config
