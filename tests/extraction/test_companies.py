from __future__ import annotations

import pytest

from bot.extraction.companies import Companies
from bot.extraction.needs import words_of
from bot.extraction.places import Places
from bot.extraction.sentences import sentences
from bot.extraction.text import Passage, fold
from bot.model.claims import TextField


def passage(text: str, field: TextField = TextField.SUMMARY) -> Passage:
    return Passage(field, text, fold(text))


def companies(text: str, *known: str, field: TextField = TextField.SUMMARY) -> list[tuple[str, str]]:
    one = passage(text, field)
    found = Companies([one], known, words_of(one.folded)).find(one, 0, len(text))
    return [(company.name, company.property.value) for company in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It is set at Universal.", [("Universal", "studio")], id="a studio that all know"),
        pytest.param("It goes to Netflix.", [("Netflix", "platform")], id="a streamer that all know"),
        pytest.param("Made by Fox 2000 Pictures.", [("Fox 2000 Pictures", "studio")], id="the longest name"),
        pytest.param("Brightwater Films made it.", [("Brightwater Films", "studio")], id="a suffix"),
        pytest.param("It is on Quill+ now.", [("Quill+", "platform")], id="a plus"),
        pytest.param(
            "Brightwater Films is glad. Brightwater said so.",
            [("Brightwater Films", "studio"), ("Brightwater Films", "studio")],
            id="the short form",
        ),
        pytest.param("The streaming service Tidewater said so.", [("Tidewater", "platform")], id="introduced before"),
        pytest.param("Tidewater, the streamer, said so.", [("Tidewater", "platform")], id="introduced behind"),
        pytest.param("20th dated it.", [("20th Century Studios", "studio")], id="the trade's short form"),
        pytest.param("In the universal language.", [], id="small letters"),
        pytest.param("Foxcatcher was good.", [], id="a part of a word"),
        pytest.param("Maxi-Max is a toy.", [], id="a part of a hyphenated word"),
        pytest.param("The Pictures were fine.", [], id="a suffix alone"),
    ],
)
def test_which_company(text: str, expected: list[tuple[str, str]]) -> None:
    assert companies(text) == expected


def test_a_company_of_the_ledger_is_known() -> None:
    assert companies("It is Lanternwick’s.", "Lanternwick Pictures") == [("Lanternwick Pictures", "studio")]


def test_what_a_headline_says_only_of_companies() -> None:
    assert companies("Tidewater Orders a Revival", field=TextField.TITLE) == [("Tidewater", "platform")]
    assert companies("Tidewater Orders a Revival") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It shoots in Prague and New Zealand.", ["Prague", "New Zealand"], id="cities and countries"),
        pytest.param("They went to New Jersey.", ["New Jersey"], id="two words"),
        pytest.param("They are in L.A. now.", ["L.A."], id="abbreviated"),
        pytest.param("Jordan Castellan is here.", [], id="a first name"),
        pytest.param("A turkey and a china shop.", [], id="small letters"),
        pytest.param("Newer things.", [], id="the beginning of a word"),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    cut = sentences(passage(text))
    places = Places(cut, [])

    assert [found.name for sentence in cut for found in places.known(sentence)] == expected
