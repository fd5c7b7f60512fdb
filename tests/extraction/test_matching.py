"""Names are found as words of their own, longest first, and how they are written is told."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extraction.matching import TitleIndex
from bot.extraction.text import Passage, fold, plain
from bot.model.claims import TextField
from bot.model.titles import TitleType, TrackedTitle, Work


def _film(title_id: str, name: str, follows: str, *others: str) -> TrackedTitle:
    return TrackedTitle(title_id, name, TitleType.FILM, date(2024, 1, 1), Work(follows, 1999), others)


INDEX = TitleIndex(
    [
        _film("ember", "Ember 2", "Ember"),
        _film("choir", "The Glass Choir 2", "The Glass Choir"),
        _film("road", "The Long Way Down 2", "The Long Way Down"),
        _film("bea", "Bea and Otto 2", "Bea and Otto's Long Weekend"),
        _film("spin", "Star-Hawk 3", "Star-Hawk 2"),
    ],
)


def _found(text: str, field: TextField = TextField.SUMMARY, index: TitleIndex = INDEX) -> list[tuple[str, str, str]]:
    hits = index.find(Passage(field, text, fold(text)))
    return [(hit.title_id, text[hit.start : hit.end], hit.shape.value) for hit in hits]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("We saw ‘Ember’ again.", [("ember", "Ember", "quoted")], id="in quotes"),
        pytest.param("We saw Ember again.", [("ember", "Ember", "capital")], id="a capital in running text"),
        pytest.param(
            "Ember is on again tonight.", [("ember", "Ember", "titled")], id="the first word has a capital anyway"
        ),
        pytest.param("An ember glowed in the dark.", [("ember", "ember", "lower")], id="a common word"),
        pytest.param(
            "The Glass Choir sings on.", [("choir", "The Glass Choir", "capital")], id="two words at the start"
        ),
        pytest.param("Then a glass choir sang.", [("choir", "glass choir", "lower")], id="two common words"),
        pytest.param("It is a long way down.", [("road", "long way down", "lower")], id="words that anybody says"),
        pytest.param("we saw ember again", [("ember", "ember", "titled")], id="a text in lower case tells nothing"),
        pytest.param("In today's EMBER there is none.", [("ember", "EMBER", "capital")], id="capitals that stand out"),
        pytest.param("Bea & Otto are back.", [("bea", "Bea & Otto", "capital")], id="the other 'and'"),
        pytest.param(
            "Bea and Otto’s Long Weekend", [("bea", "Bea and Otto’s Long Weekend", "titled")], id="the longest name"
        ),
        pytest.param("See Star Hawk now.", [("spin", "Star Hawk", "capital")], id="without its hyphen"),
        pytest.param("Remember the embers.", [], id="inside words"),
        pytest.param("We read ember.example for news.", [], id="inside an address"),
        pytest.param("A pre-ember state.", [], id="behind a hyphen"),
        pytest.param("The new Ember-Ash film opens.", [], id="before a hyphen and a name"),
        pytest.param("The band Ember Tide plays here.", [], id="a longer name behind"),
        pytest.param("The actor Jonas Ember plays here.", [], id="a person's surname"),
        pytest.param(
            "We saw the first Ember Trailer there.", [("ember", "Ember", "capital")], id="a word of films behind"
        ),
    ],
)
def test_names_in_running_text(text: str, found: list[tuple[str, str, str]]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Studio Dates ‘Ember’ Follow-Up", [("ember", "Ember", "quoted")], id="quotes say it"),
        pytest.param("Ember Sequel Finds Director", [("ember", "Ember", "titled")], id="capitals say little"),
        pytest.param("The Long Way Down Gets Sequel", [("road", "The Long Way Down", "titled")], id="a longer name"),
        pytest.param("Ember Halvorsen Joins Drama", [], id="a person's first name"),
    ],
)
def test_names_in_headlines(text: str, found: list[tuple[str, str, str]]) -> None:
    assert _found(text, TextField.TITLE) == found


def test_italics_are_as_good_as_quotes() -> None:
    text = plain("<p>She made <em>Ember</em> first.</p>")
    passage = Passage(TextField.SUMMARY, text, fold(text), ((9, 14),))
    assert [hit.shape.value for hit in INDEX.find(passage)] == ["quoted"]


def test_spotting_names_the_titles_in_order_of_place() -> None:
    assert INDEX.spot(["no glass choir, an ember,", "remembered bea & otto"]) == ("choir", "ember", "bea")
    assert INDEX.spot([]) == ()


def test_two_titles_may_share_a_name() -> None:
    index = TitleIndex(
        [_film("one", "Vigil: Part One", "Cold Iron", "Vigil"), _film("two", "Vigil: Part Two", "Vigil: Part One")]
    )
    assert {title_id for title_id, _, _ in _found("He says Vigil: Part One opens.", index=index)} == {"one", "two"}


def test_names_learned_later() -> None:
    learned = INDEX.with_names({"ember": ["Ashfall Rising"], "nobody": ["Nothing At All"]})
    assert learned.spot(["ashfall rising opens"]) == ("ember",)
    assert INDEX.spot(["ashfall rising opens"]) == ()
    more = learned.with_names({"choir": ["The Tin Choir"]})
    assert more.spot(["ashfall rising and the tin choir"]) == ("ember", "choir")


def test_what_is_learned_changes_what_a_title_is_known_by() -> None:
    assert not INDEX.traits("ember").subtitled
    assert INDEX.with_names({"ember": ["Ember: Rain of Ash"]}).traits("ember").subtitled
    assert not INDEX.traits("ember").subtitled


def test_no_titles_find_nothing() -> None:
    assert TitleIndex([]).spot(["ember"]) == ()


def test_a_flood_of_names_ends() -> None:
    assert len(_found("We saw Ember 2. " * 5_000)) == 500
