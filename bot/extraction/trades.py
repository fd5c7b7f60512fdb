"""What persons do for a living, as far as an entry says: "director Ilse Maar", "Maar, the maker of 'Lent'".

Who "joins" a film joins as what he or she is. And who a headline names alone is meant by "the filmmaker".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.extraction.anyof import AnyOf
from bot.extraction.certainty import in_talks
from bot.extraction.grounds import Ground
from bot.extraction.lexicon import load
from bot.extraction.outline import MARKS, PERSON, Outline
from bot.extraction.people import PersonFound
from bot.extraction.text import fold
from bot.model.properties import Property

_TRADES: Mapping[str, Sequence[str]] = load("frames_people")["trades"]
TRADE_WORDS = {word: Property(trade) for trade, words in _TRADES.items() for word in words}
"""What a text calls those who make a film, and the property that it means."""
_ANY = "|".join(sorted(TRADE_WORDS, key=lambda word: (-len(word), word)))
_WORK = f"[{MARKS['W']}{MARKS['T']}{MARKS['O']}]"
_BEFORE = AnyOf([rf"\b({_ANY})s? {PERSON}"])
_BEHIND = AnyOf([rf"{PERSON},? (?:(?:the|an?|whose|of|and|{_WORK}|[\w'-]+) ){{1,5}}?({_ANY})\b(?!s? {PERSON})"])
_TRADE_VERBS: Mapping[str, str] = load("frames_people")["trade_verbs"]
_DOES = tuple(
    (
        Property(trade),
        re.compile(rf"{PERSON},?(?: (?:who|will|to|is|are|has|been|set|hired|tapped|also|now|both))* (?:{verbs})\b"),
    )
    for trade, verbs in _TRADE_VERBS.items()
)
_VERBS = "|".join(load("frames_people")["verbs"])
_SUBJECT = re.compile(rf"^(?:the |an? )?(?:(?:of|and|{_WORK}|[\w'-]+) ){{0,4}}?({_ANY})(?:,| (?:{_VERBS})\b)")

_PEOPLE = "|".join([*load("names")["described_as"], _ANY])
_MEANT = re.compile(
    rf"^the (?:(?:{_WORK}|[\w'-]+) ){{0,3}}?(?:{_PEOPLE}) ((?:is|are|has been)\b[^,;.{PERSON}]{{1,60}})"
)
_UNSIGNED = AnyOf(load("certainty")["talks"]["unsigned"])


def trades_of(outlines: Sequence[Outline]) -> dict[str, Property]:
    """Say for each person of an entry, by folded name, what an entry calls him or her.

    A sentence that opens with "The director of ..." speaks of the one person whom the headline names.
    """
    found: dict[str, Property] = {}
    for name, trade in (*_called(outlines), *_does(outlines)):
        found.setdefault(name, trade)
    named = _alone(outlines)
    if named is not None:
        subject = next(filter(None, (_SUBJECT.match(outline.text) for outline in outlines[1:])), None)
        if subject is not None:
            found.setdefault(named, TRADE_WORDS[subject[1]])
    return found


def _called(outlines: Sequence[Outline]) -> Iterator[tuple[str, Property]]:
    for outline in outlines:
        for pattern in (_BEFORE, _BEHIND):
            for trade in pattern.finditer(outline.text, outline.words):
                place = outline.text.index(PERSON, trade.start())
                yield from ((name, TRADE_WORDS[trade[1]]) for name in _names(outline, place))
        for place, item in outline.marks.items():
            for prop in (value for value in item.values if isinstance(value, Property)):
                yield from ((name, prop) for name in _names(outline, place))


def _does(outlines: Sequence[Outline]) -> Iterator[tuple[str, Property]]:
    for outline in outlines:
        for trade, pattern in _DOES:
            for does in pattern.finditer(outline.text):
                yield from ((name, trade) for name in _names(outline, does.start()))


def negotiating(outlines: Sequence[Outline]) -> dict[str, Ground]:
    """Find who is in talks by what is said of "the filmmaker" or "the actor", by folded name, with what says so."""
    named = _alone(outlines)
    if named is None:
        return {}
    for outline in outlines[1:]:
        meant = _MEANT.match(outline.text)
        talks = in_talks(meant[1], outline.words) if meant is not None else None
        unsigned = Ground.of("certainty.talks.unsigned", _UNSIGNED.search(outline.text, outline.words))
        ground = Ground.of("certainty.talks.patterns", talks) or unsigned
        if ground is not None:
            return {named: ground}
    return {}


def _alone(outlines: Sequence[Outline]) -> str | None:
    """Return the folded name of the one person whom the headline names."""
    named = list(_all_names(outlines[0])) if outlines else []
    return named[0] if len(named) == 1 else None


def _names(outline: Outline, place: int) -> Iterator[str]:
    return (fold(value.name) for value in outline.values(place) if isinstance(value, PersonFound))


def _all_names(outline: Outline) -> Iterator[str]:
    for place in outline.marks:
        yield from _names(outline, place)
