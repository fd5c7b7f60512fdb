"""Claims that wait for a second independent voice, and who counts as one.

Independent are outlets of different owners. Whoever repeats another ("according to ...") only lends that one its
voice, and an aggregator has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.model.claims import Claim, Voice
from bot.model.entries import Entry, Outlet, Trust
from bot.model.properties import Certainty, Change, Property
from bot.novelty.outlets import Outlets

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


def voice_of(claim: Claim, outlet: Outlet) -> Outlet | None:
    """Find whose word a claim is: the outlet's that prints it, or the one's that this passes on; None for nobody's."""
    if claim.voice is Voice.OTHER_OUTLET:
        return _cited(claim.cited, outlet) if claim.cited else None
    return None if outlet.trust is Trust.AGGREGATOR else outlet


def _cited(name: str, outlet: Outlet) -> Outlet | None:
    known = _known().named(name)
    if known.trust is Trust.AGGREGATOR:
        return None
    return outlet if known.owner == outlet.owner else known


@lru_cache(maxsize=1)
def _known() -> Outlets:
    return Outlets()


def is_own_voice(claim: Claim, outlet: Outlet) -> bool:
    """Whether the claim counts as a voice when voices are counted."""
    return voice_of(claim, outlet) is not None


def waiting(claim: Claim, value: str, entry: Entry, outlet: Outlet) -> Pending:
    """Keep of a claim that waits what the next voice is held against."""
    voice = voice_of(claim, outlet) or outlet
    return Pending(
        property=claim.property,
        value=value,
        outlet=voice.name,
        owner=voice.owner,
        published=entry.published,
        entry_id=entry.id,
        change=claim.change,
        certainty=claim.certainty,
    )


def seconds(candidates: Iterable[Pending], entry: Entry, voice: Outlet) -> bool:
    """Whether this entry, as the word of `voice`, is a second independent one for a claim that waits for its value."""
    return any(
        one.owner != voice.owner and one.entry_id != entry.id and abs(one.published - entry.published) <= WINDOW
        for one in candidates
    )
