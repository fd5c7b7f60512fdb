"""What moderators say by hand: a value that holds, values that do not, and developments that were wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.feedback import BY_HAND, MODERATORS, Correction
from bot.model.properties import Certainty, Change, Property
from bot.novelty.identity import development_id, digest
from bot.novelty.ledger import Ledger
from bot.novelty.statements import DROPS, Statement
from bot.novelty.values import Relation


def entry_by_hand(said: Correction, now: datetime) -> Entry:
    """Make the entry that a correction rests on. Each is another one, though it says the same as one before."""
    id_ = f"{BY_HAND}:{digest(said.title_id, said.property.value, said.value or '', said.by, now.isoformat())}"
    title = f"{said.property} of {said.title_id}: {said.value or ''} {_verb(said)}"
    return Entry(id_, BY_HAND, MODERATORS, now, title, f"{_verb(said)} by {said.by} on {now}", said.link, guid=id_)


def corrected(ledger: Ledger, said: Correction, entry: Entry) -> tuple[Development, ...]:
    """Make the developments of a correction: none where it is so already."""
    if said.clears:
        return _cleared(ledger, said, entry)
    return _set(ledger, said, said.value, entry) if said.value is not None else ()


def _set(ledger: Ledger, said: Correction, value: str, entry: Entry) -> tuple[Development, ...]:
    """Set a value as confirmed: in place of what stands or, in a property that holds many, beside it."""
    prop = said.property
    same = _same(ledger, prop, value)
    if same is None:
        stands = None if prop.holds_many else ledger.preferred(prop)
        change = Change.ADDED if stands is None else Change.CHANGED
        return (_made(ledger, said, value, change, entry, previous=stands.value if stands else None),)
    is_sure = same.certainty is Certainty.CONFIRMED
    if is_sure and same.value == value and said.role in {None, same.role}:
        return ()
    was = None if is_sure else same.certainty
    return (_made(ledger, said, value, Change.CONFIRMED, entry, previous=same.value, was=was),)


def _cleared(ledger: Ledger, said: Correction, entry: Entry) -> tuple[Development, ...]:
    value, standing = said.value, ledger.current(said.property)
    gone = standing if value is None else [one for one in standing if _is_same(ledger, one, value)]
    values = dict.fromkeys(one.value for one in gone)
    return tuple(_made(ledger, said, one, Change.REMOVED, entry, previous=one) for one in values)


def taken_back_with(wrong: Development, developments: Iterable[Development], ledger: Ledger) -> tuple[str, ...]:
    """List the ids of what falls with a wrong development: itself, and what has only said the same since.

    `developments` are those of its title in the order of their deciding.
    """
    ids = [wrong.id]
    later = False
    for one in developments:
        if later and one.property is wrong.property and (one.change in DROPS) == (wrong.change in DROPS):
            ids += [one.id] if ledger.relate(one.property, one.value, wrong.value) is Relation.SAME else []
        later = later or one.id == wrong.id
    return tuple(ids)


def _same(ledger: Ledger, prop: Property, value: str) -> Statement | None:
    stands = ledger.current(prop) if prop.holds_many else [one for one in (ledger.preferred(prop),) if one is not None]
    return next((one for one in stands if _is_same(ledger, one, value)), None)


def _is_same(ledger: Ledger, known: Statement, value: str) -> bool:
    return ledger.relate(known.property, known.value, value) is Relation.SAME


def _made(
    ledger: Ledger,
    said: Correction,
    value: str,
    change: Change,
    entry: Entry,
    *,
    previous: str | None = None,
    was: Certainty | None = None,
) -> Development:
    title_id, prop, sure = said.title_id, said.property, Certainty.CONFIRMED
    return Development(
        id=development_id(title_id, prop=prop, value=value, change=change, certainty=sure, entry_id=entry.id),
        title_id=title_id,
        property=prop,
        value=value,
        previous=previous,
        change=change,
        certainty=sure,
        entry_id=entry.id,
        outlet=entry.outlet,
        url=entry.link,
        published=entry.published,
        evidence=f"{_verb(said)} by {said.by}",
        role=said.role,
        moves=ledger.moves(prop) + (change is Change.CHANGED),
        was=was,
    )


def said_by(development: Development) -> tuple[str, str] | None:
    """Tell what a moderator did ("set" or "cleared"), and who; None for what no moderator said."""
    verb, _, name = development.evidence.partition(" by ")
    return (verb, name) if development.is_by_hand() and verb in {_SET, _CLEARED} else None


_SET, _CLEARED = "set", "cleared"


def _verb(said: Correction) -> str:
    return _CLEARED if said.clears else _SET
