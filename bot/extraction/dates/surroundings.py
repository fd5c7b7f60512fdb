"""What the words around a date make of it: a limit ("before 2027"), a date of one country. Decides; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from bot.extraction.dates.words import LEXICON
from bot.extraction.needs import needs_of
from bot.extraction.sieve import Sieve


class Bound(StrEnum):
    """A date that is not the day itself but the limit of it."""

    BEFORE = "before"
    BY = "by"
    AFTER = "after"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NEAR = 60  # characters on each side in which a country belongs to a date
_BOUNDS = {word: Bound(kind) for kind, words in LEXICON["bounds"].items() for word in words}
_BOUND = re.compile(rf"\b({_any_of(_BOUNDS)})\s+(?:the\s+)?\Z")
_RELEASED = _any_of(LEXICON["released"]["words"])
_COUNTRIES: dict[str, str] = {name: code for code, row in LEXICON["countries"].items() for name in row["names"]} | {
    row["adjective"]: code for code, row in LEXICON["countries"].items() if "adjective" in row
}
_ADJECTIVES = frozenset(row["adjective"] for row in LEXICON["countries"].values() if "adjective" in row)
_PLACE = re.compile(
    rf"(?<!\w)(?:(?P<wide>{_any_of(LEXICON['everywhere']['words'])})"
    rf"|(?P<country>{_any_of(set(_COUNTRIES) - _ADJECTIVES)})"
    rf"|(?P<adjective>{_any_of(_ADJECTIVES)})(?=\s+(?:{_RELEASED})\b))(?!\w)"
)
_NAMES = Sieve([needs_of(rf"\b(?:{_any_of(_COUNTRIES)})\b")])
_BORDER = re.compile(r"[;()\n]|[.:!?](?=\s)| (?:and|but|while) ")
_LEADING = re.compile(r"\s*(?:in|across) (?:the )?")


def bound_of(folded: str, start: int) -> Bound | None:
    """Return the limit that the words before `start` make of a date."""
    found = _BOUND.search(folded, max(0, start - 24), start)
    return _BOUNDS[found[1]] if found else None


def may_name_country(words: frozenset[str]) -> bool:
    """Whether a text with these words is worth looking through for a country."""
    return bool(_NAMES.passing(words))


def country_of(folded: str, start: int, end: int, room: tuple[int, int]) -> str | None:
    """Return the one country in which a date at `[start, end)` holds; None for the widest release.

    `room` is how far its clause may reach: to the dates on both sides.
    """
    after = folded[end : min(room[1], end + _NEAR)].removeprefix(" (")
    after = _BORDER.split(after, maxsplit=1)[0].lstrip(" ,").partition(",")[0]
    clause = _BORDER.split(folded[max(room[0], start - _NEAR) : start].rstrip(" ("))[-1]
    before = clause.rpartition(",")[2]
    places = [*list(_PLACE.finditer(before))[-1:], *list(_PLACE.finditer(after))[:1]] or _leading(clause)
    if not places or any(place["wide"] for place in places):
        return None
    return _COUNTRIES[places[0][0]]


def _leading(clause: str) -> list[re.Match[str]]:
    """Find the country that opens a clause: "In Australia, the film comes out on May 7"."""
    opening = _LEADING.match(clause)
    place = _PLACE.match(clause, opening.end()) if opening else None
    return [place] if place is not None else []
