from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from bot.demo.stage import Stage, close_story, open_story
from bot.demo.telling import Progress
from bot.model.developments import Reason
from bot.store import Counts
from bot.wording import TitleFacts

NOW = datetime(2025, 3, 4, 17, tzinfo=UTC)
FACTS = TitleFacts("night-ferry-2", "Night Ferry 2", "film", "Night Ferry", date(2024, 1, 1), (), ())
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal(StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def progress(rounds: int) -> Progress:
    return Progress(NOW, rounds=rounds, polls=8 * rounds, unchanged=3, cards=rounds)


def test_a_terminal_shows_how_far_the_story_is() -> None:
    terminal = Terminal()

    with Stage(terminal, rounds=10) as stage:
        stage.advance(progress(4))

    assert "4 March 2025" in ESCAPES.sub("", terminal.getvalue())
    assert "4 cards" in ESCAPES.sub("", terminal.getvalue())


def test_the_bar_is_taken_away_for_what_is_written_and_in_the_end() -> None:
    terminal = Terminal()

    with Stage(terminal, rounds=10) as stage:
        stage.advance(progress(4))
        with stage.aside():
            terminal.write("a card\n")
            assert terminal.getvalue().endswith("\x1b[2Ka card\n")  # the bar's line was erased just before

    assert terminal.getvalue().endswith("\x1b[2K")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(StringIO, id="a pipe or a file"),
        pytest.param(Terminal, id="a terminal that is told not to use colour"),
    ],
)
def test_there_is_no_bar_where_nobody_could_see_it_move(
    make: Callable[[], StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = make()

    with Stage(stream, rounds=10) as stage:
        stage.advance(progress(4))
        with stage.aside():
            stream.write("a card\n")

    assert stream.getvalue() == "a card\n"


def test_the_opening_says_that_all_is_invented() -> None:
    stream = StringIO()

    open_story(stream)

    assert "invented" in stream.getvalue()


def test_the_end_says_what_was_held_back_and_why_most_common_reason_first() -> None:
    counts = Counts(
        entries=1_148,
        entries_with_mention=104,
        developments=46,
        held_back={Reason.NEGATED: 2, Reason.KNOWN: 83},
        deliveries={},
    )
    stream = StringIO()

    close_story(stream, progress(9), counts, FACTS)

    said = stream.getvalue()
    assert "1,148 entries read, 104 speak of the sequel" in said
    assert "85 claims held back" in said
    assert said.index("83  This was already known.") < said.index(" 2  The text says that it is not so")
    assert "Night Ferry 2" in said
