"""`/calendar`: what comes when, at the precision that is known. A day is a day in the calendar, never an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, MARKS, bold, joined, lines
from bot.chat.panels import Frame, Panel, pages_of
from bot.model.edtf import EdtfDate
from bot.model.properties import Property, Status
from bot.wording import Fact, Speech, Standing, TitleFacts, as_date, edtf_words, standing_name

NAME_LENGTH = 100
_SECTIONS = ("day", "month", "season", "year", "none", "out")


@dataclass(frozen=True, slots=True)
class _Coming:
    """A line of the calendar: what comes, when, and how sure that is. No `when`: nobody knows."""

    name: str
    when: EdtfDate | None
    standing: Standing | None


def calendar_pages(titles: Sequence[TitleFacts], today: date, speech: Speech) -> tuple[Panel, ...]:
    """Draw what comes of all titles, the surest dates first; `today` is the reader's, as far as it is known."""
    sections: dict[str, list[_Coming]] = defaultdict(list)
    for title in titles:
        for section, coming in _coming(title, today, speech):
            sections[section].append(coming)
    paragraphs = [_section(name, sections[name], today, speech) for name in _SECTIONS if sections[name]]
    frame = Frame(f"## {speech.say('calendar.heading')}", colour=COLOURS[Standing.CONFIRMED])
    return pages_of(frame, [text for part in paragraphs for text in part] or [speech.say("calendar.nothing")])


def _coming(title: TitleFacts, today: date, speech: Speech) -> Iterator[tuple[str, _Coming]]:
    release = title.answer(Property.RELEASE_DATE)
    filming = _day(title.answer(Property.FILMING_START))
    if filming is not None and filming.first_day > today:
        fact = title.answer(Property.FILMING_START)
        name = speech.say("calendar.filming", title=title.name)
        yield filming.precision.name.lower(), _Coming(name, filming, fact.standing if fact else None)
    when = _day(release)
    coming = _Coming(title.name, when, release.standing if release and when else None)
    if _is_out(title, when, today):
        yield "out", coming
    else:
        yield when.precision.name.lower() if when else "none", coming


def _day(fact: Fact | None) -> EdtfDate | None:
    return as_date(fact.value) if fact else None


def _is_out(title: TitleFacts, when: EdtfDate | None, today: date) -> bool:
    status = title.answer(Property.STATUS)
    released = status is not None and status.value == Status.RELEASED and status.standing is Standing.CONFIRMED
    return (when is not None and when.last_day < today) or (released and when is None)


def _section(name: str, comings: Sequence[_Coming], today: date, speech: Speech) -> Iterator[str]:
    """Write a section, a few lines a paragraph, so that pages may break within it."""
    ordered = sorted(comings, key=lambda one: (one.when.first_day if one.when else date.max, one.name.casefold()))
    rows = [_row(one, name, today, speech) for one in ordered]
    for start in range(0, len(rows), 10):
        yield lines(bold(speech.say(f"calendar.{name}")) if not start else "", *rows[start : start + 10])


def _row(one: _Coming, section: str, today: date, speech: Speech) -> str:
    when = bold(edtf_words(one.when, speech)) if one.when else ""
    soon = _countdown(one.when, today, speech) if one.when and section == "day" else ""
    sure = standing_name(one.standing, speech) if one.standing and one.standing is not Standing.CONFIRMED else ""
    mark = MARKS[one.standing] if one.standing else "▫️"
    return f"{mark} {joined((when, escape(one.name, NAME_LENGTH), soon, sure))}"


def _countdown(when: EdtfDate, today: date, speech: Speech) -> str:
    days = (when.first_day - today).days
    return speech.count("calendar.in_days", days) if days > 0 else speech.say("calendar.today")
