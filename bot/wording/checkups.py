"""What a look at a feed has shown, in words: facts, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.wording.clean import one_line
from bot.wording.dates import day_words
from bot.wording.speech import ENGLISH, Speech

if TYPE_CHECKING:
    from bot.feeds.checkup import Checkup

_OK = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact of a feed: what it is called, what it is, and its time where it has one. One line each; not escaped."""

    name: str
    value: str
    when: datetime | None = None


def checkup_facts(seen: Checkup, speech: Speech = ENGLISH) -> tuple[Seen, ...]:
    """Tell what was seen of a feed, in the order in which a reader sees it."""
    told = (
        Seen(speech.say(f"checkup.label.{key}"), one_line(value), when) for key, value, when in _facts(seen, speech)
    )
    return tuple(told)


def checkup_problems(seen: Checkup, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Tell what is wrong with it, a line each; why it cannot be read, where it cannot."""
    flaws = (speech.say(f"checkup.flaw.{flaw}", what=_said(what, speech)) for flaw, what in seen.flaws)
    return tuple(one_line(problem) for problem in (seen.why, *flaws) if problem)


def _facts(seen: Checkup, speech: Speech) -> Iterator[tuple[str, str, datetime | None]]:
    say, fetched, document = speech.say, seen.fetched, seen.document
    yield "address", seen.url, None
    if fetched is not None:
        if fetched.final_url != seen.url:
            yield "elsewhere", fetched.final_url, None
        size, kind = speech.figure(len(fetched.body)), fetched.content_type or say("checkup.no_type")
        yield "answer", say("checkup.answer", status=_OK, size=size, type=kind), None
        yield "etag", fetched.etag or say("checkup.none"), None
        yield "modified", fetched.last_modified or say("checkup.unsaid"), None
        yield "fresh", _span(fetched.fresh_for, speech), None
    yield "format", seen.format or say("checkup.unknown"), None
    if document is not None:
        yield "entries", speech.figure(len(document.entries)), None
        if document.entries:
            newest = max(document.entries, key=lambda entry: entry.published)
            yield "newest", one_line(newest.title)[:80], newest.published
        yield "wishes", _wishes(seen, speech), None
        yield "next", say("checkup.after", span=_span(seen.wait, speech)), None
    if seen.said:
        yield "said", seen.said, None


def _wishes(seen: Checkup, speech: Speech) -> str:
    if seen.document is None:
        return ""
    hints, days = seen.document.hints, speech.row("watch.weekdays")
    said = [
        speech.say("checkup.every", span=_span(hints.every, speech)) if hints.every else "",
        speech.say("checkup.hours", hours=", ".join(map(str, sorted(hints.skip_hours)))) if hints.skip_hours else "",
        speech.say("checkup.days", days=", ".join(days[day] for day in sorted(hints.skip_days)))
        if hints.skip_days
        else "",
        speech.say("checkup.hub", hub=hints.hub) if hints.hub else "",
    ]
    return "; ".join(filter(None, said)) or speech.say("checkup.nothing")


def _said(what: str | int | date | timedelta | None, speech: Speech) -> str:
    if isinstance(what, timedelta):
        return _span(what, speech)
    if isinstance(what, date):
        return day_words(what, speech)
    if isinstance(what, int):
        return speech.figure(what)
    return what or speech.say("checkup.elsewhere")


def _span(length: timedelta | None, speech: Speech) -> str:
    if length is None:
        return speech.say("checkup.unsaid")
    minutes = round(length.total_seconds() / 60)
    if minutes < 120:
        return speech.say("checkup.span.minutes", number=minutes)
    hours, days = f"{minutes / 60:.1f}", f"{minutes / 1_440:.1f}"
    unit, number = ("hours", hours) if minutes < 2_880 else ("days", days)
    return speech.say(f"checkup.span.{unit}", number=number.replace(".", speech.say("number.point")))
