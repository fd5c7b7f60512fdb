"""Backup, restore and export as people call them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def test_a_backup_and_back(run: Run, database: str, seeds: Path, tmp_path: Path) -> None:
    before = run("status", "--json", "--database", database, "--seeds", seeds).stdout
    made = run("backup", tmp_path / "copy.db", "--database", database)
    assert made.exit_code == 0
    assert made.stdout.startswith(f"{tmp_path / 'copy.db'}: 0.")
    Path(database.removeprefix("sqlite:///")).unlink()
    restored = run("restore", tmp_path / "copy.db", "--database", database)
    assert restored.stdout == f"{tmp_path / 'copy.db'} is in place.\n"
    assert run("status", "--json", "--database", database, "--seeds", seeds).stdout == before


def test_everything_is_exported_a_line_each(run: Run, database: str, seeds: Path) -> None:
    lines = run("export", "--database", database, "--seeds", seeds).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["kind"] for record in records] == ["title", *["development"] * (len(records) - 1)]
    assert records[0]["title_id"] == "lantern-street-2"
    dated = [record for record in records[1:] if record["property"] == "release_date"]
    assert [(record["value"], record["previous"]) for record in dated] == [
        ("2026-09-18", None),
        ("2027-02-12", "2026-09-18"),
    ]
    assert {"id", "decided_at", "also_reported_by", "evidence", "url"} <= set(dated[0])


def test_before_the_first_run_the_baselines_are_exported(run: Run, seeds: Path) -> None:
    (line,) = run("export", "--seeds", seeds).stdout.splitlines()
    assert json.loads(line)["kind"] == "title"
