from __future__ import annotations

import pytest

from bot.extraction.numbers import READERS, minutes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("112 minutes", "112", id="minutes"),
        pytest.param("1h 52m", "112", id="short"),
        pytest.param("1 hour 52 minutes", "112", id="hours and minutes"),
        pytest.param("two hours and 17 minutes", "137", id="hours in words"),
        pytest.param("one hour and forty-five minutes", "105", id="all in words"),
        pytest.param("1 hour and some minutes", None, id="no number"),
        pytest.param("12 minutes", None, id="too short for a film"),
        pytest.param("900 minutes", None, id="too long for a film"),
        pytest.param("minutes", None, id="nothing"),
    ],
)
def test_running_time(words: str, expected: str | None) -> None:
    assert minutes(words) == expected


@pytest.mark.parametrize(
    ("slot", "words", "expected"),
    [
        pytest.param("trailer", "final trailer", "final trailer", id="final trailer"),
        pytest.param("trailer", "teaser trailer", "teaser", id="teaser trailer"),
        pytest.param("trailer", "first footage", "teaser", id="footage"),
        pytest.param("trailer", "trailer", "trailer", id="trailer"),
        pytest.param("first_look", "one-sheet", "poster", id="poster"),
        pytest.param("first_look", "first photo", "image", id="photo"),
        pytest.param("rating", "pg-13", "PG-13", id="rating"),
    ],
)
def test_spellings(slot: str, words: str, expected: str) -> None:
    assert READERS[slot](words) == expected
