from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.capitals import capitals, is_headline_case
from bot.extraction.needs import words_of
from bot.extraction.people import People
from bot.extraction.text import Passage, fold
from bot.model.claims import TextField

TITLE_WORDS = frozenset({"lantern", "keepers"})


def passage(text: str, field: TextField = TextField.SUMMARY) -> Passage:
    return Passage(field, text, fold(text))


def people_of(*texts: Passage, known: tuple[str, ...] = (), not_people: frozenset[str] = frozenset()) -> People:
    vocabulary = words_of("\n".join(text.folded for text in texts))
    return People(texts, known, not_people, vocabulary)


def names(text: str, *more: str, known: tuple[str, ...] = ()) -> list[str]:
    first = passage(text)
    fields = (TextField.TITLE, TextField.CONTENT)
    others = [passage(other, field) for other, field in zip(more, fields, strict=False)]
    people = people_of(first, *others, known=known, not_people=TITLE_WORDS)
    return [found.name for found in people.find(first, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The part went to Naomi Castellan.", ["Naomi Castellan"], id="two words"),
        pytest.param("It stars J.T. Okafor and Bram O’Connell.", ["J.T. Okafor", "Bram O’Connell"], id="initials"),
        pytest.param("She met Wim van der Meer in May.", ["Wim van der Meer"], id="particles"),
        pytest.param("She met Anneke de Wit there.", ["Anneke de Wit"], id="a common word behind a particle"),
        pytest.param("It is Jean-Luc Moreau’s first.", ["Jean-Luc Moreau"], id="hyphen and possessive"),
        pytest.param("It has Pénélope Ibarra-Núñez in it.", ["Pénélope Ibarra-Núñez"], id="accents"),
        pytest.param("Here is Tom Hale Jr. again.", ["Tom Hale Jr."], id="junior"),
        pytest.param("Ed Will Direct says Naomi Castellan.", ["Naomi Castellan"], id="will ends a name"),
        pytest.param("Castellan, who is 40, met Naomi Castellan.", ["Naomi Castellan"] * 2, id="surname alone"),
        pytest.param("They asked the singer Sad Rabbit.", ["Sad Rabbit"], id="a stage name behind its trade"),
        pytest.param("Now the Studio Chief said so.", [], id="common words"),
        pytest.param(
            "After many weeks the part went to Idris Winding Okafor.",
            ["Idris Winding Okafor"],
            id="a common word within a name",
        ),
        pytest.param("After many weeks it still has Idris AND Okafor in it.", [], id="a stressed word between names"),
        pytest.param("With a cameo, Bad Bunny is in it.", ["Bad Bunny"], id="a stage name that is well known"),
        pytest.param("With a cameo, a bad bunny is in it.", [], id="an animal"),
        pytest.param("He plays Captain Nella Marsh.", [], id="a title before a character"),
        pytest.param("He will be seen as Nella Marsh.", [], id="a role"),
        pytest.param("Naomi Castellan’s Nella Marsh is back.", ["Naomi Castellan"], id="somebody's character"),
        pytest.param("The hero is Lantern Joe.", [], id="a word of the title"),
        pytest.param("Alone, Castellan is nobody.", [], id="an unexplained surname"),
        pytest.param("A B is no name.", [], id="letters"),
        pytest.param("One Aa Bb Cc Dd Ee Ff Gg.", [], id="too many words"),
    ],
)
def test_who_is_named(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_headline_is_read_with_what_the_text_says() -> None:
    assert names("Castellan Quips About Her Harbour Part", "A part for Naomi Castellan was found at last.") == [
        "Naomi Castellan"
    ]


def test_capitals_alone_make_no_name_of_words_that_may_be_any() -> None:
    assert names("WEST POINT AT LAST") == []
    assert names("NAOMI CASTELLAN AT LAST") == ["Naomi Castellan"]


def test_a_known_person_is_found_whatever_the_words() -> None:
    assert names("A song by Sad Rabbit is out", known=("Sad Rabbit",)) == ["Sad Rabbit"]
    assert names("It has JT Okafor in it", known=("J.T. Okafor",)) == ["J.T. Okafor"]
    assert names("With Wim van der Meer too", known=("Wim van der Meer",)) == ["Wim van der Meer"]


def test_a_rank_makes_a_character_of_a_surname() -> None:
    assert names("Captain Castellan is back.", "It has Naomi Castellan.") == []


def test_where_a_name_stands() -> None:
    text = passage("The part went to Naomi Castellan’s friend.")
    found = people_of(text).find(text, 0, len(text.text))[0]
    assert text.text[found.start : found.end] == "Naomi Castellan"


def test_a_passage_that_was_not_given_names_nobody() -> None:
    given_text = passage("Naomi Castellan is in it.")
    other = passage("Naomi Castellan is in it.", TextField.CONTENT)
    assert people_of(given_text).find(other, 0, 20) == ()


def test_headline_case() -> None:
    headline, plain = passage("Castellan Joins the Sequel in Prague"), passage("Castellan has joined the sequel")
    assert is_headline_case(headline, capitals(headline))
    assert not is_headline_case(plain, capitals(plain))


@given(st.text(max_size=300))
def test_any_text_is_read_and_spans_lie_inside(text: str) -> None:
    one = passage(text)
    for found in people_of(one).find(one, 0, len(text)):
        assert 0 <= found.start < found.end <= len(text)
