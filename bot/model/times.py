"""When people want to be told: at once, daily or weekly, and never at night. In their time zone, summer time included.

Zones are those of the IANA time zone database ("Europe/Berlin"), which `zoneinfo` knows. All moments are aware; those
that are given back are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAY = timedelta(days=1)


class Pace(StrEnum):
    """How often somebody wants to be told."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When news is told. `hour` (0 to 23) and `weekday` (0 is Monday) are those of `zone`, and for digests alone.

    ValueError says what is wrong with an hour, a weekday or a zone.
    """

    pace: Pace = Pace.AT_ONCE
    hour: int = 9
    weekday: int = 0
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if not 0 <= self.hour <= 23:
            raise ValueError(f"{self.hour} is no hour of a day: write 0 to 23")
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"{self.weekday} is no day of a week: write 0 (Monday) to 6 (Sunday)")
        zone_of(self.zone)

    def next_after(self, now: datetime) -> datetime:
        """Tell when what is news at `now` is told: `now` itself, or the first digest after it.

        An hour that the clocks leave out comes when they have been put on; one that they repeat comes once.
        """
        if self.pace is Pace.AT_ONCE:
            return now
        zone = zone_of(self.zone)
        days = _days_from(now.astimezone(zone).date() - _DAY, 10)  # the day before: its digest may come late
        moments = (_moment(day, time(self.hour), zone) for day in days if self._is_day(day))
        return next(moment for moment in moments if moment > now)

    def _is_day(self, day: date) -> bool:
        return self.pace is Pace.DAILY or day.weekday() == self.weekday


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A time of the day, in `zone`, in which nothing is told. It may last over midnight ("22:00 to 07:00").

    ValueError where the two times are the same, or nobody knows the zone.
    """

    start: time
    end: time
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError("quiet hours need a beginning and another time at which they end")
        zone_of(self.zone)

    def end_of(self, now: datetime) -> datetime | None:
        """Tell when the quiet hours end in which `now` lies; None when it lies in none."""
        zone = zone_of(self.zone)
        overnight = _DAY if self.end < self.start else timedelta()
        for day in _days_from(now.astimezone(zone).date() - _DAY, 2):
            until = _moment(day + overnight, self.end, zone)
            if _moment(day, self.start, zone) <= now < until:
                return until
        return None


def zone_of(name: str) -> ZoneInfo:
    """Find a time zone by its name; ValueError where nobody knows it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone: write one such as Europe/Berlin or UTC") from None


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _days_from(first: date, count: int) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range(count))


AT_ONCE = Schedule()
