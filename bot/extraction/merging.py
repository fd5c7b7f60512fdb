"""What an entry says of one value in several places, made one claim. Decides; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from bot.extraction.text import fold
from bot.model.claims import Claim
from bot.model.edtf import parse_edtf
from bot.model.properties import Change, Modality, Property, ValueKind

DROPS = frozenset({Change.DENIED, Change.REMOVED})


class Merged(NamedTuple):
    """Claims that say the same, and the one made of them; None where the entry says it more precisely elsewhere."""

    claim: Claim | None
    members: tuple[Claim, ...]


def merged(claims: Iterable[Claim]) -> Iterator[Merged]:
    """Make one claim of each title, property, value and direction: an asserted one, as sure as the least sure.

    Where somebody confirms it, that counts.
    """
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        key = (claim.title_id, claim.property, fold(claim.value or ""), claim.change in DROPS)
        groups.setdefault(key, []).append(claim)
    firsts = [group[0] for group in groups.values()]
    days = [one for one in firsts if one.property.kind is ValueKind.DATE and one.value is not None]
    for group in groups.values():
        yield Merged(None if _is_told_better(group[0], days) else _one_of(group), tuple(group))


def _one_of(group: list[Claim]) -> Claim:
    asserted = [claim for claim in group if claim.modality is Modality.ASSERTED]
    if not asserted:
        return group[0]
    best = next((claim for claim in asserted if claim.change is not Change.ADDED), asserted[0])
    # "Corvane confirmed the project": what an outlet "has learned" of the same no longer counts
    confirmed = [claim for claim in asserted if claim.change is Change.CONFIRMED]
    least = min(confirmed or asserted, key=lambda claim: claim.certainty.rank)
    role = next((claim.role for claim in asserted if claim.role), None)
    return replace(best, certainty=least.certainty, voice=least.voice, role=role, cited=least.cited)


def _is_told_better(claim: Claim, days: Iterable[Claim]) -> bool:
    """Whether the same entry says more of a date: "May 22, 2026" beside "May 2026".

    And nothing opens when its shoot begins: "It moves to May" then says no more than "the shoot begins in May".
    """
    if claim.property.kind is not ValueKind.DATE or claim.value is None:
        return False
    ours = [day for day in days if day.title_id == claim.title_id]
    if claim.property is Property.RELEASE_DATE and any(_is_start(day) and day.value == claim.value for day in ours):
        return True
    same = (day for day in ours if day.property is claim.property)
    return any(_is_vaguer(claim, day) for day in same)


def _is_start(day: Claim) -> bool:
    return day.property is Property.FILMING_START and day.modality is Modality.ASSERTED and day.change not in DROPS


def _is_vaguer(claim: Claim, than: Claim) -> bool:
    same = (claim.change in DROPS) == (than.change in DROPS) and than.modality is Modality.ASSERTED
    ours, theirs = parse_edtf(claim.value or ""), parse_edtf(than.value or "")
    return same and ours != theirs and ours.contains(theirs)
