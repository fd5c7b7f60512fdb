"""An invented film with a sequel, and what a sentence about it claims."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bot.extraction import EntryReader
from bot.model.claims import Claim
from bot.model.entries import Entry
from bot.model.properties import Modality, Property
from bot.model.titles import Knowledge, KnownPerson, KnownValue, TitleType, TrackedTitle, Work

Claims = Callable[..., tuple[Claim, ...]]
Stated = Callable[..., set[tuple[str, str | None]]]


@pytest.fixture(scope="session")
def lanterns() -> TrackedTitle:
    """A film sequel: "The Lantern Keepers 2" after "The Lantern Keepers" (2011)."""
    return TrackedTitle(
        id="lantern-keepers-2",
        title="The Lantern Keepers 2",
        type=TitleType.FILM,
        known_as_of=date(2024, 1, 1),
        follows=Work("The Lantern Keepers", 2011),
        also_known_as=("Lantern Keepers sequel",),
        original={
            Property.DIRECTOR: (KnownValue("Ottilie Brandvik"),),
            Property.CAST: (KnownValue("Rosalba Quint"), KnownValue("Joris Vandermeer")),
        },
    )


@pytest.fixture(scope="session")
def harbour() -> TrackedTitle:
    """A series that returns: the "Harbour Row" revival."""
    return TrackedTitle(
        id="harbour-row",
        title="Harbour Row revival",
        type=TitleType.SERIES,
        known_as_of=date(2024, 1, 1),
        follows=Work("Harbour Row", 1998),
        also_known_as=("new Harbour Row",),
    )


@pytest.fixture(scope="session")
def lantern_knowledge() -> Knowledge:
    """What the ledger holds of the film sequel."""
    return Knowledge(
        people=(
            KnownPerson("Petra Holloway", frozenset({Property.DIRECTOR})),
            KnownPerson("Idris Fenwick", frozenset({Property.CAST})),
        ),
        original_people=(
            KnownPerson("Ottilie Brandvik", frozenset({Property.DIRECTOR})),
            KnownPerson("Rosalba Quint", frozenset({Property.CAST})),
            KnownPerson("Joris Vandermeer", frozenset({Property.CAST})),
        ),
        companies=("Corvane Pictures",),
        release_date="2026-05-22",
    )


@pytest.fixture(scope="session")
def reader(lanterns: TrackedTitle, harbour: TrackedTitle) -> EntryReader:
    """A reader of both titles."""
    return EntryReader([lanterns, harbour])


@pytest.fixture(scope="session")
def claims(reader: EntryReader, lantern_knowledge: Knowledge) -> Claims:
    """All claims of an entry made of a headline and a summary, published on Tuesday, 14 October 2025."""

    def read(headline: str, summary: str = "", content: str = "", day: date = date(2025, 10, 14)) -> tuple[Claim, ...]:
        published = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        entry = Entry("e1", "feed", "The Gazette", published, headline, summary, "https://gazette.example/1", content)
        return reader.read(entry, {"lantern-keepers-2": lantern_knowledge}).claims

    return read


@pytest.fixture(scope="session")
def stated(claims: Claims) -> Stated:
    """The values that an entry asserts of one property, with its change: `stated("director", headline, summary)`."""

    def values(prop: str, headline: str, summary: str = "", **more: date) -> set[tuple[str, str | None]]:
        found = claims(headline, summary, **more)
        return {
            (claim.change.value, claim.value)
            for claim in found
            if claim.property == prop and claim.modality is Modality.ASSERTED
        }

    return values
