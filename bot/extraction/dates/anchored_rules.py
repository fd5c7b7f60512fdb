"""Dates that count from another date: "two weeks later", "the day before Thanksgiving". Decides; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.extraction.dates.grammar import Grammar, Matched
from bot.extraction.dates.holidays import Holiday
from bot.extraction.dates.spoken import Spoken, fixed, moved, moved_exactly
from bot.extraction.dates.words import Token
from bot.model.edtf import EdtfDate, Precision, of_day

_LONGEST = {"day": 100, "week": 60, "fortnight": 30, "month": 36, "year": 3}
"""A span like "twenty years later" tells of a sequel's story or of the original, not of a date that moved."""


_SENTENCE = 60  # tokens: beyond that nobody counts from a date any more


class Surroundings(NamedTuple):
    """What such a date can count from: the dates `found` in the text, in order, and the date that the caller gave."""

    tokens: Sequence[Token]
    found: Sequence[Spoken]
    published: date
    anchor: EdtfDate | None

    def starting_at(self, index: int) -> Spoken | None:
        """Return the date that begins with the token `index`."""
        at = bisect_left(self.found, index, key=_first)
        return self.found[at] if at < len(self.found) and self.found[at].first == index else None

    def anchors(self, matched: Matched) -> Iterator[EdtfDate]:
        """Yield what to count from, likeliest first: the date said last in the sentence, else the caller's.

        "Than planned" turns that round: the plan is what the caller knows.
        """
        behind = self.tokens[matched.last + 1 : matched.last + 2]
        planned = bool(behind) and behind[0].kind == "plan"
        said = self.said_before(matched.first)
        for anchor in (self.anchor, said) if planned else (said, self.anchor):
            if anchor is not None:
                yield anchor

    def said_before(self, index: int) -> EdtfDate | None:
        """Return the date that stands before the token `index` in the same sentence."""
        at = bisect_left(self.found, index, key=_first) - 1
        if at < 0 or self.found[at].bare_year:
            return None
        last = self.found[at]
        between = self.tokens[last.last + 1 : index]
        if len(between) > _SENTENCE or any(token.kind == "stop" for token in between):
            return None
        readings = last.readings(self.published)
        return readings[0] if readings is not None else None


def _first(spoken: Spoken) -> int:
    return spoken.first


def _anchored(matched: Matched, around: Surroundings, move: Callable[[EdtfDate], EdtfDate]) -> Spoken | None:
    for anchor in around.anchors(matched):
        try:
            return fixed(matched.first, matched.last, move(anchor), relative=True)
        except (ValueError, OverflowError):
            continue
    return None


def _shifted(matched: Matched, around: Surroundings) -> Spoken | None:
    """Read "two weeks later", "a week earlier than planned", "pushed back seven months"."""
    count, unit = _amount(matched)
    sign = matched.one("shift", "edge", "moved", "beside")
    return _anchored(matched, around, lambda anchor: moved(anchor, unit, sign * count))


def _beside(matched: Matched, around: Surroundings) -> Spoken | None:
    """Read "two days before May 1", "a week after the film opens".

    Where a date stands before it ("on April 3, a week before America") that is the date, and this only describes it.
    """
    date_said = around.starting_at(matched.last + 1)
    if date_said is None or date_said.bare_year:
        return _shifted(matched, around) if around.said_before(matched.first) is None else None
    count, unit = _amount(matched)
    sign = matched.one("beside")
    return _from_said(matched, around, date_said, lambda day: moved(day, unit, sign * count))


def _from(matched: Matched, around: Surroundings) -> Spoken | None:
    """Read "a week from Friday", "ten months from today"."""
    date_said = around.starting_at(matched.last + 1)
    if date_said is None:
        return None
    count, unit = _amount(matched)
    return _from_said(matched, around, date_said, lambda day: _exactly(day, unit, count))


def _from_now(matched: Matched, around: Surroundings) -> Spoken:
    count, unit = _amount(matched)
    return fixed(matched.first, matched.last, moved(of_day(around.published), unit, count))


def _exactly(anchor: EdtfDate, unit: str, count: int) -> EdtfDate:
    return moved_exactly(anchor.first_day, unit, count) if anchor.day else moved(anchor, unit, count)


def _from_said(
    matched: Matched, around: Surroundings, said: Spoken, move: Callable[[EdtfDate], EdtfDate]
) -> Spoken | None:
    readings = said.readings(around.published)
    if readings is None:
        return None
    ahead, behind = move(readings[0]), move(readings[1])
    moved_date = fixed(matched.first, said.last, ahead)
    return moved_date._replace(pair=(ahead, behind), explicit_year=said.explicit_year)


def _beside_holiday(matched: Matched, around: Surroundings) -> Spoken | None:
    """Read "the day before Thanksgiving": from the day itself, not from the days around it."""
    holiday: Holiday = matched.one("holiday")
    count, unit = _amount(matched)
    sign = matched.one("beside") or 1

    def in_year(year: int) -> EdtfDate:
        return moved(holiday.day(year), unit, sign * count)

    in_year(around.published.year)  # ValueError where a holiday cannot be moved by such a unit
    said = Spoken(matched.first, matched.last, in_year)
    year = matched.one("year")
    return said._replace(explicit_year=True).dated(in_year(year)) if year is not None else said


def _amount(matched: Matched) -> tuple[int, str]:
    unit = str(matched.one("unit", "months", "years"))
    count = int(matched.one("count", "amount") or 1)
    hyphenated = matched.previous is not None and matched.previous.kind == "dash"  # "twenty-one years later"
    if hyphenated or count > _LONGEST.get(unit, 0):
        raise ValueError(f"{count} {unit}s are no shift of a date")
    return count, unit


def _same(matched: Matched, around: Surroundings) -> Spoken | None:
    """Read "the same day", "the same Friday", "the same month"."""
    if matched.has("weekday"):
        return _anchored(matched, around, lambda anchor: _only(anchor, matched.one("weekday")))
    precision = {"day": Precision.DAY, "month": Precision.MONTH, "year": Precision.YEAR}
    wanted = precision.get(matched.one("unit", "months", "years"))
    return _anchored(matched, around, lambda anchor: _cut(anchor, wanted)) if wanted is not None else None


def _only(anchor: EdtfDate, weekday: int) -> EdtfDate:
    if not anchor.day or anchor.first_day.weekday() != weekday:
        raise ValueError("another day of the week")
    return anchor


def _cut(anchor: EdtfDate, precision: Precision) -> EdtfDate:
    if anchor.precision < precision or (precision is Precision.MONTH and anchor.precision is Precision.SEASON):
        raise ValueError("less is known")
    month = anchor.month if precision >= Precision.MONTH else None
    return EdtfDate(anchor.year, month, anchor.day if precision is Precision.DAY else None)


def _following(matched: Matched, around: Surroundings) -> Spoken | None:
    """Read "the following Friday", "the following month"."""
    weekday = matched.one("weekday")
    if weekday is None:
        unit = str(matched.one("unit", "months", "years"))
        return _anchored(matched, around, lambda anchor: moved(anchor, unit, 1))
    return _anchored(matched, around, lambda anchor: _next_weekday(anchor, weekday))


def _next_weekday(anchor: EdtfDate, weekday: int) -> EdtfDate:
    if not anchor.day:
        raise ValueError("from no day")
    return of_day(anchor.first_day + timedelta((weekday - anchor.first_day.weekday() - 1) % 7 + 1))


_SPAN = "(unit|months|years)"

ANCHORED: Grammar[Surroundings, Spoken] = Grammar(
    [
        (f"(the|count|amount) {_SPAN} (beside|from) holiday year?", _beside_holiday),
        (f"(the|count|amount) {_SPAN} beside", _beside),
        (f"(count|amount) {_SPAN} from now", _from_now),
        (f"(count|amount) {_SPAN} from", _from),
        (f"(count|amount) {_SPAN} (shift|edge)", _shifted),
        (f"moved (count|amount) {_SPAN}", _shifted),
        (f"the? same ({_SPAN}|weekday)", _same),
        (f"the following ({_SPAN}|weekday)", _following),
    ]
)
