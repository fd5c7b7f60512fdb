"""What becomes of a claim that a value does not hold: somebody leaves, a date is dropped, a rumour is denied."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.claims import TextField
from bot.model.developments import NoDevelopment, Reason
from bot.model.properties import Certainty, Change, ValueKind
from bot.novelty.case import Case, Decision, News
from bot.novelty.statements import DROPS, Statement
from bot.novelty.values import Relation
from bot.novelty.weight import is_seconded, is_trade


def decide(case: Case) -> Decision:
    """Find what is dropped. The entry must be younger than that, and a rumour alone drops nothing sure."""
    targets = _meant(case, case.ledger.current(case.claim.property))
    if not targets:
        return _of_nothing_that_stands(case)
    target = max(targets, key=lambda one: (case.relation(one) is Relation.SAME, one.certainty.rank))
    if target.entry_id == case.entry.id:
        return NoDevelopment(Reason.SAME_ENTRY, target.value, target.development_id)
    if case.is_older_than(target):
        return case.held(Reason.OUTDATED, target)
    if not case.is_sure and target.certainty.rank >= Certainty.REPORTED.rank and not _has_weight(case):
        return case.held(Reason.UNCORROBORATED, target)
    return News(_kind_of_end(case, target), target.value, previous=target.value, role=target.role)


def _meant(case: Case, current: Sequence[Statement]) -> list[Statement]:
    """Find the statements that the value means, in its own or in vaguer words. "Not June" leaves the year."""
    return [one for one in current if case.relation(one) in {Relation.SAME, Relation.VAGUER}]


def _of_nothing_that_stands(case: Case) -> Decision:
    """Say so: it fell already, or it was only ever claimed, or nobody has reported it."""
    meant = _meant(case, case.ledger.history(case.claim.property))
    ends = [(one.end, one.value) for one in meant if one.end is not None]
    if ends:
        end, value = ends[-1]
        reason = Reason.SAME_ENTRY if end.entry_id == case.entry.id else Reason.KNOWN
        return NoDevelopment(reason, value, end.development_id)
    claimed = [
        one.value
        for one in case.ledger.pending
        if one.property is case.claim.property
        and one.change not in DROPS
        and case.ledger.relate(one.property, one.value, case.value) is Relation.SAME
    ]
    if claimed and case.is_sure:
        return News(Change.DENIED, claimed[-1], previous=claimed[-1])
    if _makes_a_headline(case):
        return News(case.claim.change, case.value)
    return NoDevelopment(Reason.NOTHING_TO_DROP)


def _makes_a_headline(case: Case) -> bool:
    """Whether a headline says so of somebody: nobody denies there what was not said, nor leaves who was not in it."""
    claim = case.claim
    headline = claim.evidence.span.field is TextField.TITLE
    return headline and claim.property.kind is ValueKind.PERSON and case.is_sure


def _has_weight(case: Case) -> bool:
    return is_trade(case) or is_seconded(case)


def _kind_of_end(case: Case, target: Statement) -> Change:
    """Choose the word: a rumour is denied, talks fall through, a fact ends; of a report the text's own word counts."""
    if target.certainty is Certainty.REPORTED:
        return case.claim.change
    return Change.DENIED if target.certainty is Certainty.RUMORED else Change.REMOVED
