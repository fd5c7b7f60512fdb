from __future__ import annotations

import pytest

from bot.extraction.focus import Focus, Link, OtherName, Topic
from bot.extraction.frames import frames
from bot.extraction.outline import MARKS, PERSON, Named, Outline, outline
from bot.extraction.people import PersonFound
from bot.extraction.scope import clause, of_original, ruling
from bot.extraction.sentences import sentences
from bot.extraction.text import Passage, fold
from bot.extraction.trades import trades_of
from bot.model.claims import Subject, TextField
from bot.model.properties import Modality, Property


def focus(text: str, title: str = "", other: str = "") -> Focus:
    sentence = sentences(Passage(TextField.SUMMARY, text, fold(text)))[0]
    topics = (
        (Topic("id", Subject.SEQUEL, Link.NAMED, text.index(title), text.index(title) + len(title)),) if title else ()
    )
    at = text.index(other) if other else 0
    others = (OtherName(at, at + len(other), other, is_credit=False),) if other else ()
    return Focus(sentence, topics, others)


def drawn(text: str, *people: str, title: str = "", other: str = "") -> Outline:
    named = [
        Named(text.index(name), text.index(name) + len(name), PERSON, (PersonFound(0, 0, name),)) for name in people
    ]
    return outline(focus(text, title, other), named)


def readable(one: Outline) -> str:
    return one.text.translate({ord(mark): letter for letter, mark in MARKS.items()})


@pytest.mark.parametrize(
    ("text", "people", "title", "other", "expected"),
    [
        pytest.param("Ada Holm will direct Fog 2.", ["Ada Holm"], "Fog 2", "", "P will direct T.", id="marks"),
        pytest.param(
            "Ada Holm, Bo Lind and Cy Maar join.", ["Ada Holm", "Bo Lind", "Cy Maar"], "", "", "P join.", id="row"
        ),
        pytest.param(
            "Ada Holm as Joy and Bo Lind star.", ["Ada Holm", "Bo Lind"], "", "", "P star.", id="row with a role"
        ),
        pytest.param("It is ‘Fog 2’ for Ada Holm.", ["Ada Holm"], "Fog 2", "", "it is T for P.", id="quotes go"),
        pytest.param("In ‘Fog 2,’ Ada Holm sings.", ["Ada Holm"], "Fog 2", "", "in T,' P sings.", id="comma stays"),
        pytest.param(
            "After “Fog: Low Water” it rained.", [], "Fog", "", "after T it rained.", id="the whole quoted name"
        ),
        pytest.param("It is called The Last Fog.", [], "", "", "it is called W.", id="a name without quotes"),
        pytest.param(
            "It is called The Last Fog.", [], "Fog", "", "it is called T.", id="a new name around a known one"
        ),
        pytest.param("Up it came: FOG: LOW WATER!", [], "FOG", "", "up it came: T!", id="a new half in capitals"),
        pytest.param("He read “Night Glass” twice.", [], "", "", "he read W twice.", id="somebody else's work"),
        pytest.param("He said “it is not so” twice.", [], "", "", 'he said "it is not so" twice.', id="speech"),
        pytest.param("Night Glass is out.", [], "", "Night Glass", "W is out.", id="another work"),
    ],
)
def test_outline(text: str, people: list[str], title: str, other: str, expected: str) -> None:
    assert readable(drawn(text, *people, title=title, other=other)) == expected


def test_offsets_lead_back_to_the_passage() -> None:
    text = "Soon Ada Holm and Bo Lind join Fog 2 in May."
    one = drawn(text, "Ada Holm", "Bo Lind", title="Fog 2")
    assert text[one.offset(one.text.index("in may")) :] == "in May."
    assert [value.name for value in one.values(5) if isinstance(value, PersonFound)] == ["Ada Holm", "Bo Lind"]


def test_a_mark_that_a_feed_sends_stands_for_nothing() -> None:
    one = drawn(f"A {PERSON} will direct it.")
    assert one.values(2) == ()
    assert not [fit for fit in frames().fits(one) if "person" in fit.groups]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("It is in development.", "development", Modality.ASSERTED, id="plain"),
        pytest.param("It is not in development.", "development", Modality.NEGATED, id="not"),
        pytest.param("It is not only in development.", "development", Modality.ASSERTED, id="not only"),
        pytest.param("Nobody has a date, it is in development.", "development", Modality.ASSERTED, id="another clause"),
        pytest.param("The report of its development is wrong.", "development", Modality.NEGATED, id="is wrong"),
        pytest.param("Is it in development?", "development", Modality.ASKED, id="asked"),
        pytest.param("It is in development (remember?).", "development", Modality.ASSERTED, id="an aside asks"),
        pytest.param("We hope it is in development.", "development", Modality.HOPED, id="hoped"),
        pytest.param("It might be in development.", "development", Modality.CONDITIONAL, id="might"),
        pytest.param("It was once in development.", "development", Modality.HISTORICAL, id="once"),
        pytest.param("His next film is in development.", "development", Modality.ELSEWHERE, id="his next film"),
    ],
)
def test_modality(text: str, words: str, expected: Modality) -> None:
    one = drawn(text)
    start = one.text.index(words)
    assert ruling(one, start, start + len(words)).modality is expected


def test_a_negation_that_words_bring_along_is_none() -> None:
    one = drawn("It is not in development.")
    assert ruling(one, 0, 10, denies=True).modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param("The original, directed by him, opened in May.", "opened", True, id="the original"),
        pytest.param("The first film was directed by him.", "directed", True, id="the first film"),
        pytest.param("The sequel is directed by him.", "directed", False, id="the sequel"),
        pytest.param("He, who scored the original, has directed it.", "directed", False, id="an aside"),
        pytest.param("It follows the original, but it is directed by her.", "directed", False, id="another clause"),
    ],
)
def test_about_the_original(text: str, words: str, expected: bool) -> None:
    one = drawn(text)
    start = one.text.index(words)
    assert (of_original(one, start, start + len(words)) is not None) is expected


def test_a_clause_ends_at_its_borders() -> None:
    text = "it opens in may; it is long, but it is good"
    assert text[slice(*clause(text, 3, 8))] == "it opens in may"
    assert text[slice(*clause(text, 40, 43))] == "it is good"


@pytest.mark.parametrize(
    ("sentences_of_entry", "expected"),
    [
        pytest.param([("It has director Ada Holm.", ["Ada Holm"])], {"ada holm": Property.DIRECTOR}, id="before"),
        pytest.param([("Ada Holm, the screenwriter, came.", ["Ada Holm"])], {"ada holm": Property.WRITER}, id="behind"),
        pytest.param(
            [("Ada Holm in talks.", ["Ada Holm"]), ("The director of ‘Fog’ is glad.", [])],
            {"ada holm": Property.DIRECTOR},
            id="the one whom the headline names",
        ),
        pytest.param(
            [("Ada Holm and Bo Lind in talks.", ["Ada Holm", "Bo Lind"]), ("The director of ‘Fog’ is glad.", [])],
            {},
            id="one of two",
        ),
        pytest.param([("Ada Holm in talks.", ["Ada Holm"]), ("It rains.", [])], {}, id="nothing said"),
        pytest.param([], {}, id="nothing at all"),
    ],
)
def test_trades(sentences_of_entry: list[tuple[str, list[str]]], expected: dict[str, Property]) -> None:
    assert trades_of([drawn(text, *people) for text, people in sentences_of_entry]) == expected
