"""What people asked to be told, and what is on its way to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.developments import Development
from bot.model.properties import Certainty, Property
from bot.model.times import AT_ONCE, Pace, QuietHours, Schedule

__all__ = [
    "Aftermath",
    "Alert",
    "AlertKind",
    "Delivery",
    "DeliveryState",
    "Pace",
    "QuietHours",
    "Receipt",
    "Roles",
    "Schedule",
    "Subscription",
]

Roles = tuple[tuple[Property | None, str], ...]
"""Which role is mentioned for which property; that of None for every property that has none of its own."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one destination wants. Empty `titles` or `properties` mean all of them.

    `sink` names the kind of destination (`terminal`, `discord`), `target` which one (a channel's id; "" for
    the terminal), `guild` the server that it belongs to. `name` is what people call it, `created_by` who made it.
    `paused` says why nothing is told at present, in a line for people.
    """

    id: str
    sink: str
    target: str = ""
    titles: frozenset[str] = frozenset()
    properties: frozenset[Property] = frozenset()
    least_certainty: Certainty = Certainty.RUMORED
    name: str = ""
    roles: Roles = ()
    schedule: Schedule = AT_ONCE
    quiet: QuietHours | None = None
    guild: str = ""
    locale: str = "en"
    paused: str | None = None
    created_by: str = ""

    def wants(self, development: Development) -> bool:
        """Whether this destination asked for such a development, and is to be told at present."""
        return (
            self.paused is None
            and (not self.titles or development.title_id in self.titles)
            and (not self.properties or development.property in self.properties)
            and development.certainty.rank >= self.least_certainty.rank
        )

    def roles_for(self, prop: Property) -> tuple[str, ...]:
        """Tell which roles are mentioned when this property has news."""
        own = tuple(role for named, role in self.roles if named is prop)
        return own or tuple(role for named, role in self.roles if named is None)

    def due_at(self, now: datetime) -> datetime:
        """Tell when what is news now is to be told: at the next digest, and never within the quiet hours."""
        due = self.schedule.next_after(now)
        quiet_until = self.quiet.end_of(due) if self.quiet is not None else None
        return quiet_until or due

    @property
    def is_digest(self) -> bool:
        """Whether news is gathered and told together."""
        return self.schedule.pace is not Pace.AT_ONCE


class AlertKind(StrEnum):
    """Whether an alert tells news as it comes, what a first poll brought together, or what a day or a week brought."""

    NEWS = "news"
    CATCH_UP = "catch-up"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to one subscription: all that one entry brings of one title, one title's catch-up, or a digest.

    `id` is derived from the subscription, the title and the entry, so that it is the same on every retry.
    A digest holds developments of several titles, and its `title_id` is "".
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
    DROPPED = "dropped"  # its owner wants it told no more


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where an alert stands once it is told: the message, and the channel or thread that holds it."""

    message_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What has become of an alert's developments since they were decided, in that order.

    `also` are the outlets that have reported the same; `corrections` the developments that changed, removed or
    denied what it tells.
    """

    also: tuple[str, ...] = ()
    corrections: tuple[Development, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert's row in the outbox. `due_at` is when it may be tried (next); `note` what the last try said.

    `tried_at` is when it was first handed to its sink; `doubtful` says that one of the tries may have told it.
    `receipt` is where it stands once it is told, `answers` the message that it corrects, `thread` the post of a
    forum that holds what was told of its title before. `revise_at` is when its message is due to be edited.
    """

    alert: Alert
    state: DeliveryState
    attempts: int
    created_at: datetime
    due_at: datetime
    note: str | None = None
    tried_at: datetime | None = None
    doubtful: bool = False
    receipt: Receipt | None = None
    answers: Receipt | None = None
    thread: str | None = None
    revise_at: datetime | None = None
    aftermath: Aftermath = field(default_factory=Aftermath)
