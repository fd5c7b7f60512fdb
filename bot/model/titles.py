"""The sequels that are followed, and what was known of them at the start."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model.properties import Certainty, Property


class TitleType(StrEnum):
    """What is followed."""

    FILM = "film"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Work:
    """The earlier work that a tracked title follows."""

    title: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class KnownValue:
    """One value of a baseline, as text that its property says how to read."""

    value: str
    certainty: Certainty = Certainty.CONFIRMED
    source: str | None = None
    url: str | None = None
    date: date | None = None


Facts = dict[Property, tuple[KnownValue, ...]]


@dataclass(frozen=True, slots=True)
class TrackedTitle:
    """A sequel that is followed: its names, what it follows, and the baseline that is never news again.

    `id` is the seed file's name without `.toml`. `known` is true of the sequel on `known_as_of`;
    `original` is true of the earlier work, so that it is not taken for the sequel's.
    """

    id: str
    title: str
    type: TitleType
    known_as_of: date
    follows: Work | None = None
    also_known_as: tuple[str, ...] = ()
    known: Facts = field(default_factory=dict)
    original: Facts = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The title and its other names, best known first."""
        return (self.title, *self.also_known_as)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody known to belong to a title or to its original, so that a surname alone can be understood."""

    name: str
    properties: frozenset[Property]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading an entry may lean on: people, companies and places of a title as its ledger stands now.

    `release_date` is EDTF, so that "a week earlier than planned" can be worked out.
    """

    people: tuple[KnownPerson, ...] = ()
    original_people: tuple[KnownPerson, ...] = ()
    companies: tuple[str, ...] = ()
    release_date: str | None = None
    places: tuple[str, ...] = ()
