"""A tracked title as a seed's TOML, which `load_seed` reads back as the same title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import tomlkit
from tomlkit.items import Array, InlineTable, Table

from bot.model.properties import Certainty, Property, ValueKind
from bot.model.titles import Facts, KnownValue, TrackedTitle

_MANY = 4
"""So many values stand below each other."""
_DIGITS = re.compile("[1-9][0-9]{0,3}")


def seed_text(title: TrackedTitle, comments: Iterable[str] = ()) -> str:
    """Write a title as a seed, its id apart: that is the name of the file. `comments` come first, a line each."""
    seed = tomlkit.document()
    for comment in comments:
        plain = "".join(character if character.isprintable() else " " for character in comment)
        seed.add(tomlkit.comment(" ".join(plain.split())))
    seed["title"] = title.title
    seed["type"] = str(title.type)
    if title.follows is not None:
        seed["follows"] = _inline({"title": title.follows.title, "year": title.follows.year})
    if title.also_known_as:
        seed["also_known_as"] = _array(title.also_known_as)
    seed["known_as_of"] = title.known_as_of
    for section, facts in (("known", title.known), ("original", title.original)):
        if any(facts.values()):
            seed[section] = _facts(facts)
    return tomlkit.dumps(seed)


def _facts(facts: Facts) -> Table:
    table = tomlkit.table()
    for prop, values in facts.items():
        written = [_known(prop, value) for value in values]
        if written:
            table[str(prop)] = _array(written) if prop.holds_many else written[0]
    return table


def _known(prop: Property, known: KnownValue) -> Any:
    value: object = known.value
    if prop.kind is ValueKind.MINUTES and _DIGITS.fullmatch(known.value):
        value = int(known.value)
    if known == KnownValue(known.value):
        return value
    certainty = str(known.certainty) if known.certainty is not Certainty.CONFIRMED else None
    rest = {"certainty": certainty, "source": known.source, "url": known.url, "date": known.date}
    return _inline({"value": value, **rest})


def _inline(pairs: dict[str, object]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update({key: value for key, value in pairs.items() if value is not None})
    return table


def _array(values: Iterable[object]) -> Array:
    array = tomlkit.array()
    array.extend(values)
    return array.multiline(len(array) >= _MANY or any(isinstance(value, InlineTable) for value in array))
