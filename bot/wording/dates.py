"""Dates as people write them, at the precision that is known: never an invented day."""

from __future__ import annotations

from datetime import date

from bot.model.edtf import EdtfDate, Precision, parse_edtf
from bot.wording.clean import one_line

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def date_words(value: str) -> str:
    """Write an EDTF date: "18 September 2026", "September 2026", "summer 2026", "2026". Other text stays."""
    known = as_date(value)
    return one_line(value) if known is None else _words(known)


def when_words(value: str) -> str:
    """Write it with its preposition, to go after a verb: "on 18 September 2026", "in summer 2026"."""
    known = as_date(value)
    preposition = "on" if known is not None and known.precision is Precision.DAY else "in"
    return f"{preposition} {date_words(value)}"


def day_words(day: date) -> str:
    """Write a day of the calendar: "18 September 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


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


def _words(known: EdtfDate) -> str:
    if known.month is None:
        return str(known.year)
    month = _SEASONS.get(known.month) or _MONTHS[known.month - 1]
    day = f"{known.day} " if known.day is not None else ""
    return f"{day}{month} {known.year}"
