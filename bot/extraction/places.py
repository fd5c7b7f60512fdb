"""Places: countries, states and cities, as where something is filmed, and as what no person is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.extraction.lexicon import load
from bot.extraction.needs import words_of
from bot.extraction.sentences import Sentence
from bot.extraction.text import Passage, fold

_WORDS = load("places")
_PLACES = frozenset(_WORDS["places"].replace("\n", "").split("|"))
_WORD = re.compile(r"[A-Z][^\W\d_]*(?:\.[A-Z]\.)?")
_NEXT = re.compile(r" ([A-Z][^\W\d_]+)")
_LONGEST = 4
_COMMON = frozenset(load("words")["common"].split())
_FIRST_WORDS = frozenset(place.split(" ")[0] for place in _PLACES)
_SHOOTING = frozenset(_WORDS["shooting"])
_NO_PLACE = frozenset(_WORDS["no_place"]) | frozenset(load("names")["never"]) | _COMMON
_CAPITAL = r"[A-Z][^\W\d_]+"
_DAYS = "|".join(day.title() for table in ("weekdays", "months") for day in load("dates")[table])
_SMALL = frozenset(("upon", "on", "de", "del", "la", "le"))
_LINK = rf"(?:{'|'.join(sorted(_SMALL))})(?=[ -](?!{_DAYS})[A-Z])"  # "Stratford upon Avon", but not "Leeds on Monday"
_SHOT_IN = re.compile(
    rf"\b(?i:{_WORDS['shot']}) (?:the )?({_CAPITAL}(?:[ -](?:{_CAPITAL}|{_LINK}))*)"
    r"(?!['\u2019]s)"
)
_MORE = re.compile(rf"(?:{_WORDS['row']})({_CAPITAL}(?: {_CAPITAL})?)(?!['\u2019]s)")
_ROW = re.compile(_WORDS["row"])
_LONGEST_ROW = 6
_MOVES = frozenset(("it", "moves", "to"))
_GATE = frozenset(word for first in _FIRST_WORDS for word in words_of(first))


class PlaceFound(NamedTuple):
    """A place named at `[start, end)` of a passage. `minor`: the text, or what is known, names a greater one."""

    start: int
    end: int
    name: str
    minor: bool = False


class Places:
    """The places that one entry can speak of. Decides; built from its sentences.

    Nobody knows all places, so that where something is shot must be one; but where the entry names a place that
    everybody knows, or the title's own is `told`, the other is a street there.
    """

    def __init__(self, sentences: Iterable[Sentence], told: Sequence[str]) -> None:
        self._told = bool(told)
        named = {one: tuple(_places(one.passage, one.start, one.end)) for one in sentences if _may_name_place(one)}
        self._known = {one: found for one, found in named.items() if found}

    def known(self, sentence: Sentence) -> tuple[PlaceFound, ...]:
        """Return the countries, states and cities that a sentence names, in order."""
        return self._known.get(sentence, ())

    def shot(
        self, sentence: Sentence, taken: Sequence[tuple[int, int]], people: Sequence[tuple[int, int]]
    ) -> tuple[PlaceFound, ...]:
        """Return what else a sentence says to shoot in, outside the `taken` ranges, in order.

        Behind an "and" `people` go first: "filming in Keswick and Ada Quill".
        """
        if _SHOOTING.isdisjoint(sentence.words) and not sentence.words >= _MOVES:
            return ()
        text, start, end = sentence.passage.text, sentence.start, sentence.end
        minor = self._told or bool(self._known)
        found: list[PlaceFound] = []
        for first in _SHOT_IN.finditer(text, start, end):
            if _may_be_place(first[1]) and not _touches(first.span(1), taken):
                inner = any(place.start == first.end() + 2 for place in self.known(sentence))  # "Knoxville, Tennessee"
                found.append(PlaceFound(*first.span(1), first[1], minor and not inner))
                found += _behind(first.end(), sentence, (*taken, *people), minor=minor)
        for place in self.known(sentence):
            found += _behind(place.end, sentence, (*taken, *people), minor=self._told)
        return tuple(found)


def _touches(span: tuple[int, int], ranges: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < last and first < span[1] for first, last in ranges)


def _behind(end: int, sentence: Sentence, taken: Sequence[tuple[int, int]], *, minor: bool) -> Iterator[PlaceFound]:
    """Yield what stands in a row behind a place."""
    for _ in range(_LONGEST_ROW):
        more = _MORE.match(sentence.passage.text, end, sentence.end)
        if more is None or not _may_be_place(more[1]) or _touches(more.span(1), taken):
            return
        yield PlaceFound(*more.span(1), more[1], minor)
        end = more.end()


def _may_name_place(sentence: Sentence) -> bool:
    return not _GATE.isdisjoint(sentence.words)


def _may_be_place(name: str) -> bool:
    return not name.isupper() and not _NO_PLACE & (set(re.split(r"[ -]", fold(name))) - _SMALL)


def in_rows(passage: Passage, places: Sequence[PlaceFound]) -> Iterator[tuple[PlaceFound, ...]]:
    """Gather places that stand in a row ("Lucknow, Varanasi and Mussoorie"); "Wilmington, North Carolina" is none."""
    row: list[PlaceFound] = []
    joined = False
    for place in places:
        between = passage.folded[row[-1].end : place.start] if row else ""
        if row and _ROW.fullmatch(between):
            row.append(place)
            joined = joined or between.strip() != ","
            continue
        yield from _row(row, joined=joined)
        row, joined = [place], False
    yield from _row(row, joined=joined)


def _row(row: Sequence[PlaceFound], *, joined: bool) -> Iterator[tuple[PlaceFound, ...]]:
    yield from [tuple(row)] if joined else ((place,) for place in row)


def _places(passage: Passage, start: int, end: int) -> Iterator[PlaceFound]:
    after = start
    for found in _WORD.finditer(passage.text, start, end):
        if found.start() < after:
            continue
        if passage.folded[found.start() : found.end()] not in _FIRST_WORDS:
            continue
        length = _length(passage.folded, found.start(), end)
        if length and not _is_first_name(passage, found.start() + length):
            after = found.start() + length
            yield PlaceFound(found.start(), after, passage.text[found.start() : after])


def _is_first_name(passage: Passage, end: int) -> bool:
    """Whether a name goes on behind a place, so that it is a person's ("Jordan Weiss")."""
    following = _NEXT.match(passage.text, end)
    return following is not None and following[1].lower() not in _COMMON and not following[1].isupper()


def _length(folded: str, start: int, end: int) -> int:
    """How many characters from `start` spell the longest place."""
    best, stop = 0, start
    for _ in range(_LONGEST):
        stop = _word_end(folded, stop, end)
        if folded[start:stop] in _PLACES:
            best = stop - start
        if stop >= end or folded[stop] != " ":
            break
        stop += 1
    return best


def _word_end(folded: str, start: int, end: int) -> int:
    stop = start
    while stop < end and (
        folded[stop].isalpha()
        or (folded[stop] == "." and folded[stop - 1 : stop] in {"l", "a", "t"} and stop - start < 4)
    ):
        stop += 1
    return stop
