"""What the documentation shows is what the commands print (UPDATE_GOLDEN=1 writes it anew)."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import Result

PAGE = Path(__file__).parents[2] / "docs" / "extraction.md"
RUN = re.compile(r"```console\n\$ sequelwatch (?P<command>explain [^\n]+)\n(?P<output>.*?)\n```", re.DOTALL)
SEED = re.compile(r"as `seeds/(?P<name>[\w.-]+)`:\n\n```toml\n(?P<toml>.*?)```", re.DOTALL)
LINE = re.compile(r"(?<=\.toml:)\d+")

Run = Callable[..., Result]


@pytest.fixture
def fog_lane(tmp_path: Path) -> Path:
    """The seed that the page tells of."""
    found = SEED.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    folder = tmp_path / "of-the-page"
    folder.mkdir()
    (folder / found["name"]).write_text(found["toml"], encoding="utf-8")
    return folder


def test_the_page_shows_what_explain_prints(run: Run, fog_lane: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = list(RUN.finditer(text))
    for one in shown:
        printed = run(*shlex.split(one["command"]), "--seeds", fog_lane).stdout.rstrip()
        text = text.replace(one["output"], printed)
        if not os.environ.get("UPDATE_GOLDEN"):
            assert _without_lines(printed) == _without_lines(one["output"]), "UPDATE_GOLDEN=1 writes the page anew"
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(text, encoding="utf-8")
    assert len(shown) == 2


def test_the_page_tells_of_every_file_of_the_lexicon() -> None:
    text = PAGE.read_text(encoding="utf-8")
    names = [file.name for file in files("bot.extraction.lexicon").iterdir() if file.name.endswith(".toml")]
    assert [name for name in names if f"`{name}`" not in text] == []


def _without_lines(output: str) -> list[str]:
    """Lines of the lexicon move with every row that is added above them; where they break a line moves, too."""
    return LINE.sub("", output).split()
