from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, create_engine, inspect
from sqlalchemy.pool import StaticPool

from bot.model.alerts import DeliveryState, Subscription
from bot.model.errors import StoreError
from bot.store import Store
from bot.store.dialect import APPLICATION_ID
from bot.store.migrate import HEAD, VERSION_TABLE
from bot.store.tables import metadata
from bot.store.upgrade import upgrade

FIRST_VERSION = Path(__file__).parent / "data" / "first-version.sql"


@pytest.fixture(params=["made at once", "made by the migrations"])
def migrated(request: pytest.FixtureRequest, store: Store) -> Iterator[Engine]:
    """A schema, made in either way: a new database is made at once, an older one by the migrations."""
    if request.param == "made at once":
        yield store._engine
        return
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        upgrade(connection, "memory", None)
    yield engine
    engine.dispose()


def test_the_migrations_make_what_the_tables_say(migrated: Engine) -> None:
    with migrated.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_every_constraint_and_index_is_named_as_the_tables_name_it(migrated: Engine) -> None:
    fresh = create_engine("sqlite://")
    metadata.create_all(fresh)
    made, said = MetaData(), MetaData()
    made.reflect(migrated)
    said.reflect(fresh)
    for name, table in said.tables.items():
        assert _named(made, name) == _named(said, name), name
        assert {fk.target_fullname for fk in made.tables[name].foreign_keys} == {
            fk.target_fullname for fk in table.foreign_keys
        }


def test_both_note_the_same_revision_in_the_same_way(migrated: Engine) -> None:
    columns = inspect(migrated).get_columns(VERSION_TABLE)
    assert [(column["name"], str(column["type"]), column["nullable"]) for column in columns] == [
        ("version_num", "VARCHAR(32)", False)
    ]
    assert inspect(migrated).get_pk_constraint(VERSION_TABLE)["constrained_columns"] == ["version_num"]
    with migrated.connect() as connection:
        revision = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608 - a constant of ours
        assert revision == HEAD


def _named(schema: MetaData, name: str) -> set[str]:
    table = schema.tables[name]
    return {str(one.name) for one in table.constraints} | {str(one.name) for one in table.indexes}


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_what_the_first_version_kept_is_there_after_the_migrations(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _make_first_version(path)
    with closing(Store.open(f"sqlite:///{path}")) as store, store.snapshot() as snapshot:
        (told,) = snapshot.developments_of("lantern-street-2")
        (waiting,) = snapshot.deliveries_in("discord", DeliveryState.PENDING)
        assert (told.value, told.retracted_at) == ("2026-09-18", None)
        assert waiting.alert.developments == (told,)
        assert waiting.alert.subscription == Subscription("discord:20", "discord", "20")
        assert snapshot.subscriptions() == ()


def _make_first_version(path: Path) -> None:
    """Make a database as version 0.1 left it: one development, and an alert that waits."""
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in FIRST_VERSION.read_text(encoding="utf-8").split(";\n"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.dispose()


def test_migrating_is_all_or_nothing(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'half.db'}")
    with engine.connect() as connection:
        with connection.begin() as transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(connection, "half.db", None)
            assert "entries" in inspect(connection).get_table_names()
            transaction.rollback()
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_a_revision_that_nobody_knows_is_a_newer_one() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection, pytest.raises(StoreError, match=r"made by a newer version .*schema 0815"):
        upgrade(connection, "somewhere.db", "0815")


def test_migrations_are_found_wherever_the_program_is_started(tmp_path: Path) -> None:
    program = "from bot.store import Store; Store.open('sqlite:///here.db').close()"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, timeout=60)
    assert (tmp_path / "here.db").exists()


def test_alembic_is_imported_only_to_migrate(store: Store, url: str) -> None:
    store.close()
    program = (
        f"import sys; from bot.store import Store; Store.open({url!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=True, timeout=60)
