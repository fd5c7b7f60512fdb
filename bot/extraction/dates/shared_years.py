"""The year that is said once for two dates: "from November 14 to February 13, 2026". Decides; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

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
        if _linked(dates[at - 1], dates[at], tokens):
            dates[at - 1] = _dated(dates[at - 1], dates[at], _nearest)
    for at in range(1, len(dates)):
        if _linked(dates[at - 1], dates[at], tokens):
            dates[at] = _dated(dates[at], dates[at - 1], _next)
    return dates


def _linked(left: Spoken, right: Spoken, tokens: Sequence[Token]) -> bool:
    between = tokens[left.last + 1 : right.first]
    return len(between) <= _AT_MOST and all(token.kind in _BETWEEN for token in between)


def _dated(spoken: Spoken, neighbour: Spoken, choose: _Choice) -> Spoken:
    if spoken.pair is not None or neighbour.pair is None or not neighbour.explicit_year or neighbour.bare_year:
        return spoken
    anchor = neighbour.pair[0]
    dates = spoken.near(anchor.year, 1)
    return spoken.dated(choose(dates, anchor))._replace(explicit_year=True) if dates else spoken


def _nearest(dates: list[EdtfDate], anchor: EdtfDate) -> EdtfDate:
    return min(dates, key=lambda found: abs(found.first_day - anchor.first_day))


def _next(dates: list[EdtfDate], anchor: EdtfDate) -> EdtfDate:
    ahead = [found for found in dates if timedelta(0) <= found.first_day - anchor.first_day <= _FORWARD]
    return ahead[0] if ahead else _nearest(dates, anchor)
