"""When two names mean the same place, and when one lies within the other."""

from __future__ import annotations

from functools import lru_cache

from bot.extraction.lexicon import load
from bot.novelty.spelling import words_of

_NAMES = load("same_names")
_ALIASES = {words_of(name): words_of(row[0]) for row in _NAMES["places"] for name in row}
_REGIONS = {words_of(place): words_of(region) for region, row in _NAMES["regions"].items() for place in row}

Place = tuple[tuple[str, ...], ...]
"""A place's parts, smallest first, each as its words: `((astoria), (oregon))`."""


@lru_cache(maxsize=4096)
def place_of(name: str) -> Place:
    """Split a name at its commas: "Astoria, Oregon"."""
    parts = (words_of(part) for part in name.split(","))
    return tuple(_ALIASES.get(words, words) for words in parts if words)


def same_place(one: Place, other: Place) -> bool:
    """Whether both mean one place; "Paris, Texas" and "Paris, France" do not."""
    return bool(one and other) and all(a == b for a, b in zip(one, other, strict=False))


def lies_in(place: Place, region: Place) -> bool:
    """Whether a place lies in a region: its own name says so ("Astoria, Oregon"), or everybody knows it ("Rome")."""
    if len(region) != 1:
        return False
    known = _REGIONS.get(place[0]) if place else None
    return region[0] in place[1:] or (known is not None and _ALIASES.get(known, known) == region[0])
