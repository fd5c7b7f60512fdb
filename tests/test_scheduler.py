from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.scheduler import Scheduler, Workers


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
    scheduler.stop()
