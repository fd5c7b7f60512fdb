"""Which property a date is a value of: the cue word nearest to it says so, or how it stands beside a title.

Everything that tells a release from a shoot, and both from a ticket sale or a panel, lives here and in
`lexicon/timing.toml`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.dates import DateFound
from bot.extraction.lexicon import load
from bot.extraction.outline import DATE, WORK, any_of, marked
from bot.model.edtf import Precision

_WORDS = load("timing")
_CUE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        rf"(?P<{kind}>{'|'.join(marked(pattern) for pattern in patterns)})"
        for kind, patterns in sorted(_WORDS["cues"].items())
    )
    + r")(?!\w)"
)
_WEAK = re.compile(rf"(?<!\w){_WORDS['weak']['cues']}(?!\w)[^.;()]{{0,24}}$")
_NOUN = {kind: re.compile(pattern) for kind, pattern in _WORDS["noun"].items()}
_TOLD = re.compile(marked(_WORDS["told"]["before"]) + "$")
_BARE = any_of(_WORDS["bare"]["patterns"])
_PAST = re.compile(_WORDS["past"]["before"])
_AHEAD = re.compile(_WORDS["past"]["ahead"])
_BEGINS = re.compile(_WORDS["past"]["begins"])
_COUNTED = re.compile(marked(_WORDS["counted"]["near"]))
_MEDIA = re.compile(_WORDS["media"]["nouns"])
_SHOWN = re.compile(_WORDS["media"]["verbs"])
_STOPS = re.compile(_WORDS["stops"]["between"])
_APPOSITION = re.compile(rf"{DATE}(?:, (?:(?:the|a) (?:\w+ ){{0,3}})?| of | before | after )$")
_NO_WORD = re.compile(r"[^\w]")

# Distances in characters of an outline.
_FARTHEST = 90
_BEHIND = 30  # what a cue behind its date counts as further off
_BEHIND_REACH = 25
_WEEKDAY_REACH = 16
_CLOSE = 12
_STOP, _OTHER_WORK = 15, 25  # what a stop or another work between cue and date adds
_LONE = 10  # so long is a sentence that is hardly more than a date


class Of(StrEnum):
    """What a date is of."""

    RELEASE = "release"
    FILMING = "filming"
    OTHER = "other"


class Cue(NamedTuple):
    """The cue of a date: what it says, its range in the outline, and how far off it counts.

    `why` says in English what decided where no cue word did.
    """

    of: Of
    start: int
    end: int
    distance: int = 0
    why: str = ""


def cue_of(text: str, place: int, found: DateFound) -> Cue:
    """Find what the date at `place` of an outline's text is of; OTHER where that is not asked for."""
    if _TOLD.search(text, max(0, place - 60), place + 1):
        return _no_cue(place, "it is the day on which something was said")
    if found.relative and not _is_counted(text, place):
        return _no_cue(place, "it counts from another day, and nothing says that the plan has moved by so much")
    for kind, noun in _NOUN.items():
        if noun.match(text[place + 1 : place + 30]):
            return Cue(Of(kind), place, place + 1, why="the noun behind it says so")
    return _weighed(_nearest(text, place), text, place, found)


def _no_cue(place: int, why: str) -> Cue:
    return Cue(Of.OTHER, place, place + 1, why=why)


def _weighed(nearest: Cue, text: str, place: int, found: DateFound) -> Cue:
    """Take the nearest cue, or how the date stands beside a title, or neither."""
    if _is_some_day(text, place):
        return nearest if nearest.of is Of.FILMING else _no_cue(place, "it is any day, or one of several in a row")
    if _shows_something(text, nearest):
        return _no_cue(place, "it is the day of a trailer or a picture")
    bare = _is_bare(text, place)
    if bare and nearest.distance > _CLOSE:
        return _bare_release(place)
    if _is_too_far(nearest, text, place, found) and not (bare and found.bare_year):
        return _no_cue(place, "it is vague, and its cue too far off to be sure")
    return _decided(nearest, text, place, found)


def _decided(nearest: Cue, text: str, place: int, found: DateFound) -> Cue:
    if nearest.distance < _FARTHEST:
        return nearest
    alone = len(_NO_WORD.sub("", text)) <= _LONE and found.date.precision >= Precision.MONTH
    stands = not found.weekday and (alone or _WEAK.search(text[max(0, place - 50) : place]) is not None)
    return _bare_release(place) if stands or _is_bare(text, place) else _no_cue(place, "no cue is near")


def _bare_release(place: int) -> Cue:
    return Cue(Of.RELEASE, place, place + 1, why="nothing else is near, and it stands as a release date does")


def is_past(text: str, place: int) -> bool:
    """Whether the words before a date look back, so that "Monday" is the last one."""
    passed = _PAST.search(text, max(0, place - 50), place)
    return passed is not None and _AHEAD.search(text, passed.end(), place) is None


def _nearest(text: str, place: int) -> Cue:
    """Return the nearest cue; one of something else, as far off as can be, where there is none."""
    best = Cue(Of.OTHER, place, place, _FARTHEST)
    for found in _CUE.finditer(text, max(0, place - _FARTHEST), min(len(text), place + _FARTHEST)):
        before = found.end() <= place
        between = text[found.end() : place] if before else text[place + 1 : found.start()]
        if not before and (len(between) > _BEHIND_REACH or DATE in between or _STOPS.search(between)):
            continue
        distance = len(between) + (0 if before else _BEHIND)
        distance += _STOP * (len(_STOPS.findall(between)) + between.count(DATE)) + _OTHER_WORK * between.count(WORK)
        if distance <= best.distance and distance < _FARTHEST:
            best = Cue(Of(found.lastgroup or ""), found.start(), found.end(), distance)
    return best


def _is_too_far(nearest: Cue, text: str, place: int, found: DateFound) -> bool:
    """Whether a day of the week, or a year that may be a work's, stands too far from its cue to be sure."""
    if found.weekday:
        past = is_past(text, place)
        begins = not past and _BEGINS.search(text, nearest.start, place) is not None
        wrong_way = past is (nearest.of is Of.RELEASE) and not (begins and nearest.of is Of.FILMING)
        return nearest.distance > _WEEKDAY_REACH or nearest.start > place or wrong_way
    return found.bare_year and nearest.distance > _WEEKDAY_REACH


def _shows_something(text: str, cue: Cue) -> bool:
    """Whether it is a trailer that comes out, not the film."""
    if cue.of is not Of.RELEASE:
        return False
    return (
        _SHOWN.match(text, cue.start) is not None and _MEDIA.search(text, max(0, cue.start - 70), cue.start) is not None
    )


def _is_some_day(text: str, place: int) -> bool:
    """Whether a date is no day of its own.

    It is one end of several days, as an event has them ("July 17-20"), any day ("a Friday"), or explains the date
    before it ("May 23, the Friday before Memorial Day").
    """
    explains = _APPOSITION.search(text, max(0, place - 40), place) is not None
    several = text[place + 1 : place + 3] == "-" + DATE or text[max(0, place - 2) : place] == DATE + "-"
    return explains or several or text[max(0, place - 3) : place].endswith(" a ")


def _is_bare(text: str, place: int) -> bool:
    return any(start <= place < end for start, end in _bare(text))


@lru_cache(maxsize=16)  # each date of a sentence asks, some twice
def _bare(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _BARE.finditer(text))


def _is_counted(text: str, place: int) -> bool:
    return _COUNTED.search(text, max(0, place - 10), place + 30) is not None
