"""Databases as every earlier migration left them: they open, a copy is kept, and they answer as before."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.model.errors import StoreError
from bot.store import Store
from bot.store.dialect import APPLICATION_ID
from bot.store.migrate import HEAD

SEED = """\
title = "Lantern Street 2"
type = "film"
follows = { title = "Lantern Street", year = 1997 }
known_as_of = 2025-12-01
"""
# As the first schema kept it; what later ones added has to find its place in it.
ENTRY = {
    "seq": 1,
    "id": "e-1",
    "feed": "ledger",
    "outlet": "The Ledger",
    "published": "2026-01-09T18:00:00.000000Z",
    "title": "Ada Quill to direct Lantern Street 2",
    "link": "https://ledger.example/1",
    "content_hash": 1,
    "read_at": "2026-01-09T18:05:00.000000Z",
}
DEVELOPMENT = {
    "seq": 1,
    "id": "d-1",
    "title_id": "lantern-street-2",
    "property": "director",
    "value": "Ada Quill",
    "change": "added",
    "certainty": "confirmed",
    "entry_id": "e-1",
    "outlet": "The Ledger",
    "url": "https://ledger.example/1",
    "published": "2026-01-09T18:00:00.000000Z",
    "evidence": "Ada Quill to direct",
    "moves": 0,
    "decided_at": "2026-01-09T18:05:00.000000Z",
}
FEED = {
    "id": "ledger",
    "url": "https://ledger.example/feed",
    "outlet": "The Ledger",
    "outlet_owner": "The Ledger",
    "trust": "press",
    "enabled": 1,
    "next_poll_at": "2026-01-09T18:35:00.000000Z",
    "failures": 0,
}
ALERT = {
    "seq": 1,
    "id": "a-1",
    "kind": "news",
    "title_id": "lantern-street-2",
    "subscription_id": "discord:20",
    "sink": "discord",
    "target": "20",
    "wants": json.dumps({"titles": [], "properties": [], "least_certainty": "rumored"}),
    "state": "pending",
    "attempts": 2,
    "created_at": "2026-01-09T18:05:00.000000Z",
    "due_at": "2026-01-09T18:06:00.000000Z",
    "note": "Discord does not answer",
}
TOLD = {"seq": 1, "alert_id": "a-1", "development_id": "d-1", "subscription_id": "discord:20"}
ROWS = [("entries", ENTRY), ("developments", DEVELOPMENT), ("feeds", FEED), ("outbox", ALERT)]
ROWS += [("outbox_developments", TOLD)]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    return config


REVISIONS = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


@pytest.fixture
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database of an earlier schema that has been at work: made by the first, then brought to that one."""
    path = tmp_path / "bot.db"
    engine = create_engine(f"sqlite:///{path}")
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, REVISIONS[0])
        for table, row in ROWS:
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - names of ours
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        command.upgrade(config, request.param)
    engine.dispose()
    return path


def _asked(path: Path, *question: str) -> str:
    folder = path.parent / "seeds"
    folder.mkdir(exist_ok=True)
    (folder / "lantern-street-2.toml").write_text(SEED, encoding="utf-8")
    asked = [*question, "--seeds", str(folder), "--database", f"sqlite:///{path}"]
    answer = CliRunner().invoke(app, asked)
    assert answer.exit_code == 0, answer.stderr
    return answer.stdout


def _schema(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT version_num FROM sequelwatch_schema").fetchone()
        return str(found)


@pytest.mark.parametrize("older", REVISIONS, indirect=True)
def test_status_answers_the_same_whichever_schema_the_database_had(older: Path) -> None:
    overview = _asked(older, "status")
    assert "Ada Quill" in _asked(older, "status", "lantern")
    assert "Ada Quill" in _asked(older, "timeline", "lantern")
    assert "tried again and again: Discord does not answer" in " ".join(overview.split())
    assert _schema(older) == HEAD
    (known,) = json.loads(_asked(older, "status", "--json"))
    assert [(fact["property"], fact["value"], fact["standing"]) for fact in known["facts"]] == [
        ("director", "Ada Quill", "confirmed")
    ]


@pytest.mark.parametrize("older", REVISIONS[:-1], indirect=True)
def test_a_copy_is_kept_before_the_schema_is_changed(older: Path) -> None:
    revision = _schema(older)
    store = Store.open(f"sqlite:///{older}")
    store.close()
    kept = older.with_name(f"bot.db.schema-{revision}")
    assert store.kept == kept
    assert (_schema(older), _schema(kept)) == (HEAD, revision)
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("SELECT value FROM developments").fetchall() == [("Ada Quill",)]


@pytest.mark.parametrize("older", REVISIONS[-2:-1], indirect=True)
def test_without_room_for_the_copy_nothing_is_changed(older: Path) -> None:
    before = _schema(older)
    older.with_name(f"bot.db.schema-{before}.part").mkdir()
    with pytest.raises(StoreError, match="a copy is kept before the schema is brought up to date"):
        Store.open(f"sqlite:///{older}")
    assert _schema(older) == before


@pytest.mark.parametrize("older", REVISIONS[-1:], indirect=True)
def test_an_older_program_refuses_a_newer_database_in_one_line_and_leaves_it_alone(older: Path) -> None:
    with closing(sqlite3.connect(older)) as connection, connection:
        connection.execute("UPDATE sequelwatch_schema SET version_num = '9999'")
    with pytest.raises(StoreError) as told:
        Store.open(f"sqlite:///{older}")
    newer = "was made by a newer version of Sequelwatch (schema 9999); update the program"
    assert str(told.value) == f"{older}: {newer}"
    assert sorted(path.name for path in older.parent.iterdir()) == ["bot.db"]
