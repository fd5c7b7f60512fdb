"""Two tracked sequels of one franchise in one entry: each gets its own facts, and both what is said of both."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.extraction import EntryReader
from bot.model.entries import Entry
from bot.model.properties import Modality, Property
from bot.model.titles import TitleType, TrackedTitle, Work


@pytest.fixture(scope="module")
def reader() -> EntryReader:
    return EntryReader([_sequel(4, "Ironvale 3"), _sequel(5, "Ironvale 4")])


def _sequel(number: int, after: str) -> TrackedTitle:
    return TrackedTitle(
        f"ironvale-{number}", f"Ironvale {number}", TitleType.FILM, date(2024, 1, 1), Work(after), (), {}, {}
    )


def _said(reader: EntryReader, prop: Property, headline: str, summary: str) -> set[tuple[str, str | None]]:
    entry = Entry("e1", "f", "The Gazette", datetime(2025, 3, 1, tzinfo=UTC), headline, summary, "https://g.example/1")
    claims = reader.read(entry, {}).claims
    asserted = (one for one in claims if one.property is prop and one.modality is Modality.ASSERTED)
    return {(one.title_id.removeprefix("ironvale-"), one.value) for one in asserted}


@pytest.mark.parametrize(
    ("headline", "summary", "expected"),
    [
        pytest.param("Marta Oyelaran to direct ‘Ironvale 4’", "", {"4"}, id="the first, which the second follows"),
        pytest.param("Marta Oyelaran to direct ‘Ironvale 5’", "", {"5"}, id="the second"),
        pytest.param("Marta Oyelaran to direct ‘Ironvale 4’ and ‘5’", "", {"4", "5"}, id="numbers in a row"),
        pytest.param("Marta Oyelaran to direct ‘Ironvale 4’ and 7 episodes", "", {"4"}, id="a number that counts else"),
        pytest.param(
            "Meridian plans fourth and fifth ‘Ironvale’ films",
            "Marta Oyelaran will direct both films.",
            {"4", "5"},
            id="both",
        ),
        pytest.param(
            "‘Ironvale 4’ and ‘Ironvale 5’ get a director",
            "Marta Oyelaran will direct the fourth film.",
            {"4"},
            id="the fourth film",
        ),
        pytest.param("Marta Oyelaran to direct new Ironvale", "", {"4"}, id="a name that both share means the next"),
    ],
)
def test_each_gets_what_is_said_of_it(reader: EntryReader, headline: str, summary: str, expected: set[str]) -> None:
    assert {number for number, _ in _said(reader, Property.DIRECTOR, headline, summary)} == expected


def test_dates_stay_with_their_film(reader: EntryReader) -> None:
    said = _said(reader, Property.RELEASE_DATE, "Meridian moves ‘Ironvale 4’ to July 2, 2027, ‘Ironvale 5’ to 2028", "")

    assert said == {("4", "2027-07-02"), ("5", "2028")}
