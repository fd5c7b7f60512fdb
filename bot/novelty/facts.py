"""What becomes of a claim that states a value: a date, a person, a company, a place, a title, a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.model.developments import NoDevelopment, Reason
from bot.model.edtf import EdtfDate, Precision, of_day
from bot.model.properties import Certainty, Change, Property, Status, ValueKind
from bot.model.titles import TitleType
from bot.novelty.case import ECHO, Case, Decision, News
from bot.novelty.statements import Statement
from bot.novelty.titles import own_words, title_words
from bot.novelty.values import Relation, date_of
from bot.novelty.weight import is_like_the_original, overturns, raises, surprises

_MOSTLY_ONE = frozenset({Property.DIRECTOR, Property.COMPOSER, Property.STUDIO, Property.PLATFORM})
"""They may hold several values, but a second one that merely turns up in a text is more often a slip."""
_ONE_PERSON = frozenset({Property.DIRECTOR, Property.COMPOSER})
_TWINS = {Property.STUDIO: Property.PLATFORM, Property.PLATFORM: Property.STUDIO}
_DATE_LINE = timedelta(days=2)
_REACHED_BY = {Property.FILMING_START: Status.FILMING, Property.FILMING_END: Status.POST_PRODUCTION}
_LEFT_TO_DO = {
    **dict.fromkeys(
        (Status.RUMORED, Status.IN_DEVELOPMENT, Status.ANNOUNCED, Status.PRE_PRODUCTION), timedelta(days=150)
    ),
    Status.FILMING: timedelta(days=60),
}
"""How long a film takes at least from a stage to the screen."""
_LONGEST_SHOOT = timedelta(days=120)
"""So long a shoot takes at most."""
_QUICKEST = timedelta(days=130)
"""So long it takes at least from the first day of a shoot to the screen."""
_LONGEST_SILENCE = timedelta(days=240)
"""So long any stage before it lasts while nobody speaks of a release."""


def decide(case: Case) -> Decision:
    """Hold the claim against what stands, then against what stood, then ask whether it may stand against it."""
    current = case.ledger.current(case.claim.property)
    known = _told_by(case, current)
    if known is not None:
        return restated(case, known) if case.relation(known) is Relation.SAME else case.held(Reason.VAGUER, known)
    strange = _strange(case)
    if strange is not None:
        return strange
    if case.has_cleared_the_way():
        return NoDevelopment(Reason.SAME_ENTRY)
    return _returning(case) or _too_soon(case) or _against_rivals(case, current)


def restated(case: Case, known: Statement) -> Decision:
    """Judge the same value again: news where it is surer now, and where that can be believed."""
    said = case.claim.certainty
    if said.rank <= known.certainty.rank:
        return case.held(Reason.LESS_SURE if said.rank < known.certainty.rank else Reason.KNOWN, known)
    if not raises(case, known):
        return case.held(Reason.KNOWN if case.is_echo_of(known) else Reason.UNCORROBORATED, known)
    value = max(known.value, case.value, key=len)  # "Theo Marchek" over "Marchek"
    change = Change.CONFIRMED if said is Certainty.CONFIRMED else Change.ADDED
    return News(change, value, previous=known.value, was=known.certainty, role=known.role)


def _told_by(case: Case, current: Sequence[Statement]) -> Statement | None:
    """Find the surest statement that says the same or more. A sure "2026" still adds to a day that is only a rumour."""
    relations = [(case.relation(one), one) for one in current]
    same = [one for relation, one in relations if relation is Relation.SAME]
    if same:
        return max(same, key=lambda one: one.certainty.rank)
    least = min(case.claim.certainty.rank, Certainty.REPORTED.rank)
    finer = [one for relation, one in relations if relation is Relation.VAGUER and one.certainty.rank >= least]
    if finer:
        return finer[-1]
    twin = _TWINS.get(case.claim.property)
    twins = case.ledger.current(twin) if twin else ()
    return next((one for one in twins if case.relation(one) is Relation.SAME), None)


def _strange(case: Case) -> NoDevelopment | None:
    """Refuse what is no news of this title, whatever stands: a date that has passed, a name that it has anyway."""
    if case.claim.property is Property.TITLE:
        return _strange_title(case)
    date = date_of(case.value) if case.claim.property.kind is ValueKind.DATE else None
    if date is None:
        return None
    return _strange_date(case, date) if case.claim.property is Property.RELEASE_DATE else _told_by_stage(case, date)


def _told_by_stage(case: Case, date: EdtfDate) -> NoDevelopment | None:
    """Refuse "it started in April" of a film that was reported in April to be shooting: that says no more."""
    stage = _REACHED_BY[case.claim.property]
    sure = [one for one in case.ledger.history(Property.STATUS) if one.certainty.rank >= Certainty.REPORTED.rank]
    told = next((one for one in sure if one.value == stage and one.entry_id is not None), None)
    if told is None or date.precision is Precision.DAY:
        return None
    days = (told.since.date(), (told.since - ECHO).date())
    return case.held(Reason.VAGUER, told) if any(date.contains(of_day(day)) for day in days) else None


def _strange_date(case: Case, date: EdtfDate) -> NoDevelopment | None:
    prop, title = case.claim.property, case.ledger.title
    theirs = title.original.get(prop, ())
    if any(case.ledger.relate(prop, one.value, case.value) is Relation.SAME for one in theirs):
        return NoDevelopment(Reason.ORIGINAL, case.value)
    if title.follows and title.follows.year and date.year <= title.follows.year:
        return NoDevelopment(Reason.ORIGINAL, f"{title.follows.title} ({title.follows.year})")
    if date.last_day < (case.entry.published - _DATE_LINE).date():
        return NoDevelopment(Reason.HISTORICAL)
    return None


def _strange_title(case: Case) -> NoDevelopment | None:
    title = case.ledger.title
    works = [title.follows.title] if title.follows else []
    works += [known.value for known in title.original.get(Property.TITLE, ())]
    said = title_words(case.value)
    if any(said == title_words(name) for name in title.names):
        return NoDevelopment(Reason.KNOWN, title.title)
    if any(said == title_words(name) for name in works):
        return NoDevelopment(Reason.ORIGINAL, works[0])
    return None if own_words(case.value, (*title.names, *works)) else NoDevelopment(Reason.KNOWN, title.title)


def _returning(case: Case) -> NoDevelopment | None:
    """Refuse what would only bring back a value that has ended: told late, or by a stale text."""
    history = case.ledger.history(case.claim.property)
    ends = [
        (one.end, one)
        for one in history
        if one.end is not None and case.relation(one) in {Relation.SAME, Relation.VAGUER}
    ]
    if not ends:
        return None
    end, gone = ends[-1]
    if end.entry_id == case.entry.id:
        return NoDevelopment(Reason.SAME_ENTRY, gone.value, end.development_id)
    if case.entry.published < end.published:
        return NoDevelopment(Reason.OUTDATED, gone.value, end.development_id)
    if not surprises(case, end.published):
        return case.held(Reason.UNCORROBORATED, case.ledger.preferred(case.claim.property) or gone)
    return None


def _too_soon(case: Case) -> NoDevelopment | None:
    """Refuse a release within months of a film that is not shot yet, unless the text insists: it is another's."""
    date = date_of(case.value) if case.claim.property is Property.RELEASE_DATE else None
    if date is not None and _is_before_the_shoot(case, date) and not surprises(case):
        return NoDevelopment(Reason.UNCORROBORATED, case.value)
    stage = case.ledger.preferred(Property.STATUS)
    if date is None or stage is None or _may_have_passed(case, stage):
        return None
    left = next((left for status, left in _LEFT_TO_DO.items() if stage.value == status), None)
    if left is None or date.last_day > (case.entry.published + left).date() or _has_time(date, stage):
        return None
    return None if surprises(case) else case.held(Reason.UNCORROBORATED, stage)


def _is_before_the_shoot(case: Case, date: EdtfDate) -> bool:
    """Whether a release comes before a film can be done that begins to shoot on the day that is known."""
    start = case.ledger.preferred(Property.FILMING_START)
    known = date_of(start.value) if start is not None and start.certainty.rank >= Certainty.REPORTED.rank else None
    return known is not None and date.last_day < known.first_day + _LEFT_TO_DO[Status.FILMING]


def _has_time(date: EdtfDate, stage: Statement) -> bool:
    """Whether a film that was shooting when that was told can well be done by a date."""
    return stage.value == Status.FILMING and date.last_day > (stage.since + _QUICKEST).date()


def _may_have_passed(case: Case, stage: Statement) -> bool:
    """Whether a stage was told so long ago that another may well be reached by now, though nobody has said so."""
    longest = _LONGEST_SHOOT if stage.value == Status.FILMING else _LONGEST_SILENCE
    return case.entry.published - stage.since > longest


def _against_rivals(case: Case, current: Sequence[Statement]) -> Decision:
    rivals = _rivals(case, current)
    if rivals:
        strongest = max(rivals, key=lambda one: (one.certainty.rank, one.since))
        if any(case.is_older_than(one) for one in rivals if one.certainty.rank >= case.claim.certainty.rank):
            return case.held(Reason.OUTDATED, strongest)
        if _says_better_itself(case, rivals):
            return NoDevelopment(Reason.SAME_ENTRY, strongest.value, strongest.development_id)
        if not overturns(case, strongest):
            return case.held(Reason.UNCORROBORATED, strongest)
    elif is_like_the_original(case):
        return NoDevelopment(Reason.UNCORROBORATED, case.value)
    return _news(case, current, rivals)


def _rivals(case: Case, current: Sequence[Statement]) -> list[Statement]:
    """Find the statements that cannot hold, or rarely hold, where this one does."""
    prop = case.claim.property
    if prop.holds_many and (prop not in _MOSTLY_ONE or _is_partial(case)):
        return []
    others = [one for one in current if case.relation(one) is Relation.OTHER]
    if prop.holds_many:  # those whom one text names together belong together
        others = [one for one in others if one.entry_id != case.entry.id]
    return others


def _is_partial(case: Case) -> bool:
    """Whether others may do the same work beside: a co-director, the director of two episodes."""
    by_episode = case.ledger.title.type is TitleType.SERIES and case.claim.property is Property.DIRECTOR
    return by_episode or case.claim.role is not None


def _says_better_itself(case: Case, rivals: Sequence[Statement]) -> bool:
    """Whether the entry has said otherwise already, or merely mentions this beside what is known."""
    prop = case.claim.property
    if prop.holds_many:
        return False
    if any(one.entry_id == case.entry.id for one in rivals):
        return True
    plain = case.claim.change is Change.ADDED and case.claim.previous is None
    return plain and any(
        case.ledger.relate(prop, one.value, said) is not Relation.OTHER for one in rivals for said in case.beside
    )


def _news(case: Case, current: Sequence[Statement], rivals: Sequence[Statement]) -> News:
    prop, claim = case.claim.property, case.claim
    refined = [one for one in current if case.relation(one) is Relation.PRECISER]
    if refined and (claim.certainty.rank >= refined[-1].certainty.rank or not prop.holds_many):
        return News(Change.CHANGED, case.value, previous=refined[-1].value)
    if prop.holds_many:
        replaced = _replaced(case, rivals)
        if replaced is not None:
            return News(Change.CHANGED, case.value, previous=replaced.value, moved=True)
        return News(Change.ADDED, case.value)
    if not rivals:
        return News(Change.ADDED, case.value, moved=bool(case.ledger.history(prop)))
    if not case.is_sure and max(one.certainty.rank for one in rivals) > claim.certainty.rank:
        return News(Change.ADDED, case.value)  # a rumour stands beside what is known
    preferred = case.ledger.preferred(prop) or rivals[-1]
    return News(Change.CHANGED, case.value, previous=preferred.value, moved=True)


def _replaced(case: Case, rivals: Sequence[Statement]) -> Statement | None:
    """Whom or what the claim puts out of place, in a property that may hold several values."""
    claim = case.claim
    if not case.is_sure or not rivals:
        return None
    if claim.previous is not None:
        previous = claim.previous
        named = [one for one in rivals if case.ledger.relate(claim.property, one.value, previous) is Relation.SAME]
        return named[-1] if named else None
    if len(rivals) == 1 and claim.change is Change.CHANGED:
        return rivals[0]
    unsure = all(one.certainty.rank < Certainty.CONFIRMED.rank for one in rivals)
    if claim.property in _ONE_PERSON and unsure and claim.property.kind is ValueKind.PERSON:
        return rivals[-1]
    return None
