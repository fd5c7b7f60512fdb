"""What is news: the claims of one entry about one title, held against the title's ledger.

The rules live beside this: `facts` for values, `status` for stages, `media` for trailers, `drops` for what no longer
holds, `weight` for whom to believe. Here is their order, and what a decision becomes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.model.claims import Claim, Reading
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.entries import Entry, Outlet
from bot.model.properties import Certainty, Modality, Property, Status, ValueKind
from bot.novelty import drops, facts, media, status
from bot.novelty.case import ECHO, Case, Decision, News
from bot.novelty.corroboration import is_own_voice, waiting
from bot.novelty.identity import development_id
from bot.novelty.ledger import Ledger
from bot.novelty.statements import DROPS
from bot.novelty.topics import Topic, topics_of
from bot.novelty.values import Relation

_UNASSERTED = {
    Modality.NEGATED: Reason.NEGATED,
    Modality.ASKED: Reason.SPECULATION,
    Modality.HOPED: Reason.SPECULATION,
    Modality.CONDITIONAL: Reason.SPECULATION,
    Modality.HISTORICAL: Reason.HISTORICAL,
    Modality.ORIGINAL: Reason.ORIGINAL,
    Modality.ELSEWHERE: Reason.ELSEWHERE,
}
_AFTER_RELEASE = frozenset({Property.PLATFORM, Property.STATUS})
"""What can still be news of a title that is out. Its credits and its dates are not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an entry's claims, in the order in which they were judged, and the ledger after them."""

    judgements: tuple[Judgement, ...]
    ledger: Ledger

    @property
    def developments(self) -> tuple[Development, ...]:
        """The news among them; `Ledger.of` wants it in this order."""
        return tuple(one.decision for one in self.judgements if isinstance(one.decision, Development))


def judge(reading: Reading, entry: Entry, outlet: Outlet, ledger: Ledger) -> Verdict:
    """Decide about every claim that an entry makes of the ledger's title; claims of other titles are left alone.

    Claims of one entry are judged best first, each against what the better ones have changed.
    """
    claims = {place: one for place, one in enumerate(reading.claims) if one.title_id == ledger.title.id}
    decisions: dict[int, Development | NoDevelopment] = {}
    open_claims: list[tuple[int, Claim, str]] = []
    for place, claim in claims.items():
        value = _value(claim, entry, ledger)
        reason = _refused(claim, value, entry, ledger)
        if value is None or reason is not None:
            decisions[place] = NoDevelopment(reason or Reason.NEGATED)
        else:
            open_claims.append((place, claim, value))
    after = _settle(topics_of(open_claims, ledger), entry, outlet, ledger, decisions)
    return Verdict(tuple(Judgement(claims[place], decision) for place, decision in decisions.items()), after)


def _value(claim: Claim, entry: Entry, ledger: Ledger) -> str | None:
    """Find the value that a claim means. "No longer has a date" means the date that stands, or that has just fallen."""
    if claim.value is not None and claim.value.strip():
        return claim.value
    if claim.change not in DROPS:
        return None
    stands, fallen = ledger.preferred(claim.property), ledger.fallen(claim.property)
    if fallen is not None and fallen.end is not None:
        told = abs(entry.published - fallen.end.published) <= ECHO
        if told or stands is None or stands.since <= fallen.end.published:
            return fallen.value
    return stands.value if stands is not None else None


def _refused(claim: Claim, value: str | None, entry: Entry, ledger: Ledger) -> Reason | None:
    """Why a claim is not even held against the ledger."""
    if claim.modality is not Modality.ASSERTED:
        return _UNASSERTED[claim.modality]
    if claim.country is not None:
        return Reason.ONE_COUNTRY
    if entry.published.date() < ledger.title.known_as_of:
        return Reason.BEFORE_BASELINE
    if value is None and claim.change in DROPS:
        return Reason.NOTHING_TO_DROP
    return None


def _settle(
    topics: Sequence[Topic],
    entry: Entry,
    outlet: Outlet,
    ledger: Ledger,
    decisions: dict[int, Development | NoDevelopment],
) -> Ledger:
    """Decide about the topics one after the other, and return the ledger after them."""
    released = _released_before(entry, ledger) and not any(one.drops and one.value == Status.RELEASED for one in topics)
    for topic in topics:
        beside, falling = (_others(topic, topics, drops=drops) for drops in (False, True))
        decision = _decide(case := Case(topic.claim, topic.value, entry, outlet, ledger, beside, falling))
        if isinstance(decision, News) and released and topic.claim.property not in _AFTER_RELEASE:
            decision = NoDevelopment(Reason.OVERTAKEN, Status.RELEASED)
        outcome = _development(decision, case) if isinstance(decision, News) else decision
        ledger = _after(outcome, case)
        decisions.update(_shared(outcome, topic))
    return ledger


def _released_before(entry: Entry, ledger: Ledger) -> bool:
    stage = ledger.preferred(Property.STATUS)
    sure = stage is not None and stage.certainty.rank >= Certainty.REPORTED.rank
    return stage is not None and sure and stage.value == Status.RELEASED and stage.since < entry.published


def _others(topic: Topic, topics: Sequence[Topic], *, drops: bool) -> tuple[str, ...]:
    """List what else the entry says of the same property: what it asserts, or what it drops."""
    ours = topic.claim.property
    rest = (one for one in topics if one is not topic and one.claim.property is ours)
    return tuple(one.value for one in rest if one.drops == drops)


def _decide(case: Case) -> Decision:
    if case.claim.change in DROPS:
        return drops.decide(case)
    ours = case.claim.property
    if any(case.ledger.relate(ours, value, case.value) is Relation.SAME for value in case.falling):
        return NoDevelopment(Reason.SAME_ENTRY, case.value)  # who "had joined in May" and has left does not join
    return _RULES.get(ours.kind, facts.decide)(case)


_RULES: Mapping[ValueKind, Callable[[Case], Decision]] = {
    ValueKind.STATUS: status.decide,
    ValueKind.MEDIA: media.decide,
}


def _development(news: News, case: Case) -> Development:
    claim, title_id = case.claim, case.ledger.title.id
    return Development(
        id=development_id(
            title_id,
            prop=claim.property,
            value=news.value,
            change=news.change,
            certainty=claim.certainty,
            entry_id=case.entry.id,
        ),
        title_id=title_id,
        property=claim.property,
        value=news.value,
        previous=news.previous,
        change=news.change,
        certainty=claim.certainty,
        entry_id=case.entry.id,
        outlet=case.outlet.name,
        url=case.entry.link,
        published=case.entry.published,
        evidence=claim.evidence.text,
        role=claim.role or news.role,
        moves=case.ledger.moves(claim.property) + news.moved,
        was=news.was,
    )


def _after(outcome: Development | NoDevelopment, case: Case) -> Ledger:
    if isinstance(outcome, Development):
        return case.ledger.with_development(outcome)
    if outcome.reason is Reason.UNCORROBORATED and is_own_voice(case.claim, case.outlet):
        return case.ledger.with_pending(waiting(case.claim, case.value, case.entry, case.outlet))
    return case.ledger


def _shared(outcome: Development | NoDevelopment, topic: Topic) -> dict[int, Development | NoDevelopment]:
    """Give every claim of a topic its decision: what the fullest of them says, the others only repeat."""
    first, *others = topic.members
    if not isinstance(outcome, Development):
        return dict.fromkeys(topic.members, outcome)
    repeated = NoDevelopment(Reason.SAME_ENTRY, outcome.value, outcome.id)
    return {first: outcome, **dict.fromkeys(others, repeated)}
