"""From a database's address to an engine, with a clear line for every address that leads nowhere."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from bot.model.errors import NoDatabaseError, StoreError
from bot.store import dialect

BUSY_SECONDS = 10.0
"""How long to wait for another program's lock; `?timeout=...` in the address says otherwise."""

OLDEST_SQLITE = (3, 35)
"""The first with RETURNING (March 2021)."""


def open_engine(url: str, *, create: bool) -> Engine:
    """Make the engine for `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql://...`; nothing is opened yet.

    StoreError for any other address or a folder that is missing, NoDatabaseError for a missing file unless `create`.
    """
    address = _parsed(url)
    is_sqlite = address.get_backend_name() == "sqlite"
    engine = _sqlite(address, create=create) if is_sqlite else _postgresql(address)
    dialect.prepare(engine)
    return engine


def where(engine: Engine) -> str:
    """Name the database as people know it: the file's path, or the address without its password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "the database in memory"
    return engine.url.render_as_string(hide_password=True)


def _parsed(url: str) -> URL:
    advice = "write sqlite:///path/to/file.db or postgresql://user:password@host/name"
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"the database's address cannot be read; {advice}") from None  # it may hold a password
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(f"{address.get_backend_name()} databases are not supported; {advice}")
    return address


def _sqlite(address: URL, *, create: bool) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(f"this Python comes with SQLite {sqlite3.sqlite_version}; {oldest} or newer is needed")
    if address.database in {None, "", ":memory:"}:
        # One connection is the database, so the threads take turns on it.
        return create_engine(address, poolclass=QueuePool, pool_size=1, max_overflow=0)
    if address.database and not address.database.startswith("file:"):  # SQLite's own URIs name more than a path
        _check_place(Path(address.database), create=create)
    patience = {} if "timeout" in address.query else {"timeout": BUSY_SECONDS}
    return create_engine(address, connect_args=patience)


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file in it")
    if not create and not path.exists():
        raise NoDatabaseError(f"{path}: there is no database yet; the first run makes it")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it, or choose another place")


def _postgresql(address: URL) -> Engine:
    try:
        return create_engine(address)
    except (ModuleNotFoundError, NoSuchModuleError):
        place = address.render_as_string(hide_password=True)
        raise StoreError(f"{place}: the driver for PostgreSQL is missing; pip install 'psycopg[binary]'") from None
