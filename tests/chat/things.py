"""What the tests of the chat room talk about: two titles, a feed, some news."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.following import Following
from bot.model.entries import Entry
from bot.pipeline import Batch, Ingested

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SEEDS = {
    "lantern-street-2": """
title = "Lantern Street 2"
type = "film"
follows = { title = "Lantern Street", year = 1997 }
also_known_as = ["The Lamps Return"]
known_as_of = 2025-12-01
""",
    "saltmarsh-revival": """
title = "Saltmarsh: Revival"
type = "series"
known_as_of = 2025-12-01
""",
}
FEEDS = """
[[feed]]
id = "ledger"
url = "https://ledger.example/feed"
outlet = "The Curtain Ledger"
trust = "trade"
"""
NEWS = (
    (
        "e-1",
        "2026-01-09",
        "Nora Finch to direct ‘Lantern Street 2’",
        "Nora Finch will direct it, the studio confirmed.",
    ),
    (
        "e-2",
        "2026-01-30",
        "‘Lantern Street 2’ gets a date",
        "It will open on September 18, 2026, the studio announced.",
    ),
    (
        "e-3",
        "2026-03-08",
        "‘Lantern Street 2’ moves to 2027",
        "The studio has moved the release of Lantern Street 2 from September 18, 2026 to February 12, 2027.",
    ),
)


def ingest(following: Following, id_: str, published: datetime, title: str, summary: str) -> Ingested:
    link = f"https://news.example/{id_}"
    entry = Entry(id_, "ledger", "The Curtain Ledger", published, title, summary, link, guid=link)
    return following.pipeline.ingest(Batch([entry]), published)
