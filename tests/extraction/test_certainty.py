from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.model.claims import Claim, Voice
from bot.model.properties import Certainty, Property

Claims = Callable[..., tuple[Claim, ...]]
HEADLINE = "Marta Oyelaran to Direct ‘The Lantern Keepers 2’"


@pytest.mark.parametrize(
    ("summary", "certainty", "voice"),
    [
        pytest.param("It rains.", Certainty.CONFIRMED, Voice.OUTLET, id="a plain statement"),
        pytest.param("Corvane did not respond.", Certainty.REPORTED, Voice.OUTLET, id="nobody responds"),
        pytest.param("Two people told us of the sequel.", Certainty.REPORTED, Voice.OUTLET, id="two people"),
        pytest.param("The studio confirmed the sequel.", Certainty.CONFIRMED, Voice.OFFICIAL, id="the studio confirms"),
        pytest.param("A leaker claims it of the sequel.", Certainty.RUMORED, Voice.SOURCES, id="a leak"),
        pytest.param("An unverified post has the sequel.", Certainty.RUMORED, Voice.SOURCES, id="unverified"),
    ],
)
def test_an_entry_colours_its_plain_statements(
    claims: Claims, summary: str, certainty: Certainty, voice: Voice
) -> None:
    found = [claim for claim in claims(HEADLINE, summary) if claim.property is Property.DIRECTOR]
    assert [(claim.certainty, claim.voice) for claim in found] == [(certainty, voice)]


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        pytest.param("Lucia Marchetti is writing the sequel, Corvane said.", Certainty.CONFIRMED, id="a company said"),
        pytest.param("Lucia Marchetti is allegedly writing the sequel.", Certainty.RUMORED, id="allegedly"),
        pytest.param("Lucia Marchetti is said to be writing the sequel.", Certainty.REPORTED, id="is said to"),
        pytest.param("Lucia Marchetti is in talks to write the sequel.", Certainty.IN_TALKS, id="in talks"),
        pytest.param(
            "After months of talks, Lucia Marchetti will write the sequel.", Certainty.CONFIRMED, id="after talks"
        ),
        pytest.param(
            "Lucia Marchetti, whose name was in reports, writes the sequel.", Certainty.CONFIRMED, id="an aside"
        ),
        pytest.param("Lucia Marchetti, sources say, writes the sequel.", Certainty.REPORTED, id="sources, in commas"),
        pytest.param(
            "Lucia Marchetti will write the sequel, eyes an autumn shoot.", Certainty.CONFIRMED, id="an aim behind it"
        ),
        pytest.param("The studio eyes Lucia Marchetti to write the sequel.", Certainty.REPORTED, id="an aim before it"),
        pytest.param(
            "Lucia Marchetti is writing the sequel sooner than planned.", Certainty.CONFIRMED, id="than planned"
        ),
        pytest.param("A script is planned, written by Lucia Marchetti.", Certainty.REPORTED, id="planned"),
    ],
)
def test_a_sentence_speaks_for_itself(claims: Claims, sentence: str, certainty: Certainty) -> None:
    found = [claim for claim in claims("The Lantern Keepers 2 news", sentence) if claim.property is Property.WRITER]
    assert [claim.certainty for claim in found] == [certainty]


def test_a_company_can_be_in_talks(claims: Claims) -> None:
    found = claims("Netflix in Talks to Buy ‘The Lantern Keepers 2’")
    assert [claim.certainty for claim in found if claim.value == "Netflix"] == [Certainty.IN_TALKS]


@pytest.mark.parametrize(
    ("summary", "certainty"),
    [
        pytest.param("The ‘Night Glass’ filmmaker is in talks with Corvane.", Certainty.IN_TALKS, id="the filmmaker"),
        pytest.param("No deal has been signed for the sequel.", Certainty.IN_TALKS, id="nothing is signed"),
        pytest.param("The ‘Night Glass’ filmmaker is happy with Corvane.", Certainty.CONFIRMED, id="not of talks"),
        pytest.param(
            "The original star, Rosalba Quint, is in talks to return.", Certainty.CONFIRMED, id="somebody else is"
        ),
        pytest.param("The studio is in talks with insurers.", Certainty.CONFIRMED, id="a company is"),
    ],
)
def test_who_is_meant_by_the_filmmaker(claims: Claims, summary: str, certainty: Certainty) -> None:
    found = [claim for claim in claims(HEADLINE, summary) if claim.property is Property.DIRECTOR]
    assert [claim.certainty for claim in found] == [certainty]
