"""Hostile documents are read in a process of their own, which is killed when it takes too long or too much memory.

The process is started when there is something to read, and ends when there has been nothing for a while, so that a bot
that waits carries none of it. What it answers is JSON: nothing that could be more than data.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.feeds.document import Document
from bot.feeds.frames import BODY_LENGTH, LENGTH, as_document
from bot.model.errors import FeedError
from bot.model.feeds import Feed

_LARGEST_FRAME = 64_000_000
_MOST_TASKS, _LARGEST_BODY = 2_000, 2_000_000
"""After so many documents, or one so large, a process is replaced: what it has taken of memory it keeps."""
_ROOT = str(Path(__file__).resolve().parents[2])


class SandboxError(Exception):
    """A document could not be read; the text says why, in plain words."""


class Sandbox:
    """Does: hands documents to at most `most` processes, one at a time each.

    `patience` is how long a document may take; `idle` after how long without one a process ends.
    """

    def __init__(
        self,
        most: int = 1,
        patience: timedelta = timedelta(seconds=20),
        idle: timedelta = timedelta(seconds=30),
    ) -> None:
        self._patience = patience.total_seconds()
        self._idle = idle.total_seconds()
        self._free: list[_Reader] = [_Reader() for _ in range(most)]
        self._readers = tuple(self._free)
        self._turns = asyncio.Semaphore(most)
        self._retiring: asyncio.TimerHandle | None = None

    async def read(self, body: bytes, feed: Feed, now: datetime, content_type: str | None) -> Document:
        """Read a feed document; FeedError says why there is nothing to read."""
        task = {
            "do": "feed",
            "feed": [feed.id, feed.url, feed.outlet.name, feed.outlet.owner, feed.outlet.trust],
            "at": now.isoformat(),
            "content_type": content_type,
        }
        try:
            frames = await self._do(task, body)
        except SandboxError as why:
            raise FeedError(feed.id, str(why)) from None
        if "problem" in frames[-1]:
            raise FeedError(feed.id, str(frames[-1]["problem"]))
        return as_document(frames, feed)

    async def article(self, page: bytes, url: str, content_type: str | None) -> Mapping[str, Any]:
        """Read an article's page; what `bot.feeds.pages.read_page` finds. SandboxError where it cannot."""
        frames = await self._do({"do": "article", "url": url, "content_type": content_type}, page)
        return frames[-1]

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that live."""
        return tuple(reader.pid for reader in self._readers if reader.pid is not None)

    async def aclose(self) -> None:
        """End all processes."""
        if self._retiring is not None:
            self._retiring.cancel()
        for reader in self._readers:
            await reader.end()

    async def _do(self, task: Mapping[str, Any], body: bytes) -> list[dict[str, Any]]:
        async with self._turns:
            reader = self._free.pop()
            try:
                async with asyncio.timeout(self._patience):
                    return await reader.do(task, body)
            except TimeoutError:
                await reader.end()
                raise SandboxError(
                    f"it takes longer than {self._patience:g} seconds to read; check the address"
                ) from None
            except (OSError, EOFError, ValueError):
                await reader.end()
                raise SandboxError("it cannot be read: it takes more memory than any feed; check the address") from None
            except BaseException:
                await reader.end()  # a task that is given up half-way would be answered to the next one
                raise
            finally:
                if reader.worn:
                    await reader.end()
                self._free.append(reader)
                self._retire_later()

    def _retire_later(self) -> None:
        loop = asyncio.get_running_loop()
        if self._retiring is not None:
            self._retiring.cancel()
        self._retiring = loop.call_later(self._idle, self._retire)

    def _retire(self) -> None:
        for reader in self._free:
            reader.dismiss()


class _Reader:
    """Does: one process, started when it is needed. Its documents are read one after the other."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._tasks = 0
        self.worn = False

    @property
    def pid(self) -> int | None:
        return None if self._process is None or self._process.returncode is not None else self._process.pid

    async def do(self, task: Mapping[str, Any], body: bytes) -> list[dict[str, Any]]:
        process = await self._started()
        self._tasks += 1
        self.worn = self._tasks >= _MOST_TASKS or len(body) > _LARGEST_BODY
        head = json.dumps(task).encode()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        process.stdin.write(LENGTH.pack(len(head)) + head + BODY_LENGTH.pack(len(body)))
        process.stdin.write(body)
        await process.stdin.drain()
        frames = [await self._frame(process.stdout)]
        while frames[-1].get("more"):
            frames.append(await self._frame(process.stdout))
        return frames

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        process, self._process, self._tasks, self.worn = self._process, None, 0, False
        if process is not None:
            _kill(process)
            await process.communicate()

    def dismiss(self) -> None:
        """Let the process end by itself."""
        process, self._process, self._tasks, self.worn = self._process, None, 0, False
        if process is not None and process.stdin is not None:
            process.stdin.close()

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            environment = {**os.environ, "PYTHONPATH": _ROOT}
            command = (sys.executable, "-m", "bot.feeds.sandboxed")
            self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=environment)
        return self._process

    @staticmethod
    async def _frame(stream: asyncio.StreamReader) -> dict[str, Any]:
        (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
        if length > _LARGEST_FRAME:
            raise ValueError("a frame larger than any")
        frame = json.loads(await stream.readexactly(length))
        if not isinstance(frame, dict):
            raise ValueError("a frame that is none")  # noqa: TRY004 - not a wrong type of ours, but wrong bytes
        return frame


def _kill(process: Process) -> None:
    try:
        process.kill()
    except ProcessLookupError:
        return
