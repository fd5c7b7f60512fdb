"""What an alert with several developments is about, in a few words: "Release date set, director and 3 cast members"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.model.developments import Development
from bot.model.properties import Change, Property, ValueKind
from bot.wording.words import Standing, standing_of, value_words

_MOST = 3
"""So many topics are named; the others are counted."""

_NOUNS = {
    Property.RELEASE_DATE: ("release date", "release dates"),
    Property.STATUS: ("status", "changes of status"),
    Property.TITLE: ("title", "titles"),
    Property.DIRECTOR: ("director", "directors"),
    Property.CAST: ("casting", "cast members"),
    Property.PLATFORM: ("platform", "platforms"),
    Property.STUDIO: ("studio", "studios"),
    Property.WRITER: ("writer", "writers"),
    Property.FILMING_START: ("start of filming", "dates for the start of filming"),
    Property.FILMING_END: ("end of filming", "dates for the end of filming"),
    Property.TRAILER: ("trailer", "trailers"),
    Property.FIRST_LOOK: ("first look", "first looks"),
    Property.COMPOSER: ("composer", "composers"),
    Property.PRODUCER: ("producer", "producers"),
    Property.FILMING_LOCATION: ("filming location", "filming locations"),
    Property.RATING: ("rating", "ratings"),
    Property.RUNTIME: ("running time", "running times"),
}
"""What each property is called in a headline, one and many; the weightiest first."""

_WEIGHTS = {prop: place for place, prop in enumerate(_NOUNS)}


def weight(development: Development) -> int:
    """Rank a development within its card: 0 for what people want to know first."""
    return _WEIGHTS[development.property]


def headline_of(developments: Sequence[Development]) -> str:
    """Name the topics of several developments, the weightiest first, from the fourth on counted."""
    by_property = groupby(sorted(developments, key=weight), key=lambda development: development.property)
    topics = [_topic(tuple(group)) for _, group in by_property]
    rest = len(topics) - _MOST
    if rest > 1:
        topics = [*topics[:_MOST], f"{rest} more topics"]
    text = _enumeration(topics)
    return text[:1].upper() + text[1:]


def _topic(group: Sequence[Development]) -> str:
    standings = {standing_of(development) for development in group}
    changes = {development.change for development in group}
    one, many = _NOUNS[group[0].property]
    noun = one if len(group) == 1 else f"{len(group)} {many}"
    if len(standings) > 1:
        return noun  # a bare noun states nothing, so it is right for sure and unsure together
    (standing,) = standings
    if standing in {Standing.RUMOUR, Standing.DENIED}:
        return _hearsay(standing, noun, several=len(group) > 1)
    if standing is Standing.REPORTED:
        return f"{noun} (reported)"
    if standing is Standing.IN_TALKS:
        return f"{noun} in talks"
    return _fact(group, noun, changes)


def _hearsay(standing: Standing, noun: str, *, several: bool) -> str:
    word = "rumour" if standing is Standing.RUMOUR else "denial"
    return f"{word}s about {noun}" if several else f"a {word} about the {noun}"


def _fact(group: Sequence[Development], noun: str, changes: set[Change]) -> str:
    first = group[0]
    if len(changes) > 1:
        return noun
    (change,) = changes
    if change is Change.REMOVED:
        return _departure(first.property, noun, len(group))
    if first.property is Property.STATUS and len(group) == 1:
        return f"now {value_words(first.property, first.value)}"
    if change is Change.CONFIRMED:
        return f"{noun} confirmed"
    if first.property.kind is ValueKind.DATE:
        return f"{noun} {'set' if change is Change.ADDED else 'moved'}"
    return f"new {noun}" if change is Change.CHANGED else noun


def _departure(prop: Property, noun: str, count: int) -> str:
    if prop is Property.CAST:
        return "a departure from the cast" if count == 1 else f"{count} departures from the cast"
    return f"{noun} {'leaving' if prop.kind is ValueKind.PERSON else 'dropped'}"


def _enumeration(topics: Sequence[str]) -> str:
    return topics[0] if len(topics) == 1 else f"{', '.join(topics[:-1])} and {topics[-1]}"
