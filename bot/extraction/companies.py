"""Companies: those everybody knows, those that a suffix gives away, and those that an entry introduces.

A streaming service or a network is a platform; everything else is a studio.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from bot.extraction.lexicon import load
from bot.extraction.needs import needs_of
from bot.extraction.sieve import Sieve
from bot.extraction.text import Passage, fold
from bot.model.claims import TextField
from bot.model.properties import Property

_LEXICON = load("companies")
_PLATFORMS = frozenset(_LEXICON["platforms"])
_STUDIOS = frozenset(_LEXICON["studios"])
_KNOWN = _PLATFORMS | _STUDIOS
_LONGEST_TEXT = 20_000


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _spelled(words: Iterable[str]) -> str:
    return _any_of(spelling for word in words for spelling in (word.title(), word.upper()))


_SEARCH = AhoCorasick(sorted(_KNOWN), matchkind=MatchKind.LeftmostLongest)
_SUFFIXES = frozenset(_LEXICON["suffixes"])
_PLATFORM_SUFFIXES: list[str] = _LEXICON["platform_suffixes"]
_ALIASES: dict[str, str] = _LEXICON["aliases"]
_VERBS = frozenset(_LEXICON["verbs"])
_OPENERS = frozenset(_LEXICON["openers"])
_SUFFIXED = re.compile(
    rf"\b(?:[A-Z0-9][\w&+\u2019'-]* ){{1,3}}(?:{_spelled((*_SUFFIXES, *_PLATFORM_SUFFIXES))})\b|\b[A-Z]\w+\+(?!\w)"
)
_KINDS = _any_of(_LEXICON["kinds"])
_INTRODUCED = re.compile(
    rf"\b(?:{_KINDS}) ([A-Z][\w+&]+(?: [A-Z][\w+&]+)?)"
    rf"|\b([A-Z][\w+&]+), (?:the|an?) (?:[\w'-]+ ){{0,3}}(?:{_KINDS})(?=[,.;)]| that| which| behind)"
)
_ACTING = re.compile(rf"(?:^|[:;] )([A-Z][\w+&-]+) (?i:{_any_of(_LEXICON['acting']['verbs'])})\b")
_MAY_SUFFIX = Sieve([needs_of(rf"\b(?:{_any_of((*_SUFFIXES, *_PLATFORM_SUFFIXES))})\b")])
_MAY_INTRODUCE = Sieve([needs_of(_INTRODUCED.pattern)])
_SHOWN = _any_of(_LEXICON["shown"]["before"])
_SHOWN_ON = re.compile(rf"\b(?i:{_SHOWN}) ([A-Z][\w+&]+)(?=[.,;:!?)]| (?!(?:[A-Z]|\d))|$)", re.MULTILINE)
_MAY_SHOW = Sieve([needs_of(rf"\b(?:{_SHOWN}) ")])
_ORDERS = re.compile(
    rf"\b([A-Z][\w+&]+) (?:has )?(?:{_any_of(_LEXICON['ordering']['verbs'])}) (?:[\w-]+ ){{1,3}}?"
    rf"(?:{_any_of(_LEXICON['ordering']['runs'])})\b"
)
_MAY_ORDER = Sieve([needs_of(_ORDERS.pattern)])
_NO_PLATFORM = (
    frozenset(_LEXICON["shown"]["never"])
    | frozenset(load("names")["never"])
    | frozenset(load("words")["common"].split())
)
_PLATFORM_NAME = re.compile(rf"(?:\+|\b(?:{_any_of(_PLATFORM_SUFFIXES)}))$")
_PLATFORM_BEFORE = re.compile(rf"\b(?:{_any_of(_LEXICON['platform_before'])}),? $")
_PLATFORM_AFTER = re.compile(
    rf" (?:{_any_of(_LEXICON['platform_after'])})\b|, (?:{_any_of(_LEXICON['platform_apposition'])})\b"
)


class CompanyFound(NamedTuple):
    """A company named at `[start, end)` of a passage; `name` is the longest form that the entry gives.

    `may_show`: it is no known studio, so that "on X" makes a platform of it.
    """

    start: int
    end: int
    name: str
    property: Property
    may_show: bool


class Companies:
    """The companies that one entry can speak of. Decides; built from the entry's text and what is known.

    `vocabulary` are the words of the texts.
    """

    def __init__(self, texts: Sequence[Passage], known: Iterable[str], vocabulary: frozenset[str]) -> None:
        self._names: dict[str, str] = {}
        for name in known:
            self._learn(name)
        for passage in texts:
            for name in _introduced(passage, vocabulary):
                self._learn(name)
        self._roles: dict[str, Property] = {}
        self._texts = texts

    def find(self, passage: Passage, start: int, end: int) -> tuple[CompanyFound, ...]:
        """Find the companies named between two offsets of a passage, in order of their place."""
        return tuple(self._found(passage, start, end))

    def _learn(self, name: str) -> None:
        """Know a name, and the name without its last word as short for it ("Hollowbridge" for "... Pictures")."""
        folded = fold(name)
        self._names[folded] = name
        short = _short(folded)
        if short:
            self._names.setdefault(short, name)

    def _found(self, passage: Passage, start: int, end: int) -> Iterator[CompanyFound]:
        after = start
        for first, last in sorted(self._places(passage.folded, start, end), key=lambda span: (span[0], -span[1])):
            text = passage.text[first:last]
            if first < after or text[0].islower() or not _stands_alone(passage.folded, first, last):
                continue
            after = last
            folded = passage.folded[first:last]
            yield CompanyFound(
                first,
                last,
                self._names.get(folded) or _ALIASES.get(folded, text),
                self._property(folded),
                folded not in _STUDIOS,
            )

    def _places(self, folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for _, first, last in _SEARCH.find_matches_as_indexes(folded[start:end]):
            yield start + first, start + last
        for name in self._names:
            first = folded.find(name, start, end)
            while first >= 0:
                yield first, first + len(name)
                first = folded.find(name, first + len(name), end)

    def _property(self, folded: str) -> Property:
        if folded not in self._roles:
            platform = folded in _PLATFORMS or (folded not in _STUDIOS and self._looks_like_platform(folded))
            self._roles[folded] = Property.PLATFORM if platform else Property.STUDIO
        return self._roles[folded]

    def _looks_like_platform(self, name: str) -> bool:
        if _PLATFORM_NAME.search(name):
            return True
        for passage in self._texts:
            first = passage.folded.find(name)
            while first >= 0:
                last = first + len(name)
                if _PLATFORM_BEFORE.search(passage.folded[max(0, first - 40) : first]) or _PLATFORM_AFTER.match(
                    passage.folded, last
                ):
                    return True
                first = passage.folded.find(name, last)
        return False


def _introduced(passage: Passage, vocabulary: frozenset[str]) -> Iterator[str]:
    """Yield the companies that a passage shows to be such."""
    text = passage.text
    if "+" in text or _MAY_SUFFIX.passing(vocabulary):
        yield from filter(None, (_without_opener(found[0]) for found in _SUFFIXED.finditer(text, 0, _LONGEST_TEXT)))
    if _MAY_INTRODUCE.passing(vocabulary):
        yield from (found[1] or found[2] for found in _INTRODUCED.finditer(text, 0, _LONGEST_TEXT))
    if _MAY_SHOW.passing(vocabulary):
        shown = (found[1] for found in _SHOWN_ON.finditer(text, 0, _LONGEST_TEXT))
        yield from (name for name in shown if fold(name) not in _NO_PLATFORM)
    if _MAY_ORDER.passing(vocabulary):
        ordering = (found[1] for found in _ORDERS.finditer(text, 0, _LONGEST_TEXT))
        yield from (name for name in ordering if fold(name) not in _NO_PLATFORM)
    if passage.field is TextField.TITLE:
        yield from (found[1] for found in _ACTING.finditer(text, 0, _LONGEST_TEXT))


@lru_cache(maxsize=4096)  # entry after entry, the same companies are known
def sign_of(name: str) -> str:
    """Return what stands in every text that can name a company, folded."""
    folded = fold(name)
    return _short(folded) or folded


def _short(folded: str) -> str:
    """Return what a company is called for short ("hollowbridge" for "... pictures"); "" where that is not known."""
    head, _, last = folded.rpartition(" ")
    return head if last in _SUFFIXES and len(head) > 3 and head not in _KNOWN else ""


def _stands_alone(folded: str, first: int, last: int) -> bool:
    """Whether a name is no part of a longer word: "Fox" in "Foxcatcher"."""
    before, behind = folded[first - 1 : first], folded[last : last + 1]
    return not (
        before.isalnum()
        or before in {"&", "-"}
        or behind.isalnum()
        or behind == "+"
        or (behind == "-" and folded[last + 1 : last + 2].isalpha() and not folded.startswith("-owned", last))
    )


def _without_opener(name: str) -> str:
    """Drop an article or a sentence's first word before a company's name; "" where what is left is none."""
    first, _, rest = name.partition(" ")
    core = name if fold(first) not in _OPENERS else rest
    words = fold(core).split()[:-1]
    if words:
        return "" if words[-1] in _OPENERS or not _VERBS.isdisjoint(words) else core
    return core if core.endswith("+") else ""
