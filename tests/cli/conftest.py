"""A small stream of news of our own, and the commands run over it in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app

SEED = """\
title = "Lantern Street 2"
type = "film"
follows = { title = "Lantern Street", year = 1997 }
known_as_of = 2025-12-01

[known]
status = "in development"
writer = ["Robin Shaw"]
"""

DATED = "Lantern Street 2 will be released in theaters on September 18, 2026, the studio announced on Friday."
MOVED = "The studio has moved the release of Lantern Street 2 from September 18, 2026 to February 12, 2027."
ENTRIES = [
    (
        "e-1",
        "The Curtain Ledger",
        "2026-01-09T18:00:00Z",
        "Ada Quill to direct Lantern Street 2",
        "Ada Quill will direct.",
    ),
    ("e-2", "Harbour Post", "2026-01-10T09:00:00Z", "Ada Quill to direct Lantern Street 2", "So says the studio."),
    ("e-3", "The Curtain Ledger", "2026-01-30T18:00:00Z", "‘Lantern Street 2’ gets a date", DATED),
    ("e-4", "Harbour Post", "2026-02-01T09:00:00Z", "Ferry fares go up", "From Monday on, it costs more."),
    ("e-5", "Harbour Post", "2026-02-02T09:00:00Z", "A walk down Lantern Street 2 years on", "Shops have closed."),
    ("e-6", "The Curtain Ledger", "2026-03-03T18:00:00Z", "‘Lantern Street 2’ moves", MOVED),
    ("e-7", "Fan Corner", "2026-03-05T18:00:00Z", "Lantern Street 2", "Will Ada Quill really direct Lantern Street 2?"),
]

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the developer's own settings, colours or terminal reaches a test."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "lantern-street-2.toml").write_text(SEED, encoding="utf-8")
    return folder


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "entries.jsonl"
    rows = [
        {
            "id": id_,
            "feed": outlet.lower().replace(" ", "-"),
            "outlet": outlet,
            "published": published,
            "title": title,
            "summary": summary,
            "link": f"https://news.example/{id_}",
        }
        for id_, outlet, published, title, summary in ENTRIES
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def database(run: Run, seeds: Path, entries: Path, tmp_path: Path) -> str:
    """A database that has read the stream."""
    url = f"sqlite:///{tmp_path / 'news.db'}"
    result = run("replay", entries, "--seeds", seeds, "--format", "jsonl", "--database", url)
    assert result.exit_code == 0, result.stderr
    return url
