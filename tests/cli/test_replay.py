from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
KEYS = [
    *("title_id", "property", "value", "previous", "change", "certainty", "entry_id"),
    *("evidence", "url", "outlet", "published"),
]


def test_each_development_is_a_json_line_and_nothing_else(run: Run, entries: Path, seeds: Path) -> None:
    result = run("replay", entries, "--seeds", seeds, "--format", "jsonl")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert all(list(one)[: len(KEYS)] == KEYS for one in told)
    assert [(one["entry_id"], one["property"], one["value"], one["previous"]) for one in told] == [
        ("e-1", "director", "Ada Quill", None),
        ("e-3", "release_date", "2026-09-18", None),
        ("e-6", "release_date", "2027-02-12", "2026-09-18"),
    ]
    assert told[1] | {"evidence": ""} == {
        "title_id": "lantern-street-2",
        "property": "release_date",
        "value": "2026-09-18",
        "previous": None,
        "change": "added",
        "certainty": "confirmed",
        "entry_id": "e-3",
        "evidence": "",
        "url": "https://news.example/e-3",
        "outlet": "The Curtain Ledger",
        "published": "2026-01-30T18:00:00Z",
    }
    assert told[2]["moves"] == 1


def test_the_same_input_twice_gives_the_same_bytes(run: Run, entries: Path, seeds: Path) -> None:
    first, second = (run("replay", entries, "--seeds", seeds, "--format", "jsonl").stdout for _ in range(2))
    assert first == second != ""


@pytest.mark.parametrize("size", [1, 2, 7])
def test_the_size_of_a_batch_changes_nothing(
    run: Run, entries: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    whole = run("replay", entries, "--seeds", seeds, "--format", "jsonl").stdout
    monkeypatch.setattr("bot.cli.replaying.BATCH", size)
    assert run("replay", entries, "--seeds", seeds, "--format", "jsonl").stdout == whole


def test_cards_end_with_what_there_was(run: Run, entries: Path, seeds: Path) -> None:
    result = run("replay", entries, "--seeds", seeds)
    assert "• Release date moved: 18 September 2026 → 12 February 2027 · confirmed" in result.stdout
    assert "7 entries read" in result.stdout
    assert "3 developments in 3 cards." in result.stdout
    assert "\x1b" not in result.stdout


def test_a_title_goes_by_its_official_name_from_the_card_on_that_tells_it(run: Run, seeds: Path, entries: Path) -> None:
    rows = [json.loads(line) for line in entries.read_text(encoding="utf-8").splitlines()]
    rows[3] |= {
        "title": "Lantern Street 2 has a title",
        "summary": "The studio revealed that Lantern Street 2 will be titled “Lantern Street: Dusk”.",
    }
    entries.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    headings = [line for line in run("replay", entries, "--seeds", seeds).stdout.splitlines() if line.startswith("▌ ")]
    named = [line for line in headings if line in {"▌ Lantern Street 2", "▌ Lantern Street: Dusk"}]
    assert named == ["▌ Lantern Street 2", "▌ Lantern Street 2", "▌ Lantern Street: Dusk", "▌ Lantern Street: Dusk"]


def test_without_a_database_nothing_is_left_behind(
    run: Run, entries: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert run("replay", entries, "--seeds", seeds).exit_code == 0
    assert list(scratch.iterdir()) == []


def test_what_a_database_knows_is_not_told_again(run: Run, entries: Path, seeds: Path, database: str) -> None:
    again = run("replay", entries, "--seeds", seeds, "--format", "jsonl", "--database", database)
    assert (again.exit_code, again.stdout) == (0, "")


def test_what_was_read_before_a_broken_line_is_told_before_the_error(run: Run, entries: Path, seeds: Path) -> None:
    with entries.open("a", encoding="utf-8") as file:
        file.write("{nonsense\n")
    result = run("replay", entries, "--seeds", seeds, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.startswith(f"{entries}:8: ")


def _junk(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 20)
    return path


@pytest.mark.parametrize("command", ["replay", "extract"])
@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda path: path / "missing.jsonl", "there is no such file", id="a file that is missing"),
        pytest.param(lambda path: path / "missing", "there is no such file or folder", id="a folder that is missing"),
        pytest.param(lambda path: _touch(path / "empty.jsonl"), "empty", id="an empty file"),
        pytest.param(lambda path: _touch(path / "empty.xml"), "empty", id="an empty document"),
        pytest.param(lambda path: _folder(path / "nothing"), "nothing to read", id="an empty folder"),
        pytest.param(lambda path: _junk(path / "junk.jsonl"), "junk.jsonl:1: ", id="binary junk as entries"),
        pytest.param(lambda path: _junk(path / "junk.xml"), "junk.xml: ", id="binary junk as a feed"),
        pytest.param(lambda path: _feed(path / "cut.xml", end=150), "breaks off before", id="a feed cut short"),
        pytest.param(lambda path: _page(path / "page.xml"), "this is an HTML page, not a feed", id="a page of the web"),
    ],
)
def test_entries_that_cannot_be_read_are_one_clear_line(
    run: Run, seeds: Path, tmp_path: Path, *, command: str, make: Callable[[Path], Path], says: str
) -> None:
    result = run(command, make(tmp_path), "--seeds", seeds)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert says in line


@pytest.mark.parametrize("command", ["replay", "extract"])
def test_seeds_that_are_not_there_are_one_clear_line(run: Run, entries: Path, tmp_path: Path, command: str) -> None:
    result = run(command, entries, "--seeds", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert "nowhere: there is no such folder" in result.stderr


def test_of_a_truncated_feed_what_is_whole_is_read(run: Run, seeds: Path, tmp_path: Path) -> None:
    result = run("replay", _feed(tmp_path / "cut.xml", end=-60), "--seeds", seeds, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [json.loads(line)["value"] for line in result.stdout.splitlines()] == ["Ada Quill"]


def _feed(path: Path, end: int) -> Path:
    items = "".join(
        f"<item><title>{title}</title><description>{title}, the studio said.</description></item>"
        for title in ("Ada Quill to direct Lantern Street 2", "Dee Farr joins the cast of Lantern Street 2")
    )
    document = f'<rss version="2.0"><channel><title>The Marquee Ledger</title>{items}</channel></rss>'
    path.write_text(document[:end], encoding="utf-8")
    return path


def _page(path: Path) -> Path:
    path.write_text("<!DOCTYPE html>\n<html><body>Lantern Street 2</body></html>", encoding="utf-8")
    return path


def _touch(path: Path) -> Path:
    path.touch()
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("seed", "says"),
    [
        pytest.param("title = \n", "broken.toml:1: it is not valid TOML", id="broken TOML"),
        pytest.param('[known]\nrelease_dat = "2026"\n', 'unknown property "release_dat"', id="an unknown property"),
        pytest.param('[known]\nrelease_date = "soon"\n', "'soon' is no date", id="a date that is none"),
    ],
)
def test_a_broken_seed_is_named_with_its_line(run: Run, entries: Path, seeds: Path, seed: str, says: str) -> None:
    start = "" if seed.startswith("title") else 'title = "Dusk 2"\ntype = "film"\nknown_as_of = 2026-01-01\n'
    (seeds / "broken.toml").write_text(start + seed, encoding="utf-8")
    result = run("replay", entries, "--seeds", seeds)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert f"{seeds / 'broken.toml'}:" in line
    assert says in line


def test_a_database_that_is_not_ours_is_left_alone(run: Run, entries: Path, seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    result = run("replay", entries, "--seeds", seeds, "--database", f"sqlite:///{path}")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "another program's database" in result.stderr
    assert path.read_bytes() == before


def test_a_locked_database_is_one_clear_line(run: Run, entries: Path, seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    owner = sqlite3.connect(path, isolation_level=None)
    owner.execute("BEGIN EXCLUSIVE")
    try:
        result = run("replay", entries, "--seeds", seeds, "--database", f"sqlite:///{path}?timeout=0")
    finally:
        owner.close()
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "locked.db" in result.stderr


def test_a_closed_pipe_is_no_error(entries: Path, seeds: Path) -> None:
    lines = entries.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) | {"id": f"x-{number}"} for number in range(300) for line in lines]
    many = "".join(json.dumps(row | {"title": f"{row['title']} {n}"}) + "\n" for n, row in enumerate(rows))
    entries.write_text(many, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "extract", str(entries), "--seeds", str(seeds)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        assert (process.wait(timeout=60), errors) == (0, b"")
