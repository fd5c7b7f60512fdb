"""The dates of an outline as values of properties: the release, the start or end of filming, and what was dropped.

Old dates ("moved from May 22") are told from new ones; where both stand, the old one is `previous`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from bot.extraction.anyof import AnyOf
from bot.extraction.cues import Cue, Of, cue_of, is_past
from bot.extraction.dates import DateFound, Direction
from bot.extraction.lexicon import load
from bot.extraction.needs import needs_of
from bot.extraction.outline import DATE, Outline, marked
from bot.extraction.sieve import Sieve
from bot.model.edtf import EdtfDate, of_day, parse_edtf
from bot.model.properties import Change, Property

_WORDS = load("timing")
_OLD = re.compile(marked(_WORDS["old"]["before"]) + rf" ?(?:the )?{DATE}$")
_MAY_BE_OLD = Sieve([needs_of(marked(_WORDS["old"]["before"]) + r"\b")])
_OLD_AFTER = re.compile(marked(_WORDS["old"]["after"]))
_FILMING_END = re.compile(marked(_WORDS["filming_end"]["before"]))
_NOT_BEFORE = re.compile(marked(_WORDS["filming_end"]["not_before"]))
_LASTS = re.compile(marked(_WORDS["filming_end"]["lasts"]))
_CHANGED = re.compile(marked(_WORDS["changed"]["words"]))
_LATER = re.compile(_WORDS["changed"]["later"])
_DATELESS = re.compile(marked(_WORDS["changed"]["dateless"]))
_MOVED_TO = re.compile(marked(_WORDS["changed"]["to"]) + "$")
_REMOVED = {
    Property.RELEASE_DATE: AnyOf(_WORDS["removed"]["release"]),
    Property.FILMING_START: AnyOf(_WORDS["removed"]["filming"]),
}
_MOST_DATES = 12
"""So many dates of a sentence are read; a sentence with more is a calendar."""
_WEEK = timedelta(days=7)
_PASSED = timedelta(days=21)
"""A release that lies so far back is told as history."""


class Timed(NamedTuple):
    """A date and what it is of. `place` is its place in the outline, `historical` says that it had its time."""

    property: Property
    place: int
    value: str
    change: Change
    cue: Cue
    previous: str | None = None
    country: str | None = None
    historical: bool = False


class Dropped(NamedTuple):
    """A date that a sentence takes off the calendar (EDTF), and the words that do so."""

    property: Property
    value: str
    found: re.Match[str]


def timed(outline: Outline, published: date, known: str | None = None) -> Iterator[Timed]:
    """Say of each date in an outline what it is of; dates of something else are left out.

    `known` is the release date that stands (EDTF): "in May" without a year means that one, if it lies in a May.
    """
    old: dict[Property, str] = {}
    new: list[Timed] = []
    last: Timed | None = None
    for place, found in _dates(outline):
        item = _timed(outline.text, place, found, published, known) or _moved(outline.text, place, found, last)
        last = item or last
        if item is not None and is_old(outline, place):
            old.setdefault(item.property, item.value)
        elif item is not None:
            new.append(item)
    if not new:
        return
    moves = _CHANGED.search(outline.text) is not None
    for item in new:
        previous = old.get(item.property)
        previous = previous if previous != item.value else None
        yield item._replace(previous=previous, change=Change.CHANGED if previous or moves else Change.ADDED)


def moves_release(outline: Outline) -> Direction | None:
    """Say which way a release has moved, where a sentence tells so but not to when; None where it has not.

    `AHEAD` stands for a later day, `BEHIND` for any: "moves" leaves it open.
    """
    moves = _DATELESS.search(outline.text) if DATE not in outline.words else None
    if moves is None:
        return None
    return Direction.AHEAD if _LATER.search(moves[0]) else Direction.BEHIND


def dropped(outline: Outline, known: str | None) -> Iterator[Dropped]:
    """Yield what an outline takes off the calendar, with the date that stood.

    `known` is the release date that stands, for a text that does not say which date it takes away.
    """
    for prop, pattern in _REMOVED.items():
        found = pattern.search(outline.text, outline.words)
        value = _said_in(outline, found) or (known if prop is Property.RELEASE_DATE else None) if found else None
        if found is not None and value is not None:
            yield Dropped(prop, value, found)


def _said_in(outline: Outline, found: re.Match[str]) -> str | None:
    """Return the date that words name, or else the first one of their sentence."""
    said = [(place, str(day.date)) for place, day in _dates(outline) if not day.weekday and not day.relative]
    inside = (value for place, value in said if found.start() <= place < found.end())
    return next(inside, said[0][1] if said else None)


def _timed(text: str, place: int, found: DateFound, published: date, known: str | None) -> Timed | None:
    cue = cue_of(text, place, found)
    before = text[max(0, place - 70) : place + 1]
    lasts = cue.of is Of.FILMING and _LASTS.search(before) is not None
    begins = _NOT_BEFORE.search(before) is not None  # "filming doesn't begin until June"
    if cue.of is Of.OTHER or (found.bound is not None and not lasts and not begins):
        return None
    day = found.toward(Direction.BEHIND if is_past(text, place) else Direction.AHEAD)
    if cue.of is Of.RELEASE:
        day = _as_known(found, day, known)
        passed = day.last_day < published - _PASSED
        return Timed(Property.RELEASE_DATE, place, str(day), Change.ADDED, cue, None, found.country, passed)
    if found.weekday and day == of_day(published) and not is_past(text, place):
        day = of_day(published + _WEEK)  # who means today says so
    ends = lasts or (not begins and _FILMING_END.search(before))
    return Timed(Property.FILMING_END if ends else Property.FILMING_START, place, str(day), Change.ADDED, cue)


def _moved(text: str, place: int, found: DateFound, last: Timed | None) -> Timed | None:
    """Read "pushed to September" as the new date of what the sentence gave a date before."""
    if last is None or found.relative or not _MOVED_TO.search(text[max(0, place - 40) : place + 1]):
        return None
    return last._replace(place=place, value=str(found.toward(Direction.AHEAD)), change=Change.CHANGED)


def _as_known(found: DateFound, day: EdtfDate, known: str | None) -> EdtfDate:
    stands = parse_edtf(known) if known is not None else None
    if stands is None or found.explicit_year or found.relative or day.month is None:
        return day
    if found.weekday:  # "from Friday", said on a Friday, is today or the next one
        return stands if stands == of_day(day.first_day + _WEEK) else day
    same = stands.month == day.month and day.day in {None, stands.day}
    return EdtfDate(stands.year, day.month, day.day) if same else day


def _dates(outline: Outline) -> Iterator[tuple[int, DateFound]]:
    days = ((place, item.values[0]) for place, item in outline.marks.items() if item.mark == DATE)
    for place, day in islice(days, _MOST_DATES):
        if isinstance(day, DateFound):
            yield place, day


def is_old(outline: Outline, place: int) -> bool:
    """Whether the words around a date say that it no longer holds: "moved from May 22"."""
    text = outline.text
    if _MAY_BE_OLD.passing(outline.words) and _OLD.search(text[max(0, place - 60) : place + 1]) is not None:
        return True
    return _OLD_AFTER.match(text, place) is not None
