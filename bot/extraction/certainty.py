"""How sure a claim is, and who says it: the studio, the outlet, unnamed people.

Everything that affects certainty lives here and in `lexicon/certainty.toml`. A plain statement is confirmed, unless
the entry shows that nobody in charge has spoken ("Corvane declined to comment").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.anyof import AnyOf
from bot.extraction.grounds import Ground
from bot.extraction.lexicon import load
from bot.extraction.outline import Outline
from bot.extraction.scope import without_asides
from bot.model.claims import Voice
from bot.model.properties import Certainty

_WORDS = load("certainty")
_OF_NOTHING = ("hoax", "opinion")
"""Tones in which nothing is news: what is not meant, and what is only asked for."""
_ENTRY = {kind: AnyOf(patterns) for kind, patterns in _WORDS["entry"].items()}
_HOAX, _OPINION = (_ENTRY.pop(kind) for kind in _OF_NOTHING)
_SENTENCE = {kind: AnyOf(patterns) for kind, patterns in _WORDS["sentence"].items()}
_TALKS = AnyOf(_WORDS["talks"]["patterns"])
_SIGNED = AnyOf(_WORDS["talks"]["over"])
_INTENDED = AnyOf(_WORDS["intended"]["before"])
_TALKS_BEFORE = 40  # so far before a name "in talks with" may stand
_HEDGES = (
    ("official", Certainty.CONFIRMED, Voice.OFFICIAL),
    ("rumored", Certainty.RUMORED, Voice.SOURCES),
    ("reported", Certainty.REPORTED, Voice.SOURCES),
)
"""What a sentence says of its own certainty, what goes first coming first."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How an entry as a whole speaks: what a sentence without a hedge of its own is worth."""

    rumored: bool
    certainty: Certainty
    official: bool = False
    hoax: bool = False
    denied: bool = False
    ground: Ground | None = None

    @property
    def of_denials(self) -> Tone:
        """How it speaks where it says what is not so: an entry that denies rumours is no rumour itself."""
        return Tone(rumored=False, certainty=Certainty.CONFIRMED) if self.denied and not self.hoax else self


class Weight(NamedTuple):
    """How sure a claim is, who says it, and what tells so; nothing has to where words are plain."""

    certainty: Certainty
    voice: Voice
    ground: Ground | None = None


def tone(outlines: Sequence[Outline], words: str, vocabulary: frozenset[str]) -> Tone:
    """Weigh an entry by its sentences' outlines.

    `words` is all that it says, folded, also of other things; `vocabulary` are the words of that.
    """
    text = "\n".join(outline.text for outline in outlines)
    every = frozenset[str]().union(*(outline.words for outline in outlines))
    heard = {kind: found for kind, pattern in _ENTRY.items() if (found := pattern.search(text, every))}
    hoax, wish = _HOAX.search(words, vocabulary), _OPINION.search(words.partition("\n")[0], vocabulary)
    if hoax or wish:
        ground = _of_entry("hoax", hoax) or _of_entry("opinion", wish)
        return Tone(True, Certainty.RUMORED, hoax=True, ground=ground)
    if "rumored" in heard:
        ground = _of_entry("rumored", heard["rumored"])
        return Tone(True, Certainty.RUMORED, denied="denies" in heard, ground=ground)
    if "no_comment" in heard or ("reported" in heard and "official" not in heard):
        kind = "no_comment" if "no_comment" in heard else "reported"
        return Tone(rumored=False, certainty=Certainty.REPORTED, ground=_of_entry(kind, heard[kind]))
    official = _of_entry("official", heard.get("official"))
    return Tone(rumored=False, certainty=Certainty.CONFIRMED, official=official is not None, ground=official)


def _of_entry(kind: str, found: re.Match[str] | None) -> Ground | None:
    return Ground.of(f"certainty.entry.{kind}", found)


def certainty(outline: Outline, start: int, end: int, overall: Tone, *, person: bool) -> Weight:
    """How sure the claim at `[start, end)` of a sentence is; only somebody (`person`) can be `in talks`."""
    if overall.rumored:
        return Weight(Certainty.RUMORED, Voice.SOURCES, overall.ground)
    talks = in_talks(outline.text[max(0, start - _TALKS_BEFORE) : end], outline.words) if person else None
    if talks is not None:
        return Weight(Certainty.IN_TALKS, Voice.OUTLET, Ground("certainty.talks.patterns", talks))
    text = without_asides(outline.text, start)
    heard = _tones_of(text, outline.words)
    for kind, sure, voice in _HEDGES:
        if kind in heard:
            return Weight(sure, voice, Ground(f"certainty.sentence.{kind}", heard[kind]))
    intended = _INTENDED.search(text, outline.words, 0, end)
    if intended is not None:
        return Weight(Certainty.REPORTED, Voice.SOURCES, Ground("certainty.intended.before", intended))
    return Weight(overall.certainty, Voice.OFFICIAL if overall.official else Voice.OUTLET, overall.ground)


@lru_cache(maxsize=64)  # a sentence makes several claims
def _tones_of(text: str, words: frozenset[str]) -> Mapping[str, re.Match[str]]:
    return {kind: found for kind, pattern in _SENTENCE.items() if (found := pattern.search(text, words))}


def in_talks(text: str, words: frozenset[str]) -> re.Match[str] | None:
    """Find what says that somebody is still negotiating; nothing where the talks are over."""
    return None if _SIGNED.search(text, words) else _TALKS.search(text, words)
