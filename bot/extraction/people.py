"""Persons' names: capitalised words in a row, and surnames that the entry or the ledger explains.

Everything that knows how a name looks lives here. In a headline a capital says little, so what sentence-case text of
the same entry says goes first; common words from `lexicon/words.toml` end a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.extraction.lexicon import load
from bot.extraction.text import Passage, fold

_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}|[^\W\d_]+(?:['\u2019\-\u2011][^\W\d_]+)*+")
_CONTRACTED = re.compile(r"(?:n't|'(?:s|ll|re|ve|d|m))$")
_NAMES = load("names")
_WORDS = load("words")
_COMMON = frozenset(_WORDS["common"].split()) | frozenset(_NAMES["never"])
_BOTH = frozenset(_WORDS["both"].split()) - frozenset(_NAMES["never"])
_PLAYED = frozenset(_NAMES["played"])
_PARTICLES = frozenset(_NAMES["particles"])
_SUFFIXES = frozenset(_NAMES["suffixes"])
_CHARACTER_TITLES = frozenset(_NAMES["character_titles"])
_DESCRIBED_AS = frozenset(_NAMES["described_as"])
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage: `[start, end)` without its possessive ending, and that in folded letters.

    `joined` says that only a space parts it from the word before; `cut` that something was taken off its end.
    """

    start: int
    end: int
    folded: str
    capital: bool
    joined: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person named at `[start, end)` of a passage; `name` is the full name, `possessive` as in "Wiig's"."""

    start: int
    end: int
    name: str
    possessive: bool = False


def words(passage: Passage, start: int, end: int) -> Iterator[Word]:
    """Yield the words between two offsets of a passage, in order."""
    last = -1
    for found in _WORD.finditer(passage.text, start, end):
        folded = passage.folded[found.start() : found.end()]
        ending = _CONTRACTED.search(folded) if "'" in folded else None
        length = ending.start() if ending else len(folded)
        joined = found.start() - last == 1 and passage.text[last] == " "
        capital = found[0][0].isupper()
        yield Word(found.start(), found.start() + length, folded[:length], capital, joined, ending is not None)
        last = found.end()


def is_headline_case(passage: Passage, start: int, end: int) -> bool:
    """Whether nearly all words there begin with a capital, so that a capital says little."""
    long_words = [word.capital for word in words(passage, start, end) if len(word.folded) > 3]
    return len(long_words) > 2 and sum(long_words) >= 0.7 * len(long_words)


class People:
    """The persons that one entry can speak of. Decides; built from the entry's text and what is known.

    `known` are full names from ledgers; `not_people` are folded words that rule a name out: those of the tracked
    titles, since who is named like the work is a character of it.
    """

    def __init__(self, texts: Sequence[Passage], known: Iterable[str], not_people: frozenset[str]) -> None:
        self._not_people = not_people
        self._full: dict[str, str] = {}
        self._surnames: dict[str, str] = {}
        self._known_words: dict[str, list[tuple[str, ...]]] = {}
        self._characters: set[str] = set()
        for name in known:
            self._learn(name)
        self._shouted = [passage for passage in texts if passage.text.isupper()]
        for headlines in (False, True):
            for passage in texts:
                if is_headline_case(passage, 0, min(len(passage.text), 400)) == headlines:
                    self._collect(passage)

    def find(self, passage: Passage, start: int, end: int) -> tuple[PersonFound, ...]:
        """Find the persons named between two offsets of a passage, in order of their place."""
        return tuple(self._persons(passage, tuple(words(passage, start, end))))

    def _collect(self, passage: Passage) -> None:
        for found in self._persons(passage, tuple(words(passage, 0, min(len(passage.text), 20_000)))):
            self._learn(found.name)

    def _learn(self, name: str) -> None:
        folded = fold(name)
        if folded in self._full or folded in self._characters:
            return
        self._full[folded] = name
        parts = [part for part in folded.split() if part.strip(".") not in _SUFFIXES]
        if len(parts) > 1:
            self._surnames.setdefault(parts[-1], name)
            if len(parts) > 2:
                self._surnames.setdefault(" ".join(parts[1:]), name)
        self._known_words.setdefault(parts[0], []).append(tuple(folded.replace(".", "").split()))

    def _persons(self, passage: Passage, row: Sequence[Word]) -> Iterator[PersonFound]:
        place = 0
        while place < len(row):
            length, name = self._person_at(passage, row, place)
            if name:
                first, last = row[place], row[place + length - 1]
                yield PersonFound(first.start, last.end, name, last.cut)
            place += max(length, 1)

    def _person_at(self, passage: Passage, row: Sequence[Word], place: int) -> tuple[int, str]:
        """How many words to step on from `place`, and the person that they name ("" for none)."""
        word = row[place]
        if not word.capital:
            return 1, ""
        if place and row[place - 1].folded in _DESCRIBED_AS and not row[place - 1].capital and word.joined:
            length = _capitals(row, place)
            if length > 1:
                return length, _spelled(passage, row, place, length)
        length = self._known_length(row, place)
        if length:
            return length, self._full.get(_joined(row, place, length)) or _spelled(passage, row, place, length)
        length = _run(row, place)
        if length == 1 or (length > 1 and row[place].folded in self._surnames):
            return 1, "" if _is_title_before(row, place) else self._surnames.get(word.folded, "")
        return self._judge_run(passage, row, place, length)

    def _judge_run(self, passage: Passage, row: Sequence[Word], place: int, length: int) -> tuple[int, str]:
        run = row[place : place + length]
        if length == 0 or length > _LONGEST + 2 or not _is_name_like(run):
            return max(length, 1), ""
        folded = " ".join(word.folded for word in run)
        if self._is_character(row, place, run):
            self._characters.add(folded)
            return length, ""
        shouted = passage in self._shouted and not all(_is_plain(word) for word in run)
        return length, "" if shouted or folded in self._characters else _spelled(passage, row, place, length)

    def _is_character(self, row: Sequence[Word], place: int, run: Sequence[Word]) -> bool:
        if any(word.folded in self._not_people for word in run):
            return True
        before = row[place - 1] if place else None
        if before is None or not run[0].joined:
            return run[0].folded in _CHARACTER_TITLES
        return (
            before.folded in _CHARACTER_TITLES
            or before.folded in _PLAYED
            or (before.cut and before.capital and before.folded in self._surnames)
        )

    def _known_length(self, row: Sequence[Word], place: int) -> int:
        """How many words from `place` spell a full name that is known."""
        best = 0
        for name in self._known_words.get(row[place].folded, ()):
            if len(name) > best and all(
                place + step < len(row)
                and row[place + step].folded.replace(".", "") == part
                and (step == 0 or (row[place + step].joined and not row[place + step - 1].cut))
                for step, part in enumerate(name)
            ):
                best = len(name)
        return best if best > 1 else 0


def _run(row: Sequence[Word], place: int) -> int:
    """How many words from `place` may together be a name: capitals in a row, particles between them."""
    if row[place].folded in _COMMON:
        return 0
    length = 1
    while place + length < len(row) and not row[place + length - 1].cut:
        word = row[place + length]
        if not word.joined:
            break
        if (word.folded in _PARTICLES and place + length + 1 < len(row) and row[place + length + 1].capital) or (
            word.capital and _may_follow(row, place + length)
        ):
            length += 1
        else:
            break
    while length > 1 and row[place + length - 1].folded in _PARTICLES:
        length -= 1
    return length


def _capitals(row: Sequence[Word], place: int) -> int:
    """How many words from `place` begin with a capital, whatever they are: "the singer Bad Bunny"."""
    length = 1
    while length < _LONGEST and not row[place + length - 1].cut and place + length < len(row):
        if not (row[place + length].capital and row[place + length].joined):
            break
        length += 1
    return length


def _may_follow(row: Sequence[Word], place: int) -> bool:
    word = row[place]
    if word.folded in _COMMON:
        return False
    # "Greta Halloway Will Direct": a word that may be either goes on with a name only as its second word
    return word.folded not in _BOTH or (word.folded != "will" and row[place - 1].folded not in _PARTICLES)


def _is_name_like(run: Sequence[Word]) -> bool:
    core = [word for word in run if word.folded not in _PARTICLES and word.folded.strip(".") not in _SUFFIXES]
    if not 2 <= len(core) <= _LONGEST or len(core[-1].folded.replace(".", "")) < 2:
        return False
    return not all(len(word.folded.replace(".", "")) < 2 for word in core[:1]) or "." in core[0].folded


def _is_plain(word: Word) -> bool:
    """Whether a word is nothing but a name, so that even a text in capitals says so."""
    return word.folded not in _BOTH


def _is_title_before(row: Sequence[Word], place: int) -> bool:
    return place > 0 and row[place].joined and row[place - 1].folded.strip(".") in _CHARACTER_TITLES


def _joined(row: Sequence[Word], place: int, length: int) -> str:
    return " ".join(word.folded for word in row[place : place + length])


def _spelled(passage: Passage, row: Sequence[Word], place: int, length: int) -> str:
    """Write the words as people write the name: shouted ones in lower case but for the first letter."""
    text = passage.text[row[place].start : row[place + length - 1].end]
    if text.isupper() and len(text) > 5:
        return "-".join(part.title() for part in text.split("-")).replace("\u2019S", "\u2019s")
    return text
