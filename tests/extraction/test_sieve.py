from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.sieve import Sieve

NEEDS = st.lists(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=6), max_size=80)


@given(NEEDS, st.frozensets(st.sampled_from("abcdefg")))
def test_what_a_text_can_hold_passes(needs: list[list[frozenset[str]]], words: frozenset[str]) -> None:
    sieve = Sieve(needs)
    passing = sieve.passing(words)
    assert list(passing) == sorted(passing)
    for place, row in enumerate(needs):
        if all(words & need for need in row):
            assert place in passing
        elif len(row) <= 4:
            assert place not in passing
    assert sieve.may_pass(words) or not passing


@pytest.mark.parametrize(
    ("needs", "words", "passing"),
    [
        pytest.param([[{"film"}], [{"shot"}]], {"shot", "in"}, [1], id="one of two"),
        pytest.param([[{"film", "films"}, {"in"}]], {"films", "at"}, [], id="a need is not met"),
        pytest.param([[]], set(), [0], id="nothing is needed"),
    ],
)
def test_by_their_needs_patterns_pass(needs: list[list[set[str]]], words: set[str], passing: list[int]) -> None:
    sieve = Sieve([[frozenset(need) for need in row] for row in needs])
    assert list(sieve.passing(frozenset(words))) == passing
