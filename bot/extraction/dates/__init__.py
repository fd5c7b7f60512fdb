"""Dates in English news, as precise as they are said and no more.

`find_dates` reads absolute dates ("Sept. 18, 2026"), seasons, holidays, dates that count from the day of publication
("next June") and dates that count from another date ("two weeks later"). Decides; pure; linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bot.extraction.dates.anchored_rules import ANCHORED, Surroundings
from bot.extraction.dates.calendar_rules import CALENDAR
from bot.extraction.dates.deictic_rules import DEICTIC
from bot.extraction.dates.senses import settle
from bot.extraction.dates.shared_years import with_shared_years
from bot.extraction.dates.spoken import Spoken
from bot.extraction.dates.surroundings import Bound, bound_of, country_of, may_name_country
from bot.extraction.dates.words import Token, may_hold_date, tokens
from bot.extraction.needs import words_of
from bot.model.edtf import EdtfDate, Precision

__all__ = ["Bound", "DateFound", "Direction", "find_dates", "may_hold_date"]


class Direction(StrEnum):
    """Where somebody looks who leaves out the year: a release lies ahead, a report of what happened behind."""

    AHEAD = "ahead"
    BEHIND = "behind"


class DateFound(NamedTuple):
    """A date at `[start, end)` of the text.

    `date` is meant by somebody who looks ahead, `behind` by somebody who looks back; they differ only where no year
    is said ("May 1", "on Friday"). `explicit_year`: the year was said as a number. `relative`: counted from another
    date ("two weeks later"), the sentence's or the caller's. `bare_year`: a year without a word of time before it,
    often the year of a work ("the 1997 comedy", "(2025)"). `weekday`: only a day of the week was said. `bound`: the
    date is a limit ("before 2027"), not the day itself. `country` (ISO 3166-1) where it holds there only.
    """

    start: int
    end: int
    date: EdtfDate
    behind: EdtfDate
    explicit_year: bool = False
    relative: bool = False
    bare_year: bool = False
    weekday: bool = False
    bound: Bound | None = None
    country: str | None = None

    def toward(self, direction: Direction) -> EdtfDate:
        """Give the date as meant by somebody who looks that way."""
        return self.date if direction is Direction.AHEAD else self.behind


def find_dates(
    folded: str,
    published: date,
    anchor: EdtfDate | None = None,
    *,
    text: str | None = None,
    words: frozenset[str] | None = None,
) -> tuple[DateFound, ...]:
    """Find the dates of a text, in order; no two overlap.

    `folded` is a sentence or a few (`bot.extraction.text.fold`), `text` the same in its own case, which tells "May"
    from "may". `published` is the entry's day, `anchor` the date that "a week earlier than planned" counts from.
    `words` are those of the text or of more than that, where they are known already.
    Names with numbers in them ("Part 2 July 25") are best blanked out with as many spaces.
    """
    words = words_of(folded) if words is None else words
    if not may_hold_date(folded, words):
        return ()
    settled = settle(tokens(folded), text)
    spoken = [said for group in CALENDAR.read(settled, published) for said in group]
    spoken = _apart([*spoken, *DEICTIC.read(settled, published)])
    spoken = with_shared_years(spoken, settled)
    spoken = _apart([*spoken, *ANCHORED.read(settled, Surroundings(settled, spoken, published, anchor))])
    return tuple(_found(spoken, settled, folded, published, in_country=may_name_country(words)))


def _apart(spoken: Iterable[Spoken]) -> list[Spoken]:
    """Those that do not overlap, the longest first taken, in the order of the text."""
    taken: set[int] = set()
    kept = []
    for said in sorted(spoken, key=lambda said: (said.first - said.last, said.first)):
        places = range(said.first, said.last + 1)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(said)
    return sorted(kept, key=lambda said: said.first)


def _found(
    spoken: Sequence[Spoken], tokens: Sequence[Token], folded: str, published: date, *, in_country: bool
) -> Iterator[DateFound]:
    """Turn what is said into what is meant; vague dates in the possessive ("this year's festival") are no dates.

    `in_country`: the text may name countries.
    """
    places = [(tokens[said.first].start, tokens[said.last].end) for said in spoken]
    for index, (said, (start, end)) in enumerate(zip(spoken, places, strict=True)):
        readings = said.readings(published)
        if readings is None or (folded.startswith("'s", end) and readings[0].precision is not Precision.DAY):
            continue
        room = (places[index - 1][1] if index else 0, places[index + 1][0] if index + 1 < len(places) else len(folded))
        yield DateFound(
            start,
            end,
            date=readings[0],
            behind=readings[1],
            explicit_year=said.explicit_year,
            relative=said.relative,
            bare_year=said.bare_year,
            weekday=said.weekday,
            bound=bound_of(folded, start),
            country=country_of(folded, start, end, room) if in_country else None,
        )
