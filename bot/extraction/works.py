"""Other works that a sentence names: quoted, in italics, in capitals, or with a number. Finds, does not judge.

They matter because what is said of them is not said of a tracked title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from bot.extraction.lexicon import alternatives, load
from bot.extraction.sentences import Sentence
from bot.extraction.titles import number_of, significant

_TITLES = load("titles")
_WORDS = load("focus")["works"]
_PREDICATES = frozenset(_WORDS["predicates"])
_COUNTED = frozenset(_WORDS["counted"])
_COMMON = frozenset(load("words")["common"].split())
_ROLES = frozenset(_TITLES["roles"])
_LONGEST = 70
_OPEN_ITEMS = "\n\u2022\u2023\u25aa\u25cf\u25e6\u25a0\u25ba\u25b8"
_MOST = 30  # in one sentence

_QUOTE = re.compile(
    rf"(?<!\w)(?:\u2018(?P<single>[^\u2018\u201c\u201d\n]{{2,{_LONGEST}}}?)[\u2019](?!\w)"
    rf"|[\u201c\"](?P<double>[^\u201c\u201d\"\n]{{2,{_LONGEST}}}?)[\u201d\"]"
    rf"|'(?P<straight>[A-Z0-9][^'\"\n]{{1,{_LONGEST}}}?(?:'\w[^'\"\n]{{0,40}}?)?)'(?!\w))"
)
_SMALL = r"(?:of|the|and|in|a|to|for|&|at|on|with)"
_NUMBERED = re.compile(
    rf"(?<![\w\u2019'])((?:[A-Z][\w\u2019'&!-]*(?: {_SMALL}(?= {_SMALL} [A-Z]| [A-Z])){{0,2}} ){{1,6}})"
    r"(\d{1,2}|II|III|IV|VI{0,3})(?![\w%]|[.,:]\d|-\w)(?: ([\w.]+))?",
)
_NUMBER = re.compile(r" (?:\d{1,2}|II|III|IV|VI{0,3})(?![\w%]|[.,:]\d|-\w)")  # quick to look for
_CAPITALS = re.compile(r"(?<![\w\u2019'])[A-Z][A-Z\u2019'&-]+(?: (?:[A-Z][A-Z\u2019'&-]+|\d{1,2}))+(?!\w)")
_ITEM = re.compile(
    rf"(?P<name>(?:[A-Z][\w\u2019'-]*(?: {_SMALL}){{0,2}} ){{1,5}}[A-Z][\w\u2019'-]*)"
    rf" (?:{_WORDS['item']})\b"
)
_NO_WORK = frozenset(_WORDS["no_work"])
_OF_OURS = re.compile(rf"\b(?:{_WORDS['no_item']})\b")
_MONTHS = f"(?i:{alternatives(_WORDS['months'])})"
_DATED = re.compile(
    rf"(?:^|[,;:\u2022.] |\band )(?P<name>[A-Z0-9][^,;:()\u2022.\n]{{2,50}}?)"
    rf"(?: \((?=[^)]*(?:{_MONTHS}\b|(?:19|20)\d\d))|: (?={_MONTHS}\b))",
)
_CREDIT_BEFORE = re.compile(
    rf"(?:^|\W)(?:{alternatives(_WORDS['credit_before'])})"
    r"(?: (?:the|a|an|his|her|films|such as|like|and))*\W*\Z"
)
_IN_PARENTHESES = re.compile(r"[\w.] \(\W*\Z")
_RELATIVE = re.compile(r", (?:who|whose)\b[^,;]*\Z")
_RATED = re.compile(_WORDS["rated"])
_LAST_WORD = re.compile(r"([\w'-]+)\W*\Z")


class OtherName(NamedTuple):
    """Another work, not tracked, that a sentence names at `[start, end)` of the passage.

    `is_credit`: it only says who somebody is ("the 'Late Night' director", "Weiss ('Dollface')"), so that the sentence
    is not about it.
    """

    start: int
    end: int
    words: str
    is_credit: bool


def other_works(sentence: Sentence, taken: Iterable[tuple[int, int]], *, in_capitals: bool) -> tuple[OtherName, ...]:
    """Find the works that a sentence names beside those at the `taken` ranges, in order.

    `in_capitals`: the passage sets titles in capitals, as roundups do.
    """
    kept: list[tuple[int, int]] = list(taken)
    found = []
    finders = [_quoted, _italic, _numbered, _dated, _item, *([_capitals] if in_capitals else [])]
    for finder in finders:
        for start, end in islice(finder(sentence), _MOST):
            if all(end <= first or last <= start for first, last in kept):
                kept.append((start, end))
                found.append(_other(sentence, start, end))
    return tuple(sorted(found, key=lambda other: other.start))


def _other(sentence: Sentence, start: int, end: int) -> OtherName:
    return OtherName(start, end, sentence.passage.text[start:end], _is_credit(sentence, start, end))


def _quoted(sentence: Sentence) -> Iterator[tuple[int, int]]:
    if not sentence.has_quotes:
        return
    for found in _QUOTE.finditer(sentence.passage.text, sentence.start, sentence.end):
        group = found.lastgroup or 0
        start, words = found.start(group), found[group].rstrip(" ,.")
        if _is_title(words) and not _is_told(sentence, start):
            yield start, start + len(words)


def _italic(sentence: Sentence) -> Iterator[tuple[int, int]]:
    italic = sentence.passage.italic_from(sentence.start)
    while italic is not None and italic[1] <= sentence.end:
        words = sentence.passage.text[slice(*italic)].rstrip(" ,.")
        if sentence.start <= italic[0] and _is_title(words) and not _is_told(sentence, italic[0]):
            yield italic[0], italic[0] + len(words)
        italic = sentence.passage.italic_from(italic[1])


def _numbered(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Find "Toy Story 5", but not "Week 2", "May 22" or "The 12 best"."""
    if not _NUMBER.search(sentence.passage.text, sentence.start, sentence.end):
        return
    for found in _NUMBERED.finditer(sentence.passage.text, sentence.start, sentence.end):
        words = found[1].lower().split()
        counts = words[-1] not in _COUNTED and (found[3] or "").rstrip(".").lower() not in _TITLES["units"]
        strange = [word for word in significant(found[1].lower()) if word not in _COMMON]
        if counts and (strange or len(significant(found[1].lower())) > 1) and number_of(found[2].lower()):
            yield found.start(1), found.end(2)


def _dated(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Find "The Social Reckoning (Oct. 9)" and "Lilo & Stitch: May 23"."""
    text = sentence.text
    for found in _DATED.finditer(text) if " (" in text or ": " in text else ():
        if _is_title(found["name"]) and len(significant(found["name"].lower())) > 1:
            yield sentence.start + found.start("name"), sentence.start + found.end("name")


def _item(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Find the work with which an item of a list begins: "Moonlight Cadets wraps in Malta"."""
    before = sentence.passage.text[max(0, sentence.start - 4) : sentence.start].rstrip(" ")
    opens = not sentence.is_headline and (not before or before[-1] in _OPEN_ITEMS)
    found = _ITEM.match(sentence.text) if opens and not _OF_OURS.search(sentence.folded) else None
    if found is not None and _NO_WORK.isdisjoint(found["name"].lower().split()):
        yield sentence.start, sentence.start + found.end("name")


def _capitals(sentence: Sentence) -> Iterator[tuple[int, int]]:
    if sentence.text.isupper():
        return
    for found in _CAPITALS.finditer(sentence.passage.text, sentence.start, sentence.end):
        yield found.span()


def _is_title(words: str) -> bool:
    """Whether words are written like a title: capitals on all that bear one, no sentence."""
    parts = words.split()
    if not 0 < len(parts) <= 9 or not (words[0].isupper() or words[0].isdigit()):
        return False
    bearing = [part for part in parts if significant(part.lower())]
    return sum(not part[0].islower() for part in bearing) == len(bearing) and len(words) > 1


def _is_told(sentence: Sentence, start: int) -> bool:
    """Whether the words before say that this is no other work: speech, an outlet, the work's own name."""
    folded, first = sentence.passage.folded, max(sentence.start, start - 40)
    before = _LAST_WORD.search(folded, first, start)
    if before is None:
        return False
    return before[1] in _PREDICATES or (before[1] == "for" and _RATED.search(folded[first:start]) is not None)


def _is_credit(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a work only says who somebody is."""
    folded = sentence.passage.folded
    before = folded[max(sentence.start, start - 60) : start]
    if _CREDIT_BEFORE.search(before) or _IN_PARENTHESES.search(before) or _RELATIVE.search(before):
        return True
    after = folded[end : min(end + 40, sentence.end)].lstrip("'\"\u2019 ,.").removeprefix("s ")
    return any(word.strip("',.;:") in _ROLES for word in after.split()[:2])
