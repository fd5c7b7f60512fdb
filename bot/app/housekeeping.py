"""What is done every hour: forgetting what made no news, giving room back."""

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

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Housekeeping:
    """Does: keeps the database small. The store is only touched from `executor`.

    Nothing is forgotten while it `may_forget` not, since only the clock says what is old.
    """

    def __init__(
        self,
        store: Store,
        retention: Retention,
        clock: Callable[[], datetime],
        executor: Executor,
        may_forget: Callable[[], bool] = lambda: True,
    ) -> None:
        self._store = store
        self._retention = retention
        self._clock = clock
        self._executor = executor
        self._may_forget = may_forget

    async def beat(self) -> None:
        """Do what is due, a little at a time."""
        forgotten = 0
        while self._may_forget() and (some := await self._in_store(self._forget)):
            forgotten += some
        freed = await self._in_store(self._store.compact)
        if forgotten or freed:
            log.info("tidied", entries_forgotten=forgotten, megabytes_freed=round(freed / 1e6, 1))

    def _forget(self) -> int:
        now = self._clock()
        with self._store.transaction() as tx:
            return tx.forget(now - self._retention.unrelated, now - self._retention.held_back, now, AT_ONCE)

    async def _in_store(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)
