from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
import structlog

from bot.model.errors import StoreError
from bot.scheduler import Every, Scheduler, Workers


class Jobs:
    """Due jobs, and work on them that waits until it is let go."""

    def __init__(self, *due: str) -> None:
        self.due = list(due)
        self.done: list[str] = []
        self.go = asyncio.Event()

    async def claim(self, free: int) -> Sequence[str]:
        taken, self.due = self.due[:free], self.due[free:]
        return taken

    async def work(self, job: str) -> None:
        await self.go.wait()
        if job == "broken":
            raise RuntimeError(job)
        self.done.append(job)


async def test_no_more_jobs_are_claimed_than_there_are_hands() -> None:
    jobs = Jobs("a", "b", "c")
    workers: Workers[str] = Workers(jobs.claim, jobs.work, hands=2)
    assert await workers.beat() == 2
    assert await workers.beat() == 0
    assert jobs.due == ["c"]
    jobs.go.set()
    assert await workers.finish(timedelta(seconds=5)) == 0
    assert await workers.beat() == 1
    await workers.finish(timedelta(seconds=5))
    assert jobs.done == ["a", "b", "c"]


async def test_one_broken_job_does_not_end_the_others() -> None:
    jobs = Jobs("broken", "b")
    jobs.go.set()
    workers: Workers[str] = Workers(jobs.claim, jobs.work, hands=2)
    await workers.beat()
    await workers.finish(timedelta(seconds=5))
    assert jobs.done == ["b"]


async def test_what_takes_too_long_at_a_stop_is_cancelled() -> None:
    jobs = Jobs("slow")
    workers: Workers[str] = Workers(jobs.claim, jobs.work, hands=1)
    await workers.beat()
    assert await workers.finish(timedelta(0)) == 1
    assert await workers.finish(timedelta(0)) == 0
    assert jobs.done == []


async def test_a_beat_comes_at_once_and_survives_its_own_failure() -> None:
    beats = asyncio.Queue[int]()

    async def beat() -> None:
        beats.put_nowait(1)
        raise RuntimeError("a bug in one beat")

    scheduler = Scheduler()
    scheduler.every(timedelta(milliseconds=10), beat, "test")
    scheduler.start()
    async with asyncio.timeout(5):
        await beats.get()
        await beats.get()
    assert await scheduler.finish(timedelta(seconds=5)) == 0


async def test_a_beat_that_is_under_way_at_a_stop_ends_and_is_not_doubled() -> None:
    begun, go = asyncio.Queue[int](), asyncio.Event()
    ended: list[int] = []

    async def beat() -> None:
        begun.put_nowait(1)
        await go.wait()
        ended.append(1)

    scheduler = Scheduler()
    scheduler.every(timedelta(milliseconds=1), beat, "test")
    scheduler.start()
    async with asyncio.timeout(5):
        await begun.get()
        asyncio.get_running_loop().call_later(0.02, go.set)
        assert await scheduler.finish(timedelta(seconds=5)) == 0
    assert (ended, begun.qsize()) == ([1], 0)


async def test_a_beat_that_does_not_end_is_cancelled() -> None:
    begun = asyncio.Event()

    async def beat() -> None:
        begun.set()
        await asyncio.Event().wait()

    scheduler = Scheduler()
    scheduler.every(timedelta(hours=1), beat, "test")
    scheduler.start()
    async with asyncio.timeout(5):
        await begun.wait()
    assert await scheduler.finish(timedelta(0)) == 1


@pytest.mark.parametrize(
    ("problem", "traceback"),
    [
        pytest.param(StoreError("data.db: is locked"), False, id="what its owner can mend, as its line"),
        pytest.param(RuntimeError("a bug"), True, id="a bug, with its traceback"),
    ],
)
async def test_what_fails_at_every_beat_is_logged_once_and_once_more_when_it_works(
    problem: Exception, *, traceback: bool
) -> None:
    outcomes: list[Exception | None] = [problem, problem, problem, None]
    over = asyncio.Event()

    async def beat() -> None:
        if not outcomes:
            over.set()
            return
        if outcome := outcomes.pop(0):
            raise outcome

    scheduler = Scheduler()
    scheduler.every(timedelta(milliseconds=1), beat, "test")
    with structlog.testing.capture_logs() as logged:
        scheduler.start()
        async with asyncio.timeout(5):
            await over.wait()
        await scheduler.finish(timedelta(seconds=5))
    failed, works = logged
    assert (failed["log_level"], works["event"]) == ("error", "works again")
    assert ("exc_info" in failed) is traceback


class Wall(datetime):
    """The clock on the wall, as a test sets it."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain datetime is enough
        return datetime.now(tz) + cls.ahead


@pytest.mark.parametrize(
    "jump",
    [
        pytest.param(timedelta(days=365 * 56), id="from 1970 to today"),
        pytest.param(timedelta(days=-365), id="a year back"),
        pytest.param(timedelta(days=1), id="a night's sleep"),
    ],
)
async def test_beats_go_on_when_the_clock_is_set(monkeypatch: pytest.MonkeyPatch, jump: timedelta) -> None:
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Wall)
    monkeypatch.setattr("bot.scheduler.datetime", Wall)
    monkeypatch.setattr("bot.scheduler.WATCH", timedelta(milliseconds=20))
    monkeypatch.setattr(Wall, "ahead", timedelta())
    beats = asyncio.Queue[int]()
    scheduler = Scheduler()

    async def beat() -> None:
        beats.put_nowait(1)

    scheduler.every(timedelta(milliseconds=10), beat, "test")
    scheduler.start()
    async with asyncio.timeout(30):
        await beats.get()
        monkeypatch.setattr(Wall, "ahead", jump)
        while not beats.empty():
            beats.get_nowait()
        for _ in range(3):
            await beats.get()
    assert beats.qsize() < 50, "those that were missed are not made up for"
    await scheduler.finish(timedelta(seconds=5))


def test_a_beat_keeps_its_time_where_it_can() -> None:
    every, now = Every(timedelta(seconds=10)), datetime(2026, 3, 1, tzinfo=UTC)
    a_bit, year = timedelta(milliseconds=5), timedelta(days=365)
    assert every.get_next_fire_time(None, now) == now + timedelta(seconds=10)
    assert every.get_next_fire_time(now, now + a_bit) == now + timedelta(seconds=10)
    assert every.get_next_fire_time(now, now + year) == now + year + timedelta(seconds=10)
    assert every.get_next_fire_time(now, now - year) == now - year + timedelta(seconds=10)
