"""What a sentence says is not known yet: "no release date and no studio", "a director has not been named"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.extraction.anyof import AnyOf
from bot.extraction.lexicon import load
from bot.extraction.needs import words_of
from bot.model.properties import Property

_LEXICON = load("unknowns")
_NOUNS = {noun: Property(prop) for noun, prop in _LEXICON["nouns"].items()}
_WORDS = _LEXICON["words"]


def _any(patterns: list[str]) -> str:
    return rf"(?:{'|'.join(patterns)})"


_NOUN = _any(sorted(map(re.escape, _NOUNS), key=len, reverse=True))
_QUALIFIER = rf"(?!{_any(_WORDS['determiners'])}\b)[\w-]{{2,14}} "
_QUALIFIED = rf"(?:{_QUALIFIER}){{0,2}}?(?!{_any(_WORDS['except'])}\b){_NOUN}\b"
_LIST = re.compile(rf"\b{_any(_WORDS['before'])} ?{_QUALIFIED}(?:{_any(_WORDS['joins'])}{_QUALIFIED}){{0,5}}")
_PASSIVE = re.compile(rf"\b{_NOUN}{_any(_WORDS['after'])}\b")
_ONE = re.compile(rf"\b{_NOUN}\b")
_GATE = AnyOf([r"\b(?:no|not|without|neither|lacks?|still needs|yet to|never)\b", r"n't\b"])


class Unknown(NamedTuple):
    """A property that is not known yet, and the words that say so."""

    property: Property
    found: re.Match[str]


def unknowns(text: str, words: frozenset[str] | None = None) -> Iterator[Unknown]:
    """Yield each property that an outline's text says is not known; once each. `words` are those of the text."""
    if not _GATE.may_stand(words_of(text) if words is None else words):
        return
    told: set[Property] = set()
    for pattern in (_LIST, _PASSIVE):
        for found in pattern.finditer(text):
            for noun in _ONE.finditer(text, found.start(), found.end()):
                prop = _NOUNS[noun[0]]
                if prop not in told:
                    told.add(prop)
                    yield Unknown(prop, found)
