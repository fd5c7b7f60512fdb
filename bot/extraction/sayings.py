"""What a frame that fits says: which property has which value. Persons get the property that their trade says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.extraction import numbers
from bot.extraction.companies import CompanyFound
from bot.extraction.frames import Fit
from bot.extraction.hearing import Heard
from bot.extraction.lexicon import load
from bot.extraction.outline import Outline, any_of, marked
from bot.extraction.people import PersonFound
from bot.extraction.places import PlaceFound
from bot.extraction.scope import clause
from bot.extraction.text import fold
from bot.model.properties import Change, Property
from bot.model.titles import Knowledge, KnownPerson

PERSONS = frozenset({Property.DIRECTOR, Property.WRITER, Property.PRODUCER, Property.COMPOSER, Property.CAST})
LONGER = "longer"
"""The slot of a frame whose value is a name only where that goes on behind the one that is known."""
_MAIN = (Property.DIRECTOR, Property.CAST, Property.WRITER, Property.COMPOSER, Property.PRODUCER)
_WORDS = load("claims")
_ACTORS = any_of(_WORDS["actors"])
_DOES = {Property(prop): any_of(patterns) for prop, patterns in _WORDS["does"].items()}
_NO_TITLE = any_of(_WORDS["no_title"])
_ROLE = re.compile(marked(_WORDS["role"]))
_CREW, _TRADE = re.compile(rf"\b{_WORDS['crew']}\Z"), 30
_PLAYS = frozenset({"joins", Property.CAST})
_LONGEST_ROLE: int = _WORDS["longest_role"]
_AROUND_NAMES = " .,;:!?\"'“”‘’"  # noqa: RUF001  the quotes that stand around names


class Said(NamedTuple):
    """A property and a value as the stretch `[start, end)` of an outline says them, in the words `words`."""

    property: Property
    value: str
    change: Change
    start: int
    end: int
    words: str
    previous: str | None = None
    role: str | None = None
    country: str | None = None
    historical: bool = False
    negates: bool = False


class Known(NamedTuple):
    """What helps to understand a fit: what is known of its title, the title's folded names, and people's trades."""

    knowledge: Knowledge
    names: frozenset[str]
    trades: Mapping[str, Property]


def said_by(fit: Fit, heard: Heard, known: Known) -> Iterator[Said]:
    """Yield what a fit says, one value at a time."""
    kind = fit.frame.property
    if kind in {"company", Property.PLATFORM}:
        yield from _companies(fit, heard.outline)
    elif kind == "replace":
        yield from _replacement(fit, heard.outline, known)
    elif kind in {"held", "joins", "beside"} or kind in PERSONS:
        yield from _persons(fit, heard, known)
    else:
        values = [fit.frame.value] if fit.frame.value else _slot(fit, heard, known.names)
        yield from (_said(fit, Property(kind), value) for value in values if value is not None)


def may_be_longer(fit: Fit, heard: Heard) -> bool:
    """Whether the name that fits may go on behind the known one: "Heat: The Return"."""
    item = heard.outline.marks.get(fit.groups[LONGER][0])
    return item is not None and ": " in heard.focus.sentence.passage.folded[item.start : item.end]


def _said(fit: Fit, prop: Property, value: str, change: Change | None = None) -> Said:
    return Said(prop, value, change or fit.frame.change, fit.start, fit.end, fit.words, negates=fit.frame.negates)


def _people(fit: Fit, group: str, outline: Outline) -> list[PersonFound]:
    if group not in fit.groups:
        return []
    return [value for value in outline.values(fit.groups[group][0]) if isinstance(value, PersonFound)]


def _persons(fit: Fit, heard: Heard, known: Known) -> Iterator[Said]:
    outline = heard.outline
    named = _people(fit, "person", outline)
    place = fit.groups["person"][0]
    if fit.frame.property in _PLAYS and _CREW.search(outline.text, max(0, place - _TRADE), place):
        return
    first, last = clause(outline.text, fit.start, fit.end)
    near = outline.text[first:last]
    role = _role(heard, place) if len(named) == 1 else None
    together = _people(fit, "person2", outline)  # "A joins B", "A wrote it with B"
    kind = fit.frame.property
    if kind == "beside":
        kind = _beside(outline.text[first : fit.start])
    if kind == "joins" and together:
        kind = _joined(fold(together[0].name), known)  # who joins the writer writes
        if kind is Property.DIRECTOR:  # but who joins the director plays
            kind, together = "joins", []
    for person in named:
        does = _properties(kind, person.name, near, known)
        if not does and fit.frame.change is Change.DENIED:
            does = (Property.CAST,)  # who denies a part, and is nobody else
        for prop in does:
            yield _said(fit, prop, person.name)._replace(role=role if prop is Property.CAST else None)
    for person in together:
        yield _said(fit, Property(kind), person.name)


def _properties(kind: str, name: str, text: str, known: Known) -> tuple[Property, ...]:
    if kind == "joins":
        return (_joined(fold(name), known),)
    return _held(fold(name), text, known) if kind == "held" else (Property(kind),)


def _beside(before: str) -> str:
    """Say what somebody does beside whom the words before speak of: who produces alongside her, plays alongside him."""
    does = (prop for prop in (Property.PRODUCER, Property.WRITER, Property.DIRECTOR) if _DOES[prop].search(before))
    return next(does, Property.CAST)


def _joined(folded: str, known: Known) -> Property:
    """Say as what somebody joins: by trade, else as what is known, else as an actor."""
    if folded in known.trades:
        return known.trades[folded]
    does = _does(folded, known.knowledge.people) or _does(folded, known.knowledge.original_people)
    return next((prop for prop in _MAIN if prop in does and Property.CAST not in does), Property.CAST)


def _held(folded: str, text: str, known: Known) -> tuple[Property, ...]:
    """Say what somebody who leaves did: as known, else by trade or by the sentence, else as in the original."""
    does = tuple(prop for prop in _MAIN if prop in _does(folded, known.knowledge.people))
    if does:
        return tuple(prop for prop in does if _DOES[prop].search(text)) or does
    if folded in known.trades:
        return (known.trades[folded],)
    if _ACTORS.search(text):
        return (Property.CAST,)
    did = _does(folded, known.knowledge.original_people)
    return tuple(prop for prop in _MAIN if prop in did)[:1]


def _does(folded: str, people: Iterable[KnownPerson]) -> set[Property]:
    return {prop for person in people if fold(person.name) == folded for prop in person.properties}


def _replacement(fit: Fit, outline: Outline, known: Known) -> Iterator[Said]:
    """Who replaces somebody does what that one did."""
    for gone in _people(fit, "person2", outline):
        for prop in _held(fold(gone.name), outline.text, known)[:1]:
            yield _said(fit, prop, gone.name, Change.REMOVED)
            for person in _people(fit, "person", outline):
                yield _said(fit, prop, person.name, Change.ADDED)._replace(previous=gone.name)


def _companies(fit: Fit, outline: Outline) -> Iterator[Said]:
    place = fit.groups.get(Property.PLATFORM, fit.groups.get("company", (0, 0)))[0]
    for value in outline.values(place):
        if isinstance(value, CompanyFound):
            shows = fit.frame.property == Property.PLATFORM and value.may_show
            yield _said(fit, Property.PLATFORM if shows else value.property, value.name)


def _slot(fit: Fit, heard: Heard, names: frozenset[str]) -> list[str | None]:
    """Return the values that a frame's named group holds, as its property spells them: several where places do."""
    item = heard.outline.marks.get(fit.groups[fit.frame.slot or ""][0])
    places = [value for value in item.values if isinstance(value, PlaceFound)] if item is not None else []
    return [place.name for place in places if not place.minor] if places else [_one(fit, heard, names)]


def _one(fit: Fit, heard: Heard, names: frozenset[str]) -> str | None:
    slot = fit.frame.slot or ""
    start, end = fit.groups[slot]
    reader = numbers.READERS.get(slot)
    if reader is not None:
        return reader(heard.outline.text[start:end])
    item = heard.outline.marks.get(start)
    if item is None:
        return None
    name = heard.focus.sentence.passage.text[item.start : item.end].strip(_AROUND_NAMES)
    folded = fold(name)
    if slot == LONGER and not (": " in folded and folded.partition(": ")[0] in names):
        return None
    return None if folded in names or _NO_TITLE.search(folded) else name


def _role(heard: Heard, place: int) -> str | None:
    """Return whom the person at `place` plays, as the text writes it."""
    outline = heard.outline
    found = _ROLE.match(outline.text, place)
    if found is None or not 1 <= len(found[1].split()) <= _LONGEST_ROLE:
        return None
    start, end = outline.offset(found.start(1)), outline.offset(found.end(1) - 1) + 1
    return heard.focus.sentence.passage.text[start:end].strip(_AROUND_NAMES) or None
