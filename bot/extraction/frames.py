"""Frames: the patterns over outlines that say which property a stretch of a sentence speaks of (frame semantics).

They stand in `lexicon/frames_*.toml` and are compiled once. A frame is tried only where the words stand that its
pattern cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from bot.extraction.lexicon import load
from bot.extraction.needs import Need, needs_of
from bot.extraction.outline import MARKS, Outline
from bot.extraction.sieve import Sieve
from bot.model.properties import Change

_FILES = ("frames_people", "frames_production", "frames_companies")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern with what it says: `property` (or "held", "joins", "replace", "company"), and how its value is found.

    `value` is fixed, `slot` the group that holds it; `needs` are the marks without which it never fits;
    `negates` says that its words hold a negation of their own. `row` is the pattern as it stands in `file`. What it
    fits holds one of each of the `words`. Its `cues` make a reader expect it: they serve to explain what did not fit.
    """

    file: str
    row: str
    cues: tuple[str, ...]
    property: str
    pattern: re.Pattern[str]
    change: Change
    value: str | None
    slot: str | None
    needs: frozenset[str]
    words: tuple[Need, ...]
    negates: bool

    def is_cued(self, text: str) -> bool:
        """Whether one of its cues occurs in an outline's text, or it needs none."""
        return not self.cues or any(map(text.__contains__, self.cues))


class Fit(NamedTuple):
    """A frame that fits an outline at `[start, end)`; `place` is where its value's mark or words begin."""

    frame: Frame
    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]
    words: str


class Frames:
    """All frames of the lexicon. Decides; immutable."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._frames = tuple(sorted(frames, key=lambda frame: frame.cues != ()))
        self._sieve = Sieve([tuple(dict.fromkeys((*map(_mark, frame.needs), *frame.words))) for frame in self._frames])

    def tried(self, text: str) -> Iterator[Frame]:
        """Yield the frames that a reader may expect to fit an outline's text, to explain why they do not."""
        return (frame for frame in self._frames if frame.is_cued(text))

    def fits(self, outline: Outline) -> Iterator[Fit]:
        """Yield every fit: first of the frames without cues, then in the order of the lexicon."""
        for frame in map(self._frames.__getitem__, self._sieve.passing(outline.words)):
            for found in frame.pattern.finditer(outline.text):
                groups = {name: found.span(name) for name in found.groupdict() if found[name]}
                yield Fit(frame, found.start(), found.end(), groups, found[0])


def _mark(mark: str) -> Need:
    return frozenset({mark})


@lru_cache(maxsize=1)
def frames() -> Frames:
    """Compile the frames of the lexicon, once. re.error or KeyError: the package itself is broken."""
    compiled: list[Frame] = []
    macros: dict[str, str] = {}
    for name in _FILES:
        file = load(name)
        macros |= file.get("macros", {})
        if "chain" in file:
            macros["chain"] = _chain(file["chain"]["words"])
        for row in file["frame"]:
            compiled += _frames(name, row, macros)
    return Frames(compiled)


def _chain(words: list[str]) -> str:
    """Join the small words between a name and its verb. "Maar's" is "Maar is" only before some of them."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    is_ = r"'s(?= (?:\w+ing|back|in|on|set|not|now|also|been|attached|aboard|confirmed|joined|signed)\b)"
    return rf"(?:'(?:ll|d|ve|re)|{is_})?(?: (?:\w+n't|{'|'.join(longest_first)})(?![\w'])){{0,10}}"


def _frames(file: str, row: Mapping[str, Any], macros: Mapping[str, str]) -> Iterator[Frame]:
    for pattern in row["patterns"]:
        outer = _without_groups(pattern)
        needs = frozenset(MARKS[mark] for mark in ("P", "C") if "{" + mark + "}" in outer)
        expanded = _expanded(pattern, macros)
        yield Frame(
            file,
            pattern,
            tuple(row["words"]),
            row["property"],
            re.compile(expanded),
            Change(row.get("change", "added")),
            row.get("value"),
            row.get("slot"),
            needs,
            needs_of(expanded),
            negates=row.get("negates", False),
        )


def _without_groups(pattern: str) -> str:
    """Return what of a pattern stands outside of brackets, and so in everything that it fits."""
    depth, kept = 0, []
    for sign in pattern.replace("\\(", "").replace("\\)", ""):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            kept.append(sign)
    return "".join(kept)


def _expanded(pattern: str, macros: Mapping[str, str]) -> str:
    """Put marks and macros in. The first {P} or {C} is the group of that name; {P2} is another person."""
    groups = {"P": "person", "P2": "person2", "C": "company"}

    def put(found: re.Match[str]) -> str:
        group = groups.pop(found[1], None)
        mark = plain(found)
        return f"(?P<{group}>{mark})" if group else mark

    def plain(found: re.Match[str]) -> str:
        name = found[1][:1] if found[1] == "P2" else found[1]
        if name in macros:
            return _PLACEHOLDER.sub(plain, macros[name])
        return MARKS.get(name, found[0])

    return _PLACEHOLDER.sub(put, pattern)
