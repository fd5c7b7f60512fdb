"""Every statement of the store in the SQL of both databases, and how SQLite means to find its rows."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from sqlalchemy import ClauseElement, Executable, Table, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from bot.store import Store
from bot.store.polling_tables import metadata

SQLITE = create_engine("sqlite://").dialect
POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own; needs no driver
MODULES = (
    "claims",
    "corrections",
    "developments",
    "enqueue",
    "entries",
    "feeds",
    "outbox",
    "outbox_rows",
    "places",
    "queries",
    "retention",
    "revisions",
    "subscriptions",
    "tracked",
)

STATEMENTS = {
    f"{module}.{name}": statement
    for module in MODULES
    for name, statement in vars(import_module(f"bot.store.{module}")).items()
    if isinstance(statement, Executable) and isinstance(statement, ClauseElement)
}

# What is asked while entries come in and alerts go out, and so must not slow down as the years go by.
OFTEN = [
    *("entries._KNOWN", "entries._CONTENTS", "developments._KEPT", "developments._OF_TITLE", "developments._NAMES"),
    *("claims._PENDING_OF", "enqueue._TOLD", "enqueue._CORRECTED", "places._ROWS", "places._OPEN", "outbox._DUE"),
    *("outbox._IN_STATE", "outbox._START", "outbox._RECORD_SENT", "revisions._MARK", "revisions._DUE"),
    *(
        "revisions._TOLD",
        "revisions._CORRECTED",
        "revisions._OUTLETS",
        "revisions._REVISED",
        "outbox_rows._TELLS",
        "outbox_rows._ALSO",
    ),
    *("outbox_rows._CORRECTIONS", "outbox_rows._RECEIPTS"),
    *("queries._MEANT", "queries._REPORTS"),
]


def test_the_statements_are_found() -> None:
    assert len(STATEMENTS) > 30
    assert not set(OFTEN) - set(STATEMENTS)


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_can_be_said_to_both_databases(name: str) -> None:
    assert str(STATEMENTS[name].compile(dialect=SQLITE))
    said = str(STATEMENTS[name].compile(dialect=POSTGRESQL))
    assert not re.search(r"json_each|pragma|insert or|rowid|ifnull", said, re.IGNORECASE)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_table_can_be_made_in_both_databases(table: Table) -> None:
    for dialect in (SQLITE, POSTGRESQL):
        assert str(CreateTable(table).compile(dialect=dialect))


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("name", OFTEN)
def test_what_is_asked_often_is_found_by_an_index(name: str, store: Store) -> None:
    compiled = STATEMENTS[name].compile(dialect=SQLITE)
    values = ("[1]",) * str(compiled).count("?")
    with store.snapshot() as snapshot:
        plan = snapshot._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
        steps = [row.detail for row in plan]
    assert not [step for step in steps if step.startswith("SCAN") and "json_each" not in step]
