"""What `status`, `timeline` and `explain` read: the tracked titles and what the database knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

import typer

from bot.cli.choosing import choose_title
from bot.cli.options import settings_of
from bot.extraction import EntryReader
from bot.model.errors import NoDatabaseError
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger
from bot.seeds import load_seeds
from bot.store import Snapshot, Store
from bot.wording import EntryFate, Timeline, TitleFacts, Trouble, facts_of, fate_of, timeline_of, troubles_of


class Library:
    """Does: answers questions about one state of the database, in words for people."""

    def __init__(self, titles: tuple[TrackedTitle, ...], snapshot: Snapshot) -> None:
        self._titles = {title.id: title for title in titles}
        self._learned = snapshot.learned_names()
        self._snapshot = snapshot

    @classmethod
    @contextmanager
    def opened(cls, ctx: typer.Context, database: str | None, seeds: Path | None) -> Iterator[Self]:
        """Open what the settings name, or what was given instead of it; no database is made."""
        settings = settings_of(ctx)
        titles = load_seeds(seeds or settings.paths.seeds)
        store = Store.open(database, create=False) if database else _own_store(settings.database.url)
        try:
            with store.snapshot() as snapshot:
                yield cls(titles, snapshot)
        finally:
            store.close()

    def choose(self, wanted: str) -> str:
        """Find the id of the title that somebody means; UnknownTitleError lists the candidates."""
        names = {id_: (self.name(id_), *title.names) for id_, title in self._titles.items()}
        return choose_title(wanted, names)

    def name(self, title_id: str) -> str:
        """Say what a title is called today; its id where no seed tracks it any more."""
        title = self._titles.get(title_id)
        return (self._learned.get(title_id) or (title.title if title else title_id,))[-1]

    def facts(self, title_id: str) -> TitleFacts:
        """Tell what is known of a title."""
        ledger = Ledger.of(self._titles[title_id], self._snapshot.developments_of(title_id))
        return facts_of(ledger, self.name(title_id))

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

    def timeline(self, title_id: str) -> Timeline:
        """Tell a title's history."""
        told = self._snapshot.timeline(title_id)
        also = {one.development.id: [report.outlet for report in one.also_reported_by] for one in told}
        developments = [one.development for one in told]
        return timeline_of(self._titles[title_id], self.name(title_id), developments, also)

    def troubles(self, now: datetime) -> tuple[Trouble, ...]:
        """Tell what the bot's owner should look at."""
        feeds = [feed.state for feed in self._snapshot.feed_health() if feed.enabled]
        return troubles_of(feeds, self._snapshot.troubled_deliveries(), self.name, now)

    def fates(self, address: str) -> list[EntryFate]:
        """Tell what became of an entry, each of its versions; UnknownEntryError where none has been read."""
        return [
            fate_of(one.version, tuple(dict.fromkeys(m.title_id for m in one.mentions)), one.judgements, self.name)
            for one in self._snapshot.explain(address)
        ]


def _own_store(url: str) -> Store:
    """Open the bot's own database; before its first run only the baselines are known."""
    try:
        return Store.open(url, create=False)
    except NoDatabaseError:
        return Store.open("sqlite://")
