from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from bot.model.properties import Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.seeds import load_seeds
from bot.store import Store

Run = Callable[..., Result]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FERRY = TrackedTitle(
    "night-ferry-2",
    "Night Ferry 2",
    TitleType.FILM,
    date(2026, 2, 1),
    Work("Night Ferry", 2003),
    known={Property.CAST: (KnownValue("Ada Quill"),)},
)
PIER = TrackedTitle("old-pier-3", "Old Pier 3", TitleType.SERIES, date(2026, 2, 1))


@pytest.fixture
def tracked(tmp_path: Path) -> str:
    """A database with two titles that were added in Discord."""
    url = f"sqlite:///{tmp_path / 'tracked.db'}"
    store = Store.open(url)
    with store.transaction() as tx:
        tx.save_tracked(FERRY, "1", "Mara", NOW)
        tx.save_tracked(PIER, "1", "Jun", NOW)
    store.close()
    return url


def test_titles_that_were_added_in_discord_are_written_as_seeds(run: Run, tracked: str, tmp_path: Path) -> None:
    result = run("seeds", "export", tmp_path / "out", "--database", tracked)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["written", "written"]
    assert load_seeds(tmp_path / "out") == (FERRY, PIER)
    text = (tmp_path / "out" / "night-ferry-2.toml").read_text(encoding="utf-8")
    assert text.startswith("# Added in Discord by Mara on 2026-03-01")


def test_without_a_folder_they_join_the_seeds(run: Run, tracked: str, seeds: Path) -> None:
    assert run("seeds", "export", "--database", tracked).exit_code == 0
    assert {title.id for title in load_seeds(seeds)} == {"lantern-street-2", FERRY.id, PIER.id}


def test_what_is_written_already_stays(run: Run, tracked: str, tmp_path: Path) -> None:
    run("seeds", "export", tmp_path, "--database", tracked)
    path = tmp_path / "night-ferry-2.toml"
    path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    again = run("seeds", "export", tmp_path, "--database", tracked)
    assert again.exit_code == 0
    assert "says the same already" in again.stdout
    assert path.read_text(encoding="utf-8").startswith("# mine\n")


def test_a_file_that_says_something_else_is_left_alone_unless_it_is_forced(
    run: Run, tracked: str, tmp_path: Path
) -> None:
    path = tmp_path / "night-ferry-2.toml"
    path.write_text("broken", encoding="utf-8")
    result = run("seeds", "export", tmp_path, "--database", tracked)
    assert result.exit_code == 1
    assert "night-ferry-2.toml: says something else and is left alone" in result.stderr
    assert path.read_text(encoding="utf-8") == "broken"
    assert (tmp_path / "old-pier-3.toml").exists()
    assert run("seeds", "export", tmp_path, "--force", "--database", tracked).exit_code == 0
    assert replace(load_seeds(tmp_path)[0]) == FERRY


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, tracked: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("seeds", "export", tmp_path / "file" / "out", "--database", tracked)
    assert result.exit_code == 1
    assert "it cannot be written" in result.stderr.splitlines()[0]


def test_where_nothing_was_added_nothing_is_written(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    Store.open(url).close()
    result = run("seeds", "export", tmp_path / "out", "--database", url)
    assert (result.exit_code, result.stdout) == (0, "No title has been added in Discord: there is nothing to write.\n")
    assert not (tmp_path / "out").exists()
