"""Dates as people write them, at the precision that is known: never an invented day."""

from __future__ import annotations

from datetime import date

from bot.model.edtf import EdtfDate, Precision, of_day, parse_edtf
from bot.wording.clean import one_line
from bot.wording.speech import ENGLISH, Speech

_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def date_words(value: str, speech: Speech = ENGLISH) -> str:
    """Write an EDTF date: "18 September 2026", "September 2026", "summer 2026", "2026". Other text stays."""
    known = as_date(value)
    return one_line(value) if known is None else edtf_words(known, speech)


def when_words(value: str, speech: Speech = ENGLISH) -> str:
    """Write it with its preposition, to go after a verb: "on 18 September 2026", "in summer 2026"."""
    known = as_date(value)
    precision = "other" if known is None else known.precision.name.lower()
    return speech.say(f"date.when.{precision}", date=date_words(value, speech))


def day_words(day: date, speech: Speech = ENGLISH) -> str:
    """Write a day of the calendar: "18 September 2026"."""
    return edtf_words(of_day(day), speech)


def as_date(value: str) -> EdtfDate | None:
    """Read the text as an EDTF date; None where it is none."""
    try:
        return parse_edtf(value)
    except ValueError:
        return None


def refines(value: str, previous: str) -> bool:
    """Tell whether `value` is `previous` told more precisely ("2026-09-18" after "2026-09")."""
    new, old = as_date(value), as_date(previous)
    return new is not None and old is not None and new != old and old.contains(new)


def edtf_words(known: EdtfDate, speech: Speech = ENGLISH) -> str:
    """Write a date at its precision."""
    month = season = ""
    if known.precision is Precision.SEASON:
        season = speech.say(f"date.seasons.{_SEASONS[known.month or 0]}")
    elif known.month is not None:
        month = speech.row("date.months")[known.month - 1]
    return speech.say(
        f"date.{known.precision.name.lower()}", day=known.day, month=month, season=season, year=known.year
    )
