"""Persons' names: capitalised words in a row, and surnames that the entry or the ledger explains.

Everything that knows how a name looks lives here. In a headline a capital says little, so what sentence-case text of
the same entry says goes first; common words from `lexicon/words.toml` end a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.capitals import Capital, capitals, is_headline_case
from bot.extraction.lexicon import load
from bot.extraction.needs import needs_of
from bot.extraction.sieve import Sieve
from bot.extraction.text import Passage, fold
from bot.model.claims import TextField

_NAMES = load("names")
_WORDS = load("words")
_NEVER = frozenset(_NAMES["never"])
_COMMON = frozenset(_WORDS["common"].split()) | _NEVER
_BOTH = frozenset(_WORDS["both"].split()) - _NEVER
_SUFFIXES = frozenset(_NAMES["suffixes"])
_CHARACTER_TITLES = frozenset(_NAMES["character_titles"])
_PLAYED = frozenset(_NAMES["played"])
_DESCRIBED_AS = frozenset(_NAMES["described_as"])
_STAGE_NAMES = {fold(name): name for name in _NAMES["stage_names"]}
_STAGE_NAME = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in _STAGE_NAMES)})(?![\w-])")
_MAY_STAGE = Sieve([needs_of(rf"\b{re.escape(name)}\b") for name in _STAGE_NAMES])
_ACTS = re.compile(rf" (?:{'|'.join(_NAMES['acts'])})\b")
_ADVERB = re.compile(_NAMES["adverb"])
_ASKS = re.compile(r"(?:^|(?<=[.!?:;\n] )|(?<=\n))will [^.!?:;\n]*\?", re.MULTILINE)
_LONGEST = 4
_MOST_TEXT = 20_000  # so much of a field is looked through for stage names


class PersonFound(NamedTuple):
    """A person named at `[start, end)` of a passage; `name` is the full one, as far as entry or ledger have it."""

    start: int
    end: int
    name: str


class People:
    """The persons that one entry can speak of. Decides; built from the entry's text and what is known.

    `known` are full names from ledgers; `not_people` are folded words that rule a name out: those of the tracked
    titles, since who is named like the work is a character of it. `vocabulary` are the words of the texts.
    """

    def __init__(
        self, texts: Sequence[Passage], known: Iterable[str], not_people: frozenset[str], vocabulary: frozenset[str]
    ) -> None:
        self._not_people = not_people
        self._full: dict[str, str] = {}
        self._surnames: dict[str, str] = {}
        self._beginnings: dict[str, list[tuple[str, ...]]] = {}
        self._characters: set[str] = set()
        for name in (*known, *_staged(texts, vocabulary)):
            self._learn(name)
        self._capitals = {passage.field: capitals(passage) for passage in texts}
        self._headlines = {one.field for one in texts if is_headline_case(one, self._capitals[one.field])}
        # sentence case first, then what is in capitals for other reasons
        for passage in sorted(texts, key=lambda one: one.field in self._headlines):
            for found in self._persons(passage, self._capitals[passage.field]):
                self._learn(found.name)

    def find(self, passage: Passage, start: int, end: int) -> tuple[PersonFound, ...]:
        """Find the persons named between two offsets of a passage, in order of their place."""
        row = self._row(passage.field, start, end)
        return tuple(self._persons(passage, row))

    def _row(self, field: TextField, start: int, end: int) -> Sequence[Capital]:
        row = self._capitals.get(field, ())
        first = bisect_left(row, start, key=lambda word: word.start)
        return row[first : bisect_left(row, end, key=lambda word: word.start)]

    def _learn(self, name: str) -> None:
        folded = fold(name)
        if folded in self._full or folded in self._characters:
            return
        self._full[folded] = name
        parts = _without_suffix(folded)
        if len(parts) > 1:
            self._surnames.setdefault(parts[-1], name)
        bare = tuple(folded.replace(".", "").split())
        if len(bare) > 1:
            self._beginnings.setdefault(bare[0], []).append(bare)

    def _persons(self, passage: Passage, row: Sequence[Capital]) -> Iterator[PersonFound]:
        place, named = 0, -1  # up to which word somebody was named
        while place < len(row):
            length, name = self._person_at(passage, row, place)
            if named == place and row[place].folded == "will" and _goes_on(row, place):
                length, name = 2, ""  # "Greta Halloway Will Hunt": the verb behind it begins no name
            if name:
                named = place + length
                end = row[place + length - 1].end
                dotted = row[place + length - 1].folded in _SUFFIXES and passage.text[end : end + 1] == "."
                yield PersonFound(row[place].start, end + dotted, name + "." if dotted and name[-1] != "." else name)
            place += max(length, 1)

    def _person_at(self, passage: Passage, row: Sequence[Capital], place: int) -> tuple[int, str]:
        """How many words to step on from `place`, and the person that they name ("" for none)."""
        known = self._known_at(row, place)
        if known:
            return known
        if row[place].folded == "will" and (
            _ASKS.match(passage.folded, row[place].start) or (place + 1 < len(row) and self._known_at(row, place + 1))
        ):
            return 1, ""  # "Will Greta Halloway return?"
        if row[place].before in _DESCRIBED_AS:
            length = _in_a_row(row, place)
            if length > 1:
                return length, _spelled(passage, row, place, length)
        length = _run(row, place, "" if passage.field in self._headlines else passage.text)
        if length <= 1 or row[place].folded in self._surnames:
            surname = self._surnames.get(row[place].folded, "")
            return 1, "" if surname and _before(row, place) in _CHARACTER_TITLES else surname
        return length, self._named(passage, row, place, length)

    def _known_at(self, row: Sequence[Capital], place: int) -> tuple[int, str] | None:
        """Find the longest full name that is known and spelled out from `place` on."""
        best: tuple[int, str] | None = None
        for name in self._beginnings.get(row[place].folded.replace(".", ""), ()):
            length = _spells(row, place, name)
            if length and (best is None or length > best[0]):
                best = length, self._full.get(" ".join(name)) or self._by_bare(name)
        return best

    def _by_bare(self, bare: tuple[str, ...]) -> str:
        return next(name for folded, name in self._full.items() if tuple(folded.replace(".", "").split()) == bare)

    def _named(self, passage: Passage, row: Sequence[Capital], place: int, length: int) -> str:
        """Return the person whom a run of words names, if they look like a name and are no character's."""
        run = row[place : place + length]
        if not _is_name_like(run) or row[place].before == "the":
            return ""
        folded = " ".join(word.folded for word in run)
        if self._is_character(passage, row, place, run):
            self._characters.add(folded)
        shouted = passage.text.isupper() and any(word.folded in _BOTH for word in run)
        return "" if shouted or folded in self._characters else _spelled(passage, row, place, length)

    def _is_character(self, passage: Passage, row: Sequence[Capital], place: int, run: Sequence[Capital]) -> bool:
        if run[0].folded in _CHARACTER_TITLES or any(word.folded in self._not_people for word in run):
            return True
        before = _before(row, place)
        owned = place > 0 and run[0].joined and row[place - 1].cut and row[place - 1].folded in self._surnames
        played = before in _PLAYED and not (before == "as" and _ACTS.match(passage.folded, run[-1].end))
        return owned or before in _CHARACTER_TITLES or played


@lru_cache(maxsize=4096)  # entry after entry, the same people are known
def sign_of(name: str) -> str:
    """Return what stands in every text that can name somebody, folded and without dots; "" where nothing has to."""
    last = _without_suffix(fold(name))[-1:]
    return last[0].replace(".", "") if last and last[0] not in _NAMES["particles"] else ""


def _without_suffix(folded: str) -> list[str]:
    return [part for part in folded.split() if part.strip(".") not in _SUFFIXES]


def _staged(texts: Iterable[Passage], vocabulary: frozenset[str]) -> Iterator[str]:
    """Yield the names in the texts that look like none, but are known to be."""
    for passage in texts if _MAY_STAGE.passing(vocabulary) else ():
        yield from (_STAGE_NAMES[found] for found in _STAGE_NAME.findall(passage.folded, 0, _MOST_TEXT))


def _spells(row: Sequence[Capital], place: int, name: tuple[str, ...]) -> int:
    """How many capitalised words from `place` on spell a name, its particles left out; 0 for none."""
    at = place
    for part in name:
        if at < len(row) and row[at].folded.replace(".", "") == part and (at == place or _goes_on(row, at)):
            at += 1
        elif at == place or part not in _NAMES["particles"]:
            return 0
    return at - place


def _goes_on(row: Sequence[Capital], place: int) -> bool:
    return row[place].joined and not row[place - 1].cut


def _in_a_row(row: Sequence[Capital], place: int) -> int:
    """How many capitalised words stand in a row from `place`, whatever they are: "the singer Bad Bunny"."""
    length = 1
    while length < _LONGEST and place + length < len(row) and _goes_on(row, place + length):
        length += 1
    return length


def _run(row: Sequence[Capital], place: int, plain: str) -> int:
    """How many words from `place` on may together be a name.

    In `plain` text ("" where nearly all words have capitals) a common word within a name is part of it.
    """
    if _is_common(row[place]):
        return 0
    length = 1
    while place + length < len(row) and _goes_on(row, place + length):
        folded = row[place + length].folded
        after_particle = row[place + length].start - row[place + length - 1].end > 1
        common = _is_common(row[place + length]) and not after_particle and not _is_middle(row, place + length, plain)
        if common or folded == "will":  # "Greta Halloway Will Direct"
            break
        length += 1
    return length


def _is_common(word: Capital) -> bool:
    """Whether a word is part of no name. Of adverbs there are too many to list: "Accidentally"."""
    return word.folded in _COMMON or _ADVERB.fullmatch(word.folded) is not None


def _is_middle(row: Sequence[Capital], place: int, plain: str) -> bool:
    """Whether a common word stands between two that are none, as in "Idris Winding Okafor", and is not stressed."""
    if not plain or plain[row[place].start : row[place].end].isupper():
        return False
    around = (row[place - 1].folded, row[place + 1].folded) if place + 1 < len(row) and _goes_on(row, place + 1) else ()
    return row[place].folded not in _NEVER and bool(around) and not any(word in _COMMON | _BOTH for word in around)


def _is_name_like(run: Sequence[Capital]) -> bool:
    core = [word.folded for word in run if word.folded.strip(".") not in _SUFFIXES]
    if not 2 <= len(core) <= _LONGEST or len(core[-1].replace(".", "")) < 2:
        return False
    return len(core[0].replace(".", "")) > 1 or "." in core[0]


def _before(row: Sequence[Capital], place: int) -> str:
    """Return the word in front of a capitalised one, in lower case."""
    word = row[place]
    return row[place - 1].folded.strip(".") if place and word.joined else word.before


def _spelled(passage: Passage, row: Sequence[Capital], place: int, length: int) -> str:
    """Write the words as people write the name: shouted ones in lower case but for the first letter."""
    text = passage.text[row[place].start : row[place + length - 1].end]
    if text.isupper() and len(text) > 5:
        return "-".join(part.title() for part in text.split("-"))
    return text
