"""What an alert with several developments is about, in a few words: "Release date set, director and 3 cast members"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.model.developments import Development
from bot.model.properties import Change, Property, ValueKind
from bot.wording.speech import ENGLISH, Speech
from bot.wording.words import Standing, standing_of, value_words

_MOST = 3
"""So many topics are named; the others are counted."""

_WEIGHTS = {
    prop: place
    for place, prop in enumerate(
        (
            Property.RELEASE_DATE,
            Property.STATUS,
            Property.TITLE,
            Property.DIRECTOR,
            Property.CAST,
            Property.PLATFORM,
            Property.STUDIO,
            Property.WRITER,
            Property.FILMING_START,
            Property.FILMING_END,
            Property.TRAILER,
            Property.FIRST_LOOK,
            Property.COMPOSER,
            Property.PRODUCER,
            Property.FILMING_LOCATION,
            Property.RATING,
            Property.RUNTIME,
        ),
    )
}
"""What people want to know first."""


def weight(development: Development) -> int:
    """Rank a development within its card: 0 for what people want to know first."""
    return _WEIGHTS[development.property]


def headline_of(developments: Sequence[Development], speech: Speech = ENGLISH) -> str:
    """Name the topics of several developments, the weightiest first, from the fourth on counted."""
    by_property = groupby(sorted(developments, key=weight), key=lambda development: development.property)
    topics = [_topic(tuple(group), speech) for _, group in by_property]
    rest = len(topics) - _MOST
    if rest > 1:
        topics = [*topics[:_MOST], speech.say("headline.more", number=rest)]
    text = speech.enumeration(topics)
    return text[:1].upper() + text[1:]


def _topic(group: Sequence[Development], speech: Speech) -> str:
    standings = {standing_of(development) for development in group}
    prop = group[0].property
    noun = speech.count(f"topic.{prop}", len(group))
    if len(standings) > 1:
        return noun  # a bare noun states nothing, so it is right for sure and unsure together
    (standing,) = standings
    if standing in {Standing.RUMOUR, Standing.DENIED}:
        word = "rumour" if standing is Standing.RUMOUR else "denial"
        if len(group) > 1:
            return speech.say(f"headline.{word}s", noun=noun)
        return speech.say(f"headline.{word}", about=speech.say(f"topic.{prop}.about"))
    if standing is not Standing.CONFIRMED:
        return speech.say(f"headline.{standing.name.lower()}", noun=noun)
    return _fact(group, noun, speech)


def _fact(group: Sequence[Development], noun: str, speech: Speech) -> str:
    prop, changes = group[0].property, {development.change for development in group}
    if len(changes) > 1:
        return noun
    (change,) = changes
    if change is Change.REMOVED:
        return _departure(prop, noun, len(group), speech)
    if prop is Property.STATUS and len(group) == 1:
        return speech.say("headline.now", value=value_words(prop, group[0].value, speech))
    if change is Change.CONFIRMED:
        return speech.say("headline.confirmed", noun=noun)
    if prop.kind is ValueKind.DATE:
        return speech.say(f"headline.{'set' if change is Change.ADDED else 'moved'}", noun=noun)
    return speech.say(f"topic.{prop}.new") if change is Change.CHANGED and len(group) == 1 else noun


def _departure(prop: Property, noun: str, count: int, speech: Speech) -> str:
    if prop is Property.CAST:
        return speech.count("headline.departure", count)
    return speech.say(f"headline.{'leaving' if prop.kind is ValueKind.PERSON else 'dropped'}", noun=noun)
