"""A value as somebody typed it, in the form in which it is kept. Decides; pure."""

from __future__ import annotations

from datetime import date

from bot.extraction.dates import Direction, find_dates
from bot.extraction.text import fold
from bot.model.edtf import parse_edtf
from bot.model.properties import Property, ValueKind


def typed_value(prop: Property, typed: str, today: date) -> str:
    """Read a date as people write it ("18 September 2026", "summer 2027"); anything else stays as it is."""
    text = typed.strip()
    if prop.kind is not ValueKind.DATE:
        return text.casefold() if prop.kind in {ValueKind.STATUS, ValueKind.MEDIA} else text
    try:
        return str(parse_edtf(text))
    except ValueError:
        found = find_dates(fold(text), today, text=text)
    return str(found[0].toward(Direction.AHEAD)) if found else text
