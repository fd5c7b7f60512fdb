"""What has become of a development since it was told: denied, dropped, changed, confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model.developments import Development
from bot.model.properties import Change
from bot.wording.clean import one_line
from bot.wording.dates import refines
from bot.wording.speech import Speech
from bot.wording.words import value_words

_OVERTURNS = frozenset({Change.DENIED, Change.REMOVED, Change.CHANGED})


@dataclass(frozen=True, slots=True)
class Mark:
    """A later development that bears on an earlier one, in words. `overturns`: what the earlier one says is gone."""

    text: str
    overturns: bool


def marks_of(told: Development, corrections: Iterable[Development], speech: Speech) -> tuple[Mark, ...]:
    """Say what later developments have made of this one, oldest first, and last that it was taken back.

    What is less sure than it leaves no mark.
    """
    marks = [Mark(_words(one, speech), one.change in _OVERTURNS) for one in corrections if _bears_on(told, one)]
    if told.retracted_at is not None:
        marks.append(Mark(speech.say("card.since.retracted", who=one_line(told.retracted_by or "")), overturns=True))
    return tuple(dict.fromkeys(marks))


def _bears_on(told: Development, later: Development) -> bool:
    if later.id == told.id or (later.title_id, later.property) != (told.title_id, told.property):
        return False
    if later.change is Change.ADDED:
        return False  # what is added stands beside it
    if later.change is not Change.DENIED and later.certainty.rank < told.certainty.rank:
        return False
    if later.change is Change.CHANGED and not told.property.holds_many:
        return True
    return _same(later.value, told.value) or _same(later.previous or "", told.value)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or refines(one, other) or refines(other, one)


def _words(later: Development, speech: Speech) -> str:
    return speech.say(
        f"card.since.{later.change}",
        who=speech.say("line.moderators") if later.is_by_hand() else one_line(later.outlet),
        value=value_words(later.property, later.value, speech),
    )
