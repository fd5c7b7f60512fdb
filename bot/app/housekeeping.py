"""What is done every hour: forgetting what made no news, giving room back, looking at the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.settings.model import Retention
from bot.store import Store

T = TypeVar("T")
BEAT = timedelta(hours=1)
AT_ONCE = 500
"""Entries forgotten in one transaction: some hundredths of a second, so that polls hardly wait."""
JITTER = timedelta(minutes=10)
"""A clock is set back by so much now and then, without anything being wrong."""
_CLOCK = "clock"

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Housekeeping:
    """Does: keeps the database small and the times in it sound. The store is only touched from `executor`."""

    def __init__(self, store: Store, retention: Retention, clock: Callable[[], datetime], executor: Executor) -> None:
        self._store = store
        self._retention = retention
        self._clock = clock
        self._executor = executor

    async def beat(self) -> None:
        """Do what is due, a little at a time."""
        await self._in_store(self._look_at_clock)
        forgotten = 0
        while some := await self._in_store(self._forget):
            forgotten += some
        freed = await self._in_store(self._store.compact)
        if forgotten or freed:
            log.info("tidied", entries_forgotten=forgotten, megabytes_freed=round(freed / 1e6, 1))

    def _forget(self) -> int:
        now = self._clock()
        with self._store.transaction() as tx:
            return tx.forget(now - self._retention.unrelated, now - self._retention.held_back, now, AT_ONCE)

    def _look_at_clock(self) -> None:
        """Compare the clock with what it said an hour ago, also before the last stop."""
        now = self._clock()
        with self._store.transaction() as tx:
            before = tx.remembered(_CLOCK)
            last = datetime.fromisoformat(before) if before else now
            if now < last - JITTER:
                tx.clock_went_back(now)
                log.warning(
                    "the clock has gone back: what waits too long is asked now; is it right?", now=now, was=last
                )
            tx.remember(_CLOCK, now.isoformat())

    async def _in_store(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)
