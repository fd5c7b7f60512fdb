"""When things happen: APScheduler beats that claim what is due and hand it on.

The truth of what is due stands in the database (`next_poll_at`, `due_at`), so the scheduler keeps no jobs of
its own between runs: two beats in memory, and a set of running polls. A beat only claims and spawns, because
APScheduler's executor cancels running jobs when it shuts down.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = TypeVar("Job")
log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Workers(Generic[Job]):
    """Does: claims as many due jobs as there are free hands, and runs each in a task of its own."""

    def __init__(
        self,
        claim: Callable[[int], Awaitable[Sequence[Job]]],
        work: Callable[[Job], Coroutine[Any, Any, None]],
        hands: int,
    ) -> None:
        self._claim = claim
        self._work = work
        self._hands = hands
        self._running: set[asyncio.Task[None]] = set()

    async def beat(self) -> int:
        """Claim what is due, up to the free hands, and start on it; the number of jobs started."""
        free = self._hands - len(self._running)
        if free <= 0:
            return 0
        jobs = await self._claim(free)
        for job in jobs:
            task = asyncio.create_task(self._guarded(job))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return len(jobs)

    async def finish(self, within: timedelta) -> int:
        """Wait for what is running; the number of jobs that had to be cancelled because time ran out."""
        if not self._running:
            return 0
        _, late = await asyncio.wait(self._running, timeout=within.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    async def _guarded(self, job: Job) -> None:
        try:
            await self._work(job)
        except Exception:
            # One job's bug must not end the others; it is logged with its traceback and tried again when due.
            log.exception("job failed", job=str(job))


class Scheduler:
    """Does: calls each beat at its interval until it is stopped. A beat that is late or long is not doubled."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def every(self, interval: timedelta, beat: Callable[[], Coroutine[Any, Any, object]], name: str) -> None:
        """Call `beat` now and then every `interval`."""
        self._scheduler.add_job(
            self._guarded,
            "interval",
            (beat, name),
            seconds=interval.total_seconds(),
            id=name,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to beat; a running event loop is needed."""
        self._scheduler.start()

    def stop(self) -> None:
        """Beat no more."""
        self._scheduler.shutdown(wait=False)

    @staticmethod
    async def _guarded(beat: Callable[[], Coroutine[Any, Any, object]], name: str) -> None:
        try:
            await beat()
        except Exception:
            log.exception("beat failed", beat=name)
