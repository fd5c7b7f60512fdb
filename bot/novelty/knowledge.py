"""What reading an entry may lean on, out of all that a ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.model.properties import Property, ValueKind
from bot.model.titles import Facts, Knowledge, KnownPerson
from bot.novelty.statements import Rank, Statements

_COMPANIES = (Property.STUDIO, Property.PLATFORM)


def knowledge_of(statements: Mapping[Property, Statements], original: Facts) -> Knowledge:
    """Gather people, companies and places; also who is no longer part of it: that they left is still talked about."""
    said = ((one.property, one.value) for row in statements.values() for one in row)
    told = ((prop, known.value) for prop, values in original.items() for known in values)
    names = [one.value for prop in _COMPANIES for one in statements.get(prop, ())]
    names += [known.value for prop in _COMPANIES for known in original.get(prop, ())]
    dates = [one.value for one in statements.get(Property.RELEASE_DATE, ()) if one.rank is Rank.PREFERRED]
    return Knowledge(
        people=_people(said),
        original_people=_people(told),
        companies=tuple(dict.fromkeys(names)),
        release_date=dates[0] if dates else None,
        places=tuple(one.value for one in statements.get(Property.FILMING_LOCATION, ())),
    )


def _people(said: Iterable[tuple[Property, str]]) -> tuple[KnownPerson, ...]:
    """One row a name, with all that the person does."""
    properties: dict[str, frozenset[Property]] = {}
    for prop, name in said:
        if prop.kind is ValueKind.PERSON:
            properties[name] = properties.get(name, frozenset()) | {prop}
    return tuple(KnownPerson(name, does) for name, does in properties.items())
