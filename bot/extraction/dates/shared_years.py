"""The year that is said once for two dates: "from November 14 to February 13, 2026". Decides; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.extraction.dates.spoken import Spoken
from bot.extraction.dates.words import Token
from bot.model.edtf import EdtfDate

_BETWEEN = frozenset(("to", "dash", "comma", "link", "or", "from", "on", "slash", "the", "moved"))
_AT_MOST = 4
_Choice = Callable[[list[EdtfDate], EdtfDate], EdtfDate]
_FORWARD = timedelta(days=270)
"""A date that moves, moves forward, up to about nine months; what would be later is a date brought forward."""


def with_shared_years(spoken: Sequence[Spoken], tokens: Sequence[Token]) -> list[Spoken]:
    """Give each date without a year the year that follows from a neighbour with one."""
    dates = list(spoken)
    for at in range(len(dates) - 1, 0, -1):  # from the right: "May 1, June 5 and July 4, 2026"
        left, right = dates[at - 1], dates[at]
        if _needs_year(left) and right.explicit_year and not right.bare_year and _linked(left, right, tokens):
            dates[at - 1] = _dated(left, right, _nearest)
    for at, (left, right) in enumerate(pairwise(dates), start=1):
        if _needs_year(right) and left.explicit_year and not left.bare_year and _linked(left, right, tokens):
            dates[at] = _dated(right, left, _next)
    return dates


def _needs_year(spoken: Spoken) -> bool:
    return spoken.year is None and spoken.pair is None


def _linked(left: Spoken, right: Spoken, tokens: Sequence[Token]) -> bool:
    between = tokens[left.last + 1 : right.first]
    return len(between) <= _AT_MOST and all(token.kind in _BETWEEN for token in between)


def _dated(spoken: Spoken, neighbour: Spoken, choose: _Choice) -> Spoken:
    anchor = neighbour.in_year(neighbour.year) if neighbour.year is not None else None
    near = [spoken.in_year(anchor.year + step) for step in (-1, 0, 1)] if anchor is not None else []
    dates = [found for found in near if found is not None]
    if anchor is None or not dates:
        return spoken
    return replace(spoken, year=choose(dates, anchor).year, explicit_year=True)


def _nearest(dates: list[EdtfDate], anchor: EdtfDate) -> EdtfDate:
    return min(dates, key=lambda found: abs(found.first_day - anchor.first_day))


def _next(dates: list[EdtfDate], anchor: EdtfDate) -> EdtfDate:
    ahead = [found for found in dates if timedelta(0) <= found.first_day - anchor.first_day <= _FORWARD]
    return ahead[0] if ahead else _nearest(dates, anchor)
