"""A development as one line that a person would write.

Everything that decides how a line reads lives in this file and in the catalogue: there, how each property speaks; here,
which of its phrases a change and a certainty call for, and what goes into the brackets behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.wording.clean import one_line
from bot.wording.dates import as_date, refines, when_words
from bot.wording.speech import ENGLISH, Speech
from bot.wording.words import member_words, part_key, property_name, property_noun, value_words


@dataclass(frozen=True, slots=True)
class Said:
    """A development in words. `certainty` is what a reader of the bare `text` could not know of how sure it is.

    `history` tells how it changes the picture, beyond what stood before: how often it has moved, how sure it was.
    `is_first`: nothing was known of the property before.
    """

    text: str
    certainty: str
    before: str
    history: tuple[str, ...]
    is_first: bool = False

    def told(self, speech: Speech) -> str:
        """Give the line, with what stood before, for where how sure it is stands beside it."""
        return _with_notes(self.text, (self.before,), speech)

    def whole(self, speech: Speech) -> str:
        """Give the line with all its notes, for where it stands alone."""
        return _with_notes(self.text, (self.certainty, self.before, *self.history), speech)


def sentence(development: Development, *, returning: bool = False, speech: Speech = ENGLISH) -> str:
    """Say the development in one line, with all notes. `returning`: a cast member was in the earlier work, too."""
    return said(development, returning=returning, speech=speech).whole(speech)


def said(development: Development, *, returning: bool = False, speech: Speech = ENGLISH) -> Said:
    """Put a development into words, its notes apart."""
    use = _use(development, speech)
    phrase = speech.phrase(development.property, use) or "{value}"
    text = phrase.format_map(_words(development, speech, returning=returning))
    if development.change is Change.DENIED:
        text = speech.say("line.denied", about=text)
    elif development.certainty is Certainty.RUMORED:
        text = speech.say("line.rumour", about=text)
    tells_previous = "{previous}" in phrase
    return Said(
        text=text[:1].upper() + text[1:],
        certainty=_certainty_note(development, speech, tells_talks=use == "talks"),
        before="" if tells_previous else _before(development, speech),
        history=_history(development, speech, has_moved=tells_previous),
        is_first=_is_first_report(development),
    )


def _use(development: Development, speech: Speech) -> str:
    """Choose which phrase of its property tells a development."""
    change, is_rumour = development.change, development.certainty is Certainty.RUMORED
    if change is Change.REMOVED:
        return "dropping" if is_rumour else "dropped"
    if change is Change.DENIED or is_rumour:
        return "about"
    return "refined" if _is_refined(development) else _use_of_statement(development, speech)


def _use_of_statement(development: Development, speech: Speech) -> str:
    change, certainty = development.change, development.certainty
    if certainty is Certainty.IN_TALKS and speech.phrase(development.property, "talks"):
        return "talks"
    if change is Change.CHANGED and development.previous is not None:
        return "changed"
    if certainty is not Certainty.CONFIRMED:
        return "likely"
    return "confirmed" if change is Change.CONFIRMED else "stated"


def _certainty_note(development: Development, speech: Speech, *, tells_talks: bool) -> str:
    if development.certainty is Certainty.REPORTED:
        return speech.say("line.reported")
    if development.certainty is Certainty.IN_TALKS and not tells_talks:
        return speech.say("line.in_talks")
    is_hearsay = development.certainty is Certainty.RUMORED and development.change is Change.DENIED
    return speech.say("line.hearsay") if is_hearsay else ""


def _before(development: Development, speech: Speech) -> str:
    old = development.previous
    if old is None or old == development.value or development.change in {Change.DENIED, Change.REMOVED}:
        return ""
    relation = "instead" if development.certainty is Certainty.RUMORED else "was"
    return speech.say(f"line.{relation}", value=value_words(development.property, old, speech))


def _history(development: Development, speech: Speech, *, has_moved: bool) -> tuple[str, ...]:
    if development.change in {Change.DENIED, Change.REMOVED}:
        return ()
    notes = []
    if has_moved and development.moves > 1:
        notes.append(speech.say("line.moved", ordinal=speech.ordinal(development.moves)))
    if development.was is not None:
        notes.append(speech.say(f"line.before.{development.was}"))
    return tuple(notes)


def _is_first_report(development: Development) -> bool:
    """Whether nothing was known of the property before, and this is not official."""
    single = not development.property.holds_many
    new = development.change is Change.ADDED and development.previous is None and development.was is None
    return single and new and not development.moves and development.certainty is Certainty.REPORTED


def _with_notes(text: str, notes: tuple[str, ...], speech: Speech) -> str:
    told = "; ".join(note for note in notes if note)
    return speech.say("line.notes", text=text, notes=told) if told else text


def _words(development: Development, speech: Speech, *, returning: bool) -> dict[str, str]:
    prop, value = development.property, development.value
    who, role = one_line(value), one_line(development.role or "")
    past = _is_past(value, development.published)
    is_cast = prop is Property.CAST
    return {
        "name": property_name(prop, speech),
        "noun": property_noun(prop, speech),
        "value": member_words(who, role, speech, returning=returning) if is_cast else value_words(prop, value, speech),
        "previous": value_words(prop, development.previous or "", speech),
        "when": when_words(value, speech),
        "who": who,
        "part": speech.say(f"line.part.{part_key(role)}", role=role),
        "to_play": speech.say(f"line.to_play.{part_key(role, returning=returning)}", role=role),
        "state": speech.either(f"line.state.{value}", speech.say("line.state.other", value=who), value=who),
        "starts": speech.say("line.started" if past else "line.starts"),
        "ends": speech.say("line.ended" if past else "line.ends"),
    }


def _is_refined(development: Development) -> bool:
    return (
        development.property.kind is ValueKind.DATE
        and development.previous is not None
        and refines(development.value, development.previous)
    )


def _is_past(value: str, published: datetime) -> bool:
    known = as_date(value)
    return known is not None and known.last_day <= published.date()
