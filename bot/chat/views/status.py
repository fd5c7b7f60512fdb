"""`/status`: what is known of a title, how sure, since when and from whom, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.chat.buttons import Verb, button_id
from bot.chat.escape import escape
from bot.chat.markup import COLOURS, MARKS, bold, joined, lines, small, stamp
from bot.chat.panels import Frame, Panel, PanelButton, pages_of
from bot.model.properties import Property
from bot.wording import (
    Fact,
    Speech,
    Standing,
    TitleFacts,
    day_words,
    property_name,
    property_noun,
    standing_name,
)

VALUE_LENGTH = 120
MOST_TOGETHER = 12
"""Values said by one source stand in one row, up to so many."""


def status_pages(title: TitleFacts, speech: Speech) -> tuple[Panel, ...]:
    """Draw what is known of one title. Its colour is that of its release date, or else of its status."""
    return pages_of(_frame(title, speech), _paragraphs(title, speech))


def _frame(title: TitleFacts, speech: Speech) -> Frame:
    about = small(
        speech.either(f"kind.{title.type}", ""),
        speech.say("status.follows", title=escape(title.follows, VALUE_LENGTH)) if title.follows else "",
    )
    answer = title.answer(Property.RELEASE_DATE) or title.answer(Property.STATUS)
    colour = COLOURS[answer.standing] if answer else COLOURS[Standing.RUMOUR]
    unknown = ", ".join(property_noun(prop, speech) for prop in title.unknown)
    foot = small(speech.say("status.unknown", properties=unknown)) if unknown else ""
    timeline = button_id(Verb.TIMELINE, title.id)
    buttons = (PanelButton(speech.say("card.timeline"), custom_id=timeline),) if timeline else ()
    return Frame(lines(f"## {escape(title.name, VALUE_LENGTH)}", about), foot, colour, buttons)


def _paragraphs(title: TitleFacts, speech: Speech) -> Iterator[str]:
    if not title.facts:
        yield speech.say("status.nothing")
    for prop, facts in groupby(title.facts, key=lambda fact: fact.property):
        ordered = sorted(facts, key=lambda fact: not fact.preferred)
        rows = [_row(tuple(group), speech) for _, group in groupby(ordered, key=_said_by)]
        yield lines(bold(property_name(prop, speech)), *rows)


def _said_by(fact: Fact) -> tuple[object, ...]:
    return fact.standing, fact.source.outlet, fact.source.published, fact.in_baseline, fact.preferred


def _row(facts: Sequence[Fact], speech: Speech) -> str:
    """Write values that one source gave together, and below them how sure, since when and from whom."""
    first = facts[0]
    named = ", ".join(escape(fact.words, VALUE_LENGTH) for fact in facts[:MOST_TOGETHER])
    more = speech.count("status.more", len(facts) - MOST_TOGETHER) if len(facts) > MOST_TOGETHER else ""
    says = escape(first.source.outlet, 60) or (speech.say("status.known_at_start") if first.in_baseline else "")
    sure = standing_name(first.standing, speech)
    since = speech.say("status.since", date=_date(first, speech))
    return lines(f"{MARKS[first.standing]} {joined((named, more))}", small(sure, since, says))


def _date(fact: Fact, speech: Speech) -> str:
    """Say since when. A baseline has a day and no time, so that no time zone may shift it."""
    if fact.in_baseline:
        return day_words(fact.source.published, speech)
    return stamp(fact.source.published, "d")
