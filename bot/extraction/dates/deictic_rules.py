"""Dates that count from the day of publication: "next June", "on Friday", "in two weeks". Decides; pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.extraction.dates.grammar import Grammar, Matched
from bot.extraction.dates.holidays import Holiday
from bot.extraction.dates.spoken import Spoken, fixed, moved
from bot.model.edtf import EdtfDate, narrowest, of_day

_FAR = 7
"""From so many months on, "next November" is this year's when said in February; a nearer one would be "this"."""
_WINTER = 24
_LONGEST = {"day": 31, "week": 12, "fortnight": 6, "month": 18}
"""A span like "in 20 years" mostly says how long something took, so only spans that somebody would plan by are read."""


def _month(matched: Matched, published: date) -> Spoken:
    month = matched.one("month")
    return fixed(matched.first, matched.last, EdtfDate(_year_of(month, matched.one("deictic"), published), month))


def _holiday(matched: Matched, published: date) -> Spoken:
    holiday: Holiday = matched.one("holiday")
    in_year = holiday.day if holiday.exact and not matched.has("frame", "unit") else holiday.days_around
    month = holiday.day(published.year).first_day.month
    return fixed(matched.first, matched.last, in_year(_year_of(month, matched.one("deictic"), published)))


def _year_of(month: int, step: int, published: date) -> int:
    """Find the year of this, next or last June."""
    if step > 0:
        return published.year + (0 if month - published.month >= _FAR else 1)
    if step < 0:
        return published.year - (0 if month < published.month else 1)
    return published.year + (1 if published.month - month > 6 else 0)


def _season(matched: Matched, published: date) -> Spoken:
    """Seasons go by the calendar year; "last" is the latest that is over, a winter goes by the year it begins in."""
    season, step, year = matched.one("season"), matched.one("deictic"), published.year
    if step < 0:
        over = season != _WINTER and EdtfDate(year, season).last_day < published.replace(day=1)
        year -= 0 if over else 1
    elif step > 0:
        year += 0 if season == _WINTER and published.month < 10 else 1
    return fixed(matched.first, matched.last, EdtfDate(year, season))


def _weekday(matched: Matched, published: date) -> Spoken:
    """Read "next Friday" is the next week's; "this Friday" and "on Friday" are the nearest, ahead or behind."""
    if matched.previous is not None and matched.previous.kind in {"same", "following"}:
        raise ValueError("counts from another date")
    weekday, step = matched.one("weekday"), matched.one("deictic") or 0
    ahead = published + timedelta((weekday - published.weekday()) % 7)
    behind = published - timedelta((published.weekday() - weekday) % 7)
    if step > 0:
        ahead = behind = published + timedelta(7 + weekday - published.weekday())
    elif step < 0:
        ahead = behind = published - timedelta((published.weekday() - weekday - 1) % 7 + 1)
    near = (of_day(ahead), of_day(behind))
    return fixed(matched.first, matched.last, near[0])._replace(weekday=True, pair=near)


def _weekday_the(matched: Matched, published: date) -> Spoken:
    """Read "Friday the 20th": of the month, this or one beside it, in which the 20th is a Friday."""
    weekday, day = matched.one("weekday"), matched.one("nth")
    near = _near(published, lambda found: found.day == day and found.weekday() == weekday)
    return fixed(matched.first, matched.last, near[0])._replace(pair=near)


def _day_alone(matched: Matched, published: date) -> Spoken:
    """Read "on the 17th": of this month, or of the next or last one that has such a day."""
    day = matched.one("nth")
    near = _near(published, lambda found: found.day == day)
    return fixed(matched.first + 1, matched.last, near[0])._replace(pair=near)


def _near(published: date, fits: Callable[[date], bool]) -> tuple[EdtfDate, EdtfDate]:
    """Return the nearest fitting days ahead and behind, within two months; ValueError where there is none."""
    days = [day for day in (published + timedelta(step) for step in range(-62, 63)) if fits(day)]
    if not days:
        raise ValueError("no such day is near")
    ahead = next((day for day in days if day >= published), days[-1])
    behind = next((day for day in reversed(days) if day <= published), days[0])
    return of_day(ahead), of_day(behind)


def _day_of_this(matched: Matched, published: date) -> Spoken:
    """Read "the 18th of next month", "the fourth of the month"."""
    month = moved(of_day(published), "month", matched.one("deictic") or 0)
    day = matched.one("nth", "ordinal")
    return fixed(matched.first, matched.last, EdtfDate(month.year, month.month, day))


def _span(matched: Matched, published: date) -> Spoken | None:
    """Read "this week", "next month", "later this year", "the end of the year": as precise as the span is long."""
    unit, step = matched.one("unit", "months", "years"), matched.one("deictic") or 0
    found = _week(unit, step, published) if unit in {"week", "weekend"} else None
    if unit in {"month", "year"}:
        found = moved(of_day(published), unit, step)
    return fixed(matched.first, matched.last, found) if found is not None else None


def _week(unit: str, step: int, published: date) -> EdtfDate | None:
    monday = published + timedelta(7 * step - published.weekday())
    return narrowest(monday + timedelta(4 if unit == "weekend" else 0), monday + timedelta(6))


def _day(matched: Matched, published: date) -> Spoken:
    return fixed(matched.first, matched.last, of_day(published + timedelta(matched.one("relday"))))


def _in_span(matched: Matched, published: date) -> Spoken | None:
    return _away(matched, published, +1)


def _ago(matched: Matched, published: date) -> Spoken | None:
    return _away(matched, published, -1)


def _away(matched: Matched, published: date, sign: int) -> Spoken | None:
    """Read "in two weeks", "three days ago": days are meant as said, weeks and months about so."""
    unit, count = matched.one("unit", "months", "years"), matched.one("count", "amount")
    if count > _LONGEST.get(unit, 0) or (matched.previous is not None and matched.previous.kind == "dash"):
        return None
    found: EdtfDate | None = moved(of_day(published), unit, sign * count)
    if found is not None and unit in {"week", "fortnight"}:
        found = narrowest(found.first_day - timedelta(3), found.first_day + timedelta(3))
    return fixed(matched.first, matched.last, found) if found is not None else None


_PART = "((part|edge) (dash|of)? the?)?"
_SPAN = "(unit|months|years)"

DEICTIC: Grammar[date, Spoken] = Grammar(
    [
        (f"{_PART} deictic month", _month),
        (f"{_PART} deictic season", _season),
        ("deictic holiday (frame|unit)?", _holiday),
        ("weekday the nth", _weekday_the),
        ("deictic? weekday", _weekday),
        ("the? (nth|ordinal) of (the|deictic) months", _day_of_this),
        ("(on|from|to) the nth (?!word|count|unit|number|of)", _day_alone),
        (f"{_PART} deictic {_SPAN}", _span),
        (f"(part|edge) of? the {_SPAN}", _span),
        ("relday", _day),
        (f"in (count|amount) {_SPAN}", _in_span),
        (f"(count|amount) {_SPAN} ago", _ago),
    ]
)
