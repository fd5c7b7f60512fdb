"""What people asked to be told, and what is on its way to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.developments import Development
from bot.model.properties import Certainty, Property


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one destination wants. Empty `titles` or `properties` mean all of them.

    `sink` names the kind of destination (`terminal`, `discord`), `target` which one (a channel's id; "" for
    the terminal).
    """

    id: str
    sink: str
    target: str = ""
    titles: frozenset[str] = frozenset()
    properties: frozenset[Property] = frozenset()
    least_certainty: Certainty = Certainty.RUMORED

    def wants(self, development: Development) -> bool:
        """Whether this destination asked for such a development."""
        return (
            (not self.titles or development.title_id in self.titles)
            and (not self.properties or development.property in self.properties)
            and development.certainty.rank >= self.least_certainty.rank
        )


class AlertKind(StrEnum):
    """Whether an alert tells news as it comes, or what a first poll brought together."""

    NEWS = "news"
    CATCH_UP = "catch-up"


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to one subscription: all that one entry brings of one title, or one title's catch-up.

    `id` is derived from the subscription, the title and the entry, so that it is the same on every retry.
    """

    id: str
    kind: AlertKind
    subscription: Subscription
    title_id: str
    developments: tuple[Development, ...]


class DeliveryState(StrEnum):
    """Where an alert's row in the outbox stands."""

    PENDING = "pending"
    SENDING = "sending"  # handed to the sink; the outcome is not recorded yet
    SENT = "sent"
    PARKED = "parked"  # the outcome is unknown or final failure: shown to the owner, never guessed


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert's row in the outbox. `due_at` is when it may be tried (next); `note` what the last try said."""

    alert: Alert
    state: DeliveryState
    attempts: int
    created_at: datetime
    due_at: datetime
    note: str | None = None
