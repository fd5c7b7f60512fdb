"""When two names mean the same person: accents, initials, middle names, "Jr.", nicknames, one slip of a finger."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.extraction.lexicon import load
from bot.novelty.spelling import words_of

_NAMES = load("same_names")
_SUFFIXES = frozenset(_NAMES["suffixes"])
_GIVEN: dict[str, frozenset[int]] = {}
for _number, _row in enumerate(_NAMES["given_names"]):
    for _name in _row:
        _GIVEN[_name] = _GIVEN.get(_name, frozenset()) | {_number}

_LEAST_FOR_SLIP = 5
"""Shorter words differ by a letter too often to be one word misspelled (Cox, Fox)."""
_LEAST_FOR_SHORT_FORM = 3


@lru_cache(maxsize=16384)
def same_person(one: str, other: str) -> bool:
    """Whether two names, as persons of one property of one title, mean one person.

    A surname alone (or a name by which somebody is known alone) is anybody's who has it among their names.
    """
    short, long = sorted((_parts(one), _parts(other)), key=len)
    if not short:
        return False
    if len(short) == 1:
        return short[0] in long
    return _same_full_name(short, long)


def _parts(name: str) -> tuple[str, ...]:
    words = words_of(name)
    end = len(words)
    while end > 1 and words[end - 1] in _SUFFIXES:
        end -= 1
    return words[:end]


def _same_full_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if _solid(short) == _solid(long):
        return True
    given_slips, surname_slips = _given_differ(short[0], long[0]), _slips(short[-1], long[-1])
    if given_slips is None:
        return False
    if surname_slips is None:
        # "Christina Vidal" is "Christina Vidal Mitchell"
        return given_slips == 0 and len(long) > len(short) and short[1:] == long[1 : len(short)]
    middle_slips = _middles_differ(short[1:-1], long[1:-1])
    return middle_slips is not None and given_slips + surname_slips + middle_slips <= 1


def _solid(parts: tuple[str, ...]) -> str:
    """Close the gaps of a name: "De Niro" is "DeNiro"."""
    return "".join(parts)


def _given_differ(one: str, other: str) -> int | None:
    """How many slips lie between two given names: 0 for forms of one name, 1 for a slip, None for two names."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and (len(short) == 1 or len(short) >= _LEAST_FOR_SHORT_FORM):
        return 0
    if _GIVEN.get(one, frozenset()) & _GIVEN.get(other, frozenset()):
        return 0
    return _slips(one, other)


def _slips(one: str, other: str) -> int | None:
    if one == other:
        return 0
    if min(len(one), len(other)) < _LEAST_FOR_SLIP:
        return None
    return 1 if OSA.distance(one, other, score_cutoff=1) == 1 else None


def _middles_differ(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """How many slips lie between two persons' middle names, as far as both have them; None for two persons."""
    slips = 0
    for a, b in zip(one, other, strict=False):
        here = 0 if a.startswith(b) or b.startswith(a) else _slips(a, b)
        if here is None:
            return None
        slips += here
    return slips
