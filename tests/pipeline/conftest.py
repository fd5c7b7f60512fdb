"""A pipeline over a real database, with the news of an invented town."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.model.alerts import AlertKind, DeliveryState, Subscription
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Ledger, Outlets
from bot.pipeline import Batch, Ingested, Pipeline
from bot.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LANTERN = TrackedTitle(
    "lantern-street-2", "Lantern Street 2", TitleType.FILM, date(2026, 1, 1), Work("Lantern Street", 1997)
)
FERRY = TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, date(2026, 1, 1), Work("Night Ferry", 2003))
LOBBY = Subscription("lobby", "discord", "20")

STORIES = {
    "lantern dated": (
        "‘Lantern Street 2’ gets a date",
        "‘Lantern Street 2’ will open on November 20, 2026, the studio said.",
    ),
    "lantern moved": (
        "‘Lantern Street 2’ gets a date",
        "‘Lantern Street 2’ will now open on May 14, 2027, the studio said.",
    ),
    "lantern again": ("Mark the calendar", "‘Lantern Street 2’ will open on May 14, 2027, the studio announced."),
    "lantern director": (
        "Nora Finch to direct ‘Lantern Street 2’",
        "The studio confirmed that Nora Finch will direct it.",
    ),
    "ferry director": ("Robin Shaw to direct ‘Night Ferry 2’", "The studio confirmed that Robin Shaw will direct it."),
    "ferry named": ("‘Night Ferry 2’ is officially titled ‘Night Ferry: Landfall’", "The studio announced the title."),
    "landfall dated": (
        "‘Night Ferry: Landfall’ gets a date",
        "‘Night Ferry: Landfall’ will open on July 2, 2027, the studio said.",
    ),
}


class Office:
    """A pipeline and what it has told."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.pipeline = Pipeline(store, [LANTERN], Outlets(), [LOBBY], timedelta(minutes=2))
        self.now = NOW

    def hears(self, *names: str, outlet: str = "The Curtain Ledger") -> Ingested:
        """Take stories in, one after the other, an hour apart."""
        entries = [self.entry(name, outlet) for name in names]
        return self.pipeline.ingest(Batch(entries), self.now)

    def entry(self, name: str, outlet: str = "The Curtain Ledger") -> Entry:
        self.now += timedelta(hours=1)
        title, summary = STORIES[name]
        id_ = f"{outlet}: {name}"
        return Entry(id_, "ledger", outlet, self.now, title, summary, f"https://ledger.example/{id_}", guid=id_)

    def waiting(self) -> list[tuple[AlertKind, list[str]]]:
        """What is on its way: kind and values."""
        with self.store.snapshot() as snapshot:
            rows = snapshot.deliveries_in("discord", DeliveryState.PENDING)
        return [(one.alert.kind, [news.value for news in one.alert.developments]) for one in rows]

    def knows(self, prop: Property, title: TrackedTitle = LANTERN) -> list[str]:
        with self.store.snapshot() as snapshot:
            ledger = Ledger.of(title, snapshot.developments_of(title.id), snapshot.pending_of(title.id))
        return [one.value for one in ledger.current(prop)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = Store.open(f"sqlite:///{tmp_path / 'news.db'}")
    yield Office(store)
    store.close()
