from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

import bot.demo
from bot.demo import story


class Closing(StringIO):
    """A pipe whose reader has gone after the opening words and one card (`| head`)."""

    def __init__(self) -> None:
        super().__init__()
        self.writes = 0

    def write(self, text: str) -> int:
        self.writes += 1
        if self.writes > 2:
            raise BrokenPipeError
        return super().write(text)


def test_a_reader_who_has_seen_enough_ends_the_story() -> None:
    pipe = Closing()

    bot.demo.run(pipe)

    assert pipe.writes == 3
    assert len(story.moments()) > 100  # there would have been much more


def test_the_demo_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    bot.demo.run(Closing())

    assert list(tmp_path.iterdir()) == []
