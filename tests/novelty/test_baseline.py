from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.model.properties import Certainty, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty.baseline import Proposal, article, proposals, with_baseline

P, K = Property, Certainty
FERRY = TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, date(2026, 3, 1), Work("Night Ferry", 2003))
PUBLISHED = datetime(2026, 3, 1, 9, tzinfo=UTC)
TEXT = (
    "‘Night Ferry 2’ will open in theaters on July 2, 2027, the studio announced on Sunday. "
    "Robin Shaw will direct the sequel. Ada Quill is in talks to star. "
    "No filming dates have been set."
)


def read(
    text: str, title: str = "‘Night Ferry 2’ sets sail", published: datetime = PUBLISHED
) -> list[tuple[str, str, str]]:
    found = proposals(FERRY, article(title, text, published, "The Curtain Ledger", "https://ledger.example/ferry"))
    return [(one.property.value, one.known.value, one.known.certainty.value) for one in found]


def test_an_article_proposes_what_it_states() -> None:
    assert read(TEXT) == [
        ("release_date", "2027-07-02", "confirmed"),
        ("director", "Robin Shaw", "confirmed"),
        ("cast", "Ada Quill", "in talks"),
    ]


def test_a_proposal_says_who_said_it_where_when_and_in_which_words() -> None:
    (one, *_) = proposals(FERRY, article("News", TEXT, PUBLISHED, "The Curtain Ledger", "https://ledger.example/ferry"))
    assert one.known == KnownValue(
        "2027-07-02", K.CONFIRMED, "The Curtain Ledger", "https://ledger.example/ferry", date(2026, 3, 1)
    )
    assert one.evidence.startswith("‘Night Ferry 2’ will open in theaters")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("‘Night Ferry’ was directed by Wanda Osei in 2003.", id="about the earlier work"),
        pytest.param("Could ‘Night Ferry 2’ open in 2027? We would love it.", id="asked and hoped"),
        pytest.param("Robin Shaw has left ‘Night Ferry 2’.", id="fallen through"),
        pytest.param("‘Old Pier 3’ will open on July 2, 2027.", id="about another title"),
        pytest.param("", id="nothing at all"),
    ],
)
def test_what_is_not_stated_of_the_title_is_not_proposed(text: str) -> None:
    assert read(text, title="News from the harbour") == []


def test_an_old_article_proposes_as_well() -> None:
    assert ("release_date", "2027-07-02", "confirmed") in read(TEXT, published=datetime(2025, 6, 1, tzinfo=UTC))


def test_what_is_known_of_the_title_already_is_proposed_too() -> None:
    known = with_baseline(FERRY, [Proposal(P.RELEASE_DATE, KnownValue("2027-07-02"), "")])
    found = proposals(known, article("News", TEXT, PUBLISHED))
    assert [one.property for one in found] == [P.RELEASE_DATE, P.DIRECTOR, P.CAST]


def test_what_is_confirmed_becomes_the_baseline() -> None:
    date_, director, cast = proposals(FERRY, article("News", TEXT, PUBLISHED))
    title = with_baseline(FERRY, [date_, director, cast])
    assert title.known == {P.RELEASE_DATE: (date_.known,), P.DIRECTOR: (director.known,), P.CAST: (cast.known,)}
    other = Proposal(P.RELEASE_DATE, KnownValue("2027-08-06"), "")
    second = Proposal(P.CAST, KnownValue("Theo Marchek"), "")
    again = with_baseline(title, [other, second, cast])
    assert again.known[P.RELEASE_DATE] == (other.known,)
    assert again.known[P.CAST] == (second.known, cast.known)
