"""The capitalised words of a passage, which is all that names are made of. Found once, in linear time."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.extraction.lexicon import load
from bot.extraction.text import Passage

# re skips to what begins with a set of characters at once; that nothing stands before is looked at behind the first.
_CAPITAL = re.compile(
    r"[^\W\d_a-z](?<![\w'\u2019-].)"
    r"(?:(?<=[A-Z])\.(?:[A-Z]\.){0,2}|[^\W\d_]*+(?:['\u2019\u2011-][^\W\d_]++)*+)"
)
_ENDING = re.compile(r"(?:n't|'(?:s|ll|re|ve|d|m))$")
_PARTICLES = frozenset(load("names")["particles"])
_BEFORE = re.compile(r"([\w-]+)('s)?\.? $")
_MOST_TEXT = 20_000
_HEADLINE = 400  # so much of a passage says how it is capitalised


class Capital(NamedTuple):
    """A capitalised word at `[start, end)` of a passage, its possessive ending left out (`cut`).

    `joined` is whether it stands right behind the capitalised word before it, a space or a particle ("de") between
    them; `before` is the word in front of it in lower case, "" where none stands there.
    """

    start: int
    end: int
    folded: str
    joined: bool
    before: str
    cut: bool


def capitals(passage: Passage) -> tuple[Capital, ...]:
    """Find the capitalised words of a passage, in order; of a very long one those of its beginning."""
    text, folded = passage.text, passage.folded
    found: list[Capital] = []
    last = 0
    for word in _CAPITAL.finditer(text, 0, _MOST_TEXT):
        start, end = word.span()
        if not text[start].isupper():
            continue
        spelled = folded[start:end]
        ending = _ENDING.search(spelled) if "'" in spelled else None
        length = ending.start() if ending else len(spelled)
        gap = folded[last:start] if found and start - last < 12 else "."
        joined = gap == " " or (gap[:1] == " " == gap[-1:] and _PARTICLES.issuperset(gap.split()))
        before = "" if joined else _word_before(folded, start)
        found.append(Capital(start, start + length, spelled[:length], joined, before, ending is not None))
        last = end
    return tuple(found)


def _word_before(folded: str, start: int) -> str:
    if folded[start - 1 : start] != " ":
        return ""
    word = folded[max(0, start - 20) : start - 1].rpartition(" ")[2]
    if word.isalnum():
        return word
    found = _BEFORE.search(folded, max(0, start - 20), start)
    return found[1] if found else ""


def is_headline_case(passage: Passage, found: tuple[Capital, ...]) -> bool:
    """Whether nearly all words of a passage begin with a capital, so that a capital says little."""
    words = sum(len(word) > 3 for word in passage.text[:_HEADLINE].split())
    capital = sum(len(word.folded) > 3 for word in found if word.start < _HEADLINE)
    return words > 2 and capital >= 0.7 * words
