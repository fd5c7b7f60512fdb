"""What the rooms below tell while they work, and who listens. They know nothing of their listeners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.hubs import Hubs
from bot.model.alerts import Delivery
from bot.model.feeds import Feed
from bot.pipeline import Polled


@dataclass(slots=True)
class Hooks:
    """Does: hands on what happens to those who asked to be told.

    `gateway` says what is wrong with the connection to Discord: None where nothing is, or where there is none.
    `hubs` answers hubs, where the bot can be reached by them.
    """

    polled: list[Callable[[Feed, Polled], None]] = field(default_factory=list)
    sent: list[Callable[[Delivery, datetime], None]] = field(default_factory=list)
    gateway: Callable[[], str | None] = lambda: None
    hubs: Hubs | None = None

    def tell_polled(self, feed: Feed, polled: Polled) -> None:
        """Tell what a poll came to."""
        for listener in self.polled:
            listener(feed, polled)

    def tell_sent(self, delivery: Delivery, now: datetime) -> None:
        """Tell that people have been told."""
        for listener in self.sent:
            listener(delivery, now)
