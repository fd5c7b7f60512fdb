"""Many rows at once, past SQLAlchemy's work per row: its SQL is made once and goes to the driver's `executemany`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

from bot.store.columns import Stored


class Bulk:
    """Does: inserts rows given as tuples in the order of `names`, which are columns of text or numbers."""

    def __init__(self, table: Table, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._insert = insert(table)
        self._writers = {name: _writer(table.c[name].type) for name in self._names}
        self._compiled: dict[str, SQLCompiler] = {}

    def insert(self, connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert the rows in their order; none at all is fine."""
        compiled = self._sql(connection)
        order = compiled.positiontup or self._names  # SQLAlchemy names columns in the order of the table, not in ours
        plan = [(self._names.index(name), self._writers[name]) for name in order]
        written = [
            tuple([row[at] if write is None or row[at] is None else write(row[at]) for at, write in plan])
            for row in rows
        ]
        if not written:
            return
        if compiled.positional:
            connection.exec_driver_sql(compiled.string, written)
        else:
            connection.exec_driver_sql(compiled.string, [dict(zip(order, row, strict=True)) for row in written])

    def _sql(self, connection: Connection) -> SQLCompiler:
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            compiled = self._insert.compile(dialect=dialect, column_keys=list(self._names))
            self._compiled[dialect.name] = compiled
        return self._compiled[dialect.name]


def _writer(type_: object) -> Callable[[Any], str] | None:
    return type_.write if isinstance(type_, Stored) else None
