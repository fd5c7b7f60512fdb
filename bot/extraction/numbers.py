"""Values that come in many spellings, made one: running times, ratings, sorts of trailers and stills."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.extraction.lexicon import load

_WORDS: Mapping[str, int] = load("numbers")["words"]
_MEDIA: Mapping[str, Mapping[str, str]] = load("numbers")["media"]
_HOURS = re.compile(r"(\d|one|two|three) ?(?:h|hr|hrs|hours?)(?: and|,)? ?(\d\d?|[a-z-]+) ?m")
_SHORTEST, _LONGEST = 60, 300


def minutes(words: str) -> str | None:
    """Read `1h 54m`, `two hours and 17 minutes` or `111 minutes` as minutes; None where no film runs that long."""
    hours = _HOURS.search(words)
    if hours:
        rest = _number(hours[2])
        total = None if rest is None else 60 * (_number(hours[1]) or 0) + rest
    else:
        digits = re.search(r"\d{1,4}", words)
        total = int(digits[0]) if digits else None
    return str(total) if total is not None and _SHORTEST <= total <= _LONGEST else None


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    parts = [_WORDS.get(part) for part in word.split("-")]
    return None if None in parts else sum(part or 0 for part in parts)


def _sort_of(kind: str) -> Callable[[str], str]:
    """Make a reader for what is shown: the first of the lexicon's words that occurs says which sort it is."""
    sorts = _MEDIA[kind]

    def read(words: str) -> str:
        return next((sort for word, sort in sorts.items() if word in words), sorts[""])

    return read


READERS: Mapping[str, Callable[[str], str | None]] = {
    "runtime": minutes,
    "rating": str.upper,
    "trailer": _sort_of("trailer"),
    "first_look": _sort_of("first_look"),
}
"""For each slot of a frame how its words become a value."""
