"""How two values of one property stand to each other. Everything that compares values goes through here.

A date that contains another is the vaguer one; so is a company's owner, and the region that a place lies in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from bot.model.edtf import EdtfDate, parse_edtf
from bot.model.properties import Property, ValueKind
from bot.novelty.companies import company_key, owners_of
from bot.novelty.persons import same_person
from bot.novelty.places import lies_in, place_of, same_place
from bot.novelty.spelling import within, words_of
from bot.novelty.titles import title_words


class Relation(StrEnum):
    """How what is said stands to what is known."""

    SAME = "same"
    VAGUER = "vaguer"  # true, and less precise than what is known
    PRECISER = "more precise"
    OTHER = "other"


@lru_cache(maxsize=16384)
def relate(prop: Property, known: str, said: str) -> Relation:
    """Say how `said` stands to `known`, two values of one property in its own form (see `Claim.value`)."""
    if known == said:
        return Relation.SAME
    return _ratings(known, said) if prop is Property.RATING else _BY_KIND[prop.kind](known, said)


def date_of(value: str) -> EdtfDate | None:
    """Read the value as a date; None where it is none."""
    try:
        return parse_edtf(value)
    except ValueError:
        return None


def detail(prop: Property, value: str) -> tuple[int, int]:
    """How much a value says, to choose the fullest of several that agree: a day over a month, a full name."""
    date = date_of(value) if prop.kind is ValueKind.DATE else None
    owners = len(owners_of(value)) if prop.kind is ValueKind.COMPANY else 0
    return (int(date.precision) if date is not None else owners, len(value))


def _dates(known: str, said: str) -> Relation:
    one, other = date_of(known), date_of(said)
    if one is None or other is None:
        return _words(known, said)
    if one.contains(other):
        return Relation.SAME if one == other else Relation.PRECISER
    return Relation.VAGUER if other.contains(one) else Relation.OTHER


def _persons(known: str, said: str) -> Relation:
    return Relation.SAME if same_person(known, said) else Relation.OTHER


def _companies(known: str, said: str) -> Relation:
    ours, theirs = company_key(known), company_key(said)
    if ours == theirs:
        return Relation.SAME
    if theirs in owners_of(known):
        return Relation.VAGUER
    return Relation.PRECISER if ours in owners_of(said) else Relation.OTHER


def _places(known: str, said: str) -> Relation:
    one, other = place_of(known), place_of(said)
    if same_place(one, other):
        return Relation.SAME
    if lies_in(one, other):
        return Relation.VAGUER
    return Relation.PRECISER if lies_in(other, one) else Relation.OTHER


def _texts(known: str, said: str) -> Relation:
    one, other = title_words(known), title_words(said)
    if one == other:
        return Relation.SAME
    if within(other, one):
        return Relation.VAGUER
    return Relation.PRECISER if within(one, other) else Relation.OTHER


_MINUTES = re.compile(r"(?:(\d{1,2}) ?h\w*)?\D*?(?:(\d{1,4}) ?(?:m\w*)?)?", re.ASCII)


def _minutes(known: str, said: str) -> Relation:
    one, other = _as_minutes(known), _as_minutes(said)
    return Relation.SAME if one == other and one is not None else _words(known, said)


def _as_minutes(value: str) -> int | None:
    """Read `111`, `111 minutes` or `1h 51m`."""
    found = _MINUTES.fullmatch(value.strip().lower())
    if found is None or not any(found.groups()):
        return None
    hours, minutes = (int(part or 0) for part in found.groups())
    return hours * 60 + minutes


def _words(known: str, said: str) -> Relation:
    return Relation.SAME if words_of(known) == words_of(said) else Relation.OTHER


def _ratings(known: str, said: str) -> Relation:
    """Unlike other texts a rating has no parts: "PG" is no vaguer "PG-13"."""
    return Relation.SAME if "".join(words_of(known)) == "".join(words_of(said)) else Relation.OTHER


_BY_KIND: dict[ValueKind, Callable[[str, str], Relation]] = {
    ValueKind.STATUS: _words,
    ValueKind.TEXT: _texts,
    ValueKind.DATE: _dates,
    ValueKind.COMPANY: _companies,
    ValueKind.PERSON: _persons,
    ValueKind.PLACE: _places,
    ValueKind.MEDIA: _words,
    ValueKind.MINUTES: _minutes,
}
