"""Names as words that can be compared: no capitals, accents, dots or dashes. Everything here is cached."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.extraction.text import fold

_APOSTROPHES = re.compile(r"'")
_QUOTED = re.compile(r"\"[^\"]*\"|\([^)]*\)")
_DOTTED = re.compile(r"(?<=\b\w)\.")
_NO_WORD = re.compile(r"[\W_]+")
_SPELLED_OUT = str.maketrans({"+": " plus ", "&": " and "})


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """Fold a name into its words: `B.J. Novak` and `B. J. Novak` are both `("bj", "novak")`, `Disney+` has "plus".

    What stands in double quotes or brackets is left out, unless nothing else is there.
    """
    folded = fold(text).translate(_SPELLED_OUT)
    folded = _APOSTROPHES.sub("", _QUOTED.sub(" ", folded).strip() or folded)
    return tuple(_with_joined_initials(_NO_WORD.sub(" ", _DOTTED.sub(" ", folded)).split()))


def _with_joined_initials(words: list[str]) -> list[str]:
    joined: list[str] = []
    run = False
    for word in words:
        initial = len(word) == 1 and word.isalpha()
        if initial and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = initial
    return joined


def within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words of `part` stand in a row in `whole`."""
    return bool(part) and any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))
