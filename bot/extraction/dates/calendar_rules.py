"""Dates that name their place in the calendar: "Sept. 18, 2026", "the summer of 2026", "Christmas". Decides; pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.extraction.dates.grammar import Grammar, Matched
from bot.extraction.dates.holidays import Holiday
from bot.extraction.dates.spoken import Spoken, fixed, yearly
from bot.extraction.dates.words import LEXICON
from bot.model.edtf import EdtfDate

_DAY = "(number|nth)"
_YEAR = "(comma? of? year|short_year|comma? of? the? deictic years)?"
_WEEKDAY = "(weekday comma? the?)?"
_PART = "((part|edge) (dash|of)? the?)?"
_TIMELY = frozenset(LEXICON["context"]["before"])

Dates = tuple[Spoken, ...]


def _numeric(matched: Matched, published: date) -> Dates:
    """`2026-09-18`, `9/18/2026` (American unless the first number is no month), `18.09.2026` (never American)."""
    word = matched.tokens[0].word
    parts = [int(part) for part in re.split(r"[-/.]", word)]
    if word[:4].isdigit():
        year, month, day = parts
    elif "." in word or parts[0] > 12:
        day, month, year = parts
    else:
        month, day, year = parts
    short = year < 100
    year += 2000 if short else 0
    likely = range(published.year - 10, published.year + 11) if short else range(1900, 2100)
    if year not in likely:
        raise ValueError(f"{word} is more likely something else than a date")
    return (replace(fixed(matched.first, matched.last, EdtfDate(year, month, day)), explicit_year=True),)


def _day_of_month(matched: Matched, published: date) -> Dates:
    """`Friday, Sept. 18, 2026`, `18th of September`, `February 12 next year`. The weekday may tell the year."""
    month, day = matched.one("month"), matched.one("number", "nth", "ordinal")
    said = _said(matched, published, _checked(month, day))
    weekday = matched.one("weekday")
    if said.year is None and weekday is not None:
        near = [year for year in range(published.year - 1, published.year + 3) if _falls_on(year, month, day, weekday)]
        if near:
            return (replace(said, year=near[0]),)
    return (said,)


def _days_of_month(matched: Matched, published: date) -> Dates:
    """`June 24-28, 2026`, `24 to 28 June`: the first day and the last one."""
    month = matched.one("month")
    start, end = (index for index, token in enumerate(matched.tokens) if token.kind in {"number", "nth"})
    first, last = (_said(matched, published, _checked(month, matched.tokens[at].value)) for at in (start, end))
    if matched.tokens[start].value >= matched.tokens[end].value:
        raise ValueError("a range goes forward")
    return replace(first, last=matched.first + start), replace(last, first=matched.first + end)


def _month(matched: Matched, published: date) -> Dates:
    return (_said(matched, published, yearly(matched.one("month"))),)


def _weekend(matched: Matched, published: date) -> Dates:
    """`July 4th weekend`: some day of that month."""
    if matched.one("unit") != "weekend":
        raise ValueError("a number of something")
    return _month(matched, published)


def _season(matched: Matched, published: date) -> Dates:
    return (_said(matched, published, yearly(matched.one("season"))),)


def _two_seasons(matched: Matched, published: date) -> Dates:
    """`spring/summer 2026`: no EDTF date of ours is narrower than the year."""
    return (_said(matched, published, _whole_year),)


def _holiday(matched: Matched, published: date) -> Dates:
    """`Christmas 2026` is the day, `Memorial Day weekend` and "for Thanksgiving" are the days around it."""
    holiday: Holiday = matched.one("holiday")
    on_the_day = holiday.exact or (matched.previous is not None and matched.previous.word == "on")
    outright = holiday.fixed is not None and not _is_led(matched)
    exact = not matched.has("frame", "unit") and (on_the_day or outright)
    return (_said(matched, published, holiday.day if exact else holiday.days_around),)


def _part_of_year(matched: Matched, published: date) -> Dates:
    return (_said(matched, published, _whole_year),)


def _year(matched: Matched, _: date) -> Dates:
    said = Spoken(matched.first, matched.last, _whole_year, matched.one("year"), explicit_year=True)
    return (replace(said, bare_year=not (matched.has("part", "edge") or _is_led(matched))),)


def _is_led(matched: Matched) -> bool:
    """Whether a word of time stands before it: "in 2027", not "the 1997 comedy"."""
    return matched.previous is not None and matched.previous.word in _TIMELY


def _said(matched: Matched, published: date, in_year: Callable[[int], EdtfDate | None]) -> Spoken:
    """With the year that stands in the match: as a number, or as "next year"."""
    explicit = matched.one("year", "short_year")
    year = explicit
    if year is None and matched.has("years"):
        year = published.year + (matched.all("deictic")[-1] if matched.has("deictic") else 0)
    if year is not None and in_year(year) is None:
        raise ValueError("no such day in that year")
    return Spoken(matched.first, matched.last, in_year, year, explicit_year=explicit is not None)


def _whole_year(year: int) -> EdtfDate:
    return EdtfDate(year)


def _checked(month: int, day: int) -> Callable[[int], EdtfDate | None]:
    EdtfDate(2024, month, day)  # a leap year: ValueError for what is a day of no year
    return yearly(month, day)


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    return yearly(month, day, weekday)(year) is not None


CALENDAR: Grammar[date, Dates] = Grammar(
    [
        ("numeric", _numeric),
        (f"{_WEEKDAY} month {_DAY} (dash|to) {_DAY} {_YEAR} (?!month)", _days_of_month),
        (f"{_DAY} (dash|to) {_DAY} of? month {_YEAR} (?!number|nth)", _days_of_month),
        (f"month {_DAY} unit {_YEAR}", _weekend),
        (f"{_WEEKDAY} month the? {_DAY} {_YEAR}", _day_of_month),
        (f"{_WEEKDAY} {_DAY} of? month {_YEAR} (?!number|nth)", _day_of_month),
        (f"{_WEEKDAY} ordinal of month {_YEAR}", _day_of_month),
        (f"{_PART} month {_YEAR}", _month),
        (f"{_PART} season (slash|dash|or) {_PART} season {_YEAR}", _two_seasons),
        (f"{_PART} season {_YEAR}", _season),
        (f"holiday (frame|unit)? {_YEAR}", _holiday),
        (f"{_PART} year", _year),
        ("(part|edge) of? the? deictic? years", _part_of_year),
    ]
)
