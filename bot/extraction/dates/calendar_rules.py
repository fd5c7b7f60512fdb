"""Dates that name their place in the calendar: "Sept. 18, 2026", "the summer of 2026", "Christmas". Decides; pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.extraction.dates.grammar import Grammar, Matched
from bot.extraction.dates.holidays import Holiday
from bot.extraction.dates.spoken import Spoken, fixed, yearly
from bot.extraction.dates.words import LEXICON
from bot.model.edtf import EdtfDate, narrowest

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
    return (fixed(matched.first, matched.last, EdtfDate(year, month, day))._replace(explicit_year=True),)


def _day_of_month(matched: Matched, published: date) -> Dates:
    """`Friday, Sept. 18, 2026`, `18th of September`, `February 12 next year`. The weekday may tell the year."""
    said = _said(matched, published, _day_in(matched, matched.one("number", "nth", "ordinal")))
    weekday = matched.one("weekday")
    if said.pair is None and weekday is not None:
        fitting = [day for day in said.near(published.year, 1) if day.first_day.weekday() == weekday]
        return (said.dated(fitting[0]),) if fitting else (said,)
    return (said,)


def _days_of_month(matched: Matched, published: date) -> Dates:
    """`June 24-28, 2026`, `24 to 28 June`: the first day and the last one."""
    start, end = (index for index, token in enumerate(matched.tokens) if token.kind in {"number", "nth"})
    if matched.tokens[start].value >= matched.tokens[end].value:
        raise ValueError("a range goes forward")
    first, last = (_said(matched, published, _day_in(matched, matched.tokens[at].value)) for at in (start, end))
    return first._replace(last=matched.first + start), last._replace(first=matched.first + end)


def _day_in(matched: Matched, day: int) -> Callable[[int], EdtfDate]:
    if not 1 <= day <= 31:
        raise ValueError(f"{day} is no day of a month")
    return yearly(matched.one("month"), day)


def _two_months(matched: Matched, published: date) -> Dates:
    """`May/June 2026`: the season that holds both, or the year."""
    first, last = matched.all("month")

    def in_year(year: int) -> EdtfDate:
        found = narrowest(EdtfDate(year, first).first_day, EdtfDate(year, last).last_day)
        return found if found is not None and first < last else EdtfDate(year)

    return (_said(matched, published, in_year),)


def _month(matched: Matched, published: date) -> Dates:
    return (_said(matched, published, yearly(matched.one("month"))),)


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


def _year(matched: Matched, published: date) -> Dates:
    bare = not (matched.has("part", "edge") or _is_led(matched))
    return (_said(matched, published, _whole_year)._replace(bare_year=bare),)


def _is_led(matched: Matched) -> bool:
    """Whether a word of time stands before it: "in 2027", not "the 1997 comedy"."""
    return matched.previous is not None and matched.previous.word in _TIMELY


def _said(matched: Matched, published: date, in_year: Callable[[int], EdtfDate]) -> Spoken:
    """With the year that stands in the match: as a number, or as "next year"."""
    explicit = year = matched.one("year", "short_year")
    if year is None and matched.has("years"):
        year = published.year + (matched.all("deictic")[-1] if matched.has("deictic") else 0)
    said = Spoken(matched.first, matched.last, in_year, explicit_year=explicit is not None)
    if year is None:
        return said
    found = said.near(year, 0)
    return said.dated(found[0]) if found else said._replace(in_year=_never)


def _never(year: int) -> EdtfDate:
    raise ValueError(f"{year} has no such day")


def _whole_year(year: int) -> EdtfDate:
    return EdtfDate(year)


CALENDAR: Grammar[date, Dates] = Grammar(
    [
        ("numeric", _numeric),
        (f"{_WEEKDAY} month {_DAY} (dash|to) {_DAY} {_YEAR} (?!month)", _days_of_month),
        (f"{_DAY} (dash|to) {_DAY} of? month {_YEAR} (?!number|nth)", _days_of_month),
        (f"month {_DAY} unit {_YEAR}", _month),  # "July 4th weekend": some day of July
        (f"{_WEEKDAY} month the? {_DAY} {_YEAR}", _day_of_month),
        (f"{_WEEKDAY} {_DAY} of? month {_YEAR} (?!number|nth)", _day_of_month),
        (f"{_WEEKDAY} ordinal of month {_YEAR}", _day_of_month),
        (f"month (slash|or) month {_YEAR}", _two_months),
        (f"{_PART} month {_YEAR}", _month),
        (f"{_PART} season (slash|dash|or) {_PART} season {_YEAR}", _two_seasons),
        (f"{_PART} season {_YEAR}", _season),
        (f"holiday (frame|unit)? {_YEAR}", _holiday),
        (f"{_PART} year", _year),
        ("(part|edge) of? the? deictic? years", _part_of_year),
    ]
)
