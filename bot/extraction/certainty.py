"""How sure a claim is, and who says it: the studio, the outlet, unnamed people.

Everything that affects certainty lives here and in `lexicon/certainty.toml`. A plain statement is confirmed, unless
the entry shows that nobody in charge has spoken ("Corvane declined to comment").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.extraction.lexicon import load
from bot.extraction.outline import Outline, any_of
from bot.model.claims import Voice
from bot.model.properties import Certainty

_WORDS = load("certainty")
_ENTRY = {kind: any_of(patterns) for kind, patterns in _WORDS["entry"].items()}
_SENTENCE = {kind: any_of(patterns) for kind, patterns in _WORDS["sentence"].items()}
_HOAX = any_of(_WORDS["entry"]["hoax"])
_TALKS = any_of(_WORDS["talks"]["patterns"])
_SIGNED = any_of(_WORDS["talks"]["over"])


@dataclass(frozen=True, slots=True)
class Tone:
    """How an entry as a whole speaks: what a sentence without a hedge of its own is worth."""

    rumored: bool
    certainty: Certainty
    official: bool = False
    hoax: bool = False


def tone(outlines: Sequence[Outline], words: str) -> Tone:
    """Weigh an entry by its sentences' outlines; `words` is all that it says, folded, also of other things."""
    text = "\n".join(outline.text for outline in outlines)
    heard = {kind for kind, pattern in _ENTRY.items() if pattern.search(text)}
    if _HOAX.search(words):
        return Tone(rumored=True, certainty=Certainty.RUMORED, hoax=True)
    if "rumored" in heard:
        return Tone(rumored=True, certainty=Certainty.RUMORED)
    reported = "no_comment" in heard or ("reported" in heard and "official" not in heard)
    sure = Certainty.REPORTED if reported else Certainty.CONFIRMED
    return Tone(rumored=False, certainty=sure, official="official" in heard and not reported)


def certainty(outline: Outline, words: str, overall: Tone, *, person: bool) -> tuple[Certainty, Voice]:
    """How sure a claim in a sentence is. `words` are those of its frame; only persons can be `in talks`."""
    if overall.rumored:
        return Certainty.RUMORED, Voice.SOURCES
    if person and is_in_talks(words):
        return Certainty.IN_TALKS, Voice.OUTLET
    heard = _tones_of(outline.text)
    if "official" in heard:
        return Certainty.CONFIRMED, Voice.OFFICIAL
    if "rumored" in heard:
        return Certainty.RUMORED, Voice.SOURCES
    if "reported" in heard:
        return Certainty.REPORTED, Voice.SOURCES
    return overall.certainty, Voice.OFFICIAL if overall.official else Voice.OUTLET


@lru_cache(maxsize=64)  # a sentence makes several claims
def _tones_of(text: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _SENTENCE.items() if pattern.search(text))


def is_in_talks(words: str) -> bool:
    """Whether words say that somebody is still negotiating."""
    return _TALKS.search(words) is not None and _SIGNED.search(words) is None
