"""`/timeline`: how it came about, newest first, with a picture on the first page where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from bot.chat.buttons import Verb, button_id
from bot.chat.escape import escape
from bot.chat.markup import COLOURS, MARKS, bold, joined, lines, small, source_line
from bot.chat.panels import Frame, Panel, PanelButton, Picture, pages_of
from bot.wording import Happening, Speech, Standing, Timeline, day_words

LINE_LENGTH = 200
A_PAGE = 8
"""Paragraphs a page: what one article brought is one."""


def timeline_pages(timeline: Timeline, speech: Speech, picture: str | None = None) -> tuple[Panel, ...]:
    """Draw a title's history; `picture` is the name of the file with its chart."""
    pages = pages_of(_frame(timeline, speech), _paragraphs(timeline, speech), A_PAGE)
    numbered = tuple(
        replace(page, foot=small(speech.say("timeline.page", page=number, pages=len(pages))))
        for number, page in enumerate(pages, start=1)
    )
    first, *rest = numbered if len(pages) > 1 else pages  # `MOST_TEXT` leaves room for a page's number
    shown = Picture(picture, speech.say("chart.alt", title=timeline.name)) if picture else None
    return (replace(first, picture=shown), *rest)


def _frame(timeline: Timeline, speech: Speech) -> Frame:
    heading = f"## {speech.say('timeline.heading', title=escape(timeline.name, LINE_LENGTH))}"
    newest = timeline.happenings[-1].standing if timeline.happenings else Standing.CONFIRMED
    status = button_id(Verb.STATUS, timeline.id)
    buttons = (PanelButton(speech.say("card.status"), custom_id=status),) if status else ()
    return Frame(heading, colour=COLOURS[newest], buttons=buttons)


def _paragraphs(timeline: Timeline, speech: Speech) -> Iterator[str]:
    newest_first = tuple(reversed(timeline.happenings))
    for _, group in groupby(newest_first, key=lambda one: one.source):
        yield _told_by(tuple(reversed(tuple(group))), speech)
    if not newest_first:
        yield speech.say("timeline.nothing_new")
    start = speech.say("timeline.start", date=day_words(timeline.known_as_of, speech))
    known = [escape(text, 2 * LINE_LENGTH) for text in timeline.baseline] or [speech.say("timeline.nothing_known")]
    yield lines(bold(start), *known)


def _told_by(happenings: tuple[Happening, ...], speech: Speech) -> str:
    """Write what one article brought, then whose it is, and who said it too."""
    told = [f"{MARKS[one.standing]} {escape(one.text, LINE_LENGTH)}" for one in happenings]
    also = dict.fromkeys(escape(outlet, 40) for one in happenings for outlet in one.also)
    outlets = speech.enumeration(tuple(also)[:8])
    return lines(
        *told,
        source_line(happenings[0].source, speech, linked=True),
        small(joined((speech.say("card.also", outlets=outlets),))) if also else "",
    )
