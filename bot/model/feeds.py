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
class PollState:
    """Where polling a feed stands. Validators are kept byte for byte as the server sent them (RFC 9110, 8.8)."""

    feed_id: str
    next_poll_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    first_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None

    @property
    def is_first(self) -> bool:
        """Whether no poll has succeeded yet, so that what the feed holds is old news."""
        return self.first_polled_at is None
