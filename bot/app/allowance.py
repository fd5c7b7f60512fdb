"""How many feeds may be begun now: after a restart, or a night in sleep, much is due and nothing is urgent. Decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model.feeds import Feed

_CATCHING_UP = 4
"""So much quicker than what the feeds' intervals come to is what has piled up worked off."""
_LEAST = 1.0
"""A second."""


class Allowance:
    """Decides: a bucket of `burst` polls, filled again some times faster than the feeds' intervals call for."""

    def __init__(self, feeds: Iterable[Feed], burst: int) -> None:
        due = sum(1 / feed.interval.total_seconds() for feed in feeds if feed.interval)
        self._per_second = max(due * _CATCHING_UP, _LEAST)
        self._burst = float(burst)
        self._left = self._burst
        self._at: datetime | None = None

    def take(self, wanted: int, now: datetime) -> int:
        """Say how many of the `wanted` polls may begin at `now`; give back with `put_back` what there is no use for."""
        passed = now - self._at if self._at is not None else timedelta()
        self._at = now
        self._left = min(self._burst, self._left + max(passed.total_seconds(), 0) * self._per_second)
        taken = min(wanted, int(self._left))
        self._left -= taken
        return taken

    def put_back(self, unused: int) -> None:
        """Give back what was taken for polls that are not due."""
        self._left = min(self._burst, self._left + unused)
