"""Words that speak of a work without its name: "the sequel", "the first film", "it". Finds, does not judge."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from bot.extraction.lexicon import load
from bot.extraction.needs import needs_of
from bot.extraction.sentences import Sentence
from bot.extraction.sieve import Sieve

_WORDS = load("focus")["refer"]
_RELATION = f"(?:{'|'.join(word for word in load('titles')['relations_to'] if not word.endswith('s'))})"


class Kind(StrEnum):
    """Which work such words speak of, measured from the title in focus."""

    SEQUEL = "sequel"
    ORIGINAL = "original"
    SAME = "same"  # whichever was spoken of last


def _as_words(pattern: str) -> str:
    return rf"(?<![\w'])(?:{pattern})(?![\w-])".replace("{relation}", _RELATION)


_PATTERNS = {kind: re.compile(_as_words("|".join(_WORDS[kind]))) for kind in Kind}
_ROWS = [(kind, pattern) for kind in Kind for pattern in _WORDS[kind]]
_SIEVE = Sieve([needs_of(_as_words(pattern)) for _, pattern in _ROWS])
_ASIDE = re.compile(rf"(?<![\w'])(?:{'|'.join(_WORDS['aside'])}) \Z")
_MOST = 30  # in one sentence
_TO_ANOTHER = re.compile(r" (?:to|of|for) (?:[\w-]+ ){0,4}\Z")


class Reference(NamedTuple):
    """Words at `[start, end)` of the passage that speak of a work without its name."""

    kind: Kind
    start: int
    end: int


def references(sentence: Sentence, taken: list[tuple[int, int]]) -> tuple[Reference, ...]:
    """Find the references of a sentence, in order, outside the `taken` ranges (the names that stand in it).

    "A sequel to 'Heat'" is a part of what it says of 'Heat', so no reference of its own.
    """
    kept: list[Reference] = []
    closed = list(taken)
    folded = sentence.passage.folded
    for kind in dict.fromkeys(_ROWS[number][0] for number in _SIEVE.passing(sentence.words)):
        for found in islice(_PATTERNS[kind].finditer(folded, sentence.start, sentence.end), _MOST):
            start, end = found.span()
            if any(start < last and first < end for first, last in closed):
                continue
            closed.append((start, end))
            if not _is_aside(sentence, kind, start) and not _is_of_another(folded, end, taken):
                kept.append(Reference(kind, start, end))
    return tuple(sorted(kept, key=lambda one: one.start))


def _is_aside(sentence: Sentence, kind: Kind, start: int) -> bool:
    """Whether the original is only mentioned by the way: "returns from the original", "who wrote the original"."""
    before = max(sentence.start, start - 40)
    return kind is Kind.ORIGINAL and _ASIDE.search(sentence.passage.folded, before, start) is not None


def _is_of_another(folded: str, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether the work that it is a sequel of is named behind it."""
    names = (first for first, _ in taken if end <= first <= end + 60)
    return any(_TO_ANOTHER.fullmatch(folded[end:first].rstrip("'\"")) for first in names)
