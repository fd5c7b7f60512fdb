"""Which works each sentence of an entry speaks of: by name, by "the sequel", or because the sentence before did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.extraction.sentences import Sentence
from bot.model.claims import Subject


class Link(StrEnum):
    """How a sentence comes to speak of a title, firmest first."""

    NAMED = "named"  # its name stands in the sentence
    REFERRED = "referred"  # "the sequel", "the film", "it", "the original"
    CARRIED = "carried"  # nothing in the sentence says so, but the one before spoke of it and nothing else is named
    AHEAD = "ahead"  # it is named only further on, and is the one title that the entry speaks of


@dataclass(frozen=True, slots=True)
class Topic:
    """A tracked title that a sentence speaks of.

    `[start, end)` are the words that do so, as offsets in the passage; both are the sentence's start where no words do
    (CARRIED, AHEAD).
    """

    title_id: str
    subject: Subject
    link: Link
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another work, not tracked, that a sentence names at `[start, end)` of the passage.

    `is_credit`: it only says who somebody is ("the 'Late Night' director", "Weiss ('Dollface')"), so that the sentence
    is not about it.
    """

    start: int
    end: int
    words: str
    is_credit: bool


@dataclass(frozen=True, slots=True)
class Focus:
    """What one sentence speaks of: its topics and the other works that it names, each in order of place."""

    sentence: Sentence
    topics: tuple[Topic, ...]
    others: tuple[OtherName, ...]

    def at(self, offset: int) -> Topic | OtherName | None:
        """Return the work that the words at `offset` (in the passage) are about; None where nothing is in focus.

        That is the work spoken of last before them, credits left out; where there is none, the next one behind them.
        """
        works: list[Topic | OtherName] = [*self.topics, *(other for other in self.others if not other.is_credit)]
        works.sort(key=lambda work: (work.start, work.end))
        before = [work for work in works if work.start <= offset]
        return before[-1] if before else works[0] if works else None
