"""What SQLite and PostgreSQL do differently. Everything that only one of them understands stands here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Text,
    bindparam,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

APPLICATION_ID = int.from_bytes(b"SqWt", "big")
"""In the header of our SQLite files (bytes 68 to 71), so that `file` and we tell them from others."""

_WRITING = "sequelwatch_writing"
"""Execution option: whether a transaction means to write."""

_WORTH_COPYING = 8_000_000
"""Bytes that nothing uses; below that they are left for what comes."""

_WRITERS_LOCK = APPLICATION_ID


def prepare(engine: Engine) -> None:
    """Make every connection of `engine` behave as the store expects."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def for_writing(engine: Engine) -> Engine:
    """Give `engine` for transactions that write: one at a time, from their beginning."""
    return engine.execution_options(**{_WRITING: True})


def for_reading(engine: Engine) -> Engine:
    """Give `engine` for transactions that see one state of the database from their first query to their last."""
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own; _begin_sqlite does
    connection.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log, a power cut costs the last commits at most, never the database.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads before it writes must hold the write lock from the start, or it may fail half-way.
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # One writer at a time, as on SQLite: what is judged must not change under the judge.
    if connection.get_execution_options().get(_WRITING, False):
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")


def use_wal(connection: Connection) -> None:
    """Let readers and the writer work side by side; for a database that is ours, outside a transaction."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL")


def compact(connection: Connection) -> int:
    """Give the disk back what has been deleted, where that is worth copying the rest; the bytes. Outside a transaction.

    PostgreSQL does so by itself.
    """
    if connection.dialect.name != "sqlite":
        return 0
    cursor = connection.connection.cursor()
    unused, pages, size = (
        int(cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("freelist_count", "page_count", "page_size")
    )
    freed = unused * size
    worthwhile = freed >= _WORTH_COPYING and unused * 4 >= pages
    if worthwhile:
        cursor.execute("VACUUM")
    cursor.execute("PRAGMA optimize")
    cursor.close()
    return freed if worthwhile else 0


def application_id(connection: Connection) -> int:
    """Read whose database it says it is; 0 where it does not say."""
    if connection.dialect.name != "sqlite":
        return 0
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def mark_as_ours(connection: Connection) -> None:
    """Write our application id into the file's header."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


class _Given(FunctionElement[Any]):
    """The items of a list that is given as one parameter, as a subquery."""

    inherit_cache = True


def among(column: Column[Any], name: str) -> ColumnElement[bool]:
    """Make the condition that `column` is in the list that is given as parameter `name`.

    A list of any length is one parameter, which costs a tenth of a parameter an item, and is never too long.
    """
    item = BigInteger() if isinstance(column.type, Integer) else Text()
    given = _Given(bindparam(name, type_=JSON().with_variant(ARRAY(item), "postgresql")))
    return column.bool_op("IN")(given)


@compiles(_Given, "sqlite")
def _given_sqlite(element: _Given, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **options)}))"  # noqa: S608 - no values


@compiles(_Given, "postgresql")
def _given_postgresql(element: _Given, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **options)}))"
