"""Answers about one state of the database, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.extraction import EntryReader
from bot.library.choosing import choose_title, suggest
from bot.model.alerts import Aftermath, Subscription
from bot.model.developments import Development
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger
from bot.store import Counts, FeedHealth, Snapshot, TimelineItem
from bot.wording import (
    EntryFate,
    Happening,
    Timeline,
    TitleFacts,
    Trouble,
    facts_of,
    fate_of,
    timeline_of,
    troubles_of,
)
from bot.wording.speech import ENGLISH, Speech


@dataclass(frozen=True, slots=True)
class News:
    """One step of the history of a title, told beside those of others. `title` is what it is called today."""

    title_id: str
    title: str
    happening: Happening


class Library:
    """Does: answers questions about one state of the database. `titles` are those of the seeds."""

    def __init__(self, titles: Iterable[TrackedTitle], snapshot: Snapshot, speech: Speech = ENGLISH) -> None:
        added = {one.title.id: one.title for one in snapshot.tracked()}
        self._titles = added | {title.id: title for title in titles}
        self._learned = snapshot.learned_names()
        self._snapshot = snapshot
        self._speech = speech

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all tracked titles."""
        return tuple(self._titles)

    def choose(self, wanted: str) -> str:
        """Find the id of the title that somebody means; UnknownTitleError lists the candidates."""
        return choose_title(wanted, self._all_names(), self._speech)

    def suggest(self, typed: str, most: int) -> list[tuple[str, str]]:
        """List the ids and names of the titles that somebody may be about to type, likeliest first."""
        return [(id_, self.name(id_)) for id_ in suggest(typed, self._all_names(), most)]

    def name(self, title_id: str) -> str:
        """Say what a title is called today; its id where it is not tracked any more."""
        title = self._titles.get(title_id)
        return (self._learned.get(title_id) or (title.title if title else title_id,))[-1]

    def facts(self, title_id: str) -> TitleFacts:
        """Tell what is known of a title."""
        ledger = Ledger.of(self._titles[title_id], self._snapshot.developments_of(title_id))
        return facts_of(ledger, self.name(title_id), self._speech)

    def all_facts(self) -> list[TitleFacts]:
        """Tell it of every tracked title, by name."""
        return sorted(map(self.facts, self._titles), key=lambda title: title.name.casefold())

    def ledger(self, title_id: str) -> Ledger:
        """Give a title's ledger as the next entry would meet it."""
        told = self._snapshot
        return Ledger.of(self._titles[title_id], told.developments_of(title_id), told.pending_of(title_id))

    def reader(self) -> EntryReader:
        """Give a reader of all tracked titles, by the names learned later, too."""
        return EntryReader(self._titles.values()).with_names(self._learned)

    def names(self, title_id: str) -> tuple[str, ...]:
        """List what a title goes by."""
        return (*self._titles[title_id].names, *self._learned.get(title_id, ()))

    def title(self, title_id: str) -> TrackedTitle | None:
        """Give a tracked title as it was set up; None where it is not tracked."""
        return self._titles.get(title_id)

    def timeline(self, title_id: str) -> Timeline:
        """Tell a title's history."""
        told = self._snapshot.timeline(title_id)
        also = {one.development.id: [report.outlet for report in one.also_reported_by] for one in told}
        developments = [one.development for one in told]
        return timeline_of(self._titles[title_id], self.name(title_id), developments, also, self._speech)

    def items(self) -> list[TimelineItem]:
        """Give every development of the tracked titles as it was decided, title by title."""
        return [item for title_id in self._titles for item in self._snapshot.timeline(title_id)]

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Give the subscriptions that were set up, the oldest first."""
        return self._snapshot.subscriptions()

    def latest(self, since: datetime, title_id: str | None = None) -> list[News]:
        """Tell what has been new since a moment, of one title or of all, newest first."""
        timelines = [self.timeline(id_) for id_ in (self._titles if title_id is None else [title_id])]
        news = [News(one.id, one.name, step) for one in timelines for step in one.happenings if step.when >= since]
        return sorted(news, key=lambda one: one.happening.when, reverse=True)

    def troubles(self, now: datetime) -> tuple[Trouble, ...]:
        """Tell what the bot's owner should look at."""
        feeds = [feed.state for feed in self._snapshot.feed_health() if feed.enabled]
        return troubles_of(feeds, self._snapshot.troubled_deliveries(), self.name, now)

    def sources(self) -> list[FeedHealth]:
        """Tell where polling stands for every feed that is configured."""
        return [feed for feed in self._snapshot.feed_health() if feed.enabled]

    def counts(self) -> Counts:
        """Count what there is."""
        return self._snapshot.counts()

    def brought_by(self, address: str) -> list[tuple[tuple[Development, ...], Aftermath]]:
        """Give the developments that an entry brought, by title, with what has become of them since.

        UnknownEntryError where none has been read.
        """
        brought: dict[str, list[Development]] = {}
        for one in self._snapshot.explain(address):
            for judged in one.judgements:
                if isinstance(judged.decision, Development):
                    brought.setdefault(judged.decision.title_id, []).append(judged.decision)
        return [(tuple(news), self._since(title_id, news)) for title_id, news in brought.items()]

    def _since(self, title_id: str, news: Sequence[Development]) -> Aftermath:
        told, ids = self._snapshot.timeline(title_id), {one.id for one in news}
        ours = [place for place, item in enumerate(told) if item.development.id in ids]
        also = (report.outlet for place in ours for report in told[place].also_reported_by)
        later = told[max(ours) + 1 :] if ours else ()
        return Aftermath(tuple(dict.fromkeys(also)), tuple(item.development for item in later))

    def fates(self, address: str) -> list[EntryFate]:
        """Tell what became of an entry, each of its versions; UnknownEntryError where none has been read."""
        name, speech = self.name, self._speech
        return [
            fate_of(one.version, tuple(dict.fromkeys(m.title_id for m in one.mentions)), one.judgements, name, speech)
            for one in self._snapshot.explain(address)
        ]

    def _all_names(self) -> dict[str, tuple[str, ...]]:
        return {id_: (self.name(id_), *title.names) for id_, title in self._titles.items()}
