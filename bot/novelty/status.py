"""What becomes of a claim about the stage of a production.

A production goes forward on one road. What says that it is further back than known is overtaken by events. Off the
road are "on hold" and "canceled": leaving the road and coming back contradict what is known, like another date does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model.developments import NoDevelopment, Reason
from bot.model.properties import Certainty, Change, Property, Status
from bot.novelty.case import Case, Decision, News
from bot.novelty.facts import restated
from bot.novelty.statements import Statement
from bot.novelty.values import Relation, date_of
from bot.novelty.weight import is_insistent, is_seconded, overturns, raises

_ROAD = (
    Status.RUMORED,
    # The trade's order, not TMDB's: a film is developed first, and announced or greenlit when that has borne fruit.
    Status.IN_DEVELOPMENT,
    Status.ANNOUNCED,
    Status.PRE_PRODUCTION,
    Status.FILMING,
    Status.POST_PRODUCTION,
    Status.COMPLETED,
    Status.RELEASED,
)
_OFF_ROAD = frozenset({Status.ON_HOLD, Status.CANCELED})
_ONE_THING = (
    frozenset({Status.IN_DEVELOPMENT, Status.ANNOUNCED, Status.PRE_PRODUCTION}),
    frozenset({Status.POST_PRODUCTION, Status.COMPLETED}),
)
"""Stages that one piece of news is called by, from outlet to outlet."""
_BEGINNINGS = frozenset({Status.IN_DEVELOPMENT, Status.ANNOUNCED})
_WORKED = frozenset({Status.FILMING, Status.POST_PRODUCTION, Status.COMPLETED})
"""Stages that are not reached while a production is stopped."""
_SET_BY = {Status.FILMING: Property.FILMING_START, Status.RELEASED: Property.RELEASE_DATE}
_EARLY = {Status.FILMING: timedelta(days=31), Status.RELEASED: timedelta(days=7)}
"""How long before its known date a stage may begin without that being a surprise."""


def decide(case: Case) -> Decision:
    """Hold a stage against the one that is known."""
    said = _stage(case.value)
    if said is None:
        return NoDevelopment(Reason.SPECULATION)
    current = case.ledger.current(Property.STATUS)
    same = [one for one in current if one.value == said]
    if same:
        return restated(case, max(same, key=lambda one: one.certainty.rank))
    known = case.ledger.preferred(Property.STATUS)
    stage = _stage(known.value) if known else None
    if known is None or stage is None:
        return _first(case, said)
    return _step(case, said, stage, known)


def _stage(value: str) -> Status | None:
    try:
        return Status(value)
    except ValueError:
        return None


def _first(case: Case, said: Status) -> Decision:
    """No stage stands. One that was denied or dropped comes back only with weight."""
    if case.has_cleared_the_way():
        return NoDevelopment(Reason.SAME_ENTRY)
    gone = [one for one in case.ledger.history(Property.STATUS) if case.relation(one) is Relation.SAME]
    if gone and gone[-1].end is not None and not _is_believed(case, gone[-1].end.published):
        return case.held(Reason.UNCORROBORATED, gone[-1])
    if _is_too_early(case, said, None) and not _is_believed(case, None):
        return NoDevelopment(Reason.UNCORROBORATED)
    return News(Change.ADDED, case.value, moved=bool(case.ledger.history(Property.STATUS)))


def _step(case: Case, said: Status, stands: Status, known: Statement) -> Decision:
    if known.entry_id == case.entry.id:
        return NoDevelopment(Reason.SAME_ENTRY, known.value, known.development_id)
    if said in _OFF_ROAD or stands in _OFF_ROAD:
        return _detour(case, said, stands, known)
    if _ROAD.index(said) < _ROAD.index(stands):
        return _back(case, said, stands, known)
    return _forward(case, said, stands, known)


def _detour(case: Case, said: Status, stands: Status, known: Statement) -> Decision:
    """Off the road, or back on it."""
    if stands is Status.RELEASED:
        return case.held(Reason.OVERTAKEN, known)
    if case.is_older_than(known):
        return case.held(Reason.OUTDATED, known)
    if said not in _OFF_ROAD and _ROAD.index(said) <= _furthest(case):
        may = _is_believed(case, known.since)
    elif said in _WORKED and case.is_sure:
        may = True  # no stale text calls it wrapped that has only begun to shoot
    else:
        may = overturns(case, known)
    return _changed(case, known) if may else case.held(Reason.UNCORROBORATED, known)


def _is_believed(case: Case, since: datetime | None) -> bool:
    """Whether a surprising stage is believed: old texts and late roundups still call it "in development"."""
    return is_insistent(case) or is_seconded(case, since)


def _furthest(case: Case) -> int:
    """Find the furthest stage that it had reached."""
    stages = [_stage(one.value) for one in case.ledger.history(Property.STATUS)]
    return max((_ROAD.index(stage) for stage in stages if stage in _ROAD), default=-1)


def _back(case: Case, said: Status, stands: Status, known: Statement) -> Decision:
    if {said, stands} <= _BEGINNINGS:
        return _other_word(case, known)
    return case.held(Reason.OVERTAKEN, known)


def _forward(case: Case, said: Status, stands: Status, known: Statement) -> Decision:
    one_thing = any({said, stands} <= words for words in _ONE_THING)
    if one_thing and case.is_echo_of(known):
        return _other_word(case, known)
    if {said, stands} <= _BEGINNINGS and known.certainty is Certainty.CONFIRMED and not is_insistent(case):
        return case.held(Reason.KNOWN, known)
    if _is_too_early(case, said, stands) and not _is_believed(case, known.since):
        return case.held(Reason.UNCORROBORATED, known)
    return _changed(case, known)


def _other_word(case: Case, known: Statement) -> Decision:
    """Judge the same news in other words: it can only make it surer."""
    said = case.claim.certainty
    if said.rank <= known.certainty.rank or not raises(case, known):
        return case.held(Reason.KNOWN, known)
    return News(Change.CHANGED, case.value, previous=known.value)


def _changed(case: Case, known: Statement) -> News:
    if not case.is_sure and known.certainty.rank > case.claim.certainty.rank:
        return News(Change.ADDED, case.value)  # a rumour stands beside what is known
    return News(Change.CHANGED, case.value, previous=known.value, moved=True)


def _is_too_early(case: Case, said: Status, stands: Status | None) -> bool:
    """Whether a stage comes well ahead of its known date; or a release that has no date, of what was never shot."""
    prop = _SET_BY.get(said)
    if prop is None:
        return False
    known = case.ledger.preferred(prop)
    date = date_of(known.value) if known and known.certainty.rank >= Certainty.REPORTED.rank else None
    if date is None:
        return said is Status.RELEASED and (stands is None or _ROAD.index(stands) < _ROAD.index(Status.FILMING))
    return date.first_day > (case.entry.published + _EARLY[said]).date()
