"""What a tracked title may be called: its names and those of the work that it follows, as patterns to look for.

A sequel is mostly named by its original's name and a word or a number beside it ("Heat 2", "the 'Heat' follow-up",
"a second 'Heat'"). So the pattern is the original's name, once; what stands around it is read where it is found
(`relation.py`). Patterns are folded text (see `text.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.extraction.lexicon import alternatives, load
from bot.extraction.text import fold
from bot.model.properties import ValueKind
from bot.model.titles import TitleType, TrackedTitle

_WORDS = load("titles")
_RELATIONS = frozenset(_WORDS["relations"])
_OTHERS = frozenset(_WORDS["others"])
_UNCOUNTED = frozenset(_WORDS["uncounted"])
_SMALL = frozenset(_WORDS["small"])
_NUMBERS = {word: count for kind in ("cardinals", "ordinals", "romans") for count, word in enumerate(_WORDS[kind], 1)}
_MOST = 30  # a larger number beside a name is a year or a length, not a sequel's

_ARTICLE = re.compile(r"(?:the|an?) ")
_PART = re.compile(rf"(.+?)[:,]?(?: -)? ({alternatives(_WORDS['parts'])}) ?({alternatives(_NUMBERS)}|\d{{1,2}})")
_NUMBERED = re.compile(rf"(.+?) ({alternatives(_WORDS['romans'][1:])}|\d{{1,2}})")
_RELATED = re.compile(rf"(.+) ({alternatives(_WORDS['called_relations'])})")
_RELATED_TOO = re.compile(rf"(.+) ({alternatives(_WORDS['called_relations_too'])})")
_CALLED = re.compile(
    rf"((?:(?:{alternatives([*_WORDS['called_before'], *_WORDS['articles']])}) )+)"
    rf"(.+?)(?: (?:{alternatives(_WORDS['called_after'])}))?"
)
_SUBTITLED = re.compile(r"(.+)(?:: | - )(.+)")
_PUNCTUATION = str.maketrans({"-": " "} | dict.fromkeys("'.,!?:\u2026"))


class Form(StrEnum):
    """What a name that is looked for says by itself, firmest first."""

    OWN = "own"  # a complete name of the tracked title
    SUBTITLE = "subtitle"  # what stands behind the colon of its name
    ORIGINAL = "original"  # a complete name of the work that it follows
    FRANCHISE = "franchise"  # what both are called: "Emberstream"
    PART = "part"  # a piece of a name; it means something only beside a number or "sequel": "Prada" 2


_FIRMNESS = {form: place for place, form in enumerate(Form)}


@dataclass(frozen=True, slots=True)
class Traits:
    """What the words around a name of a title are held against.

    `numbers` are the sequel's ("X 2" is it), `original_number` the earlier work's. `relations` are the words that mean
    it beside the original's name ("prequel" is one only of a title that is called a prequel). `bare`: the original's
    name alone is what people call the sequel too, as with a series that returns. `subtitled`: "original: its own
    subtitle" is known, so that another subtitle means another work. `parts` are the words by which it is counted as one
    of a work's parts ("part", "season"), so that "Part Two" alone may mean it. `shortened`: original and sequel share a
    shorter name, so that the original's whole name means it alone. `unnamed`: it is only called after the original.
    `names` are all of its own, then the original's, and `people` those of both works, all folded.
    """

    is_series: bool
    year: int | None
    numbers: frozenset[int]
    original_number: int
    relations: frozenset[str]
    bare: bool
    subtitled: bool
    parts: frozenset[str]
    shortened: bool
    unnamed: bool
    names: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A folded name taken apart: "untitled X film", "third X", "X 2", "X sequel", "X: Y"."""

    base: str
    number: int | None = None
    relation: str | None = None
    subtitle: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is a name by itself, not the original's with something beside it."""
        return self.number is None and self.relation is None


def number_of(word: str) -> int | None:
    """Read "2", "ii", "two" or "second" as 2; None for anything else and for what numbers no sequel."""
    if word.isdecimal() and word.isascii():
        return int(word) if len(word) <= 2 and 0 < int(word) <= _MOST else None
    return _NUMBERS.get(word)


def significant(name: str) -> list[str]:
    """Return the words of a name that bear a capital in a title."""
    return [word for word in name.split() if word not in _SMALL and word[0].isalnum()]


def patterns_of(title: TrackedTitle, learned: Iterable[str] = ()) -> dict[str, Form]:
    """Return the texts to look for and what each says; `learned` are names that came after the seed."""
    found: dict[str, Form] = {}
    for name, form in _forms(title, learned):
        for text in _variants(name):
            if text not in found or _FIRMNESS[form] < _FIRMNESS[found[text]]:
                found[text] = form
    return found


def traits_of(title: TrackedTitle, learned: Iterable[str] = ()) -> Traits:
    """Work out what its names say about a title. A sequel that is nowhere numbered is the next one."""
    bases, own = _taken_apart(title, learned)
    original = _parsed(_folded(title.follows.title)).number if title.follows else None
    numbers = frozenset(name.number for name in own if name.number is not None)
    relations = frozenset(name.relation for name in own if name.relation is not None and name.relation in _OTHERS)
    called = {bases.get(name.base) for name in own if not name.is_whole}
    return Traits(
        is_series=title.type is TitleType.SERIES,
        year=title.follows.year if title.follows else None,
        numbers=numbers or (frozenset() if relations else frozenset({(original or 1) + 1})),
        original_number=original or 1,
        relations=_RELATIONS | relations,
        bare=Form.FRANCHISE in called or (title.type is TitleType.SERIES and Form.ORIGINAL in called),
        subtitled=any(name.subtitle is not None and name.base in bases for name in own),
        parts=frozenset(
            found[2]
            for name in (*title.names, *learned)
            if (found := _PART.fullmatch(_folded(name))) and found[2] not in _UNCOUNTED
        ),
        shortened=title.type is not TitleType.SERIES and Form.FRANCHISE in bases.values(),
        unnamed=not tuple(learned) and _parsed(_folded(title.title), bases).relation is not None,
        names=tuple(fold(name) for name in (*title.names, *learned, *([title.follows.title] if title.follows else ()))),
        people=tuple(
            fold(known.value)
            for facts in (title.known, title.original)
            for prop, values in facts.items()
            if prop.kind is ValueKind.PERSON
            for known in values
        ),
    )


def _forms(title: TrackedTitle, learned: Iterable[str]) -> Iterator[tuple[str, Form]]:
    """Yield names, folded, with what they say."""
    bases, own = _taken_apart(title, learned)
    article = _ARTICLE.match(_folded(title.follows.title)) if title.follows else None
    for base, form in bases.items():
        if form is Form.FRANCHISE:
            yield from _articled((article[0] if article else "") + base, form)
        elif form is Form.PART:
            yield base, form
    if title.follows:
        yield from _articled(_folded(title.follows.title), Form.ORIGINAL)
        yield from _subtitles(_parsed(_folded(title.follows.title)), Form.ORIGINAL)
    for name in (*title.names, *learned):
        parsed = _parsed(_folded(name), bases)
        if parsed.is_whole or (parsed.relation is None and parsed.base not in bases):
            yield from _articled(_folded(name), Form.OWN)
    for parsed in own:
        yield from _subtitles(parsed, Form.SUBTITLE)
        if not parsed.is_whole and parsed.base not in bases:
            yield parsed.base, Form.PART


def _subtitles(name: _Parsed, form: Form) -> Iterator[tuple[str, Form]]:
    if name.subtitle and len(significant(name.subtitle)) > 1:
        yield from _articled(name.subtitle, form)


def _articled(name: str, form: Form) -> Iterator[tuple[str, Form]]:
    """Yield a name without its article, unless that leaves a single word: "The Batman" is a film, "Batman" a hero."""
    bare = _unarticled(name)
    if bare == name or len(significant(bare)) > 1:
        yield bare, form
    else:
        yield name, form
        yield bare, Form.PART


def _taken_apart(title: TrackedTitle, learned: Iterable[str]) -> tuple[dict[str, Form], list[_Parsed]]:
    """Return what the original is called, whole and shortened, and the title's own names taken apart."""
    original = _folded(title.follows.title) if title.follows else ""
    whole, stem = _unarticled(original), _parsed(original)
    bases = {whole: Form.ORIGINAL, stem.base: Form.ORIGINAL} if original else {}
    own = [_parsed(_folded(name), bases) for name in (*title.names, *learned)]
    shared = {name.base for name in own}
    if stem.base != whole:
        bases[stem.base] = Form.FRANCHISE if stem.base in shared or len(significant(stem.base)) > 1 else Form.PART
        if stem.subtitle is None and stem.base not in shared:
            del bases[stem.base]  # "Super 8" is no eighth "Super"
    for base in sorted(shared - bases.keys()):
        if f" {base} " in f" {whole} " or f" {base}'s " in f" {whole} ":
            bases[base] = Form.FRANCHISE if len(significant(base)) > 1 else Form.PART
    return bases, own


def _parsed(folded: str, bases: Iterable[str] = ()) -> _Parsed:
    """Take a folded name apart; `bases` are the original's names, behind which more words are understood."""
    known = frozenset(bases)
    text, relation, number = _unarticled(folded), None, None
    found = _RELATED.fullmatch(text) or _RELATED_TOO.fullmatch(text)
    if found and (found.re is _RELATED or found[1] in known):
        text, relation = found.groups()
    if found := _CALLED.fullmatch(text):
        before, base = found[1], found[2]
        if relation or base in known:
            counted = [count for word in before.split() if word in _WORDS["ordinals"] and (count := number_of(word))]
            text, relation, number = base, relation or "new", counted[0] if counted else None
    if relation:
        return _Parsed(text, number, relation)
    return _numbered(text)


def _numbered(text: str) -> _Parsed:
    """Take the number and the subtitle off a name."""
    if found := _PART.fullmatch(text):
        return _Parsed(_unarticled(found[1]), number_of(found[3]))
    if found := _SUBTITLED.fullmatch(text):
        inner = _NUMBERED.fullmatch(found[1])
        base, number = (inner[1], number_of(inner[2])) if inner else (found[1], None)
        return _Parsed(base, number, subtitle=found[2])
    if found := _NUMBERED.fullmatch(text):
        return _Parsed(found[1], number_of(found[2]))
    return _Parsed(text)


def _folded(name: str) -> str:
    return " ".join(fold(name).replace("\u2026", "...").split()).strip("'\" ")


def _unarticled(folded: str) -> str:
    found = _ARTICLE.match(folded)
    return folded[found.end() :] if found else folded


def _variants(name: str) -> set[str]:
    """Spell a name as outlets do: "and" or "&", with and without its punctuation."""
    texts = {name, name.replace(" & ", " and "), name.replace(" and ", " & "), name.replace(": the ", ": ")}
    texts |= {" ".join(text.translate(_PUNCTUATION).split()) for text in texts}
    if "..." in name:
        texts |= {name.replace("...", "\u2026"), name.replace("...", "")}
    return {text for text in texts if len(text) > 1}
