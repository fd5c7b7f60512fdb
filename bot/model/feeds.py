"""The feeds that are followed, and where polling them stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.entries import Outlet


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to follow, as configured. `interval` is the least time between two polls."""

    id: str
    url: str
    outlet: Outlet
    interval: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed's document says of how it wants to be asked.

    `every` is the least time between two polls (RSS 2.0 `ttl`, `sy:updatePeriod` and `sy:updateFrequency`).
    `skip_hours` (0 to 23) and `skip_days` (Monday is 0), of UTC, are when it is not to be asked (RSS 2.0). `hub` and
    `topic` are where to subscribe to it and as what (WebSub). `archive` says that it never changes again (RFC 5005, 4),
    `current` where the living one is.
    """

    every: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    hub: str = ""
    topic: str = ""
    archive: bool = False
    current: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A feed's word that it has moved for good: where to, since when, and how many polls in a row have borne it out."""

    to: str
    since: datetime
    polls: int


@dataclass(frozen=True, slots=True)
class PollState:
    """Where polling a feed stands. Validators are kept byte for byte as the server sent them (RFC 9110, 8.8).

    `validated_url` is the address that they came from, `body_hash` digests the document that they belong to and
    `items_hash` its items. `asked_url` is the address that is asked instead of the configured one, after a move that
    has proved itself. `fresh_for` is how long the last answer said to stay fresh; `pace` is the usual time between two
    changes. `last_said` is the first line of the last refusal; `told_at` is since when the owner is to know of
    `failing_since`. `stopped` says why the feed is asked no more, until its owner says otherwise.
    """

    feed_id: str
    next_poll_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    first_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    validated_url: str | None = None
    asked_url: str | None = None
    moving: Move | None = None
    body_hash: str | None = None
    items_hash: str | None = None
    fresh_for: timedelta | None = None
    hints: Hints | None = None
    changed_at: datetime | None = None
    pace: timedelta | None = None
    failing_since: datetime | None = None
    told_at: datetime | None = None
    last_said: str | None = None
    stopped: str | None = None

    @property
    def is_first(self) -> bool:
        """Whether no poll has succeeded yet, so that what the feed holds is old news."""
        return self.first_polled_at is None
