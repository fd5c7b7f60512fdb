"""A sentence's outline: folded text in which names stand as single marks, so that one short pattern fits any name.

"Wrexley will direct 'Night Ferry 2' for Corvane" becomes `P will direct T for C`. Persons in a row ("A, B and C") share
one mark. Marks are private-use characters; where a feed sends such a character itself, no value stands behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.extraction.focus import Focus, Link
from bot.extraction.lexicon import load
from bot.extraction.needs import needs_of
from bot.extraction.sentences import Sentence
from bot.extraction.sieve import Sieve
from bot.model.claims import Subject

PERSON, COMPANY, DATE, PLACE, TITLE, WORK, ORIGINAL = (chr(0xE010 + number) for number in range(7))
MARKS = {"P": PERSON, "C": COMPANY, "D": DATE, "L": PLACE, "T": TITLE, "W": WORK, "O": ORIGINAL}

_PLACEHOLDER = re.compile(r"\{(\w)\}")
_QUOTED = re.compile(
    r"[\u201c\"]([^\u201c\u201d\"]{2,80})[\u201d\"]"
    r"|\u2018([^\u2018\u2019]{2,60}(?:\u2019[^\u2018\u2019\s][^\u2018\u2019]{0,40})?)\u2019(?!\w)"
    r"|(?<!\w)'([A-Z0-9][^']{1,60}(?:'\w[^']{0,40})?)'(?!\w)"
)


def marked(pattern: str) -> str:
    """Put the marks for its {P}, {C}, {D}, {L}, {T}, {W} and {O} into a pattern of the lexicon."""
    return _PLACEHOLDER.sub(lambda found: MARKS.get(found[1], found[0]), pattern)


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Make one expression that finds any of the lexicon's patterns."""
    return re.compile("|".join(f"(?:{marked(pattern)})" for pattern in patterns))


_WORDS = load("outline")
_CAPITALISED = r"[A-Z0-9&][\w\u2019'&-]*\.?"
_CALLED = re.compile(
    rf"\b(?i:{_WORDS['called']}) ((?:{_CAPITALISED}:? |(?:{_WORDS['inside']}) ){{0,8}}{_CAPITALISED})(?<!\.)"
)
_CALLS = Sieve([needs_of(rf"\b(?:{_WORDS['called']}) ")])
_IN_CAPITALS = re.compile(r": [A-Z][A-Z0-9\u2019'& -]{2,40}(?![a-z])")
_ROW = re.compile(
    marked(f"{{P}}(?!')(?:{_WORDS['tail']}(?:{_WORDS['between']}){_WORDS['lead']}{{P}}(?:'s? \\w+ )?){{1,30}}")
)


class Named(NamedTuple):
    """A stretch `[start, end)` of a passage that a mark replaces, and what it names."""

    start: int
    end: int
    mark: str
    values: tuple[object, ...]


class Outline(NamedTuple):
    """The outline of a sentence that begins at `start` in its passage. `marks` has what stands at a place of `text`.

    `words` are its marks and the words of the sentence, those of the names behind the marks among them.
    """

    text: str
    marks: Mapping[int, Named]
    start: int
    words: frozenset[str]

    def offset(self, place: int) -> int:
        """Return the offset in the passage of a place in the outline."""
        begin, offset = 0, self.start
        for at, item in self.marks.items():
            if at >= place:
                break
            begin, offset = at + 1, item.end
        return offset + place - begin

    def marks_in(self, start: int, end: int) -> list[tuple[int, Named]]:
        """Return what stands at the places in `[start, end)`, in order."""
        return [(place, item) for place, item in self.marks.items() if start <= place < end]

    def values(self, place: int) -> tuple[object, ...]:
        """Return what stands behind the mark at `place`; empty where a feed sent a mark's character."""
        item = self.marks.get(place)
        return item.values if item else ()


def outline(focus: Focus, named: Iterable[Named]) -> Outline:
    """Build the outline of a focused sentence. Works go before `named`, which goes before other quoted names."""
    sentence = focus.sentence
    chosen = _without_overlaps([*_called(focus), *_works(focus), *_quoted(focus), *named])
    single = _built(sentence, chosen)
    if single.text.count(PERSON) < 2:
        return single
    return _built(sentence, list(_in_rows(single, chosen)))


def _built(sentence: Sentence, items: Sequence[Named]) -> Outline:
    folded = sentence.passage.folded
    pieces: list[str] = []
    marks: dict[int, Named] = {}
    length, after = 0, sentence.start
    for item in items:
        pieces += [folded[after : item.start], item.mark]
        length += item.start - after
        marks[length] = item
        length, after = length + 1, item.end
    pieces.append(folded[after : sentence.end])
    text = "".join(pieces)
    return Outline(text, marks, sentence.start, sentence.words.union([item.mark for item in items]))


def _in_rows(single: Outline, items: Sequence[Named]) -> Iterator[Named]:
    """Yield the items, persons in a row made one."""
    rows = list(_ROW.finditer(single.text))
    places = {id(item): place for place, item in single.marks.items()}
    for item in items:
        place = places[id(item)]
        row = next((row for row in rows if row.start() <= place < row.end()), None)
        if row is None:
            yield item
        elif row.start() == place:
            members = single.marks_in(row.start(), row.end())
            people = [member for _, member in members if member.mark == PERSON]
            values = tuple(value for member in people for value in member.values)
            yield Named(item.start, people[-1].end, PERSON, values)


def _works(focus: Focus) -> list[Named]:
    marked: list[Named] = []
    sentence = focus.sentence
    for topic in focus.topics:
        if topic.link is Link.NAMED and topic.end > topic.start:
            mark = {Subject.SEQUEL: TITLE, Subject.ORIGINAL: ORIGINAL}.get(topic.subject, WORK)
            marked.append(Named(*_with_quotes(sentence, topic.start, topic.end), mark, (topic,)))
    marked += [Named(*_with_quotes(sentence, other.start, other.end), WORK, (other,)) for other in focus.others]
    return marked


def _called(focus: Focus) -> Iterator[Named]:
    """Find names without quotes: "is called The Cold Orbit", and a title with a new half in capitals behind it."""
    sentence = focus.sentence
    text = sentence.passage.text
    for found in _CALLED.finditer(text, sentence.start, sentence.end) if _CALLS.passing(sentence.words) else ():
        yield from _new_name(focus, found.start(1), found.end(1))
    for topic in focus.topics:
        half = _IN_CAPITALS.match(text, topic.end, sentence.end)
        if half is not None and text[topic.start : topic.end].isupper() and not text.isupper():
            yield from _new_name(focus, topic.start, half.end())


def _new_name(focus: Focus, start: int, end: int) -> Iterator[Named]:
    """Yield a name that holds more than a known one; where it holds one, it is the sequel's: "X: The Return"."""
    inside = [topic for topic in focus.topics if start <= topic.start and topic.end <= end and topic.end > topic.start]
    if any((topic.start, topic.end) == (start, end) for topic in inside):
        return
    if not any(topic.start < end and start < topic.end for topic in focus.topics if topic not in inside):
        ours = tuple(one._replace(subject=Subject.SEQUEL) for one in inside[:1])
        values = ours or (focus.sentence.passage.text[start:end],)
        yield Named(start, end, TITLE if inside else WORK, values)


def _with_quotes(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Widen the range of a work's name to the quotes around it, and to what else stands between those."""
    folded = sentence.passage.folded
    if start > sentence.start and folded[start - 1] in "\"'" and not folded[start - 2 : start - 1].isalnum():
        sign = folded[start - 1]
        close = folded.find(sign, end, min(sentence.end, end + 40))
        inner = folded[end:close] if close >= 0 else "."
        if inner == ",":
            return start - 1, end  # the comma parts what follows
        if close == end or (
            close > 0 and not set(inner) & set('.;()"') and not folded[close + 1 : close + 2].isalnum()
        ):
            return start - 1, close + 1
        return start - 1, end
    closes = end < sentence.end and folded[end] in "\"'" and not folded[end + 1 : end + 2].isalnum()
    return start, end + 1 if closes else end


def _quoted(focus: Focus) -> list[Named]:
    """Quoted names that nobody has claimed: episodes, novels, a new title of the work itself."""
    sentence = focus.sentence
    found: list[Named] = []
    if not sentence.has_quotes:
        return found
    for quote in _QUOTED.finditer(sentence.passage.text, sentence.start, sentence.end):
        group = quote.lastindex or 0
        words = quote[group].strip(" ,.")
        if words[:1].isupper() and sum(word[:1].isupper() for word in words.split()) * 2 >= len(words.split()):
            found.append(Named(quote.start(), _quote_end(quote, group), WORK, (words,)))
    return found


def _quote_end(quote: re.Match[str], group: int) -> int:
    """Return where a quote ends for the sentence: a comma inside of it belongs to that."""
    return quote.end() if not quote[group].endswith(",") else quote.end(group) - 1


def _without_overlaps(items: Sequence[Named]) -> list[Named]:
    """Keep of two that overlap the one that comes first in `items`; return the rest in order of place."""
    taken: list[Named] = []
    for item in items:
        place = bisect_left(taken, item.start, key=lambda other: other.start)
        free_before = place == 0 or taken[place - 1].end <= item.start
        if free_before and (place == len(taken) or item.end <= taken[place].start):
            taken.insert(place, item)
    return taken
