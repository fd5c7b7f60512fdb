"""How a name is written where it is found: what tells "The Long Way Down" from a long way down.

Names made of common words are names only where capitals, quotes or italics say so. In a headline, where every word has
a capital, and at the start of a sentence, a capital says little.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from bot.extraction.lexicon import load
from bot.extraction.text import Passage
from bot.extraction.titles import number_of, significant
from bot.model.claims import TextField

_WORDS = load("titles")
_COMMON = frozenset(load("words")["common"].split())
_BESIDE = frozenset(
    word
    for kind in ("relations", "others", "series", "films", "roles", "parts", "more", "older", "ordinals", "footage")
    for word in _WORDS[kind]
)
_CALLED = frozenset(_WORDS["called_after"])  # "the Cliff Booth movie"
_STOP = re.compile(r"[.!?\n\u2022]")
_BEFORE = re.compile(r"([\w'-]+) \Z")
_AFTER = re.compile(r" ([\w'-]+)")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_ANY_WORD = re.compile(r"[^\W\d_]{2,}")
_QUOTES = frozenset("'\"")
_AROUND = 160
_MOSTLY = 0.75


class Shape(StrEnum):
    """How sure the writing makes it that a name is meant, surest first."""

    QUOTED = "quoted"  # in quotes or in italics
    CAPITAL = "capital"  # capitals where a capital means a name
    TITLED = "titled"  # capitals where everything has them: headlines, the first word
    LOWER = "lower"  # no capitals, though the text has some


def shape_of(passage: Passage, start: int, end: int) -> Shape | None:
    """Tell how the name at `[start, end)` is written; None where it is a piece of a longer name."""
    name, text = passage.text[start:end], passage.text
    if not _is_capitalised(name):
        return Shape.TITLED if text.islower() else Shape.LOWER
    if is_quoted(passage, start, end):
        return Shape.QUOTED
    first, last = _surroundings(passage, start, end)
    around = f"{text[first:start]}|{text[end:last]}"
    outside = _LONG_WORD.findall(around) or _ANY_WORD.findall(around)
    alone = len(significant(name.lower())) == 1
    if _mostly(outside, str.isupper):
        titled = True
    elif name.isupper() and len(name) > 3:
        return Shape.CAPITAL  # it stands out
    else:
        titled = _mostly(outside, _has_capital)
    if _is_longer(passage, (start, end), (first, last), titled=titled, alone=alone):
        return None
    at_start = not any(sign.isalnum() for sign in text[first:start])
    return Shape.TITLED if titled or (at_start and alone) else Shape.CAPITAL


def is_quoted(passage: Passage, start: int, end: int) -> bool:
    """Whether a quote opens right before `[start, end)`, or it stands in italics."""
    folded = passage.folded
    if start and folded[start - 1] in _QUOTES and not folded[max(0, start - 2) : start - 1].isalnum():
        return True
    italic = passage.italic_from(start)
    return italic is not None and italic[0] <= start and end <= italic[1]


def _is_capitalised(name: str) -> bool:
    """Whether all words of a name that bear a capital have one."""
    words = [word for word in name.split() if significant(word.lower()) and word not in _CALLED]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


def _surroundings(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentence around a name, roughly; a headline whole."""
    if passage.field is TextField.TITLE and len(passage.text) <= 2 * _AROUND:
        return 0, len(passage.text)
    first = max(0, start - _AROUND)
    stops = [found.end() for found in _STOP.finditer(passage.text, first, start)]
    after = _STOP.search(passage.text, end, end + _AROUND)
    return stops[-1] if stops else first, after.start() if after else min(end + _AROUND, len(passage.text))


def _has_capital(word: str) -> bool:
    return word[0].isupper()


def _mostly(words: list[str], holds: Callable[[str], bool]) -> bool:
    """Whether it holds for most words; where there are none nothing can be told, which counts as yes."""
    return sum(map(holds, words)) >= _MOSTLY * len(words)


def _is_longer(passage: Passage, name: tuple[int, int], around: tuple[int, int], *, titled: bool, alone: bool) -> bool:
    """Whether a capitalised word beside a name makes it a piece of a longer one: "Heat Wave", "Jason Michael"."""
    after = _AFTER.match(passage.text, name[1], around[1])
    if after and _has_capital(after[1]) and not _stands_beside(after[1]):
        folded = after[1].lower()
        if not titled or (alone and folded.removesuffix("'s") not in _COMMON):
            return True
    before = _BEFORE.search(passage.text, around[0], name[0])
    return bool(alone and before and _has_capital(before[1]) and _is_strange(before[1]))


def _stands_beside(word: str) -> bool:
    """Whether a word in capitals behind a name is none of it: a number, "Sequel", "TEASER"."""
    return word.isupper() or word.lower() in _BESIDE or number_of(word.lower()) is not None


def _is_strange(word: str) -> bool:
    folded = word.lower()
    return not word.isupper() and not folded.endswith("'s") and folded not in _COMMON and folded not in _BESIDE
