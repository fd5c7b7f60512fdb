"""A clock that is wrong: noticed, told in one line, and survived.

A small computer without a clock of its own begins in 1970, or where it was stopped, until it has asked somebody for the
time; others are set wrong by hand and put right later. Times in the database are not to be trusted then.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from logging import INFO, WARNING

import structlog

from bot.store import Store

BEAT = timedelta(seconds=10)
TOLERANCE = timedelta(minutes=10)
"""A clock is set by so much now and then, without anything being wrong."""
PATIENCE = timedelta(minutes=5)
"""How long a clock that was wrong from the start may take to be put right, before the database is taken to be wrong."""
DOUBT = timedelta(days=1)
"""How long nothing is forgotten after the clock went ahead by as much: it may go back again."""
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
"""No clock that is right says less."""
_REMEMBERED = "clock"
_HOUR = 3600.0

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class ClockWatch:
    """Does: holds the clock against what it said before, and against one that nobody sets (`ticks`, in seconds).

    The store is only touched from `executor`, but for one look at the beginning.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        executor: Executor,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._clock = clock
        self._executor = executor
        self._ticks = ticks
        self._now, self._tick = clock(), ticks()
        self._begun = self._tick
        self._doubted: float | None = None
        self._remembered: float | None = None
        with store.snapshot() as snapshot:
            self._newest = snapshot.newest(_REMEMBERED)
        if self._now < EARLIEST:
            log.warning("the clock of this machine is wrong: nothing is asked until it is set", clock=_words(self._now))
        elif self._is_behind(self._now):
            log.warning(
                "the clock is behind what the database knows: polls wait five minutes for it to be put right",
                clock=_words(self._now),
                database=_words(self._newest),
            )

    def may_ask(self) -> bool:
        """Whether feeds may be asked: what comes in is dated by this clock."""
        now = self._clock()
        return now >= EARLIEST and not (self._is_behind(now) and self._is_new())

    def may_forget(self) -> bool:
        """Whether what is old may be forgotten: not where only the clock says that it is old."""
        return self._doubted is None or self._ticks() - self._doubted >= DOUBT.total_seconds()

    async def beat(self) -> None:
        """Look at the clock, and put right what it has done."""
        now, tick = self._clock(), self._ticks()
        ahead = (now - self._now) - timedelta(seconds=tick - self._tick)
        before, self._now, self._tick = self._now, now, tick
        if ahead >= TOLERANCE:
            far = ahead >= DOUBT and before >= EARLIEST
            said = "the clock went ahead: it was set, or the machine slept"
            log.log(WARNING if far else INFO, said, by=_span(ahead), clock=_words(now))
            self._doubted = tick if far else self._doubted
        elif ahead <= -TOLERANCE:
            self._newest = max(before, self._newest or before)
            log.warning(
                "the clock went back: what waits for a time that was wrong is done now; is it right?",
                by=_span(-ahead),
                clock=_words(now),
            )
            self._doubted = None
            await self._put_right(now)
        elif now >= EARLIEST and self._is_behind(now) and not self._is_new():
            log.warning("the clock is still behind what the database knows, and taken for right", clock=_words(now))
            await self._put_right(now)
        await self._remember(now, tick)

    def _is_behind(self, now: datetime) -> bool:
        return self._newest is not None and now < self._newest - TOLERANCE

    def _is_new(self) -> bool:
        return self._ticks() - self._begun < PATIENCE.total_seconds()

    async def _put_right(self, now: datetime) -> None:
        if now >= EARLIEST:  # else there is nothing to go by
            await asyncio.get_running_loop().run_in_executor(self._executor, self._went_back, now)
            self._newest = None

    def _went_back(self, now: datetime) -> None:
        with self._store.transaction() as tx:
            tx.clock_went_back(now)
            tx.remember(_REMEMBERED, now.isoformat())

    async def _remember(self, now: datetime, tick: float) -> None:
        """Remember the time once an hour, for the next start."""
        due = self._remembered is None or tick - self._remembered >= _HOUR
        if due and now >= EARLIEST and not self._is_behind(now):
            await asyncio.get_running_loop().run_in_executor(self._executor, self._keep, now)
            self._remembered = tick

    def _keep(self, now: datetime) -> None:
        with self._store.transaction() as tx:
            tx.remember(_REMEMBERED, now.isoformat())


def _words(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment is not None else "nothing"


def _span(span: timedelta) -> str:
    return str(timedelta(seconds=round(span.total_seconds())))
