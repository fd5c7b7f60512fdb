from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.anyof import AnyOf
from bot.extraction.needs import words_of

PATTERNS = (r"\bmight\b", r"\bmight not\b", r"\bif\b[^.]{0,9}\bnot\b", r"\d\d?", r"\b(?:may|might)(?: well)? be\b")
ANY = AnyOf(PATTERNS)
ONE = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS))


@given(st.lists(st.sampled_from(["might", "not", "if", "may", "be", "well", "7", "dusk", "mighty"]), max_size=9))
def test_it_finds_what_one_expression_of_all_patterns_finds(words: list[str]) -> None:
    text = " ".join(words)
    found, expected = ANY.search(text, words_of(text)), ONE.search(text)
    assert (found and found.span()) == (expected and expected.span())
    assert [one.span() for one in ANY.finditer(text, words_of(text))] == [one.span() for one in ONE.finditer(text)]


def test_a_stretch_of_a_text_may_be_searched() -> None:
    text = "it might be, if it is not"
    assert ANY.search(text, words_of(text), 0, 5) is None
    found = ANY.search(text, words_of(text), 9)
    assert found is not None
    assert found[0] == "if it is not"


@pytest.mark.parametrize(
    ("patterns", "text", "worth_looking"),
    [
        pytest.param([r"\bmight\b"], "so it may", False, id="the word is not there"),
        pytest.param([r"\bmight not\b"], "it might", True, id="a word is there"),
        pytest.param([r"\bspeculat\w+"], "so it may", True, id="no word tells"),
        pytest.param([], "so it may", False, id="nothing to look for"),
    ],
)
def test_whether_looking_is_worth_the_while(patterns: list[str], text: str, worth_looking: bool) -> None:
    assert AnyOf(patterns).may_stand(words_of(text)) is worth_looking
