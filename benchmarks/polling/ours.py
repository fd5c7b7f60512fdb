"""Our own side: `python -m benchmarks.polling.ours FEEDS BASE KIND DATABASE`, with store, sandbox and all; writes JSON.

What is measured is the second round, from the first claim of due feeds to the last commit.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.polling.addresses import addresses
from bot.app.threads import OneThread, UnawaitedThreads
from bot.feeds.client import make_client
from bot.feeds.fetch import FetchLimits
from bot.feeds.sandbox import Sandbox
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.scheduler import Workers
from bot.store import Store

HANDS = 48
LEASE = timedelta(minutes=3)


class Round:
    """Does: polls every feed once."""

    def __init__(self, store: Store, feeds: list[Feed], poller: Poller, executor: OneThread, now: datetime) -> None:
        self._store, self._poller, self._executor, self._now = store, poller, executor, now
        self._feeds = {feed.id: feed for feed in feeds}
        self._workers: Workers[PollState] = Workers(self._claim, self._poll, HANDS)
        self._left = len(feeds)
        self._over = asyncio.Event()

    async def run(self) -> float:
        """Poll; seconds taken."""
        begun = time.perf_counter()
        await self._workers.beat()
        await self._over.wait()
        return time.perf_counter() - begun

    async def _claim(self, free: int) -> tuple[PollState, ...]:
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._claim_now, free)

    def _claim_now(self, free: int) -> tuple[PollState, ...]:
        with self._store.transaction() as tx:
            return tx.claim_due_feeds(self._now, LEASE, "bench", free)

    async def _poll(self, state: PollState) -> None:
        polled = await self._poller.poll(self._feeds[state.feed_id], state)
        if polled.state.failures:
            raise RuntimeError(polled.state.last_error)
        self._left -= 1
        if not self._left:
            self._over.set()


async def measure(count: int, port: int, kind: str, database: str) -> dict[str, float]:
    """Poll twice; figures of the second round."""
    asyncio.get_running_loop().set_default_executor(UnawaitedThreads())
    now = [datetime.now(UTC)]
    feeds = [Feed(f"f{n}", url, Outlet("Outlet", "Outlet")) for n, url in enumerate(addresses(count, port, kind))]
    store = Store.open(f"sqlite:///{database}")
    with store.transaction() as tx:
        tx.sync_feeds(feeds, now[0])
    sandbox = Sandbox(most=max(os.cpu_count() or 1, 1))
    figures: dict[str, float] = {}
    with OneThread(5) as executor:
        async with make_client(allow_private_networks=["127.0.0.0/8"]) as client:
            pipeline = Pipeline(store, [], Outlets())
            poller = Poller(pipeline, client, FetchLimits(), lambda: now[0], executor, parse=sandbox.read)
            await Round(store, feeds, poller, executor, now[0]).run()
            now[0] += timedelta(days=2)
            before = _cpu(sandbox)
            seconds = await Round(store, feeds, poller, executor, now[0]).run()
            after = _cpu(sandbox)
            figures = {
                "seconds": seconds,
                "cpu": after[0] - before[0],
                "aside": after[1] - before[1],
                "resident": _resident(os.getpid()),
                "readers": sum(map(_resident, sandbox.processes)),
            }
    await sandbox.aclose()
    store.close()
    return figures


def _cpu(sandbox: Sandbox) -> tuple[float, float]:
    """Seconds of CPU taken so far, by this process and by its readers."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime, sum(map(_cpu_of, sandbox.processes)) + _of_the_dead()


def _cpu_of(pid: int) -> float:
    """Read it from Linux's own files; `ps` gives whole seconds, which a reader needs for a hundred documents."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:  # it has ended, and counts among the dead
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _of_the_dead() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _resident(pid: int) -> float:
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return int(said or 0) * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]))))
