"""Where sentences end, and where a full stop ends none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.sentences import sentences
from bot.extraction.text import Passage, fold
from bot.model.claims import Span, TextField


def _cut(text: str, field: TextField = TextField.SUMMARY) -> list[str]:
    return [sentence.text for sentence in sentences(Passage(field, text, fold(text)))]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("It wraps. It opens in May.", ["It wraps.", "It opens in May."], id="full stops"),
        pytest.param("Is it? Yes! Good.", ["Is it?", "Yes!", "Good."], id="questions and exclamations"),
        pytest.param("One\nTwo", ["One", "Two"], id="lines"),
        pytest.param("Dr. Fenwick met Mr. Orr.", ["Dr. Fenwick met Mr. Orr."], id="titles of people"),
        pytest.param("Ivo Hale Jr. stars. He sings.", ["Ivo Hale Jr. stars.", "He sings."], id="Jr."),
        pytest.param(
            "It shoots in the U.S. The cast is set.", ["It shoots in the U.S.", "The cast is set."], id="U.S. that ends"
        ),
        pytest.param("The U.S. Open is on.", ["The U.S. Open is on."], id="U.S. that goes on"),
        pytest.param("Out on Feb. 14. More soon.", ["Out on Feb. 14.", "More soon."], id="months"),
        pytest.param("It was No. 2 in May.", ["It was No. 2 in May."], id="No. 2"),
        pytest.param(
            "Is it on? No. The film is dead.", ["Is it on?", "No.", "The film is dead."], id="No. as an answer"
        ),
        pytest.param("J.J. Ward directs. B. Otis writes.", ["J.J. Ward directs.", "B. Otis writes."], id="initials"),
        pytest.param("Doors open at 6 p.m. on Monday.", ["Doors open at 6 p.m. on Monday."], id="p.m."),
        pytest.param("Wait… and see. Now…  Then it ends", ["Wait… and see.", "Now…", "Then it ends"], id="ellipses"),
        pytest.param("“It is done.” She left.", ["“It is done.”", "She left."], id="quotes behind a stop"),
        pytest.param("“Help!” she said. He ran.", ["“Help!” she said.", "He ran."], id="speech goes on"),
        pytest.param("1. The tunnel. 2. The vault.", ["1. The tunnel.", "2. The vault."], id="numbers of a list"),
        pytest.param("It ran in 2003. In 2004 it ended.", ["It ran in 2003.", "In 2004 it ended."], id="years"),
        pytest.param("A budget of 3.5 million. Wow.", ["A budget of 3.5 million.", "Wow."], id="decimals"),
        pytest.param(
            "Cast: Ash, Ivo; crew: Bea.", ["Cast: Ash, Ivo; crew: Bea."], id="colons and semicolons end nothing"
        ),
        pytest.param("Ep. 12: the long talk", ["Ep. 12: the long talk"], id="episodes"),
        pytest.param("• One thing • Another thing", ["One thing", "Another thing"], id="bullets"),
        pytest.param(
            "no capitals here. none at all.", ["no capitals here.", "none at all."], id="a text in lower case"
        ),
        pytest.param("", [], id="nothing"),
        pytest.param(" • - ", [], id="nothing but signs"),
    ],
)
def test_where_sentences_end(text: str, cut: list[str]) -> None:
    assert _cut(text) == cut


@pytest.mark.parametrize(
    ("headline", "cut"),
    [
        pytest.param(
            "Ember 2 wraps - The Daily Bugle", ["Ember 2 wraps", "The Daily Bugle"], id="an outlet behind a dash"
        ),
        pytest.param("Ember 2 wraps | FilmWire", ["Ember 2 wraps", "FilmWire"], id="an outlet behind a bar"),
        pytest.param("Ember 2 – but not as we knew it", ["Ember 2 – but not as we knew it"], id="a dash within"),
        pytest.param("Ember 2: all we know", ["Ember 2: all we know"], id="a colon"),
    ],
)
def test_headlines_lose_the_outlet(headline: str, cut: list[str]) -> None:
    assert _cut(headline, TextField.TITLE) == cut


def test_a_sentence_knows_its_place() -> None:
    text = "It wraps. Zoë sings."
    second = sentences(Passage(TextField.CONTENT, text, fold(text)))[1]
    assert (second.start, second.end, second.index) == (10, 20, 1)
    assert (second.text, second.folded) == ("Zoë sings.", "zoe sings.")
    assert second.span == Span(TextField.CONTENT, 10, 20)
    assert not second.is_headline


def test_a_sentence_without_end_is_cut() -> None:
    assert all(len(sentence) <= 1_000 for sentence in _cut("word " * 1_000 + "x" * 3_000))


@given(st.text(alphabet="aB. !?…\n•\"'1-", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    found = sentences(Passage(TextField.SUMMARY, text, fold(text)))
    assert [sentence.index for sentence in found] == list(range(len(found)))
    kept = "".join(sentence.text for sentence in found)
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text", [". " * 100_000, "." * 200_000, "Mr. " * 50_000, "• " * 100_000, "A" * 200_000, " - " * 66_000]
)
def test_floods_come_to_an_end(text: str) -> None:
    """What grows faster than the text would run into the test's time-out here."""
    assert all(len(sentence) <= 1_000 for sentence in _cut(text, TextField.TITLE))
