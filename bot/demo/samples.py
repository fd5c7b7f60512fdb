"""One message of each kind, out of the story that ships: what contributors look at, and the pictures of the docs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import as_file
from itertools import groupby

from bot import __version__
from bot.chat.cards import panel_of
from bot.chat.charts import FILE_NAME, Chart, chart_of
from bot.chat.panels import Panel
from bot.chat.views import (
    Figures,
    News,
    about_pages,
    calendar_pages,
    channel_forbidden,
    help_pages,
    latest_pages,
    sources_pages,
    status_pages,
    timeline_pages,
    why_pages,
)
from bot.demo import story
from bot.demo.moderating import moderating
from bot.demo.sourcing import checked, feeds_at, feeds_notice
from bot.library import Library
from bot.model.alerts import Aftermath, Alert, AlertKind, Subscription
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.model.times import Pace, Schedule
from bot.model.titles import Facts, KnownValue, TitleType, TrackedTitle
from bot.novelty import Ledger, Outlets
from bot.pipeline import Batch, Pipeline
from bot.seeds import load_seeds
from bot.store import Store, TimelineItem
from bot.wording import Card, Speech, TitleFacts, card_for, facts_of

SECOND = "Swim Club 2"
"""Another sequel, as invented as all of the story: a digest tells of several."""
ROLE = "1"
NOW = max(entry.published for entry in story.entries()) + timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Sample:
    """A message: its panels, the roles that it mentions, and its chart, which is still to be drawn."""

    panels: Sequence[Panel]
    roles: Sequence[str] = ()
    chart: Chart | None = None


def samples(speech: Speech) -> dict[str, Sample]:
    """Give a message of each kind, by its name."""
    with as_file(story.folder() / "seeds") as seeds:
        titles = load_seeds(seeds)
    store = Store.open("sqlite://")
    pipeline = Pipeline(store, titles, Outlets(channel.outlet for channel in story.channels()))
    for entry in story.entries():
        pipeline.ingest(Batch([entry]), entry.published)
    with store.snapshot() as snapshot:
        told, library = snapshot.timeline(story.TITLE_ID), Library(titles, snapshot, speech)
        name = library.name(story.TITLE_ID)
        moderators = moderating(library, told[-1].development, speech)
        return {
            **_cards(told, _Studio(name, speech)),
            **_answers(library, told, speech),
            **{kind: Sample([panel]) for kind, panel in moderators.items()},
        }


@dataclass(frozen=True)
class _Studio:
    """Decides: how developments become a card."""

    title: str
    speech: Speech

    def card(self, kind: AlertKind, developments: Sequence[Development], aftermath: Aftermath | None = None) -> Sample:
        to = Subscription("sample", "discord", locale=self.speech.language, schedule=Schedule(Pace.WEEKLY))
        about = "" if kind is AlertKind.DIGEST else story.TITLE_ID
        alert = Alert("sample", kind, to, about, tuple(developments))
        card: Card = card_for(alert, self._name, lambda _: (), aftermath or Aftermath())
        return Sample([panel_of(card)])

    def _name(self, title_id: str) -> str:
        return self.title if title_id == story.TITLE_ID else SECOND


def _cards(told: Sequence[TimelineItem], studio: _Studio) -> dict[str, Sample]:
    known = [item.development for item in told]
    moved = _last(known, lambda one: one.property is Property.RELEASE_DATE and one.moves > 1)
    denied = _last(known, lambda one: one.change is Change.DENIED)
    rumour = _last(known, lambda one: one.certainty is Certainty.RUMORED and one.value == denied.value)
    talks = _last(known, lambda one: one.certainty is Certainty.IN_TALKS)
    also = {item.development.id: tuple(report.outlet for report in item.also_reported_by) for item in told}
    first = known[:6]
    elsewhere = [replace(one, title_id="swim-club-2", id=f"{one.id}-2") for one in known[8:11]]
    mentioned = studio.card(AlertKind.NEWS, [moved], Aftermath(also[moved.id]))
    return {
        "news": Sample(mentioned.panels, [ROLE]),
        "several": studio.card(AlertKind.NEWS, _most_together(known)),
        "in-talks": studio.card(AlertKind.NEWS, [talks], Aftermath(also[talks.id])),
        "rumour": studio.card(AlertKind.NEWS, [rumour]),
        "corrected": studio.card(AlertKind.NEWS, [rumour], Aftermath(corrections=(denied,))),
        "denied": studio.card(AlertKind.NEWS, [denied]),
        "catch-up": studio.card(AlertKind.CATCH_UP, first),
        "digest": studio.card(AlertKind.DIGEST, [*known[-5:], *elsewhere]),
        "feeds": Sample([feeds_notice(NOW, studio.speech)]),
        "notice": Sample([channel_forbidden("<#1>", "news", ["Send Messages", "Embed Links"], studio.speech)]),
    }


def _answers(library: Library, told: Sequence[TimelineItem], speech: Speech) -> dict[str, Sample]:
    title_id = story.TITLE_ID
    timeline = library.timeline(title_id)
    releases = library.ledger(title_id).history(Property.RELEASE_DATE)
    latest = [News(one.title, one.happening) for one in library.latest(NOW - timedelta(days=60))]
    article = _last([item.development for item in told], lambda one: one.property is Property.CAST).url
    counts = library.counts()
    figures = Figures(
        version=__version__,
        titles=len(library.ids),
        feeds=len(story.channels()),
        entries=counts.entries,
        developments=counts.developments,
        held_back=sum(counts.held_back.values()),
        since=NOW - timedelta(days=12),
    )
    return {
        "status": Sample(status_pages(library.facts(title_id), speech)[:1]),
        "timeline": Sample(
            timeline_pages(timeline, speech, FILE_NAME)[:1], chart=chart_of(timeline, releases, NOW.date(), speech)
        ),
        "latest": Sample(latest_pages(latest, 60, speech)[:1]),
        "calendar": Sample(calendar_pages([*library.all_facts(), *_others(speech)], NOW.date(), speech)[:1]),
        "why": Sample(why_pages(library.fates(article), speech)[:1]),
        "sources": Sample(sources_pages(feeds_at(NOW), speech)[:1]),
        "check": Sample([checked(speech)]),
        "help": Sample(help_pages(speech, moderator=True)),
        "about": Sample(about_pages(figures, speech)),
    }


def _others(speech: Speech) -> list[TitleFacts]:
    """Give other sequels for the calendar, as invented as the story."""
    dates = {
        SECOND: KnownValue("2026-10-02"),
        "Fog Lane Returns": KnownValue("2026-11"),
        "Lantern Street 3": KnownValue("2027-22", Certainty.REPORTED),
        "The Last Ferry 2": KnownValue("2028", Certainty.RUMORED),
        "Marquee Nights II": None,
    }
    known: dict[str, Facts] = {name: {Property.RELEASE_DATE: (date,)} if date else {} for name, date in dates.items()}
    titles = [TrackedTitle(name, name, TitleType.FILM, NOW.date(), known=facts) for name, facts in known.items()]
    return [facts_of(Ledger.of(title), title.title, speech) for title in titles]


def _last(known: Sequence[Development], fits: Callable[[Development], bool]) -> Development:
    return next(one for one in reversed(known) if fits(one))


def _most_together(known: Sequence[Development]) -> list[Development]:
    """Give what the richest article brought."""
    by_entry = groupby(sorted(known, key=lambda one: one.entry_id), key=lambda one: one.entry_id)
    return max((list(group) for _, group in by_entry), key=len)
