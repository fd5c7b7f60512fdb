from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.needs import needs_of, words_of
from bot.extraction.outline import PERSON, TITLE


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        pytest.param(r"\bwill direct\b", [{"direct"}, {"will"}], id="each word of a phrase"),
        pytest.param(r"\bdirect(?:s|ing)?\b", [{"direct", "directs", "directing"}], id="endings"),
        pytest.param(
            r"\b(?:co-?)?written by\b", [{"written", "cowritten"}, {"by"}], id="a beginning that may be missing"
        ),
        pytest.param(r"\b(?:now )?streaming\b", [{"streaming"}], id="a word that may be missing"),
        pytest.param(r"\b(?:is |now )*in the works\b", [{"works"}, {"the"}, {"in"}], id="words again and again"),
        pytest.param(r"\b(?:no|not yet) dated\b", [{"dated"}, {"no", "not"}], id="either"),
        pytest.param(r"\bfilms|shoots\b", [], id="a word that may go on says nothing"),
        pytest.param(r"\bfilms (?=now)", [{"films"}], id="what stands behind is not needed"),
        pytest.param(r"\bfilms(?! in)(?!\w)", [{"films"}], id="what must not stand there is not needed"),
        pytest.param(r"\bdelay\w+ to", [], id="a word without an end"),
        pytest.param(r" delays? to ", [{"delay", "delays"}, {"to"}], id="spaces end words"),
        pytest.param(r"\d+ ?minutes\b", [{"minutes"}], id="a number ends a word"),
        pytest.param(rf"{PERSON}(?: will)? direct\b", [{"direct"}, {PERSON}], id="a mark"),
        pytest.param(rf"(?:{TITLE}|sequel) opens\b", [{"opens"}], id="a word or the tail of one"),
        pytest.param(rf"[{TITLE}{PERSON}] opens\b", [{"opens"}, {TITLE, PERSON}], id="one of several marks"),
        pytest.param(r"(?i)\bopens\b", [], id="without regard to case"),
        pytest.param(r"[^.]{0,40}", [], id="anything"),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: list[set[str]]) -> None:
    assert list(needs_of(pattern)) == needs


WORDS = ("film", "films", "co", "in", "a", "direct", "rated")


LEAVES = st.one_of(
    st.sampled_from(WORDS).map(lambda word: (word, word)),
    st.sampled_from((" ", "-", ", ", "2", PERSON)).map(lambda sign: (re.escape(sign), sign)),
    st.sampled_from([r"\b", r"(?!\w)", r"(?<!\w)", "(?=[ .]|$)", r"(?<![\w-])"]).map(lambda edge: (edge, "")),
    st.sampled_from([(r"\w+", "sun"), (r"[^.]{0,9}", "in a "), (r"\d", "7"), (r"[a-c ]", "b")]),
)


def wider(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    return st.one_of(
        st.tuples(inner, inner).map(lambda both: (both[0][0] + both[1][0], both[0][1] + both[1][1])),
        st.tuples(inner, inner).map(lambda both: (f"(?:{both[0][0]}|{both[1][0]})", both[0][1])),
        st.tuples(inner, inner).map(lambda both: (f"(?:{both[0][0]}|{both[1][0]})", both[1][1])),
        inner.map(lambda one: (f"(?:{one[0]})?", "")),
        inner.map(lambda one: (f"(?:{one[0]})?", one[1])),
        st.tuples(inner, st.integers(1, 3)).map(lambda one: (f"(?:{one[0][0]}){{1,3}}", one[0][1] * one[1])),
    )


PATTERNS = st.recursive(LEAVES, wider, max_leaves=12)
"""Regular expressions, each with a text that it fits."""


@given(
    st.lists(PATTERNS, min_size=1, max_size=4),
    st.sampled_from(["", "a film in ", "re"]),
    st.sampled_from(["", " co", "s"]),
)
def test_nothing_that_fits_lacks_what_is_needed(parts: list[tuple[str, str]], before: str, behind: str) -> None:
    pattern, fitting = "".join(one for one, _ in parts), "".join(text for _, text in parts)
    for found in re.finditer(pattern, before + fitting + behind):
        words = words_of(found.string) | set(found.string)
        assert not any(need.isdisjoint(words) for need in needs_of(pattern))
