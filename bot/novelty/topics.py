"""What one entry says more than once, in one piece: claims of one property that agree become one claim.

The fullest value is taken, with the strongest words that any of them has. So the order of the sentences in an entry
does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.model.claims import Claim, TextField, Voice
from bot.model.properties import Change, Property, Status
from bot.novelty.ledger import Ledger
from bot.novelty.statements import DROPS
from bot.novelty.values import Relation, detail

_ORDER = sorted(Property, key=lambda prop: (prop is Property.STATUS, prop is Property.STUDIO))
"""Dates before the stage that is held against them; where somebody shows it before who else makes it."""
_FIELDS = list(TextField)
_STAGES = {stage.value: stage.stage for stage in Status}
_STRENGTH = (Change.ADDED, Change.CONFIRMED, Change.CHANGED)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that an entry says. `claim` is all of it; `members` are the claims' places, fullest first."""

    claim: Claim
    value: str
    members: tuple[int, ...]

    @property
    def drops(self) -> bool:
        """Whether it says that the value does not hold."""
        return self.claim.change in DROPS


def topics_of(claims: Sequence[tuple[int, Claim, str]], ledger: Ledger) -> list[Topic]:
    """Gather claims, each with its place and value, into topics, in the order in which they are to be judged."""
    groups: list[list[tuple[int, Claim, str]]] = []
    for row in sorted(claims, key=_fullest_first):
        home = next((group for group in groups if _agree(group[0], row, ledger)), None)
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    return sorted((_topic(group, ledger) for group in groups), key=_best_first)


def _fullest_first(row: tuple[int, Claim, str]) -> tuple[object, ...]:
    _, claim, value = row
    detailed = detail(claim.property, value)
    words = (claim.certainty, claim.change, claim.voice, claim.previous or "", claim.role or "", claim.evidence.text)
    return (*(-part for part in detailed), value, *_place(claim), *words)


def _place(claim: Claim) -> tuple[int, int]:
    return _FIELDS.index(claim.evidence.span.field), claim.evidence.span.start


def _agree(one: tuple[int, Claim, str], other: tuple[int, Claim, str], ledger: Ledger) -> bool:
    (_, a, value), (_, b, said) = one, other
    if a.property is not b.property or (a.change in DROPS) != (b.change in DROPS):
        return False
    return ledger.relate(a.property, value, said) in {Relation.SAME, Relation.VAGUER}


def _topic(group: Sequence[tuple[int, Claim, str]], ledger: Ledger) -> Topic:
    lead, value = group[0][1], group[0][2]
    claims = [claim for _, claim, _ in group]
    same = [claim for _, claim, said in group if ledger.relate(lead.property, value, said) is Relation.SAME]
    merged = replace(
        lead,
        certainty=_certainty(same).certainty,
        change=_change(claims),
        voice=Voice.OFFICIAL if any(claim.voice is Voice.OFFICIAL for claim in same) else lead.voice,
        previous=next((claim.previous for claim in claims if claim.previous), None),
        role=next((claim.role for claim in claims if claim.role), None),
    )
    return Topic(merged, value, tuple(place for place, _, _ in group))


def _certainty(claims: Sequence[Claim]) -> Claim:
    """Choose the claim whose certainty counts: what is said with weight, or else the most careful words."""
    heavy = [claim for claim in claims if claim.voice is Voice.OFFICIAL or claim.change is not Change.ADDED]
    if heavy:
        return max(heavy, key=lambda claim: claim.certainty.rank)
    return min(claims, key=lambda claim: claim.certainty.rank)


def _change(claims: Sequence[Claim]) -> Change:
    if claims[0].change in DROPS:
        return Change.DENIED if all(claim.change is Change.DENIED for claim in claims) else Change.REMOVED
    return max((claim.change for claim in claims), key=_STRENGTH.index)


def _stage(value: str) -> int:
    """Weigh a stage: the furthest is meant where several are named, and a pause more than any."""
    place = _STAGES.get(value, -1)
    return len(_STAGES) if place is None else place


def _best_first(topic: Topic) -> tuple[object, ...]:
    """Sort for judging. Who leaves goes before who comes, but a new date before the old one is dropped."""
    claim = topic.claim
    prop = claim.property
    return (
        _ORDER.index(prop),
        topic.drops != prop.holds_many,
        -_stage(topic.value) if prop is Property.STATUS else 0,
        -_STRENGTH.index(claim.change) if not topic.drops else 0,
        -claim.certainty.rank,
        *(-part for part in detail(prop, topic.value)[:1]),
        *_place(claim),
        topic.value,
    )
