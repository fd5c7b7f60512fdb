"""`/latest`: what was new in the last days, of one title or of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, MARKS, bold, lines, source_line
from bot.chat.panels import Frame, Panel, pages_of
from bot.wording import Happening, Speech, Standing

LINE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class News:
    """A step of one title's history, with what the title is called."""

    title: str
    happening: Happening


def latest_pages(news: Sequence[News], days: int, speech: Speech, title: str = "") -> tuple[Panel, ...]:
    """Draw the news of so many days, newest first; `title` is the name of the only one that was asked for."""
    key = "latest.of" if title else "latest.days"
    heading = f"## {speech.count(key, days, title=escape(title, LINE_LENGTH))}"
    newest = sorted(news, key=lambda one: one.happening.when, reverse=True)
    colour = COLOURS[newest[0].happening.standing if newest else Standing.RUMOUR]
    return pages_of(Frame(heading, colour=colour), _paragraphs(newest, speech, named=not title))


def _paragraphs(newest: Sequence[News], speech: Speech, *, named: bool) -> Iterator[str]:
    if not newest:
        yield speech.say("latest.nothing")
    before = ""
    for (title, source), group in groupby(newest, key=lambda one: (one.title, one.happening.source)):
        told = [one.happening for one in group]
        yield lines(
            bold(escape(title, LINE_LENGTH)) if named and title != before else "",
            *(f"{MARKS[one.standing]} {escape(one.text, LINE_LENGTH)}" for one in told),
            source_line(source, speech, linked=True),
        )
        before = title
