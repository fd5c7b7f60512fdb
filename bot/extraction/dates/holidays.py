"""Which day a holiday falls on in a year. Decides; pure. The holidays themselves stand in `lexicon/dates.toml`."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.model.edtf import EdtfDate, narrowest, of_day

_LONG_WEEKEND = {0: (-3, 0), 3: (-1, 3)}
"""A Monday's weekend begins on the Friday before; a Thursday's frame on the Wednesday before, when films open."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by one of its four rules; `plus` days are added to the day that the rule gives.

    `fixed` is (month, day), `nth` is (month, weekday, which; -1 the last), `easter` days from Easter Sunday,
    `moon` (month, day) by year: of a year that is not listed the nearest one's stands for it.
    `exact` is false for names that also mean the days around it ("for Thanksgiving", "this Christmas").
    """

    exact: bool
    fixed: tuple[int, int] | None = None
    nth: tuple[int, int, int] | None = None
    easter: int = 0
    plus: int = 0
    moon: Mapping[int, tuple[int, int]] | None = None

    def day(self, year: int) -> EdtfDate:
        """Return the day itself."""
        return of_day(self._date(year))

    def days_around(self, year: int) -> EdtfDate:
        """Return the least EDTF date that holds the weekend or frame that goes by its name; the day's month at most."""
        day = self._date(year)
        before, after = _LONG_WEEKEND.get(day.weekday(), (0, 0)) if self.fixed is None else (0, 0)
        frame = narrowest(day + timedelta(before), day + timedelta(after))
        return frame if frame is not None and not frame.day else EdtfDate(year, day.month)

    def _date(self, year: int) -> date:
        if self.moon is not None:
            day = date(year, *self.moon[min(self.moon, key=lambda known: abs(known - year))])
        elif self.fixed is not None:
            day = date(year, *self.fixed)
        elif self.nth is not None:
            day = _nth_weekday(year, *self.nth)
        else:
            day = easter_sunday(year) + timedelta(self.easter)
        return day + timedelta(self.plus)


def holidays(rows: list[Mapping[str, Any]], weekdays: Mapping[str, int]) -> dict[str, Holiday]:
    """Read the lexicon's rows into the holidays by all their names."""
    found: dict[str, Holiday] = {}
    for row in rows:
        rule: dict[str, Any] = {"easter": row.get("easter", 0), "plus": row.get("plus", 0)}
        if "fixed" in row:
            month, day = row["fixed"].split("-")
            rule["fixed"] = (int(month), int(day))
        if "moon" in row:
            days = (day.split("-") for day in row["moon"])
            rule["moon"] = {int(year): (int(month), int(day)) for year, month, day in days}
        if "nth" in row:
            month, weekday, which = row["nth"]
            rule["nth"] = (month, weekdays[weekday], which)
        for key, exact in (("loose", False), ("day", True)):
            found |= dict.fromkeys(row.get(key, ()), Holiday(exact=exact, **rule))
    return found


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (the anonymous algorithm; J. Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    return date(year, month, days[which - 1 if which > 0 else which])
