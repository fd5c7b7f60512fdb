"""The names of things: properties, values, certainties, and what became of a claim."""

from __future__ import annotations

from enum import StrEnum

from bot.model.developments import Development, NoDevelopment
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.wording.clean import one_line
from bot.wording.dates import date_words
from bot.wording.speech import ENGLISH, Speech


class Standing(StrEnum):
    """How sure a line is; `standing_name` gives the words that stand beside it."""

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


def standing_name(standing: Standing, speech: Speech = ENGLISH) -> str:
    """Give what people call a standing: "in talks"."""
    return speech.say(f"standing.{standing.name.lower()}")


def property_name(prop: Property, speech: Speech = ENGLISH) -> str:
    """Give what people call a property: "Release date", "Filming starts"."""
    return speech.say(f"property.{prop}")


def property_noun(prop: Property, speech: Speech = ENGLISH) -> str:
    """Give what a property is called within a sentence: "release date", "start of filming"."""
    return speech.say(f"noun.{prop}")


def value_words(prop: Property, value: str, speech: Speech = ENGLISH) -> str:
    """Write a value as people do: a date in words, "102 minutes", "cancelled"; names stay as they are."""
    if prop.kind is ValueKind.DATE:
        return date_words(value, speech)
    if prop.kind is ValueKind.MINUTES:
        return speech.say("value.minutes", value=one_line(value))
    if prop.kind in {ValueKind.STATUS, ValueKind.MEDIA}:
        return speech.either(f"value.{prop.kind}.{value}", one_line(value))
    return one_line(value)


def member_words(who: str, role: str, speech: Speech = ENGLISH, *, returning: bool = False) -> str:
    """Name somebody of the cast, with the part: "Ada Quill returns as Mara"."""
    return speech.say(f"line.member.{part_key(role, returning=returning)}", who=one_line(who), role=one_line(role))


def part_key(role: str, *, returning: bool = False) -> str:
    """Tell which of the catalogue's four ways of naming a part fits."""
    return "_".join([word for word, holds in (("returning", returning), ("role", role)) if holds]) or "plain"


def outcome_words(decision: Development | NoDevelopment, prop: Property, speech: Speech = ENGLISH) -> str:
    """Say what became of a claim: that it was news and how sure, or the reason why it was not."""
    if isinstance(decision, Development):
        return speech.say("claim.news", standing=standing_name(standing_of(decision), speech))
    reason = speech.say(f"reason.{decision.reason}")
    if decision.against is None:
        return reason
    return speech.say("claim.against", reason=reason, value=value_words(prop, decision.against, speech))
