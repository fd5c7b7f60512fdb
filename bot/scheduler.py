"""When things happen: APScheduler beats that claim what is due and hand it on.

The truth of what is due stands in the database (`next_poll_at`, `due_at`), so the scheduler keeps no jobs of
its own between runs: two beats in memory, and a set of running polls. APScheduler's jobs only begin a task,
because its executor cancels running jobs when it shuts down.

APScheduler goes by the clock on the wall. Set ahead, that would have it make up for every beat of the years between
(1970 to today, on a small computer without a clock of its own); set back, it would wait until the old time comes again.
So beats that were missed are not made up for, and a watch by the monotonic clock has them go on at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.model.errors import SequelwatchError

Job = TypeVar("Job")
Beat = Callable[[], Coroutine[Any, Any, object]]
log: structlog.stdlib.BoundLogger = structlog.get_logger()

WATCH = timedelta(seconds=2)
"""How often is looked whether the clock was set back; beats rest for no longer when it was."""


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
        self._refilling: asyncio.Task[None] | None = None
        self._claiming = self._more = False

    @property
    def running(self) -> int:
        """How many jobs are being worked on."""
        return len(self._running)

    async def beat(self) -> int:
        """Claim what is due, up to the free hands, and start on it; the number of jobs started."""
        free = self._hands - len(self._running)
        if free <= 0 or self._claiming:
            return 0
        self._claiming = True
        try:
            jobs = await self._claim(free)
        finally:
            self._claiming = False
        self._more = len(jobs) == free
        for job in jobs:
            task = asyncio.create_task(self._guarded(job))
            self._running.add(task)
            task.add_done_callback(self._ended)
        return len(jobs)

    async def finish(self, within: timedelta) -> int:
        """Wait for what is running; the number of jobs that had to be cancelled because time ran out."""
        self._more = False
        return await _ended(self._running, within)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Where more was due than there were hands, do not wait for the next beat with half of them idle."""
        self._running.discard(task)
        if self._more and self._refilling is None and 2 * len(self._running) <= self._hands:
            self._refilling = asyncio.create_task(self._refill())

    async def _refill(self) -> None:
        try:
            await self.beat()
        except SequelwatchError:
            self._more = False  # the next beat has the same trouble, and tells it
        finally:
            self._refilling = None

    async def _guarded(self, job: Job) -> None:
        try:
            await self._work(job)
        except Exception:
            # One job's bug must not end the others; it is logged with its traceback and tried again when due.
            log.exception("job failed", job=str(job))


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Decides: the next beat comes an interval after the last, or after now where the clock was set meanwhile."""

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Say when the beat after `previous_fire_time` comes; APScheduler asks until that lies after `now`."""
        latest = now + self._interval
        following = (previous_fire_time or now) + self._interval
        return following if now < following < latest else latest


class Scheduler:
    """Does: begins each beat at its interval until it is finished. A beat that is late or long is not doubled.

    A beat that fails is logged once, and once more when it works again: what lasts must not fill the log.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._beating: dict[str, asyncio.Task[None]] = {}
        self._failing: dict[str, str] = {}
        self._intervals: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._watching: asyncio.Task[None] | None = None
        self._over = False

    @property
    def pauses(self) -> Mapping[str, timedelta]:
        """How long each beat has been overdue, counted from when it last ended well, or from the start."""
        now = time.monotonic()
        return {name: timedelta(seconds=max(now - due, 0)) for name, due in self._due.items()}

    def every(self, interval: timedelta, beat: Beat, name: str) -> None:
        """Call `beat` now and then every `interval`."""
        self._intervals[name] = interval.total_seconds()
        self._due[name] = time.monotonic()
        self._scheduler.add_job(
            self._begin,
            Every(interval),
            (beat, name),
            id=name,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to beat; a running event loop is needed."""
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    async def finish(self, within: timedelta) -> int:
        """Beat no more, and wait for beats under way; the number that had to be cancelled because time ran out."""
        self._over = True  # APScheduler's own end comes a moment later, and another beat may come before it
        if self._watching is not None:
            self._watching.cancel()
        self._scheduler.shutdown(wait=False)
        return await _ended(set(self._beating.values()), within)

    async def _watch(self) -> None:
        """Have all beats come now where the clock was set back: APScheduler would wait for the old time."""
        while True:
            before, ticked = datetime.now(UTC), time.monotonic()
            await asyncio.sleep(WATCH.total_seconds())
            now = datetime.now(UTC)
            if now - before < timedelta(seconds=time.monotonic() - ticked) - WATCH / 2:
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=now)

    async def _begin(self, beat: Beat, name: str) -> None:
        if name not in self._beating and not self._over:
            task = self._beating[name] = asyncio.create_task(self._guarded(beat, name))
            task.add_done_callback(lambda _: self._beating.pop(name, None))

    async def _guarded(self, beat: Beat, name: str) -> None:
        try:
            await beat()
        except Exception as problem:  # noqa: BLE001 - one beat's bug must not end the others
            self._complain(name, problem)
        else:
            self._due[name] = time.monotonic() + self._intervals[name]
            if self._failing.pop(name, None) is not None:
                log.info("works again", beat=name)

    def _complain(self, name: str, problem: Exception) -> None:
        said = f"{type(problem).__name__}: {problem}"
        if self._failing.get(name) == said:
            return
        self._failing[name] = said
        if isinstance(problem, SequelwatchError):
            log.error("does not work, it is tried again and again", beat=name, why=str(problem))
        else:
            log.error("beat failed", beat=name, exc_info=problem)


async def _ended(tasks: set[asyncio.Task[None]], within: timedelta) -> int:
    """Wait for tasks, and cancel those that are still running then; their number."""
    if not tasks:
        return 0
    _, late = await asyncio.wait(tasks, timeout=within.total_seconds())
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return len(late)
