"""Finding the names of tracked titles in text: one Aho-Corasick automaton for all of them, word boundaries of our own.

What a name means where it stands is decided elsewhere (`relation.py`, `mentions.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from bot.extraction.shapes import Shape, shape_of
from bot.extraction.text import Passage
from bot.extraction.titles import Form, Traits, patterns_of, traits_of
from bot.model.titles import TrackedTitle

_MOST = 500
_ENOUGH = 12  # so many characters of a name tell whether its article belongs to it, whatever its punctuation
_JOINS_BEFORE = frozenset("-.@")  # behind a letter these go on with its word: "pre-heat", "www.heat.example"


class NameHit(NamedTuple):
    """A name of a title at `[start, end)` of a passage, what it says by itself and how it is written."""

    title_id: str
    form: Form
    start: int
    end: int
    shape: Shape


class TitleIndex:
    """All names of all tracked titles. Decides; immutable: `with_names` makes another one."""

    def __init__(self, titles: Iterable[TrackedTitle]) -> None:
        self.titles: Mapping[str, TrackedTitle] = {title.id: title for title in titles}
        self._learned: Mapping[str, tuple[str, ...]] = {}
        self._traits: dict[str, Traits] = {}
        self._layers: tuple[_Layer, ...] = (_Layer({title.id: patterns_of(title) for title in self.titles.values()}),)

    def with_names(self, names: Mapping[str, Iterable[str]]) -> TitleIndex:
        """Return an index that also knows `names` (title id -> names learned later); the automaton is shared."""
        other = object.__new__(TitleIndex)
        other.titles = self.titles
        known = {title_id: tuple(more) for title_id, more in names.items() if title_id in self.titles}
        learned = {
            title_id: (*self._learned.get(title_id, ()), *known.get(title_id, ()))
            for title_id in self._learned.keys() | known.keys()
        }
        other._learned = learned
        other._traits = {title_id: traits for title_id, traits in self._traits.items() if title_id not in known}
        extra = {title_id: patterns_of(self.titles[title_id], more) for title_id, more in learned.items()}
        other._layers = (self._layers[0], _Layer(extra))
        return other

    def traits(self, title_id: str) -> Traits:
        """Return what the words around a name of this title are held against."""
        if title_id not in self._traits:
            self._traits[title_id] = traits_of(self.titles[title_id], self._learned.get(title_id, ()))
        return self._traits[title_id]

    def spot(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of titles whose names, or whose originals', stand in folded texts; in order of place."""
        found: dict[str, None] = {}
        for text in texts:
            for layer in self._layers:
                for pattern, _, _ in layer.matches(text):
                    found |= dict.fromkeys(title_id for title_id, _ in layer.meanings[pattern])
        return tuple(found)

    def find(self, passage: Passage) -> tuple[NameHit, ...]:
        """Return the names in a passage, in order of place; of names that overlap, the longest.

        A flood of them ends after some hundreds: no news has more.
        """
        places: dict[tuple[int, int], dict[str, Form]] = {}
        for layer in self._layers:
            for pattern, start, end in layer.matches(passage.folded):
                if not _is_glued(passage.text, end):
                    places.setdefault((start, end), {}).update(layer.meanings[pattern])
        hits: list[NameHit] = []
        for start, end in _with_shorter(places, _longest(places)[:_MOST]):
            first = _with_article(passage, start)
            shapes = {place: shape_of(passage, place, end) for place in {first, start}}
            words = passage.folded[first:end][:_ENOUGH]
            for title_id, form in places[start, end].items():
                begin = first if self._is_articled(title_id, words) else start
                shape = shapes[begin]
                if shape is not None:
                    hits.append(NameHit(title_id, form, begin, end, shape))
        return tuple(hits)

    def _is_articled(self, title_id: str, words: str) -> bool:
        """Whether a name of the title, or of its original, begins with these words, or its subtitle does."""
        return any(name.startswith(words) or f": {words}" in name for name in self.traits(title_id).names)


class _Layer:
    """An automaton over the patterns of some titles, and what each pattern means. Decides; immutable."""

    def __init__(self, patterns: Mapping[str, Mapping[str, Form]]) -> None:
        meanings: dict[str, list[tuple[str, Form]]] = {}
        for title_id, forms in patterns.items():
            for text, form in forms.items():
                meanings.setdefault(text, []).append((title_id, form))
        self.meanings = tuple(map(tuple, meanings.values()))
        self._automaton = AhoCorasick(list(meanings), implementation=Implementation.ContiguousNFA, store_patterns=False)

    def matches(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Yield pattern, start and end of whatever stands in a folded text as words of its own."""
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if _is_bounded(folded, start, end):
                yield pattern, start, end


def _is_bounded(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or what goes on with a word touches `[start, end)`."""
    if start:
        before = text[start - 1]
        if before.isalnum() or before == "_" or (before in _JOINS_BEFORE and start > 1 and text[start - 2].isalnum()):
            return False
    after = text[end : end + 1]
    return not (after.isalnum() or after == "_")


def _is_glued(text: str, end: int) -> bool:
    """Whether what follows goes on with the name: "Spider-Man", "heat.example"."""
    sign, after = text[end : end + 1], text[end + 1 : end + 2]
    return (sign == "-" and after.isupper()) or (sign == "." and after.islower())


def _longest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest of places that overlap, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = start, end
    return kept


def _with_shorter(
    places: Mapping[tuple[int, int], Mapping[str, Form]], longest: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the longest places, and behind one that is only an earlier work's what of it names another title.

    Where both "Heat 2" and "Heat 3" are tracked, "Heat 2" is the second one's original, and "Heat" the first one's.
    """
    ends: dict[int, list[int]] = {}
    for start, end in places:
        ends.setdefault(start, []).append(end)
    for start, end in longest:
        yield start, end
        if set(places[start, end].values()) == {Form.ORIGINAL}:
            known = places[start, end].keys()
            shorter = ((start, other) for other in ends[start] if other < end)
            yield from (one for one in shorter if not places[one].keys() <= known)


def _with_article(passage: Passage, start: int) -> int:
    """Return where a name begins with the article before it, where a capital says that it belongs there."""
    if passage.text[start].islower():
        return start
    for article in ("The ", "A ", "An ", "THE "):
        first = start - len(article)
        if first >= 0 and passage.text.startswith(article, first) and not passage.text[first - 1 : first].isalnum():
            return first
    return start
