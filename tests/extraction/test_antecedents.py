"""Sentences that go on about somebody without the name: "she", "they", "the actress"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "producer",
            "Marta Oyelaran to Direct ‘The Lantern Keepers 2’",
            "She will also produce.",
            {"Marta Oyelaran"},
            id="she",
        ),
        pytest.param(
            "writer",
            "‘The Lantern Keepers 2’ Finds Its Director in Marta Oyelaran",
            "The “Night Glass” filmmaker beat out several others. She’ll also do a polish on the script.",
            {"Marta Oyelaran"},
            id="by-way-of-the-filmmaker",
        ),
        pytest.param(
            "cast",
            "Marta Oyelaran and Teun Ashgrove Are Married",
            "They will star together in The Lantern Keepers 2.",
            {"Marta Oyelaran", "Teun Ashgrove"},
            id="they",
        ),
        pytest.param(
            "cast",
            "The Lantern Keepers 2: Rosalba Quint on the ferry",
            "The actress is set to return as Nella.",
            {"Rosalba Quint"},
            id="the-actress",
        ),
        pytest.param(
            "producer",
            "Marta Oyelaran and Teun Ashgrove board ‘The Lantern Keepers 2’",
            "She will also produce.",
            set(),
            id="one-of-two",
        ),
        pytest.param(
            "producer",
            "The Lantern Keepers 2 news",
            "“Marta Oyelaran called me. She will produce,” said a neighbour.",
            set(),
            id="in-a-quotation",
        ),
        pytest.param(
            "producer",
            "Marta Oyelaran to Direct ‘The Lantern Keepers 2’",
            "The director of photography will also produce.",
            set(),
            id="another-trade",
        ),
    ],
)
def test_whom_a_pronoun_means(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change == "added"} == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        pytest.param("Rosalba Quint? Not so much.", {("denied", "Rosalba Quint")}, id="no"),
        pytest.param("And Rosalba Quint? Yes, she is on board.", {("added", "Rosalba Quint")}, id="yes"),
        pytest.param("Remember Rosalba Quint? Not so much.", set(), id="another-question"),
        pytest.param("Rosalba Quint. Not so much rain fell.", set(), id="no-question"),
    ],
)
def test_a_verdict_is_on_whom_the_question_before_names(
    stated: Stated, summary: str, expected: set[tuple[str, str]]
) -> None:
    assert stated("cast", "The Lantern Keepers 2: who is back", summary) == expected
