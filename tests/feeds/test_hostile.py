"""Hostile bytes hurt nobody: no crash, no memory, no blocked event loop, no deadline overrun."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest
import pytest_asyncio

from bot.feeds.client import Client
from bot.feeds.document import Document
from bot.feeds.fetch import FetchError, FetchLimits, fetch
from bot.feeds.sandbox import Sandbox
from bot.model.errors import FeedError
from tests.feeds.hostile import ANSWERS, BODIES, RSS

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LIMITS = FetchLimits(deadline=timedelta(seconds=5), wire_bytes=5_000_000, body_bytes=10_000_000)
HARMLESS = {"a bomb of many members"}  # of which only the first is read
MOST_MEMORY, LONGEST_BLOCK = 64_000_000, 0.05


class Watch:
    """How long the event loop was held at most, in seconds of this process's own work, and how much memory grew."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._beating: asyncio.Task[None] | None = None

    @property
    def grown(self) -> int:
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self._before) * 1024

    async def __aenter__(self) -> Self:
        self._beating = asyncio.create_task(self._beat())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._beating is not None
        self._beating.cancel()

    async def _beat(self) -> None:
        # CPU time, not wall time: what other programs do on this machine is not ours.
        last = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            self.longest = max(self.longest, now - last)
            last = now


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    made = Sandbox(patience=timedelta(seconds=30))
    yield made
    await made.aclose()


def test_there_are_enough_of_them() -> None:
    assert len(BODIES) + len(ANSWERS) >= 100


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", BODIES)
async def test_hostile_documents_end_in_entries_or_in_one_line(name: str, sandbox: Sandbox, make_feed: Any) -> None:
    body = BODIES[name]()
    async with Watch() as watch:
        document, problem = Document(), ""
        try:
            document = await sandbox.read(body, make_feed(), NOW, "application/rss+xml")
        except FeedError as why:
            problem = str(why)
    assert "\n" not in problem
    assert all(entry.published <= NOW for entry in document.entries)
    assert not any("root:" in entry.summary for entry in document.entries)
    assert watch.grown < MOST_MEMORY
    assert watch.longest < LONGEST_BLOCK


@pytest.mark.parametrize("name", ANSWERS)
async def test_hostile_answers_end_in_a_body_or_in_one_line(
    name: str, server: Any, client: Client, make_feed: Any, make_state: Any
) -> None:
    url = server.on("/feed", ANSWERS[name]())
    problem = ""
    async with Watch() as watch:
        try:
            assert len((await fetch(client, make_feed(url), make_state(), LIMITS)).body) <= LIMITS.body_bytes
        except FetchError as why:
            problem = str(why)
    assert "\n" not in problem
    assert problem or name in HARMLESS
    assert watch.grown < MOST_MEMORY
    assert watch.longest < LONGEST_BLOCK


async def test_a_document_that_takes_too_long_is_given_up_and_its_reader_killed(make_feed: Any) -> None:
    sandbox = Sandbox(patience=timedelta(seconds=0.01))  # less than a process takes to start
    with pytest.raises(FeedError, match=r"longer than 0\.01 seconds to read"):
        await sandbox.read(RSS, make_feed(), NOW, None)
    assert sandbox.processes == ()


async def test_after_a_reader_was_killed_the_next_document_is_read(make_feed: Any) -> None:
    sandbox = Sandbox()
    assert len((await sandbox.read(RSS, make_feed(), NOW, None)).entries) == 1
    (pid,) = sandbox.processes
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(FeedError, match="more memory than any feed"):
        await sandbox.read(RSS, make_feed(), NOW, None)
    assert len((await sandbox.read(RSS, make_feed(), NOW, None)).entries) == 1
    await sandbox.aclose()
    assert sandbox.processes == ()


async def test_the_bot_itself_loads_no_parser() -> None:
    program = "import sys, bot.feeds.sandbox, bot.feeds.articles, bot.feeds.fetch; print('feedparser' in sys.modules)"
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"False\n"


async def test_an_idle_reader_goes_home(make_feed: Any) -> None:
    sandbox = Sandbox(idle=timedelta(0))
    await sandbox.read(RSS, make_feed(), NOW, None)
    while sandbox.processes:  # noqa: ASYNC110 - nobody tells of the end of a process
        await asyncio.sleep(0)
    assert len((await sandbox.read(RSS, make_feed(), NOW, None)).entries) == 1
    await sandbox.aclose()
