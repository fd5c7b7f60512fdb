"""A folder with two seeds and a feed, a database, and what follows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.following import Following, Sources
from bot.model.alerts import DeliveryState, Subscription
from bot.model.entries import Entry
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.pipeline import Batch, Ingested
from bot.store import Store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = Subscription("discord:20", "discord", "20")
FERRY = TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, date(2026, 1, 1), Work("Night Ferry", 2003))
LANTERN = """
title = "Lantern Street 2"
type = "film"
follows = { title = "Lantern Street", year = 1997 }
known_as_of = 2026-01-01
"""
FEED = '[[feed]]\nid = "ledger"\nurl = "https://ledger.example/feed"\noutlet = "The Curtain Ledger"\n'


class Place:
    """Where everything is. `begin` starts anew over the same files and database, as a process does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "seeds").mkdir()
        self.seed("lantern-street-2", LANTERN)
        (folder / "feeds.toml").write_text(FEED, encoding="utf-8")
        self.store = Store.open(f"sqlite:///{folder / 'bot.db'}")
        self.heard = 0

    def seed(self, id_: str, text: str) -> None:
        (self.folder / "seeds" / f"{id_}.toml").write_text(text, encoding="utf-8")

    def begin(self, fixed: Sequence[Subscription] = (SETTINGS,)) -> Following:
        sources = Sources(self.folder / "seeds", self.folder / "feeds.toml", timedelta(minutes=5))
        following = Following(self.store, sources, fixed, timedelta(minutes=2), _raise)
        following.catch_up(NOW)
        return following

    def hear(self, following: Following, title: str, text: str = "") -> Ingested:
        """Let one entry come in."""
        self.heard += 1
        id_ = f"e-{self.heard}"
        entry = Entry(id_, "ledger", "The Curtain Ledger", NOW, title, text, f"https://ledger.example/{id_}", guid=id_)
        return following.pipeline.ingest(Batch([entry]), NOW)

    def waiting(self, target: str = "20") -> list[tuple[str, list[str]]]:
        """What is on its way to a channel: kinds and values."""
        with self.store.snapshot() as snapshot:
            rows = snapshot.deliveries_in("discord", DeliveryState.PENDING)
        alerts = [row.alert for row in rows if row.alert.subscription.target == target]
        return [(alert.kind.value, [one.value for one in alert.developments]) for alert in alerts]


def _raise(_entry: Entry, bug: Exception) -> None:
    raise bug


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.store.close()
