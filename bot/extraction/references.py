"""Words that speak of a work without its name: "the sequel", "the first film", "it". Finds, does not judge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.extraction.lexicon import load
from bot.extraction.sentences import Sentence

_RELATION = f"(?:{'|'.join(load('titles')['relations_to'])})"


class Kind(StrEnum):
    """Which work such words speak of, measured from the title in focus."""

    SEQUEL = "sequel"
    ORIGINAL = "original"
    SAME = "same"  # whichever was spoken of last


_PATTERNS = {
    kind: re.compile(
        rf"(?<![\w'])(?:{'|'.join(load('focus')['refer'][kind])})(?![\w-])".replace("{relation}", _RELATION),
    )
    for kind in Kind
}
_ASIDE = re.compile(
    r"(?<![\w'])(?:from|than|since|like|after|of|to|in|as|by|for|with) \Z"
)  # "returns from the original"
_TO_ANOTHER = re.compile(r" (?:to|of|for) (?:[\w-]+ ){0,4}\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """Words at `[start, end)` of the passage that speak of a work without its name."""

    kind: Kind
    start: int
    end: int


def references(sentence: Sentence, taken: list[tuple[int, int]]) -> tuple[Reference, ...]:
    """Find the references of a sentence, in order, outside the `taken` ranges (the names that stand in it).

    "A sequel to 'Heat'" is a part of what it says of 'Heat', so no reference of its own.
    """
    kept: list[Reference] = []
    folded = sentence.passage.folded
    for kind, pattern in _PATTERNS.items():
        for found in pattern.finditer(folded, sentence.start, sentence.end):
            start, end = found.span()
            if any(start < last and first < end for first, last in taken):
                continue
            if any(start < other.end and other.start < end for other in kept):
                continue
            if kind is Kind.ORIGINAL and _ASIDE.search(folded, max(sentence.start, start - 12), start):
                continue
            names = (first for first, _ in taken if end <= first <= end + 60)
            if not any(_TO_ANOTHER.fullmatch(folded[end:first].rstrip("'\"")) for first in names):
                kept.append(Reference(kind, start, end))
    return tuple(sorted(kept, key=lambda one: one.start))
