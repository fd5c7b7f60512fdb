"""Claims that wait for a second independent voice, and who counts as one.

Independent are outlets of different owners. Whoever repeats another ("according to ...") is no voice of its own,
nor is an aggregator.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.claims import Claim, Voice
from bot.model.entries import Entry, Outlet, Trust
from bot.model.properties import Certainty, Change, Property

WINDOW = timedelta(days=14)
"""Two reports of one fact lie closer together than this; two slips rarely do."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A claim that waits for a second independent voice: who said what, and when. `published` is aware."""

    property: Property
    value: str
    outlet: str
    owner: str
    published: datetime
    entry_id: str
    change: Change = Change.ADDED
    certainty: Certainty = Certainty.CONFIRMED


def is_own_voice(claim: Claim, outlet: Outlet) -> bool:
    """Whether the claim counts as a voice when voices are counted."""
    return outlet.trust is not Trust.AGGREGATOR and claim.voice is not Voice.OTHER_OUTLET


def waiting(claim: Claim, value: str, entry: Entry, outlet: Outlet) -> Pending:
    """Keep of a claim that waits what the next voice is held against."""
    return Pending(
        property=claim.property,
        value=value,
        outlet=outlet.name,
        owner=outlet.owner,
        published=entry.published,
        entry_id=entry.id,
        change=claim.change,
        certainty=claim.certainty,
    )


def seconds(candidates: Iterable[Pending], entry: Entry, outlet: Outlet) -> bool:
    """Whether this entry is a second, independent voice for one of the claims that wait for the same value."""
    return any(
        one.owner != outlet.owner and one.entry_id != entry.id and abs(one.published - entry.published) <= WINDOW
        for one in candidates
    )
