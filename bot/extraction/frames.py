"""Frames: the patterns over outlines that say which property a stretch of a sentence speaks of (frame semantics).

They stand in `lexicon/frames_*.toml` and are compiled once. One scan of the sentence finds the cue words in it; only
the frames that wait for one of those are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from bot.extraction.lexicon import load
from bot.extraction.outline import MARKS, Outline
from bot.model.properties import Change

_FILES = ("frames_people", "frames_production", "frames_companies")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern with what it says: `property` (or "held", "joins", "replace", "company"), and how its value is found.

    `value` is fixed, `slot` the group that holds it; `needs` are the marks without which it never fits;
    `negates` says that its words hold a negation of their own. `row` is the pattern as it stands in `file`; it is tried
    only where one of the `cues` occurs, or always where there are none.
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
    negates: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A frame that fits an outline at `[start, end)`; `place` is where its value's mark or words begin."""

    frame: Frame
    start: int
    end: int
    groups: Mapping[str, tuple[int, int]]
    words: str


class Frames:
    """All frames of the lexicon. Decides; immutable."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._frames = tuple(frames)
        self._always = tuple(frame for frame in self._frames if not frame.cues)
        waiting: dict[str, list[int]] = {}
        for number, frame in enumerate(self._frames):
            for cue in frame.cues:
                waiting.setdefault(cue, []).append(number)
        self._waiting = tuple(tuple(numbers) for numbers in waiting.values())
        self._cues = AhoCorasick(list(waiting))

    def tried(self, text: str) -> Iterator[Frame]:
        """Yield the frames that wait for a cue in an outline's text, and those that need none."""
        cued = {
            number
            for cue, _, _ in self._cues.find_matches_as_indexes(text, overlapping=True)
            for number in self._waiting[cue]
        }
        yield from self._always
        yield from (self._frames[number] for number in sorted(cued))

    def fits(self, outline: Outline) -> Iterator[Fit]:
        """Yield every fit, in the order of the lexicon."""
        text = outline.text
        marks = {item.mark for item in outline.marks.values()}
        for frame in self.tried(text):
            if frame.needs <= marks:
                for found in frame.pattern.finditer(text):
                    groups = {name: found.span(name) for name in found.groupdict() if found[name]}
                    yield Fit(frame, found.start(), found.end(), groups, found[0])


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
        yield Frame(
            file,
            pattern,
            tuple(row["words"]),
            row["property"],
            re.compile(_expanded(pattern, macros)),
            Change(row.get("change", "added")),
            row.get("value"),
            row.get("slot"),
            needs,
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
