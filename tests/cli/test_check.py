from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
FEED = '[[feed]]\nid = "post"\nurl = "https://post.example/feed"\noutlet = "Harbour Post"\n'


@pytest.fixture(autouse=True)
def feeds(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "feeds.toml"
    path.parent.mkdir()
    path.write_text(FEED, encoding="utf-8")
    return path


def test_when_all_is_well_it_says_what_it_found(run: Run, seeds: Path, database: str) -> None:
    result = run("check", "--seeds", seeds, "--database", database)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("All is well: 1 feed, 1 title, database with schema ")


def test_before_the_first_run_there_is_no_database_and_none_is_made(run: Run, seeds: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    result = run("check", "--seeds", seeds)
    assert result.exit_code == 0
    assert "no database yet" in result.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_all_faults_are_told_at_once_each_with_its_place(run: Run, seeds: Path, feeds: Path, tmp_path: Path) -> None:
    feeds.write_text(FEED + "intervall = 3\n", encoding="utf-8")
    (seeds / "dusk-2.toml").write_text('title = "Dusk 2"\ntype = "flim"\nknown_as_of = "soon"\n', encoding="utf-8")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    result = run("check", "--seeds", seeds, "--database", f"sqlite:///{other}")
    places = [line.split(": ")[0] for line in result.stderr.splitlines()]
    assert (result.exit_code, result.stdout) == (1, "")
    assert places == ["config/feeds.toml:5", f"{seeds}/dusk-2.toml:2", f"{seeds}/dusk-2.toml:3", str(other)]


def test_a_fault_in_the_settings_names_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[polling]\nconcurrency = 0\n", encoding="utf-8")
    result = run("--config", path, "check")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}:2: concurrency cannot be used")


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_token_without_a_channel_is_found_before_there_is_something_to_post(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "s3cret")
    result = run(command)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "channel_id is missing" in result.stderr
    assert "s3cret" not in result.stderr


@pytest.mark.parametrize("command", ["check", "run", "status"])
def test_settings_that_are_missing_are_named(run: Run, tmp_path: Path, command: str) -> None:
    result = run("--config", tmp_path / "missing.toml", command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path}/missing.toml: there is no such file\n"
