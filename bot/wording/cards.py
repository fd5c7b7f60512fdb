"""An alert as a card: what it is about, a line for each development, and who says so."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.alerts import Alert, AlertKind
from bot.model.developments import Development
from bot.model.properties import Property
from bot.model.titles import TrackedTitle
from bot.wording.clean import host_of, one_line, web_address
from bot.wording.headlines import headline_of, weight
from bot.wording.sentences import sentence
from bot.wording.words import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, where and when. `url` and `host` are "" where the entry has no web address."""

    outlet: str
    url: str
    host: str
    published: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One development: what it says, how sure, the words that say so, and whose they are."""

    text: str
    standing: Standing
    property: Property
    evidence: str
    source: Source


@dataclass(frozen=True, slots=True)
class Card:
    """One alert, ready to be drawn. All text is clean: one line, no controls.

    `standing` is that of the weightiest line, `source` that of the newest one.
    """

    title: str
    headline: str
    lines: tuple[Line, ...]
    source: Source
    standing: Standing
    kind: AlertKind


def card_of(alert: Alert, title_name: str, returning: Container[str] = ()) -> Card:
    """Put an alert into words. `returning` holds the casefolded names of the earlier work's cast.

    News puts the weightiest line first; a catch-up keeps the order in which things happened.
    """
    developments = _in_order(alert)
    lines = tuple(_line(development, returning) for development in developments)
    weightiest = min(developments, key=weight)
    return Card(
        title=one_line(title_name),
        headline=lines[0].text if len(lines) == 1 else headline_of(developments),
        lines=lines,
        source=max((line.source for line in lines), key=lambda source: source.published),
        standing=standing_of(weightiest),
        kind=alert.kind,
    )


def source_of(development: Development) -> Source:
    """Tell who says a development, where and when, made clean."""
    return Source(
        outlet=one_line(development.outlet),
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


def _line(development: Development, returning: Container[str]) -> Line:
    return Line(
        text=sentence(development, returning=development.value.casefold() in returning),
        standing=standing_of(development),
        property=development.property,
        evidence=one_line(development.evidence),
        source=source_of(development),
    )
