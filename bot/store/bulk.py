"""Many rows at once, past SQLAlchemy's work per row: its SQL is made once and goes to the driver's `executemany`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, Update, insert
from sqlalchemy.engine import Dialect

from bot.store.columns import Stored


class _Sql(NamedTuple):
    """A change in one database's SQL. `plan` says for each parameter where it stands in a row and who writes it."""

    text: str
    order: tuple[str, ...]
    plan: tuple[tuple[int, Callable[[Any], str] | None], ...]
    positional: bool


class Bulk:
    """Does: inserts rows, or changes some, given as tuples in the order of `names`.

    These are the columns of a table to insert into, or the parameters of an update; of text or numbers.
    """

    def __init__(self, change: Table | Update, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._change = insert(change) if isinstance(change, Table) else change
        self._columns = list(self._names) if isinstance(change, Table) else None
        self._sql: dict[str, _Sql] = {}

    def run(self, connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take the rows in their order; none at all is fine."""
        sql = self._sql.get(connection.dialect.name)
        if sql is None:
            sql = self._sql[connection.dialect.name] = self._compiled(connection.dialect)
        written = [
            tuple([row[at] if write is None or row[at] is None else write(row[at]) for at, write in sql.plan])
            for row in rows
        ]
        if not written:
            return
        if sql.positional:
            connection.exec_driver_sql(sql.text, written)
        else:
            connection.exec_driver_sql(sql.text, [dict(zip(sql.order, row, strict=True)) for row in written])

    def _compiled(self, dialect: Dialect) -> _Sql:
        compiled = self._change.compile(dialect=dialect, column_keys=self._columns)
        order = tuple(compiled.positiontup or self._names)  # SQLAlchemy has the table's order of columns, not ours
        plan = tuple((self._names.index(name), _writer(compiled.binds[name].type)) for name in order)
        return _Sql(compiled.string, order, plan, compiled.positional)


def _writer(type_: object) -> Callable[[Any], str] | None:
    return type_.write if isinstance(type_, Stored) else None
