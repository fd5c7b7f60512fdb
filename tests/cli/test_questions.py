"""`status`, `timeline` and `explain`, over a database that has read the stream."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.model.titles import TitleType, TrackedTitle
from bot.store import Store

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
Run = Callable[..., Result]
Ask = Callable[..., Result]


@pytest.fixture
def ask(run: Run, seeds: Path, database: str) -> Ask:
    return lambda *arguments: run(*arguments, "--database", database, "--seeds", seeds)


def test_status_lists_every_title_in_a_line(ask: Ask) -> None:
    lines = ask("status").stdout.splitlines()
    assert lines[0].split("  ")[0] == "Title"
    assert lines[2].split() == [
        "Lantern",
        "Street",
        "2",
        "in",
        "development",
        "12",
        "February",
        "2027",
        "3",
        "March",
        "2026",
    ]


def test_status_of_a_title_says_how_sure_since_when_and_from_whom(ask: Ask) -> None:
    shown = ask("status", "lantern").stdout
    assert "12 February 2027 · confirmed\n" in shown
    assert "since 3 March 2026 · The Curtain Ledger · news.example" in shown
    assert "since 1 December 2025 · known at the start" in shown
    assert "Not known yet: title, studio" in shown


def test_status_ends_with_what_goes_wrong(ask: Ask, database: str) -> None:
    assert "failing" not in ask("status").stdout
    feed = Feed("gazette", "https://gazette.example/feed", Outlet("Gazette", "Gazette"))
    with closing(Store.open(database)) as store, store.transaction() as tx:
        tx.sync_feeds([feed], NOW)
        tx.finish_poll(PollState(feed.id, NOW, failures=1, last_error="it refuses us (HTTP 403 Forbidden)"))
    shown = ask("status").stdout
    assert shown.endswith("\n\n1 feed is failing:\n  gazette (has never worked): it refuses us (HTTP 403 Forbidden)\n")
    assert "failing" not in ask("status", "lantern").stdout
    assert "failing" not in ask("status", "--json").stdout


def test_titles_that_were_added_in_discord_need_no_seeds(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tracked.db'}"
    title = TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, NOW.date())
    with closing(Store.open(url)) as store, store.transaction() as tx:
        tx.save_tracked(title, "1", "Mara", NOW)
    shown = run("status", "--database", url, "--seeds", tmp_path / "no-seeds")
    assert "Night Ferry 2" in shown.stdout
    assert shown.exit_code == 0


def test_status_for_scripts(ask: Ask) -> None:
    one = json.loads(ask("status", "lantern street 2", "--json").stdout)
    all_of_them = json.loads(ask("status", "--json").stdout)
    (dated,) = [fact for fact in one["facts"] if fact["property"] == "release_date"]
    assert all_of_them == [one]
    assert dated == {
        "property": "release_date",
        "value": "2027-02-12",
        "role": None,
        "standing": "confirmed",
        "preferred": True,
        "baseline": False,
        "since": "2026-03-03",
        "outlet": "The Curtain Ledger",
        "url": "https://news.example/e-6",
    }


def test_timeline_tells_the_history_with_links_and_who_said_it_too(ask: Ask) -> None:
    shown = ask("timeline", "lantren stret").stdout
    director, dated, moved = (shown.index(text) for text in ("Director: Ada Quill", "date set: 18", "moved: 18"))
    assert director < dated < moved
    assert "also reported by Harbour Post" in shown[director:dated]
    assert "https://news.example/e-1\n" in shown


def test_timeline_for_scripts(ask: Ask) -> None:
    timeline = json.loads(ask("timeline", "lantern-street-2", "--json").stdout)
    assert timeline["baseline"] == ["Status: in development", "Writer: Robin Shaw"]
    assert [one["text"] for one in timeline["developments"]][1] == "Release date set: 18 September 2026"
    assert timeline["developments"][0]["also_reported_by"] == ["Harbour Post"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        pytest.param("e-1", "News: what it states was new.", id="news, by its id"),
        pytest.param("https://news.example/e-2", "This was already known.", id="a restatement, by its address"),
        pytest.param("e-4", "No news: it speaks of no tracked title.", id="another matter"),
        pytest.param("e-7", "The text asks, hopes or supposes; it does not state.", id="a question"),
    ],
)
def test_every_entry_can_say_why(ask: Ask, entry: str, says: str) -> None:
    result = ask("explain", entry)
    assert result.exit_code == 0
    assert says in result.stdout


def test_explain_for_scripts(ask: Ask) -> None:
    (fate,) = json.loads(ask("explain", "e-1", "--json").stdout)
    assert (fate["entry_id"], fate["titles"]) == ("e-1", ["Lantern Street 2"])
    assert [(claim["text"], claim["news"]) for claim in fate["claims"]] == [("Director: Ada Quill", True)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["status", "Jaws"], "no tracked title goes by “Jaws”", id="an unknown title"),
        pytest.param(["timeline", "Jaws"], "tracked are: lantern-street-2", id="an unknown title's history"),
        pytest.param(
            ["explain", "e-99"], "no entry with the id or address 'e-99' has been read", id="an unknown entry"
        ),
    ],
)
def test_what_is_unknown_is_one_clear_line(ask: Ask, arguments: list[str], says: str) -> None:
    result = ask(*arguments)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert says in result.stderr


def test_before_the_first_run_status_knows_the_baselines(run: Run, seeds: Path) -> None:
    shown = run("status", "lantern", "--seeds", seeds).stdout
    assert "Writer            Robin Shaw · confirmed" in shown
    assert list(Path().glob("**/*.db")) == []


@pytest.mark.parametrize("command", ["status", "timeline", "explain"])
def test_a_database_that_was_named_and_is_not_there_is_an_error(run: Run, seeds: Path, command: str) -> None:
    arguments = [] if command == "status" else ["lantern"]
    result = run(command, *arguments, "--seeds", seeds, "--database", "sqlite:///nowhere.db")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "nowhere.db: there is no database yet" in result.stderr


def test_asking_changes_nothing_and_waits_for_nobody(ask: Ask, database: str) -> None:
    path = database.removeprefix("sqlite:///")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert ask("status").exit_code == 0
    finally:
        writer.close()
