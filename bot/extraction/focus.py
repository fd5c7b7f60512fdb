"""Which works each sentence of an entry speaks of: by name, by "the sequel", or because the sentence before did.

An entry has a home where its headline, or all of it, speaks of one title alone: what says nothing else is about that.
A roundup has none, so that nothing leaks from one item to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.extraction.lexicon import load
from bot.extraction.references import Kind, Reference, references
from bot.extraction.sentences import Sentence
from bot.extraction.works import OtherName, other_works
from bot.model.claims import Mention, Subject

__all__ = ["Focus", "Link", "OtherName", "Topic", "focus"]

_WORDS = load("focus")["thread"]
_COMMON = frozenset(load("words")["common"].split())
_FORWARD = re.compile(rf"\b(?:{'|'.join(_WORDS['forward'])})\b")
_LEAVING = re.compile(rf"\W*(?:{'|'.join(_WORDS['leaving'])})(?!\w)")
_BEFORE_NAME = r"(?: the| a)?(?: \w+ of)?(?: the| a)? ['\"]?\Z"
_COMPARED = re.compile(rf"\b(?:{'|'.join(_WORDS['compared'])}){_BEFORE_NAME}")
_BY_THE_WAY = re.compile(rf"\b(?:{'|'.join(_WORDS['compared'] + _WORDS['by_the_way'])}){_BEFORE_NAME}")

_BULLETS = "\u2022\u2023\u25aa\u25cf\u25e6\u25a0\u25ba\u25b8"
_OPENING = 12  # another work that stands so near a sentence's start is its subject


class Link(StrEnum):
    """How a sentence comes to speak of a title, firmest first."""

    NAMED = "named"  # its name stands in the sentence
    REFERRED = "referred"  # "the sequel", "the film", "it", "the original"
    CARRIED = "carried"  # nothing in the sentence says so, but the one before spoke of it and nothing else is named
    AHEAD = "ahead"  # it is named only further on, and is the one title that the entry speaks of


class Topic(NamedTuple):
    """A tracked title that a sentence speaks of.

    `[start, end)` are the words that do so, as offsets in the passage; both are the sentence's start where no words do
    (CARRIED, AHEAD).
    """

    title_id: str
    subject: Subject
    link: Link
    start: int
    end: int


class Focus(NamedTuple):
    """What one sentence speaks of: its topics and the other works that it names, each in order of place."""

    sentence: Sentence
    topics: tuple[Topic, ...]
    others: tuple[OtherName, ...]

    def at(self, offset: int) -> Topic | OtherName | None:
        """Return the work that the words at `offset` (in the passage) are about; None where nothing is in focus.

        That is the work spoken of last before them, credits left out; where there is none, the next one behind them,
        unless that only compares ("a week after 'Heat 2'").
        """
        works = self.works
        before = [work for work in works if work.start <= offset]
        if before or not works or self.compares(works[0]):
            return before[-1] if before else None
        return works[0]

    def compares(self, work: Topic | OtherName) -> bool:
        """Whether a work of the sentence is only what something else is compared with."""
        return _COMPARED.search(self.sentence.passage.folded[self.sentence.start : work.start]) is not None

    @property
    def works(self) -> list[Topic | OtherName]:
        """Topics and other works in order of place, credits left out."""
        works: list[Topic | OtherName] = [*self.topics, *(other for other in self.others if not other.is_credit)]
        return works if len(works) < 2 else sorted(works, key=lambda work: (work.start, work.end))


class _Thread(NamedTuple):
    """What was spoken of last: a title, or (None) another work or nothing."""

    title_id: str | None = None
    subject: Subject = Subject.SEQUEL
    is_foreign: bool = False  # the entry as a whole is about another work


def focus(cut: Sequence[Sentence], mentions: Iterable[Mention]) -> tuple[Focus, ...]:
    """Tell for each sentence of an entry what it speaks of. `cut` has the sentences of all passages, in order."""
    named = _named(cut, mentions)
    home = _home(named)
    thread, ahead = home, True
    found: list[Focus] = []
    for before, item in zip((None, *cut), named, strict=False):
        if before is not None and _begins_anew(before, item.sentence):
            thread = home
        thread = _turned(thread, home, item.sentence)
        ahead = ahead and not item.topics
        link = Link.AHEAD if ahead else Link.CARRIED
        item = _carried(_referred(item, thread), thread, link, at_home=thread == home)  # noqa: PLW2901
        thread = _next(item, thread, home)
        found.append(item)
    return tuple(found)


def _named(cut: Sequence[Sentence], mentions: Iterable[Mention]) -> list[Focus]:
    """Return the sentences with what each names, tracked or not."""
    fields = list(dict.fromkeys(sentence.passage.field for sentence in cut))
    starts = [(fields.index(sentence.passage.field), sentence.start) for sentence in cut]
    topics: list[list[Topic]] = [[] for _ in cut]
    in_capitals = set()
    for one in mentions:
        if one.span.field in fields:
            place = bisect_right(starts, (fields.index(one.span.field), one.span.start)) - 1
            topic = Topic(one.title_id, one.subject, Link.NAMED, one.span.start, one.span.end)
            topics[max(0, place)].append(topic)
            in_capitals |= {one.span.field} if one.words.isupper() else set()
    return [
        _with_others(Focus(sentence, tuple(those), ()), in_capitals=sentence.passage.field in in_capitals)
        for sentence, those in zip(cut, topics, strict=True)
    ]


def _with_others(item: Focus, *, in_capitals: bool) -> Focus:
    return item._replace(others=other_works(item.sentence, _taken(item), in_capitals=in_capitals))


def _home(named: Sequence[Focus]) -> _Thread:
    """Tell which title the entry as a whole is about, if it is about one."""
    head = [work for item in named if item.sentence.is_headline for work in item.works if not _may_be_a_word(work)]
    topics = [topic for item in named for topic in item.topics if topic.subject is not Subject.OTHER]
    told = [work for work in head if isinstance(work, Topic) and work.subject is not Subject.OTHER]
    if not head and sum(not other.is_credit for item in named for other in item.others) < 2:
        return _only(topics)
    if not told or head[0] is not told[0]:
        return _Thread(is_foreign=isinstance(head[0] if head else None, OtherName))
    sequels = [topic for topic in told if topic.subject is Subject.SEQUEL]
    if not sequels and any(_speaks_of_sequel(item) for item in named if item.sentence.is_headline):
        return _only(told)._replace(subject=Subject.SEQUEL)
    return _only(sequels or told)


def _may_be_a_word(work: Topic | OtherName) -> bool:
    """Whether a quoted word may be no name at all: "'Action' on the pier"."""
    return isinstance(work, OtherName) and work.words.lower() in _COMMON


def _only(topics: Sequence[Topic]) -> _Thread:
    if len({topic.title_id for topic in topics}) != 1:
        return _Thread()
    sequel = any(topic.subject is Subject.SEQUEL for topic in topics)
    return _Thread(topics[0].title_id, Subject.SEQUEL if sequel else topics[0].subject)


def _speaks_of_sequel(item: Focus) -> bool:
    return any(one.kind is Kind.SEQUEL for one in references(item.sentence, _taken(item)))


def _taken(item: Focus) -> list[tuple[int, int]]:
    return [(topic.start, topic.end) for topic in item.topics] + [(other.start, other.end) for other in item.others]


def _begins_anew(before: Sentence, sentence: Sentence) -> bool:
    """Whether a new field, paragraph or item of a list begins."""
    between = sentence.passage.text[before.end : sentence.start]
    return before.passage is not sentence.passage or "\n" in between or any(sign in between for sign in _BULLETS)


def _turned(thread: _Thread, home: _Thread, sentence: Sentence) -> _Thread:
    """Leave what was spoken of: all of it ("Elsewhere, ..."), or the original where work on a film comes up again."""
    if _LEAVING.match(sentence.folded):
        return _Thread()
    left = thread.subject is Subject.ORIGINAL and home == _Thread(thread.title_id)
    return home if left and _FORWARD.search(sentence.folded) else thread


def _referred(item: Focus, thread: _Thread) -> Focus:
    """Add what the sentence speaks of without naming it."""
    topics: list[Topic] = []
    for one in references(item.sentence, _taken(item)):
        works = item._replace(topics=(*item.topics, *topics)).works
        before = [work for work in works if work.start < one.start]
        topic = _resolved(one, before[-1] if before else None, thread)
        if topic is not None:
            topics.append(topic)
    ordered = sorted((*item.topics, *topics), key=lambda topic: (topic.start, topic.end))
    return item._replace(topics=tuple(ordered))


def _resolved(one: Reference, before: Topic | OtherName | None, thread: _Thread) -> Topic | None:
    """Tell what a reference speaks of: of the work before it in the sentence, or else of the thread's."""
    if isinstance(before, OtherName):
        return None
    title_id, subject = (before.title_id, before.subject) if before else (thread.title_id, thread.subject)
    if title_id is None or subject is Subject.OTHER or (before and one.kind is Kind.SAME):
        return None
    if one.kind is not Kind.SAME:
        subject = Subject.SEQUEL if one.kind is Kind.SEQUEL else Subject.ORIGINAL
    return Topic(title_id, subject, Link.REFERRED, one.start, one.end)


def _carried(item: Focus, thread: _Thread, link: Link, *, at_home: bool) -> Focus:
    """Add the thread's title to a sentence that speaks of none, unless another work is its subject."""
    start, works = item.sentence.start, item.works
    if item.topics or thread.title_id is None or (works and not (at_home and works[0].start > start + _OPENING)):
        return item
    return item._replace(topics=(Topic(thread.title_id, thread.subject, link, start, start),))


def _next(item: Focus, thread: _Thread, home: _Thread) -> _Thread:
    """Tell what the next sentence goes on from: the sequel where this one speaks of it, else its first work."""
    works = item.works
    if not works:
        return thread
    first = works[0]
    if isinstance(first, OtherName) or first.subject is Subject.OTHER:
        return _Thread()
    before = item.sentence.passage.folded[item.sentence.start : first.start]
    aside = _BY_THE_WAY if home.is_foreign else _COMPARED
    if first.link is Link.NAMED and aside.search(before):
        return thread
    same = [topic for topic in item.topics if topic.title_id == first.title_id]
    return _only(same)
