"""Whose database it is, and whether its schema is up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, inspect, text

from bot.model.errors import NoDatabaseError, StoreError
from bot.store import dialect
from bot.store.backup import keep_before_upgrade
from bot.store.place import file_of
from bot.store.polling_tables import metadata

HEAD = "0005"
"""The newest migration; a test holds it to `migrations/versions`. Known here, Alembic is imported only to migrate."""

VERSION_TABLE = "sequelwatch_schema"
"""Where Alembic notes the schema's revision. The name also tells our databases from others."""

# The schema's revision.
_REVISION = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - a constant of ours

# Note the schema's revision.
_STAMP = text(f"INSERT INTO {VERSION_TABLE} (version_num) VALUES (:revision)")  # noqa: S608 - a constant of ours


def bring_up_to_date(connection: Connection, place: str, *, create: bool) -> Path | None:
    """Make the schema, or migrate it, within the transaction that is open; the copy that was kept before, if one was.

    StoreError where the database is somebody else's or was made by a newer version; NoDatabaseError where there is none
    and none is to be made.
    """
    kept = None
    revision = _revision(connection, place)
    if revision is None and not create:
        raise NoDatabaseError(f"{place}: there is no database yet; the first run makes it")
    if revision is None:
        _make(connection)
    elif revision != HEAD:
        kept = _upgrade(connection, place, revision)
    if create:
        # Written even where it stands: a database that cannot be written is to be told now, not at the first news.
        dialect.mark_as_ours(connection)
    return kept


def _upgrade(connection: Connection, place: str, revision: str) -> Path | None:
    """Migrate, once a copy of the database as it was lies beside it (where it is a file)."""
    from bot.store.upgrade import must_be_known, upgrade  # noqa: PLC0415 - Alembic is slow to import, seldom needed

    must_be_known(revision, place)
    path = file_of(connection.engine.url)
    kept = keep_before_upgrade(path, revision) if path is not None else None
    upgrade(connection, place, revision)
    return kept


def _make(connection: Connection) -> None:
    """Make the newest schema where there is none: what all migrations together make, without Alembic's 10 MB."""
    metadata.create_all(connection)
    Table(
        VERSION_TABLE,
        MetaData(),
        Column("version_num", String(32), nullable=False),
        PrimaryKeyConstraint("version_num", name=f"{VERSION_TABLE}_pkc"),  # as Alembic itself makes it
    ).create(connection)
    connection.execute(_STAMP, {"revision": HEAD})


def _revision(connection: Connection, place: str) -> str | None:
    owner = dialect.application_id(connection)
    tables = inspect(connection).get_table_names()
    # A copy that was made with `.dump` has our tables and no application id.
    if owner not in {0, dialect.APPLICATION_ID} or (tables and VERSION_TABLE not in tables):
        raise StoreError(f"{place}: is another program's database; name another file")
    return connection.scalar(_REVISION) if tables else None
