"""From a database's address to an engine, with a clear line for every address that leads nowhere."""

from __future__ import annotations

import sqlite3

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import QueuePool

from bot.model.errors import StoreError
from bot.store import dialect, place

BUSY_SECONDS = 10.0
"""How long to wait for another program's lock; `?timeout=...` in the address says otherwise."""

OLDEST_SQLITE = (3, 35)
"""The first with RETURNING (March 2021)."""


def open_engine(url: str, *, create: bool) -> Engine:
    """Make the engine for `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql://...`; nothing is opened yet.

    StoreError for any other address or a folder that is missing, NoDatabaseError for a missing file unless `create`.
    """
    address = place.address_of(url)
    is_sqlite = address.get_backend_name() == "sqlite"
    engine = _sqlite(address, create=create) if is_sqlite else _postgresql(address)
    dialect.prepare(engine)
    return engine


def where(engine: Engine) -> str:
    """Name the database as people know it: the file's path, or the address without its password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "the database in memory"
    return engine.url.render_as_string(hide_password=True)


def _sqlite(address: URL, *, create: bool) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(f"this Python comes with SQLite {sqlite3.sqlite_version}; {oldest} or newer is needed")
    if place.is_in_memory(address):
        # One connection is the database, so the threads take turns on it.
        return create_engine(address, poolclass=QueuePool, pool_size=1, max_overflow=0)
    if (path := place.file_of(address)) is not None:
        place.check_file(path, create=create)
    patience = {} if "timeout" in address.query else {"timeout": BUSY_SECONDS}
    return create_engine(address, connect_args=patience)


def _postgresql(address: URL) -> Engine:
    try:
        return create_engine(address)
    except (ModuleNotFoundError, NoSuchModuleError):
        shown = address.render_as_string(hide_password=True)
        raise StoreError(f"{shown}: the driver for PostgreSQL is missing; pip install 'psycopg[binary]'") from None
