"""What can be known of a title (TMDB's and Wikidata's words), how sure, and how it can change."""

from __future__ import annotations

from enum import StrEnum


class ValueKind(StrEnum):
    """How the text of a value is to be read and compared."""

    STATUS = "status"
    TEXT = "text"
    DATE = "date"  # EDTF, see bot.model.edtf
    COMPANY = "company"
    PERSON = "person"
    PLACE = "place"
    MEDIA = "media"
    MINUTES = "minutes"


class Property(StrEnum):
    """One thing that can be known of a title. Names follow TMDB and Wikidata."""

    STATUS = "status"
    TITLE = "title"
    RELEASE_DATE = "release_date"
    STUDIO = "studio"
    PLATFORM = "platform"
    DIRECTOR = "director"
    WRITER = "writer"
    PRODUCER = "producer"
    COMPOSER = "composer"
    CAST = "cast"
    FILMING_START = "filming_start"
    FILMING_END = "filming_end"
    FILMING_LOCATION = "filming_location"
    TRAILER = "trailer"
    FIRST_LOOK = "first_look"
    RUNTIME = "runtime"
    RATING = "rating"

    @property
    def kind(self) -> ValueKind:
        """How this property's values are read."""
        return _KINDS[self]

    @property
    def holds_many(self) -> bool:
        """Whether several values stand beside each other (a cast) or one replaces the other (a release date)."""
        return self not in _SINGLE


_KINDS = {
    Property.STATUS: ValueKind.STATUS,
    Property.TITLE: ValueKind.TEXT,
    Property.RELEASE_DATE: ValueKind.DATE,
    Property.STUDIO: ValueKind.COMPANY,
    Property.PLATFORM: ValueKind.COMPANY,
    Property.DIRECTOR: ValueKind.PERSON,
    Property.WRITER: ValueKind.PERSON,
    Property.PRODUCER: ValueKind.PERSON,
    Property.COMPOSER: ValueKind.PERSON,
    Property.CAST: ValueKind.PERSON,
    Property.FILMING_START: ValueKind.DATE,
    Property.FILMING_END: ValueKind.DATE,
    Property.FILMING_LOCATION: ValueKind.PLACE,
    Property.TRAILER: ValueKind.MEDIA,
    Property.FIRST_LOOK: ValueKind.MEDIA,
    Property.RUNTIME: ValueKind.MINUTES,
    Property.RATING: ValueKind.TEXT,
}
_SINGLE = frozenset(
    {
        Property.STATUS,
        Property.TITLE,
        Property.RELEASE_DATE,
        Property.FILMING_START,
        Property.FILMING_END,
        Property.RUNTIME,
        Property.RATING,
    },
)

MEDIA_VALUES = {
    Property.TRAILER: ("teaser", "trailer", "final trailer"),
    Property.FIRST_LOOK: ("image", "poster"),
}


class Status(StrEnum):
    """The stages of a production, in TMDB's and IMDb's words; `stage` orders them."""

    RUMORED = "rumored"
    ANNOUNCED = "announced"
    IN_DEVELOPMENT = "in development"
    PRE_PRODUCTION = "pre-production"
    FILMING = "filming"
    POST_PRODUCTION = "post-production"
    COMPLETED = "completed"
    RELEASED = "released"
    ON_HOLD = "on hold"
    CANCELED = "canceled"

    @property
    def stage(self) -> int | None:
        """How far along, from 0 (rumored) to 7 (released); None off the road (on hold, canceled)."""
        return _STAGES[self]


_STAGES = {status: place if place < 8 else None for place, status in enumerate(Status)}


class Certainty(StrEnum):
    """How sure a statement is, surest last."""

    RUMORED = "rumored"
    IN_TALKS = "in talks"
    REPORTED = "reported"
    CONFIRMED = "confirmed"

    @property
    def rank(self) -> int:
        """0 for a rumour to 3 for confirmed."""
        return _RANKS[self]


_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}


class Change(StrEnum):
    """What a claim says, or a development does, to a value.

    In a claim `added` merely states the value, `changed` uses words of change ("moved to", "now opens"),
    `confirmed` words of confirmation ("it's official"), `removed` says that it no longer holds,
    `denied` that it never did.
    """

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """Whether the words of a claim assert it; only an asserted claim can be news."""

    ASSERTED = "asserted"
    NEGATED = "negated"  # "no release date has been set"
    ASKED = "asked"  # "Will it come in 2026?"
    HOPED = "hoped"  # "I'd love to direct it", wish lists, fan casting
    CONDITIONAL = "conditional"  # "could", "if the script is right"
    HISTORICAL = "historical"  # told as the past: "was once dated for 2024"
    ORIGINAL = "original"  # a fact of the earlier work
    ELSEWHERE = "elsewhere"  # a fact of another title in the same text
