"""Places: countries, states and cities, as where something is filmed, and as what no person is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.extraction.lexicon import load
from bot.extraction.needs import words_of
from bot.extraction.text import Passage

_PLACES = frozenset(load("places")["places"].replace("\n", "").split("|"))
_WORD = re.compile(r"[A-Z][^\W\d_]*(?:\.[A-Z]\.)?")
_NEXT = re.compile(r" ([A-Z][^\W\d_]+)")
_LONGEST = 4
_COMMON = frozenset(load("words")["common"].split())
_FIRST_WORDS = frozenset(place.split(" ")[0] for place in _PLACES)
_GATE = frozenset(word for first in _FIRST_WORDS for word in words_of(first))


class PlaceFound(NamedTuple):
    """A place named at `[start, end)` of a passage."""

    start: int
    end: int
    name: str


def may_name_place(words: frozenset[str]) -> bool:
    """Whether a text with these words is worth looking through."""
    return not _GATE.isdisjoint(words)


def find_places(passage: Passage, start: int, end: int) -> tuple[PlaceFound, ...]:
    """Find the places named between two offsets of a passage, in order."""
    return tuple(_places(passage, start, end))


def _places(passage: Passage, start: int, end: int) -> Iterator[PlaceFound]:
    after = start
    for found in _WORD.finditer(passage.text, start, end):
        if found.start() < after:
            continue
        if passage.folded[found.start() : found.end()] not in _FIRST_WORDS:
            continue
        length = _length(passage.folded, found.start(), end)
        if length and not _is_first_name(passage, found.start() + length):
            after = found.start() + length
            yield PlaceFound(found.start(), after, passage.text[found.start() : after])


def _is_first_name(passage: Passage, end: int) -> bool:
    """Whether a name goes on behind a place, so that it is a person's ("Jordan Weiss")."""
    following = _NEXT.match(passage.text, end)
    return following is not None and following[1].lower() not in _COMMON and not following[1].isupper()


def _length(folded: str, start: int, end: int) -> int:
    """How many characters from `start` spell the longest place."""
    best, stop = 0, start
    for _ in range(_LONGEST):
        stop = _word_end(folded, stop, end)
        if folded[start:stop] in _PLACES:
            best = stop - start
        if stop >= end or folded[stop] != " ":
            break
        stop += 1
    return best


def _word_end(folded: str, start: int, end: int) -> int:
    stop = start
    while stop < end and (
        folded[stop].isalpha()
        or (folded[stop] == "." and folded[stop - 1 : stop] in {"l", "a", "t"} and stop - start < 4)
    ):
        stop += 1
    return stop
