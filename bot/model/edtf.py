"""Dates that keep their precision: the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that news uses.

A date is a day (`2026-09-18`), a month (`2026-09`), a season (`2026-22`: 21 spring, 22 summer, 23 autumn,
24 winter, northern hemisphere) or a year (`2026`). It is never turned into an instant.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_SEASONS = {21: (3, 5), 22: (5, 9), 23: (9, 11), 24: (12, 2)}
"""First and last month of a season. Summer is the trade's ("summer season": May to early September)."""


class Precision(IntEnum):
    """How much of a date is known, least first."""

    YEAR = 0
    SEASON = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date with its precision. `month` also carries EDTF's season codes 21 to 24."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"year {self.year} is not between 1 and 9999")
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        if self.month is not None and not (1 <= self.month <= 12 or self.month in _SEASONS):
            raise ValueError(f"{self.month} is neither a month (01-12) nor a season (21-24)")
        if self.day is not None:
            date(self.year, self.month or 0, self.day)  # the calendar's own ValueError says what is wrong

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def precision(self) -> Precision:
        """Whether this is a day, a month, a season or a year."""
        if self.day is not None:
            return Precision.DAY
        if self.month is None:
            return Precision.YEAR
        return Precision.SEASON if self.month in _SEASONS else Precision.MONTH

    @property
    def first_day(self) -> date:
        """The earliest day that it can mean."""
        if self.month is None:
            return date(self.year, 1, 1)
        if self.month in _SEASONS:
            return date(self.year, _SEASONS[self.month][0], 1) if self.month != 24 else date(self.year, 1, 1)
        return date(self.year, self.month, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that it can mean. "Winter 2026" may be either end of the year."""
        if self.month is None or self.month == 24:
            return date(self.year, 12, 31)
        month = _SEASONS[self.month][1] if self.month in _SEASONS else self.month
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def contains(self, other: EdtfDate) -> bool:
        """Whether `other` is the same date or a more precise one within it ("2026" contains "2026-09-18")."""
        if other == self:
            return True
        if other.precision <= self.precision:
            return False
        if self.month == 24:
            return other.year == self.year and other.first_day.month in {12, 1, 2}
        return self.first_day <= other.first_day and other.last_day <= self.last_day


def of_day(day: date) -> EdtfDate:
    """Turn a day of the calendar into EDTF."""
    return EdtfDate(day.year, day.month, day.day)


def narrowest(first: date, last: date) -> EdtfDate | None:
    """Return the most precise date that holds all days from `first` to `last`; None where they lie in two years.

    A week is mostly a month, or a season where it lies in two months.
    """
    if first == last:
        return of_day(first)
    if first.year != last.year:
        return None
    if first.month == last.month:
        return EdtfDate(first.year, first.month)
    for season in (21, 22, 23):
        if _SEASONS[season][0] <= first.month and last.month <= _SEASONS[season][1]:
            return EdtfDate(first.year, season)
    return EdtfDate(first.year)


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> EdtfDate:
    """Read `2026-09-18`, `2026-09`, `2026-22` or `2026`; ValueError says what is wrong with anything else."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no date: write 2026-09-18, 2026-09, 2026-22 (summer) or 2026")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        return EdtfDate(year or 0, month, day)
    except ValueError as why:
        raise ValueError(f"{text!r} is no date: {why}") from None
