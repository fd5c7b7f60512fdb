"""What a ledger holds: statements with their rank (Wikidata's words) and the reference that they rest on.

How a development changes the statements of its property lives in `after`. Nothing is ever deleted there: a value that
no longer holds is deprecated and remembers what ended it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from enum import StrEnum

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.model.titles import KnownValue, TrackedTitle
from bot.novelty.values import Relation

Relate = Callable[[Property, str, str], Relation]
"""How a said value stands to a known one: property, known, said."""

DROPS = frozenset({Change.REMOVED, Change.DENIED})
"""What says that a value does not hold."""


class Rank(StrEnum):
    """Wikidata's ranks. The best value of a property that holds one is preferred; what is unsure beside it, normal."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class End:
    """What deprecated a statement, and when that was published."""

    change: Change
    published: datetime
    development_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one property, and who stated it: an outlet in an entry, or what a seed names as its source.

    `since` is when that was published, aware; of a baseline its date. A baseline has neither `entry_id` nor
    `development_id`. `moves` counts how often the property's value had changed when this was stated.
    """

    property: Property
    value: str
    certainty: Certainty
    rank: Rank
    since: datetime
    source: str | None = None
    url: str | None = None
    entry_id: str | None = None
    development_id: str | None = None
    role: str | None = None
    moves: int = 0
    end: End | None = None


Statements = tuple[Statement, ...]


def baseline_of(title: TrackedTitle) -> dict[Property, Statements]:
    """Turn the facts of a seed into statements."""
    return {
        prop: _ranked(prop, tuple(_known(prop, value, title) for value in values))
        for prop, values in title.known.items()
        if values
    }


def _known(prop: Property, known: KnownValue, title: TrackedTitle) -> Statement:
    day = datetime.combine(known.date or title.known_as_of, time(), UTC)
    return Statement(prop, known.value, known.certainty, Rank.NORMAL, day, known.source, known.url)


def stands(known: Statement) -> bool:
    """Whether a statement still holds."""
    return known.rank is not Rank.DEPRECATED


def never_stood(known: Statement) -> bool:
    """Whether a statement was wrong from the start: taken back, or denied before anybody had said it."""
    return known.end is not None and known.end.development_id == known.development_id


def after(standing: Statements, development: Development, relate: Relate) -> Statements:
    """Return the statements of the development's property as they stand after it, in the order of their making."""
    ends = _ended_by(development, relate)
    kept = tuple(_ended(one, development) if stands(one) and ends(one) else one for one in standing)
    dropped = development.change in DROPS
    if dropped and kept != standing:
        return _ranked(development.property, kept)
    made = _made_by(development)
    # What is denied before it was ever accepted is remembered too, so that it is denied once.
    return _ranked(development.property, (*kept, _ended(made, development) if dropped else made))


def without(standing: Statements, development: Development, relate: Relate) -> Statements:
    """Return the statements where a development was taken back: it changed nothing, and its value is denied since.

    What is denied stays known, so that the next text that says it must say it better.
    """
    prop, when = development.property, development.retracted_at
    known = any(stands(one) and relate(prop, one.value, development.value) is Relation.SAME for one in standing)
    if development.change in DROPS or known or when is None:
        return standing
    end = End(Change.DENIED, when, development.id, development.entry_id)
    return (*standing, replace(_made_by(development), rank=Rank.DEPRECATED, moves=0, end=end))


def _ended_by(development: Development, relate: Relate) -> Callable[[Statement], bool]:
    """Choose which standing statements a development ends."""
    prop, value, change = development.property, development.value, development.change

    def restates(known: Statement) -> bool:
        return prop.kind is not ValueKind.MEDIA and relate(prop, known.value, value) is Relation.SAME

    def drops(known: Statement) -> bool:
        if prop.kind is not ValueKind.DATE:
            return known.value == value
        return relate(prop, value, known.value) in {Relation.SAME, Relation.PRECISER}

    def succeeds(known: Statement) -> bool:
        if prop.holds_many:
            return restates(known) or known.value == development.previous
        # "2026" stays beside a rumoured day in 2026
        surer = known.certainty.rank > development.certainty.rank
        return not (surer and relate(prop, known.value, value) is Relation.PRECISER)

    if change in DROPS:
        return drops
    return restates if change is Change.ADDED else succeeds


def _made_by(development: Development) -> Statement:
    return Statement(
        property=development.property,
        value=development.value,
        certainty=development.certainty,
        rank=Rank.NORMAL,
        since=development.published,
        source=development.outlet,
        url=development.url,
        entry_id=development.entry_id,
        development_id=development.id,
        role=development.role,
        moves=development.moves,
    )


def _ended(known: Statement, by: Development) -> Statement:
    return replace(known, rank=Rank.DEPRECATED, end=End(by.change, by.published, by.id, by.entry_id))


def _ranked(prop: Property, statements: Statements) -> Statements:
    """Prefer the newest value that is at least reported, or else the newest of the surest."""
    if prop.holds_many:
        return statements
    current = [one for one in statements if stands(one)]
    if not current:
        return statements
    most = max(_standing(one) for one in current)
    best = [one for one in current if _standing(one) == most][-1]
    return tuple(_with_rank(one, best=one is best) if stands(one) else one for one in statements)


def _standing(known: Statement) -> int:
    """Weigh a statement. Reported and confirmed weigh the same here: of the two the newer one is what holds."""
    return min(known.certainty.rank, Certainty.REPORTED.rank)


def _with_rank(known: Statement, *, best: bool) -> Statement:
    return replace(known, rank=Rank.PREFERRED if best else Rank.NORMAL)
