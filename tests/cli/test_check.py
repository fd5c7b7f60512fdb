from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from bot.model.titles import TitleType, TrackedTitle
from bot.store import Store

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


def test_titles_that_were_added_in_discord_count_and_need_no_seeds(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tracked.db'}"
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with closing(Store.open(url)) as store, store.transaction() as tx:
        tx.save_tracked(TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, now.date()), "1", "Mara", now)
    result = run("check", "--seeds", tmp_path / "no-seeds", "--database", url)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("All is well: 1 feed, 1 title, database with schema ")


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


@pytest.mark.parametrize(
    ("place", "says"),
    [
        pytest.param("no/such/place.db", "the folder no/such does not exist", id="two missing folders"),
        pytest.param("config", "config: is a folder; name a file in it", id="a folder"),
        pytest.param("config/feeds.toml/x.db", "the folder config/feeds.toml does not exist", id="a file for a folder"),
    ],
)
def test_a_place_in_which_a_run_could_make_no_database_is_a_fault(
    run: Run, seeds: Path, tmp_path: Path, place: str, says: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    result = run("check", "--seeds", seeds, "--database", f"sqlite:///{place}")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert says in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_nobody_may_write_to_is_a_fault(
    run: Run, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who runs the tests may be allowed everything, so the system's answer is given for it.
    monkeypatch.setattr("bot.store.place.os.access", lambda path, _: Path(path) != tmp_path / "attic")
    (tmp_path / "attic").mkdir()
    assert run("check", "--seeds", seeds, "--database", "sqlite:///new/news.db").exit_code == 0
    result = run("check", "--seeds", seeds, "--database", f"sqlite:///{tmp_path / 'attic' / 'news.db'}")
    assert result.exit_code == 1
    assert f"cannot be made; check the permissions of the folder {tmp_path / 'attic'}" in result.stderr


def test_a_database_that_another_program_has_locked_is_a_fault(run: Run, seeds: Path, database: str) -> None:
    other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        result = run("check", "--seeds", seeds, "--database", f"{database}?timeout=0")
    finally:
        other.close()
    assert result.exit_code == 1
    assert "is locked by another program" in result.stderr


def test_checking_changes_nothing(run: Run, seeds: Path, database: str) -> None:
    path = Path(database.removeprefix("sqlite:///"))
    before = path.read_bytes()
    assert run("check", "--seeds", seeds, "--database", database).exit_code == 0
    assert path.read_bytes() == before


def test_a_fault_in_the_settings_names_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[polling]\nconcurrency = 0\n", encoding="utf-8")
    result = run("--config", path, "check")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}:2: concurrency cannot be used")


def test_a_token_is_all_that_discord_needs(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "s3cret")
    path = tmp_path / "mine.toml"
    path.write_text("", encoding="utf-8")
    assert "channel_id" not in run("--config", path, "check").stderr


@pytest.mark.parametrize("command", ["check", "run", "status"])
def test_settings_that_are_missing_are_named(run: Run, tmp_path: Path, command: str) -> None:
    result = run("--config", tmp_path / "missing.toml", command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path}/missing.toml: there is no such file\n"
