"""Whose report a claim passes on: who repeats another is no second voice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.claims import Claim, Voice
from bot.model.properties import Certainty, Property

Claims = Callable[..., tuple[Claim, ...]]


def _director(found: tuple[Claim, ...]) -> Claim:
    return next(claim for claim in found if claim.property is Property.DIRECTOR)


@pytest.mark.parametrize(
    ("headline", "summary", "outlet"),
    [
        pytest.param(
            "Marta Oyelaran will direct The Lantern Keepers 2, according to Deadline", "", "Deadline", id="acc"
        ),
        pytest.param("Per Variety, Marta Oyelaran will direct The Lantern Keepers 2", "", "Variety", id="per"),
        pytest.param(
            "The Lantern Keepers 2",
            "Marta Oyelaran will direct, The Hollywood Reporter reports.",
            "Hollywood Reporter",
            id="reports",
        ),
        pytest.param(
            "The Lantern Keepers 2",
            "Marta Oyelaran will direct, as first reported by The Curtain Ledger.",
            "Curtain Ledger",
            id="one-that-nobody-knows",
        ),
        pytest.param(
            "Marta Oyelaran to direct The Lantern Keepers 2",
            "The news was first reported by Deadline.",
            "Deadline",
            id="all-of-it",
        ),
    ],
)
def test_another_outlets_report_is_named(claims: Claims, headline: str, summary: str, outlet: str) -> None:
    claim = _director(claims(headline, summary))

    assert (claim.voice, claim.cited) == (Voice.OTHER_OUTLET, outlet)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Marta Oyelaran will direct The Lantern Keepers 2, according to Corvane Pictures", id="a company"),
        pytest.param("Marta Oyelaran will direct The Lantern Keepers 2, according to Idris Fenwick", id="a person"),
        pytest.param("Marta Oyelaran will direct The Lantern Keepers 2, according to Malta's minister", id="an office"),
        pytest.param("Marta Oyelaran will direct The Lantern Keepers 2 on a deadline", id="a word like it"),
    ],
)
def test_nobody_elses_report_is_named(claims: Claims, sentence: str) -> None:
    claim = _director(claims(sentence))

    assert (claim.voice is Voice.OTHER_OUTLET, claim.cited) == (False, None)


def test_what_only_another_outlet_says_is_reported(claims: Claims) -> None:
    claim = _director(claims("Per Variety, Marta Oyelaran will direct The Lantern Keepers 2"))

    assert claim.certainty is Certainty.REPORTED


def test_what_the_studio_announced_stays_its_word(claims: Claims) -> None:
    claim = _director(
        claims("Corvane Pictures announced that Marta Oyelaran will direct The Lantern Keepers 2, per Variety")
    )

    assert (claim.voice, claim.certainty) == (Voice.OFFICIAL, Certainty.CONFIRMED)
