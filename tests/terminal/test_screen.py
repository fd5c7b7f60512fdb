from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest
from rich.text import Text

from bot.terminal.screen import WIDEST, Screen, show

RED = Text("news", style="bold red")


def test_a_terminal_gets_colour(terminal: StringIO) -> None:
    assert "\x1b[" in Screen.of(terminal).draw(RED)


def test_a_pipe_gets_plain_text() -> None:
    assert Screen.of(StringIO()).draw(RED) == "news\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("NO_COLOR", "1", id="people who want no colour"),
        pytest.param("TERM", "dumb", id="a terminal that can do nothing"),
    ],
)
def test_a_terminal_without_colour_gets_no_escape_sequence(
    terminal: StringIO, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert Screen.of(terminal).draw(RED) == "news\n"


@pytest.mark.parametrize(("asked", "given"), [(60, 60), (100, 100), (200, WIDEST)])
def test_text_is_never_wider_than_what_reads_well(monkeypatch: pytest.MonkeyPatch, asked: int, given: int) -> None:
    monkeypatch.setenv("COLUMNS", str(asked))
    assert Screen.of(StringIO()).width == given


def test_a_stream_that_cannot_say_it_gets_what_people_type() -> None:
    stream = TextIOWrapper(BytesIO(), encoding="ascii")
    show(Text("“A” → B · Zoë…"), stream)
    assert stream.buffer.getvalue() == b'"A" -> B - Zo?...\n'
