"""The names of things: properties, values, certainties, and what became of a claim."""

from __future__ import annotations

from enum import StrEnum

from bot.model.developments import Development, NoDevelopment
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.wording.clean import one_line
from bot.wording.dates import date_words

_NAMES = {
    Property.STATUS: "Status",
    Property.TITLE: "Title",
    Property.RELEASE_DATE: "Release date",
    Property.STUDIO: "Studio",
    Property.PLATFORM: "Platform",
    Property.DIRECTOR: "Director",
    Property.WRITER: "Writer",
    Property.PRODUCER: "Producer",
    Property.COMPOSER: "Composer",
    Property.CAST: "Cast",
    Property.FILMING_START: "Filming starts",
    Property.FILMING_END: "Filming ends",
    Property.FILMING_LOCATION: "Filming location",
    Property.TRAILER: "Trailer",
    Property.FIRST_LOOK: "First look",
    Property.RUNTIME: "Running time",
    Property.RATING: "Rating",
}
_SPELT = {"rumored": "rumoured", "canceled": "cancelled", "image": "first image"}
"""Where the word that is kept (TMDB's) is not the word that people read."""


class Standing(StrEnum):
    """How sure a line is, in the words that stand beside it."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    IN_TALKS = "in talks"
    RUMOUR = "rumour"
    DENIED = "denied"

    @classmethod
    def of(cls, certainty: Certainty) -> Standing:
        """Give the standing of a statement that nobody denies."""
        return _STANDINGS[certainty]


_STANDINGS = {
    Certainty.CONFIRMED: Standing.CONFIRMED,
    Certainty.REPORTED: Standing.REPORTED,
    Certainty.IN_TALKS: Standing.IN_TALKS,
    Certainty.RUMORED: Standing.RUMOUR,
}


def standing_of(development: Development) -> Standing:
    """Tell how sure a development is; a denial is a standing of its own, unless it is itself a rumour."""
    if development.change is Change.DENIED and development.certainty is not Certainty.RUMORED:
        return Standing.DENIED
    return Standing.of(development.certainty)


def property_name(prop: Property) -> str:
    """Give what people call a property: "Release date", "Filming starts"."""
    return _NAMES[prop]


def value_words(prop: Property, value: str) -> str:
    """Write a value as people do: a date in words, "102 minutes", "cancelled"; names stay as they are."""
    if prop.kind is ValueKind.DATE:
        return date_words(value)
    if prop.kind is ValueKind.MINUTES:
        return f"{one_line(value)} minutes"
    if prop.kind in {ValueKind.STATUS, ValueKind.MEDIA}:
        return _SPELT.get(value, one_line(value))
    return one_line(value)


def outcome_words(decision: Development | NoDevelopment, prop: Property) -> str:
    """Say what became of a claim: that it was news and how sure, or the reason why it was not."""
    if isinstance(decision, Development):
        return f"News: {standing_of(decision)}."
    if decision.against is None:
        return decision.reason.words
    return f"{decision.reason.words} On record: {value_words(prop, decision.against)}."
