"""Pure: where an axis of time has its marks, and what stands beside them. Days are counted as `date.toordinal` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: a day's number and its words."""

    at: int
    words: str


def ticks(begin: float, end: float, most: int, months: Sequence[str]) -> list[Tick]:
    """Choose the finest marks between two days that are no more than `most`: days, weeks, firsts of months, years."""
    first, last = max(int(begin) + 1, FIRST), min(int(end), LAST)
    for step in _DAYS:
        if (last - first) / step <= most + 1 and len(found := _each_days(first, last, step)) <= most:
            return [Tick(at, _day(at, months)) for at in found]
    for step in _MONTHS:
        if (last - first) / (31 * step) <= most + 1 and len(found := list(_each_months(first, last, step))) <= most:
            return [Tick(at, _month(at, months)) for at in found]
    return []


def _each_days(first: int, last: int, step: int) -> list[int]:
    """List every so many days; weeks begin with a Monday, as day 1 did."""
    return [at for at in range(first, last + 1) if (at - 1) % step == 0]


def _each_months(first: int, last: int, step: int) -> Iterator[int]:
    """Give the firsts of every so many months, counted from January of the year 0."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    number = -(-(begin.year * 12 + begin.month - 1) // step) * step
    while number <= end.year * 12 + end.month - 1:
        at = date(number // 12, number % 12 + 1, 1).toordinal()
        if first <= at <= last:
            yield at
        number += step


def _day(at: int, months: Sequence[str]) -> str:
    return f"{date.fromordinal(at).day} {_month(at, months)}"


def _month(at: int, months: Sequence[str]) -> str:
    day = date.fromordinal(at)
    return f"{months[day.month - 1][:3]} {day.year}"
