"""When two names of a film are the same: with or without the name of the series, articles and "&"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.novelty.spelling import words_of

_EMPTY = frozenset({"the", "a", "an", "and"})
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}


@lru_cache(maxsize=4096)
def title_words(text: str) -> tuple[str, ...]:
    """Return the words of a title without articles and "and"; Roman numerals as figures."""
    words = words_of(text)
    return tuple(_ROMAN.get(word, word) for word in words if word not in _EMPTY) or words


def own_words(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return what a title adds to the names that are known: `("last", "orbit")` of "Emberstream: The Cold Orbit".

    Empty where it adds nothing. So the subtitle alone and the full title are the same.
    """
    known = {word for name in names for word in title_words(name)}
    return tuple(word for word in title_words(text) if word not in known)
