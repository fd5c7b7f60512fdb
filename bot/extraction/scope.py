"""Whether the words of a claim assert it: negation, questions, hopes, conditions, history and the earlier work.

After NegEx and ConText (Chapman 2001, Harkema 2009): a marker rules the clause that it stands in, mostly what follows
it. Everything that changes a claim's modality lives here and in `lexicon/scope.toml`.
"""

from __future__ import annotations

import re

from bot.extraction.lexicon import load
from bot.extraction.outline import Outline, any_of, marked
from bot.model.properties import Modality

_WORDS = load("scope")
_BOUNDARY = re.compile(marked(_WORDS["boundaries"]))
_NEGATED = any_of(_WORDS["negated"]["before"])
_EXCEPT = any_of(_WORDS["negated"]["except"])
_ASIDE = re.compile(r", (?:who|whose|which|\w+ (?:years|months|weeks|days)) [^,]{1,80},")
_FALSE = any_of(_WORDS["negated_too"]["around"])
_ELSEWHERE = any_of(_WORDS["elsewhere"]["before"])
_ORIGINAL = any_of(_WORDS["original"]["before"])
_RULES = tuple(
    (modality, any_of(_WORDS[modality]["before"]), any_of(_WORDS[modality].get("around", ["(?!)"])))
    for modality in (Modality.HOPED, Modality.CONDITIONAL, Modality.HISTORICAL)
)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause around `[start, end)` of an outline."""
    first, last = 0, len(text)
    for found in _BOUNDARY.finditer(text):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start()
            break
    return first, last


def modality(outline: Outline, start: int, end: int, *, denies: bool = False) -> Modality:
    """Say how the words at `[start, end)` are meant. `denies`: they carry their own negation, which is none here."""
    text = outline.text
    if _is_asked(text, start):
        return Modality.ASKED
    first, last = clause(text, start, end)
    around = text[first:last]
    before = _ASIDE.sub(lambda aside: "," + " " * (len(aside[0]) - 1), text[first:end])
    if not denies and (
        _negates(before[before.rfind(", ", 0, max(start - first, 0)) + 1 :])
        or _FALSE.search(text, start, min(last, end + 40))
    ):
        return Modality.NEGATED
    if _ELSEWHERE.search(before):
        return Modality.ELSEWHERE
    for kind, in_front, near in _RULES:
        if in_front.search(before) or near.search(around):
            return kind
    return Modality.ASSERTED


def about_original(outline: Outline, start: int, end: int) -> bool:
    """Whether the clause at `start` speaks of the earlier work; what stands between commas before it does not count."""
    text = outline.text[:end]
    for aside in reversed(list(_ASIDE.finditer(text))):
        if not aside.start() <= start < aside.end():
            text = text[: aside.start()] + " " * len(aside[0]) + text[aside.end() :]
    first, _ = clause(outline.text, start, start)
    last = None
    for found in _ORIGINAL.finditer(text):
        last = found
    return last is not None and (last.end() > first or not _BOUNDARY.search(outline.text, last.end(), start))


def _is_asked(text: str, start: int) -> bool:
    """Whether a question mark ends the words from `start` on before any other stop does."""
    mark = text.find("?", start)
    if mark >= 0 and text.rfind("(", start, mark) > text.rfind(")", start, mark):
        return False  # "(remember?)"
    return mark >= 0 and not any(0 <= text.find(stop, start) < mark for stop in (". ", ": ", "; ", "! ", " - "))


def _negates(words: str) -> bool:
    return _NEGATED.search(_EXCEPT.sub(" ", words)) is not None
