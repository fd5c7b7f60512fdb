"""An alert as a card: what it is about, a line for each development, who says so, and what has become of it since."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.alerts import Aftermath, Alert, AlertKind, Pace
from bot.model.developments import Development
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.novelty.corrections import said_by
from bot.wording.aftermath import Mark, marks_of
from bot.wording.clean import host_of, one_line, web_address
from bot.wording.headlines import headline_of, weight
from bot.wording.sentences import said
from bot.wording.speech import ENGLISH, Speech, speech_for
from bot.wording.words import Standing, standing_of

Named = Callable[[str], str]
"""What a title is called today, by its id."""
Returning = Callable[[str], Container[str]]
"""The casefolded names of the earlier work's cast, by a title's id."""
_NOTHING_SINCE = Aftermath()


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, where and when. `url` and `host` are "" where the entry has no web address."""

    outlet: str
    url: str
    host: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One development: what it says, how sure, the words that say so, and whose they are.

    `text` stands alone, with all notes; `said` leaves out what `standing` and `history` say beside it. `marks` tell
    what has become of it since. `title` is set in a digest only.
    """

    text: str
    standing: Standing
    property: Property
    evidence: str
    source: Source
    said: str = ""
    history: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One alert, ready to be drawn. All text is clean: one line, no controls.

    `standing` is that of the weightiest line, `source` that of the newest one. `also` are the outlets that have
    reported the same since. `speech` is the language that it speaks. A digest has no `title_id`.
    """

    title: str
    headline: str
    lines: tuple[Line, ...]
    source: Source
    standing: Standing
    kind: AlertKind
    also: tuple[str, ...] = ()
    alert_id: str = ""
    title_id: str = ""
    speech: Speech = field(default=ENGLISH, compare=False)


def card_for(alert: Alert, name_of: Named, returning_of: Returning, aftermath: Aftermath = _NOTHING_SINCE) -> Card:
    """Put any alert into words, in its subscription's language."""
    if alert.kind is AlertKind.DIGEST:
        return digest_of(alert, name_of, returning_of, aftermath=aftermath)
    return card_of(alert, name_of(alert.title_id), returning_of(alert.title_id), aftermath=aftermath)


def card_of(
    alert: Alert,
    title_name: str,
    returning: Container[str] = (),
    *,
    aftermath: Aftermath = _NOTHING_SINCE,
    speech: Speech | None = None,
) -> Card:
    """Put an alert about one title into words, in its subscription's language where no other is asked for.

    `returning` holds the casefolded names of the earlier work's cast. News puts the weightiest line first; a
    catch-up keeps the order in which things happened.
    """
    spoken = speech or speech_for(alert.subscription.locale)
    lines = [_line(one, returning, aftermath, spoken) for one in _in_order(alert)]
    headline = lines[0].text if len(lines) == 1 else headline_of(alert.developments, spoken)
    return _card(alert, one_line(title_name), headline, lines, aftermath=aftermath, speech=spoken)


def digest_of(
    alert: Alert,
    name_of: Named,
    returning_of: Returning = lambda _: (),
    *,
    aftermath: Aftermath = _NOTHING_SINCE,
    speech: Speech | None = None,
) -> Card:
    """Put a digest into words: the lines of each title together, the titles in the order of their names."""
    spoken = speech or speech_for(alert.subscription.locale)
    ranked = sorted(alert.developments, key=lambda one: (name_of(one.title_id).casefold(), one.title_id, weight(one)))
    lines = [
        _line(one, returning_of(one.title_id), aftermath, spoken, one_line(name_of(one.title_id))) for one in ranked
    ]
    pace = "daily" if alert.subscription.schedule.pace is not Pace.WEEKLY else "weekly"
    developments = spoken.count("digest.developments", len(lines))
    titles = len({one.title_id for one in ranked})
    headline = spoken.count("digest.titles", titles, developments=developments)
    return _card(alert, spoken.say(f"digest.{pace}"), headline, lines, aftermath=aftermath, speech=spoken)


def _card(
    alert: Alert, title: str, headline: str, lines: Sequence[Line], *, aftermath: Aftermath, speech: Speech
) -> Card:
    outlets = dict.fromkeys(map(one_line, aftermath.also))
    if alert.kind is AlertKind.NEWS:
        outlets.pop(lines[0].source.outlet, None)
    return Card(
        title=title,
        headline=headline,
        lines=tuple(lines),
        source=max((line.source for line in lines), key=lambda source: source.published),
        standing=standing_of(min(alert.developments, key=weight)),
        kind=alert.kind,
        also=tuple(outlet for outlet in outlets if outlet),
        alert_id=alert.id,
        title_id=alert.title_id,
        speech=speech,
    )


def source_of(development: Development, speech: Speech = ENGLISH) -> Source:
    """Tell who says a development, where and when, made clean."""
    return Source(
        outlet=speech.say("line.moderators") if development.is_by_hand() else one_line(development.outlet),
        url=web_address(development.url),
        host=host_of(development.url),
        published=development.published,
    )


def returning_cast(title: TrackedTitle) -> frozenset[str]:
    """Collect the casefolded names of the earlier work's cast: who of them joins the sequel "returns"."""
    return frozenset(known.value.casefold() for known in title.original.get(Property.CAST, ()))


def _in_order(alert: Alert) -> Sequence[Development]:
    if alert.kind is AlertKind.CATCH_UP:
        return sorted(alert.developments, key=lambda development: development.published)
    return sorted(alert.developments, key=weight)


def _line(
    development: Development, returning: Container[str], aftermath: Aftermath, speech: Speech, title: str = ""
) -> Line:
    words = said(development, returning=development.value.casefold() in returning, speech=speech)
    return Line(
        text=words.whole(speech),
        standing=standing_of(development),
        property=development.property,
        evidence=_evidence(development, speech),
        source=source_of(development, speech),
        said=words.told(speech),
        history=_notes(development, speech, is_first=words.is_first) + words.history,
        marks=marks_of(development, aftermath.corrections, speech),
        title=title,
    )


def _evidence(development: Development, speech: Speech) -> str:
    """Quote what says so; what was done by hand is told in the reader's language."""
    by_hand = said_by(development)
    if by_hand is None:
        return one_line(development.evidence)
    verb, name = by_hand
    return one_line(speech.say(f"line.done.{verb}", who=name))


def _notes(development: Development, speech: Speech, *, is_first: bool) -> tuple[str, ...]:
    if development.is_by_hand():
        return (speech.say("line.by_hand"),)
    return (speech.say("line.first"),) if is_first else ()
