"""A development as one line that a person would write.

Everything that decides how a line reads lives in this file: the table says how each property speaks, `sentence`
which of its phrases a change and a certainty call for, `_notes` what goes into the brackets behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.wording.clean import one_line
from bot.wording.dates import as_date, refines, when_words
from bot.wording.words import property_name, value_words


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How one property speaks, as templates over `value`, `previous`, `when` and `who`."""

    stated: str
    likely: str  # stated, where it is not official
    changed: str
    confirmed: str
    dropped: str
    about: str  # what a rumour or a denial is about
    dropping: str  # what a rumour of a removal is about
    talks: str | None = None


def _plain(name: str, about: str) -> _Phrases:
    return _Phrases(
        stated=f"{name}: {{value}}",
        likely=f"{name}: {{value}}",
        changed=f"{name} changed: {{value}}",
        confirmed=f"{name} confirmed: {{value}}",
        dropped=f"{name} dropped: {{value}}",
        about=about,
        dropping=f"{name.lower()} dropped, {{value}}",
    )


def _person(name: str, job: str) -> _Phrases:
    return replace(
        _plain(name, f"{{who}} as {job}"),
        dropped=f"Left the project: {{who}}, {job}",
        dropping=f"{{who}} leaves the project ({job})",
        talks=f"{name}: {{who}} is in talks",
    )


def _date(name: str, noun: str, about: str) -> _Phrases:
    return replace(
        _plain(name, f"{about} {{when}}"),
        changed=f"{noun} moved: {{previous}} → {{value}}",
        confirmed=f"{noun} confirmed: {{value}}",
        dropped=f"{noun} dropped: {{value}}",
        dropping=f"{noun.lower()} dropped, {{value}}",
    )


def _media(name: str) -> _Phrases:
    return replace(
        _plain(name, "release of the {value}"),
        stated="{value} released",
        likely="{value} released",
        confirmed="{value} released",
        dropped="{value} withdrawn",
        dropping="{value} withdrawn",
    )


_STATUS = replace(
    _plain("Status", "{state}"),
    changed="Status: {value}",
    dropped="Status no longer holds: {value}",
    dropping="status no longer holds, {value}",
)
_PHRASES = {
    Property.STATUS: _STATUS,
    Property.TITLE: replace(_plain("Title", "the title is to be {value}"), changed="New title: {value}"),
    Property.RELEASE_DATE: replace(
        _date("Release date", "Release date", "release"),
        stated="Release date set: {value}",
    ),
    Property.STUDIO: replace(
        _plain("Studio", "{value} as studio"),
        dropped="No longer the studio: {value}",
        dropping="{value} is no longer the studio",
        talks="Studio: {value} is in talks",
    ),
    Property.PLATFORM: replace(
        _plain("Platform", "{value} as platform"),
        dropped="No longer the platform: {value}",
        dropping="{value} is no longer the platform",
        talks="Platform: {value} is in talks",
    ),
    Property.DIRECTOR: _person("Director", "director"),
    Property.WRITER: _person("Writer", "writer"),
    Property.PRODUCER: _person("Producer", "producer"),
    Property.COMPOSER: _person("Composer", "composer"),
    Property.CAST: replace(
        _person("Cast", "cast"),
        dropped="Left the project: {who}, cast{part}",
        dropping="{who} leaves the cast{part}",
        about="{who} in the cast{part}",
        talks="Cast: {who} is in talks{to_play}",
    ),
    Property.FILMING_START: _date("Filming {starts}", "Filming start", "filming to start"),
    Property.FILMING_END: _date("Filming {ends}", "Filming end", "filming to end"),
    Property.FILMING_LOCATION: replace(
        _plain("Filming location", "filming in {value}"),
        dropped="No longer filming in: {value}",
        dropping="no longer filming in {value}",
    ),
    Property.TRAILER: _media("Trailer"),
    Property.FIRST_LOOK: _media("First look"),
    Property.RUNTIME: _plain("Running time", "a running time of {value}"),
    Property.RATING: _plain("Rating", "a rating of {value}"),
}
_STATES = {
    "rumored": "it is being considered",
    "announced": "it has been announced",
    "in development": "it is in development",
    "pre-production": "it is in pre-production",
    "filming": "it is filming",
    "post-production": "it is in post-production",
    "completed": "it is finished",
    "released": "it is out",
    "on hold": "it is on hold",
    "canceled": "it is cancelled",
}
_WAS = {
    Certainty.RUMORED: "was a rumour",
    Certainty.IN_TALKS: "was in talks",
    Certainty.REPORTED: "was reported",
    Certainty.CONFIRMED: "was confirmed",
}
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def sentence(development: Development, *, returning: bool = False) -> str:
    """Say the development in one line. `returning`: a cast member was in the earlier work, too."""
    template = _template(development, _PHRASES[development.property])
    text = template.format_map(_words(development, returning=returning))
    notes = _notes(development, template)
    said = text[:1].upper() + text[1:]
    return f"{said} ({'; '.join(notes)})" if notes else said


def _template(development: Development, phrases: _Phrases) -> str:
    change, certainty = development.change, development.certainty
    if change is Change.DENIED:
        return f"Denied: {phrases.about}"
    if certainty is Certainty.RUMORED:
        return f"Rumour: {phrases.dropping if change is Change.REMOVED else phrases.about}"
    if change is Change.REMOVED:
        return phrases.dropped
    if _is_refined(development):
        return f"{property_name(development.property)}, more precise: {{value}}"
    return _statement(development, phrases)


def _statement(development: Development, phrases: _Phrases) -> str:
    change, certainty = development.change, development.certainty
    if certainty is Certainty.IN_TALKS and phrases.talks is not None:
        return phrases.talks
    if change is Change.CHANGED and development.previous is not None:
        return phrases.changed
    if certainty is not Certainty.CONFIRMED:
        return phrases.likely
    return phrases.confirmed if change is Change.CONFIRMED else phrases.stated


def _notes(development: Development, template: str) -> list[str]:
    """Collect what stands in the brackets: how sure, what stood before, how often it moved."""
    notes = [_certainty_note(development, template)]
    if development.change in {Change.DENIED, Change.REMOVED}:
        return [note for note in notes if note]
    old = development.previous
    if old is not None and old != development.value and "{previous}" not in template:
        relation = "instead of" if development.certainty is Certainty.RUMORED else "was:"
        notes.append(f"{relation} {value_words(development.property, old)}")
    if "{previous}" in template and development.moves > 1:
        notes.append(f"moved for the {ordinal(development.moves)} time")
    if development.was is not None:
        notes.append(_WAS[development.was])
    return [note for note in notes if note]


def _certainty_note(development: Development, template: str) -> str:
    if development.certainty is Certainty.REPORTED:
        return "reported"
    if development.certainty is Certainty.IN_TALKS and "in talks" not in template:
        return "in talks"
    is_hearsay = development.certainty is Certainty.RUMORED and development.change is Change.DENIED
    return "says a rumour" if is_hearsay else ""


def _words(development: Development, *, returning: bool) -> dict[str, str]:
    prop, value = development.property, development.value
    who, role = one_line(value), one_line(development.role or "")
    past = _is_past(value, development.published)
    return {
        "value": _cast(who, role, returning=returning) if prop is Property.CAST else value_words(prop, value),
        "previous": value_words(prop, development.previous or ""),
        "when": when_words(value),
        "who": who,
        "part": f" as {role}" if role else "",
        "to_play": _to_play(role, returning=returning),
        "state": _STATES.get(value, f"the status is {one_line(value)}"),
        "starts": "started" if past else "starts",
        "ends": "ended" if past else "ends",
    }


def _to_play(role: str, *, returning: bool) -> str:
    if returning:
        return f" to return as {role}" if role else " to return"
    return f" to play {role}" if role else ""


def _cast(who: str, role: str, *, returning: bool) -> str:
    part = f"as {role}" if role else ""
    return " ".join(word for word in (who, "returns" if returning else "", part) if word)


def _is_refined(development: Development) -> bool:
    return (
        development.property.kind is ValueKind.DATE
        and development.previous is not None
        and refines(development.value, development.previous)
    )


def _is_past(value: str, published: datetime) -> bool:
    known = as_date(value)
    return known is not None and known.last_day <= published.date()


def ordinal(number: int) -> str:
    """Write a place in a row: "second"; from the eleventh on with figures."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
