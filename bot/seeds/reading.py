"""One seed: its TOML becomes a TrackedTitle. `seeds/romy-and-michele.toml` shows the format, with comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bot.model.edtf import parse_edtf
from bot.model.errors import FaultsError, SeedError
from bot.model.properties import MEDIA_VALUES, Certainty, Property, Status, ValueKind
from bot.model.titles import Facts, KnownValue, TitleType, TrackedTitle, Work
from bot.seeds.checks import Checks
from bot.seeds.toml import TomlFile, did_you_mean

_SEED = ("title", "type", "follows", "also_known_as", "known_as_of", "known", "original")
_WORK = ("title", "year")
_VALUE = ("value", "certainty", "source", "url", "date")
_PROPERTIES = {str(prop): prop for prop in Property}
_WORDS = {Property.STATUS: tuple(map(str, Status)), **MEDIA_VALUES}
_MINUTES = re.compile("[1-9][0-9]{0,3}")
_YEARS = range(1870, 2200)


def title_of(file: TomlFile) -> TrackedTitle:
    """Make a title of a seed; FaultsError with a line for each thing that is wrong."""
    checks, table = Checks(file, SeedError), file.table
    checks.keys(table, _SEED)
    title = checks.text(table, "title", example="Night Ferry sequel")
    kind = checks.choice(table, "type", TitleType, required=True)
    known_as_of = checks.day(table, "known_as_of", required=True)
    follows = _work(checks, table)
    also_known_as = _names(checks, table)
    known = _facts(checks, table, "known")
    original = _facts(checks, table, "original")
    if checks.faults or title is None or kind is None or known_as_of is None:
        raise FaultsError(checks.faults)
    return TrackedTitle(
        id=file.path.stem,
        title=title,
        type=kind,
        known_as_of=known_as_of,
        follows=follows,
        also_known_as=also_known_as,
        known=known,
        original=original,
    )


def _work(checks: Checks, table: Mapping[str, Any]) -> Work | None:
    work = checks.table(table, "follows")
    if work is None:
        return None
    where = ("follows",)
    checks.keys(work, _WORK, where)
    title = checks.text(work, "title", where, example="Night Ferry")
    year = work.get("year")
    if year is not None and (not isinstance(year, int) or year not in _YEARS):
        checks.fault((*where, "year"), f"year is {year}: write a year such as 1997, without quotes", year)
    return Work(title, year) if title is not None else None


def _names(checks: Checks, table: Mapping[str, Any]) -> tuple[str, ...]:
    names = table.get("also_known_as", [])
    listed = names if isinstance(names, list) else [names]
    found = [checks.text_value(name, ("also_known_as",), "Night Ferry 2") for name in listed]
    return tuple(name for name in found if name is not None)


def _facts(checks: Checks, table: Mapping[str, Any], section: str) -> Facts:
    facts: Facts = {}
    for key, given in (checks.table(table, section) or {}).items():
        prop, where = _PROPERTIES.get(key), (section, key)
        if prop is None:
            checks.fault(where, f'unknown property "{key}": {did_you_mean(key, _PROPERTIES)}')
            continue
        values = given if isinstance(given, list) else [given]
        if len(values) > 1 and not prop.holds_many:
            checks.fault(where, f"{key} holds one value, but {len(values)} are given: keep the one that stands")
            continue
        if values:
            facts[prop] = tuple([_known(checks, prop, value, where) for value in values])
    return facts


def _known(checks: Checks, prop: Property, given: object, where: tuple[str, str]) -> KnownValue:
    try:
        if isinstance(given, str):
            return _confirmed(where[-1], given)
        value = value_of(prop, given.get("value") if isinstance(given, dict) else given)
    except ValueError as why:
        checks.fault(where, f"{prop}: {why}", given.get("value") if isinstance(given, dict) else given)
        value = ""
    if not isinstance(given, dict):
        return KnownValue(value)
    checks.keys(given, _VALUE, where)
    return KnownValue(
        value,
        checks.choice(given, "certainty", Certainty, where) or Certainty.CONFIRMED,
        checks.text(given, "source", where),
        checks.text(given, "url", where),
        checks.day(given, "date", where),
    )


@lru_cache(maxsize=65_536)
def _confirmed(prop: str, value: str) -> KnownValue:
    """One object for equal values: thousands of seeds share their studios, people and statuses."""
    return KnownValue(value_of(Property(prop), value))


def value_of(prop: Property, given: object) -> str:
    """Return a value as its property writes it; ValueError says what is wrong and how to write it."""
    kind = prop.kind
    if kind is ValueKind.DATE:
        return _edtf(given)
    if kind is ValueKind.MINUTES:
        return _minutes(given)
    if not isinstance(given, str) or not given.strip():
        raise ValueError(f"{_shown(given)} is no name: write a text in quotes")
    value = given.strip()
    words = _WORDS.get(prop)
    if words is not None and value not in words:
        raise ValueError(f'"{value}" is unknown: {did_you_mean(value, words)}')
    return value


def _edtf(given: object) -> str:
    if isinstance(given, date):
        return (given.date() if isinstance(given, datetime) else given).isoformat()
    if isinstance(given, int) and given in _YEARS:
        return str(given)
    return str(parse_edtf(str(given)))


def _minutes(given: object) -> str:
    text = str(given).strip()
    if isinstance(given, bool) or not _MINUTES.fullmatch(text):
        raise ValueError(f"{_shown(given)} is no number of minutes: write it like runtime = 112")
    return text


def _shown(given: object) -> str:
    return "nothing" if given is None or given == "" else repr(given)[:60]
