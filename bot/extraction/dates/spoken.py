"""A date as it is spoken, before its year is known, and how a year is found for it. Decides; pure."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from bot.model.edtf import EdtfDate, Precision, of_day

GRACE = timedelta(days=14)
"""How far behind a date without a year may lie and still be the one that is meant ("opens May 1", said on May 2)."""
_AHEAD_OF_CLOCK = timedelta(days=1)
"""How far ahead "it opened on May 1" may lie: `published` is UTC, the speaker may live further east."""
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_YEARS = 8  # a 29 February may be eight years away (1896, 1904)


class Spoken(NamedTuple):
    """A date said by the tokens `first` to `last`.

    `pair` is the date as meant by who looks ahead and by who looks back, where that is known already. Where the year
    is still open, `in_year` gives the date for a year; it raises ValueError or OverflowError where there is none.
    """

    first: int
    last: int
    in_year: Callable[[int], EdtfDate]
    pair: tuple[EdtfDate, EdtfDate] | None = None
    explicit_year: bool = False
    bare_year: bool = False
    weekday: bool = False
    relative: bool = False

    def near(self, year: int, reach: int) -> list[EdtfDate]:
        """Return the dates in the years around `year`, as far as there are such dates."""
        found = []
        for one in range(max(1, year - reach), min(9999, year + reach) + 1):
            with suppress(ValueError, OverflowError):
                found.append(self.in_year(one))
        return found

    def readings(self, published: date) -> tuple[EdtfDate, EdtfDate] | None:
        """Return the date as meant by who looks ahead and by who looks back; None where it is none (31 February)."""
        if self.pair is not None:
            return self.pair
        dates = self.near(published.year, _YEARS)
        return (_ahead(dates, published), _behind(dates, published)) if dates else None

    def dated(self, found: EdtfDate) -> Spoken:
        """Return it with its year known."""
        return self._replace(pair=(found, found))


def _ahead(dates: list[EdtfDate], published: date) -> EdtfDate:
    grace = timedelta(0) if dates[0].precision is Precision.SEASON else GRACE
    return next((found for found in dates if published - found.last_day <= grace), dates[-1])


def _behind(dates: list[EdtfDate], published: date) -> EdtfDate:
    return next((found for found in reversed(dates) if found.first_day - published <= _AHEAD_OF_CLOCK), dates[0])


def yearly(month: int, day: int | None = None) -> Callable[[int], EdtfDate]:
    """Give a month, season or day of every year."""
    return lambda year: _date(year, month, day)


@lru_cache(maxsize=2048)  # the same days in the same years are tried for every date without a year
def _date(year: int, month: int, day: int | None) -> EdtfDate:
    return EdtfDate(year, month, day)


def fixed(first: int, last: int, found: EdtfDate, *, relative: bool = False) -> Spoken:
    """Make a date that follows from the day of publication or from another date."""
    return Spoken(first, last, lambda _: found, (found, found), relative=relative)


def moved(anchor: EdtfDate, unit: str, count: int) -> EdtfDate:
    """`anchor` moved by `count` units; ValueError where it is too vague for the unit or the calendar ends.

    Days and weeks move a day, months give a month, years a year: nobody who says "a year later" means the day.
    """
    if unit == "year":
        return EdtfDate(anchor.year + count)
    if unit == "month" and anchor.precision >= Precision.MONTH:
        year, month = divmod(anchor.year * 12 + (anchor.month or 1) - 1 + count, 12)
        return EdtfDate(year, month + 1)
    if unit not in _DAYS or anchor.precision is not Precision.DAY:
        raise ValueError(f"{anchor} cannot be moved by a {unit}")
    return of_day(anchor.first_day + timedelta(count * _DAYS[unit]))


def moved_exactly(anchor: date, unit: str, count: int) -> EdtfDate:
    """Return the day `count` units from `anchor` ("ten months from today"), at most the month's last."""
    if unit in _DAYS:
        return moved(of_day(anchor), unit, count)
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + count * (12 if unit == "year" else 1), 12)
    return EdtfDate(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))
