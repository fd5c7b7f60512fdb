"""Whether words speak of the earlier work: they say so, or tell the past of somebody who made that. Decides; pure."""

from __future__ import annotations

from bot.extraction.focus import Topic
from bot.extraction.grounds import Ground
from bot.extraction.lexicon import load
from bot.extraction.merging import DROPS
from bot.extraction.outline import Outline, any_of
from bot.extraction.sayings import PERSONS, Said
from bot.extraction.scope import clause, of_original
from bot.extraction.text import fold
from bot.model.claims import Subject
from bot.model.properties import Property
from bot.model.titles import Knowledge

_WORDS = load("claims")
_PAST, _FORWARD = (any_of(_WORDS[kind]) for kind in ("past", "forward"))
_EARLIER = Ground(remark="it is said of the earlier work")
_MAKER = Ground(remark="nothing looks ahead, and it is somebody who made the earlier work")


def of_earlier(said: Said, topic: Topic, outline: Outline, knowledge: Knowledge) -> Ground | None:
    """Find what makes words speak of the earlier work; `knowledge` is what is known of the title."""
    if _is_of_sequel(said, knowledge):
        return None
    if topic.subject is Subject.ORIGINAL:
        return _EARLIER
    named = of_original(outline, said.start, said.end)
    if named is not None:
        return named
    if said.property not in PERSONS or said.change in DROPS or _FORWARD.search(_near(outline, said)):
        return None
    if said.property is Property.CAST and not _PAST.search(said.words):
        return None
    ours, theirs = _whose(said.value, said.property, knowledge)
    return _MAKER if theirs and not ours else None


def _is_of_sequel(said: Said, knowledge: Knowledge) -> bool:
    """Whether somebody goes who only the sequel has, whatever the text calls it: nobody leaves a film that is out."""
    gone = said.value if said.change in DROPS else said.previous
    if said.property not in PERSONS or gone is None:
        return False
    return _whose(gone, said.property, knowledge) == (True, False)


def _whose(name: str, prop: Property, knowledge: Knowledge) -> tuple[bool, bool]:
    """Whether somebody is known to do this for the sequel, and for the earlier work."""
    folded = fold(name)
    ours, theirs = (
        any(fold(person.name) == folded and prop in person.properties for person in people)
        for people in (knowledge.people, knowledge.original_people)
    )
    return ours, theirs


def _near(outline: Outline, said: Said) -> str:
    """Return the clause that the words stand in."""
    first, last = clause(outline.text, said.start, said.end)
    return outline.text[first:last]
