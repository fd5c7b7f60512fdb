"""Which outlet a text passes on: "according to The Curtain Ledger", "as first reported by Deadline".

Who repeats another is no second voice, so a claim names whom it repeats. "According to" also stands before people and
offices; behind it only well-known outlets count, behind "first reported by" whatever has a name. Decides; pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.extraction.lexicon import load
from bot.extraction.outline import COMPANY, PERSON, Outline
from bot.extraction.sentences import Sentence
from bot.extraction.text import fold

_WORDS = load("citing")
_KNOWN = frozenset(fold(name) for row in load("outlets")["outlet"] for name in (row["name"], *row.get("also", ())))
_WORD = r"[A-Z][\w&!+\u2019'-]*"
_NAME = rf"[\"'\u2018\u201c]?(?:[Tt]he )?(?P<outlet>{_WORD}(?:[. ](?:{_WORD}|of|and|the(?= [A-Z])))*)"
_BEFORE = re.compile(rf"\b(?:{'|'.join(_WORDS['before'])}) {_NAME}")
_SURELY = re.compile(rf"\b(?:{'|'.join(_WORDS['surely_before'])}) {_NAME}")
_BEHIND = re.compile(rf"(?:^|(?<=[\s\u2018\u201c\"(])){_NAME}[\"'\u2019\u201d]? (?:{'|'.join(_WORDS['behind'])})\b")
_OF_ALL = re.compile(rf"(?:{'|'.join(_WORDS['of_all'])})")
_GATE = frozenset(_WORDS["gate"])


def cited(sentence: Sentence, outline: Outline) -> str | None:
    """Return the name of the outlet whose words a sentence passes on, as it writes it; None where it names none."""
    if _GATE.isdisjoint(sentence.words):
        return None
    text = sentence.passage.text
    taken = [(item.start, item.end) for item in outline.marks.values() if item.mark in {PERSON, COMPANY}]
    for pattern in (_SURELY, _BEFORE, _BEHIND):
        for found in pattern.finditer(text, sentence.start, sentence.end):
            name = _outlet(found["outlet"], sure=pattern is _SURELY)
            start = found.start("outlet")
            if name and (pattern is _SURELY or not any(first <= start < last for first, last in taken)):
                return name
    return None


def cited_by_all(sentences: Iterable[tuple[Sentence, Outline]]) -> str | None:
    """Return the outlet to which an entry as a whole owes its news: "The Curtain Ledger first reported the news"."""
    for sentence, outline in sentences:
        if not _GATE.isdisjoint(sentence.words) and _OF_ALL.search(sentence.folded):
            return cited(sentence, outline)
    return None


def _outlet(name: str, *, sure: bool) -> str | None:
    """Return the longest beginning of a name that is a known outlet's, or all of it where it is `sure` to be one."""
    words = name.split(" ")
    known = (words[:length] for length in range(len(words), 0, -1) if _is_known(words[:length]))
    return " ".join(next(known, words if sure else [])) or None


def _is_known(words: Sequence[str]) -> bool:
    name = fold(" ".join(words)).removesuffix("'s").rstrip(".")
    return name in _KNOWN or "the " + name in _KNOWN
