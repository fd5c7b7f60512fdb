"""What the bots of the crash runs read: an evening that was told already, and a morning that is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.model.alerts import Subscription
from bot.model.entries import Entry, Outlet
from bot.model.titles import TitleType, TrackedTitle, Work
from tests.chat.fake.people import GUILD_ID

CHANNELS = ("900000000000000101", "900000000000000102")
SYSTEM_CHANNEL = "900000000000000103"
SUBSCRIPTIONS = tuple(Subscription(f"s-{id_}", "discord", id_, guild=GUILD_ID, name=f"#{id_[-3:]}") for id_ in CHANNELS)
OUTLETS = (Outlet("The Ledger", "Ledger Press"), Outlet("Marquee", "Marquee Media"))
TITLE = TrackedTitle(
    id="lantern-street-2",
    title="Lantern Street 2",
    type=TitleType.FILM,
    known_as_of=date(2025, 1, 1),
    follows=Work("Lantern Street", 2001),
)


def _entry(number: int, outlet: str, title: str, text: str) -> Entry:
    published = datetime(2026, 2, 1 + number // 10, 8 + number % 10, tzinfo=UTC)
    return Entry(f"e{number}", outlet, outlet, published, title, text, f"https://news.example/{number}")


EVENING: Sequence[Entry] = (
    _entry(
        *(1, "The Ledger", "Lantern Street 2 Sets Release Date"),
        "Lantern Street 2 will open on November 20, 2026, the studio said.",
    ),
    _entry(
        *(2, "The Ledger", "Ada Quill Joins Lantern Street 2"),
        "Ada Quill has joined the cast of the sequel, the studio announced.",
    ),
)
MORNING: Sequence[Entry] = (
    _entry(
        *(11, "The Ledger", "Nora Finch to Direct Lantern Street 2"),
        "The studio confirmed on Monday that Nora Finch will direct it.",
    ),
    _entry(
        *(12, "Marquee", "Ada Quill Joins Lantern Street 2 Cast"),
        "Ada Quill has joined the cast of Lantern Street 2, the studio said.",
    ),
    _entry(
        *(13, "The Ledger", "Lantern Street 2 Moves to 2027"),
        "The studio has moved Lantern Street 2 from November 20, 2026 to March 12, 2027.",
    ),
)
