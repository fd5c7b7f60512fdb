"""`python -m benchmarks.soaking SPEED`: `sequelwatch run`, whose clock runs SPEED times as fast as others."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta

from bot.app.run import run
from bot.settings import load_settings

START = datetime(2026, 1, 1, tzinfo=UTC)
"""What the fast clock shows when it is started."""


class FastClock:
    """Does: tells the time that has passed since its making, `speed` times over."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._begun = time.monotonic()

    def __call__(self) -> datetime:
        """Tell the time."""
        return START + timedelta(seconds=self.ticks())

    def ticks(self) -> float:
        """Count its seconds."""
        return (time.monotonic() - self._begun) * self._speed


if __name__ == "__main__":
    fast = FastClock(float(sys.argv[1]))
    run(load_settings(), fast, fast.ticks)
