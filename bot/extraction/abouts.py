"""Which work a stretch of a sentence is about: the one named in it, its object, or what is in focus. Decides; pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from bot.extraction.focus import Focus, Link, OtherName, Topic
from bot.extraction.hearing import Heard
from bot.extraction.lexicon import load
from bot.extraction.outline import ORIGINAL, TITLE, WORK, any_of
from bot.extraction.scope import clause
from bot.model.claims import Subject

_CREDIT = any_of(load("claims")["credit"])
_REACH = 60  # how far behind its words, in characters, what a claim is about may be named


def about_of(heard: Heard, start: int, end: int, *, ahead: bool = True) -> Topic | OtherName | None:
    """Return the work that a stretch of an outline is about, tracked or not; None where nothing is in focus.

    `ahead`: a work that is named next is the object ("will direct 'Night Ferry 2'").
    """
    outline = heard.outline
    inside = [item for _, item in outline.marks_in(start, end) if item.mark in {TITLE, ORIGINAL}]
    named = [item.values[0] for item in inside if isinstance(item.values[0], Topic)]
    if named:
        return named[-1]
    _, last = clause(outline.text, start, end)
    for place, item in outline.marks_in(end, min(last, end + _REACH) if ahead else end):
        if item.mark == WORK and _is_by_the_way(outline.text, end, place):
            continue
        if item.mark in {TITLE, ORIGINAL} and isinstance(item.values[0], Topic):
            return item.values[0]
        if item.mark == WORK and _is_topic(item.values[0]):
            return item.values[0]
    return _spoken_of(heard.focus, outline.offset(start))


def _is_by_the_way(text: str, end: int, place: int) -> bool:
    """Whether the work at `place` only says who somebody is: "Hale ('Ferry')", but not "Hale turned down 'Ferry'"."""
    object_of_verb = text[end - 1].isalpha() and not text[end:place].strip("\"' ")
    return not object_of_verb and _CREDIT.fullmatch(text, end, place) is not None


def has_subject(heard: Heard, place: int) -> bool:
    """Whether the clause of a date speaks of a work before it: what opens that day, whatever follows a week later."""
    first, _ = clause(heard.outline.text, place, place + 1)
    begin, end = heard.outline.offset(first), heard.outline.offset(place)
    if any(topic.link is Link.REFERRED and begin <= topic.start < end for topic in heard.focus.topics):
        return True
    before = (item for at, item in heard.outline.marks.items() if first <= at < place)
    return any(item.mark in {TITLE, ORIGINAL} or (item.mark == WORK and _is_topic(item.values[0])) for item in before)


def is_ours(about: Topic | OtherName | None) -> TypeGuard[Topic]:
    """Whether it is a tracked title, or the work that it follows."""
    return isinstance(about, Topic) and about.subject is not Subject.OTHER


def _is_topic(work: object) -> TypeGuard[OtherName]:
    return isinstance(work, OtherName) and not work.is_credit


def _spoken_of(focus: Focus, offset: int) -> Topic | OtherName | None:
    about = focus.at(offset)
    if about is None and not focus.others:  # "behind the camera for the sequel" compares nothing
        about = next((topic for topic in focus.topics if topic.link is Link.REFERRED), None)
    return about


def works_meant(about: Topic | OtherName | None, focus: Focus) -> Iterator[Topic | OtherName | None]:
    """Yield a work, and those that the same words mean: "both films"."""
    yield about
    if isinstance(about, Topic) and about.end > about.start:
        place = (about.start, about.end, about.subject)
        yield from (
            one
            for one in focus.topics
            if (one.start, one.end, one.subject) == place and one.title_id != about.title_id and one.link is about.link
        )
