"""Whether the words of a claim assert it: negation, questions, hopes, conditions, history and the earlier work.

After NegEx and ConText (Chapman 2001, Harkema 2009): a marker rules the clause that it stands in, mostly what follows
it. Everything that changes a claim's modality lives here and in `lexicon/scope.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.anyof import AnyOf
from bot.extraction.grounds import Ground
from bot.extraction.lexicon import load
from bot.extraction.outline import Outline, any_of, marked
from bot.model.properties import Modality

_WORDS = load("scope")
_BOUNDARY = re.compile(marked(_WORDS["boundaries"]))
_OPENING = re.compile(marked(_WORDS["opening"]))
_NEGATED = AnyOf(_WORDS["negated"]["before"])
_EXCEPT = any_of(_WORDS["negated"]["except"])
_ASIDE = re.compile(rf",[\"']? (?:{_WORDS['aside']['openers']}) [^,]{{1,80}},")
_REPORTED = re.compile(marked(_WORDS["conditional"]["reported"]))
_FALSE = AnyOf(_WORDS["negated_too"]["around"])
_ELSEWHERE = AnyOf(_WORDS["elsewhere"]["before"])
_OF_ANOTHER = AnyOf(_WORDS["elsewhere"]["aside"])
_ORIGINAL = AnyOf(_WORDS["original"]["before"])
_OF_ORIGINAL = any_of(_WORDS["original"]["behind"])
_NUMBERING = "0123456789.):( "
_IMPERATIVE = re.compile(marked(_WORDS["hoped"]["imperative"]))
_RULES = tuple(
    (modality, AnyOf(_WORDS[modality]["before"]), AnyOf(_WORDS[modality].get("around", ())))
    for modality in (Modality.HOPED, Modality.CONDITIONAL, Modality.HISTORICAL)
)


class Ruling(NamedTuple):
    """How words are meant, and what says so; nothing has to where they are simply asserted."""

    modality: Modality
    ground: Ground | None = None


_ASSERTED = Ruling(Modality.ASSERTED)
_ASKED = Ruling(Modality.ASKED, Ground(remark="a question mark ends it"))


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause around `[start, end)` of an outline."""
    first, last = 0, len(text)
    for before, behind in _boundaries(text):
        if behind <= start:
            first = behind
        elif before >= end:
            last = before
            break
    return first, last


@lru_cache(maxsize=64)  # each claim of a sentence asks for its clause
def _boundaries(text: str) -> tuple[tuple[int, int], ...]:
    opening = _OPENING.match(text)
    found = [opening.span()] if opening is not None else []
    return (*found, *(one.span() for one in _BOUNDARY.finditer(text, opening.end() if opening is not None else 0)))


def without_asides(text: str, place: int) -> str:
    """Blank what a text only says in passing (", who made the first film,"), but for the aside that holds `place`."""
    if text.count(",") < 2:  # the one before and the one behind
        return text
    return _ASIDE.sub(lambda aside: aside[0] if aside.start() <= place < aside.end() else _blank(aside[0]), text)


def _without_reported(text: str) -> str:
    """Blank each "would" of reported speech ("the studio said that it would open in May"): it is a plain "will"."""
    return _REPORTED.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text)


def _blank(aside: str) -> str:
    return "," + " " * (len(aside) - 1)


def ruling(outline: Outline, start: int, end: int, *, denies: bool = False) -> Ruling:
    """Say how the words at `[start, end)` are meant. `denies`: they carry their own negation, which is none here."""
    text, words = outline.text, outline.words
    if _is_asked(text, start):
        return _ASKED
    first, last = clause(without_asides(text, start), start, end)
    asks = _IMPERATIVE.match(text) if not text[:first].strip(_NUMBERING) else None
    if asks is not None:
        return Ruling(Modality.HOPED, Ground("scope.hoped.imperative", asks))
    around = without_asides(text[first:last], start - first)
    before = without_asides(_without_reported(text[:end])[first:], start - first)
    nearest = before[before.rfind(", ", 0, max(start - first, 0)) + 1 :]
    negated = (
        None
        if denies
        else _negation(nearest, words)
        or Ground.of("scope.negated_too.around", _FALSE.search(text, words, start, min(last, end + 40)))
    )
    if negated is not None:
        return Ruling(Modality.NEGATED, negated)
    elsewhere = _of_another(text, words, start) or Ground.of("scope.elsewhere.before", _ELSEWHERE.search(before, words))
    if elsewhere is not None:
        return Ruling(Modality.ELSEWHERE, elsewhere)
    for kind, in_front, near in _RULES:
        ground = Ground.of(f"scope.{kind}.before", in_front.search(before, words)) or Ground.of(
            f"scope.{kind}.around", near.search(around, words)
        )
        if ground is not None:
            return Ruling(kind, ground)
    return _ASSERTED


def _of_another(text: str, words: frozenset[str], start: int) -> Ground | None:
    """Find that `start` stands in brackets which tell of another thing."""
    return Ground.of("scope.elsewhere.aside", _OF_ANOTHER.search(text, words, 0, start)) if "(" in text else None


def of_original(outline: Outline, start: int, end: int) -> Ground | None:
    """Find what says that the clause at `start` speaks of the earlier work; asides between commas do not count."""
    behind = _OF_ORIGINAL.match(outline.text, end)
    if behind is not None:
        return Ground("scope.original.behind", behind)
    text = without_asides(outline.text[:end], start)
    last = None
    for found in _ORIGINAL.finditer(text, outline.words):
        last = found
    first, _ = clause(outline.text, start, start)
    if last is None or (last.end() <= first and _BOUNDARY.search(outline.text, last.end(), start)):
        return None
    return Ground("scope.original.before", last)


def _is_asked(text: str, start: int) -> bool:
    """Whether a question mark ends the words from `start` on before any other stop does."""
    mark = text.find("?", start)
    if mark >= 0 and text.rfind("(", start, mark) > text.rfind(")", start, mark):
        return False  # "(remember?)"
    return mark >= 0 and not any(0 <= text.find(stop, start) < mark for stop in (". ", ": ", "; ", "! ", " - "))


def _negation(text: str, words: frozenset[str]) -> Ground | None:
    if not _NEGATED.may_stand(words):
        return None
    return Ground.of("scope.negated.before", _NEGATED.search(_EXCEPT.sub(" ", text), words))
