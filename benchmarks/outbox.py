"""An outbox full of alerts, without the feeds that they would have come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.model.alerts import AlertKind, Subscription
from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement
from bot.model.entries import Entry
from bot.model.properties import Certainty, Change, Property
from bot.novelty import route
from bot.store import JudgedReading, Store


def fill(url: str, title_id: str, channels: Sequence[str], rounds: int, guild: str = "") -> None:
    """Subscribe each channel, and put into the outbox that somebody joins the cast, once a round and channel."""
    now = datetime.now(UTC)
    subscriptions = [Subscription(f"s-{channel}", "discord", channel, guild=guild) for channel in channels]
    store = Store.open(url)
    try:
        with store.transaction() as tx:
            for subscription in subscriptions:
                tx.save_subscription(subscription, now)
            for number in range(rounds):
                entry, reading, news = _casting(title_id, number, now)
                tx.save_entries(tx.admit([entry]), now)
                tx.save_readings([reading], now)
                tx.add_alerts(route([news], subscriptions, AlertKind.NEWS), now, now)
    finally:
        store.close()


def _casting(title_id: str, number: int, now: datetime) -> tuple[Entry, JudgedReading, Development]:
    name = f"Extra No {number:04}"
    text = f"{name} joins the cast, the studio said."
    link = f"https://ledger.example/{number}"
    entry = Entry(f"e-{number}", "ledger", "The Ledger", now, text, "", link)
    evidence = Evidence(text, Span(TextField.TITLE, 0, len(text)))
    claim = Claim(title_id, Property.CAST, name, Change.ADDED, Certainty.CONFIRMED, evidence)
    news = Development(
        f"d-{number}", title_id, Property.CAST, name, None, Change.ADDED, Certainty.CONFIRMED,
        entry.id, entry.outlet, link, now, text,
    )  # fmt: skip
    return entry, JudgedReading(entry.id, (), [Judgement(claim, news)]), news
