"""When a failed delivery is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=30)
MOST_TRIES_OF_A_BUG = 5
REVISION_RETRY = timedelta(minutes=5)
"""An edit is no news; it has time."""
UNKNOWN_OUTCOME = "the process stopped while this was being delivered"


def retry_wait(attempts: int, asked: timedelta | None = None) -> timedelta:
    """How long to wait before the next try, after so many: 5 s doubling up to half an hour.

    `asked` is how long the destination wants us to wait at least.
    """
    ours = min(FIRST_RETRY * (1 << min(attempts, 20)), LONGEST_RETRY)
    return max(ours, asked or timedelta())
