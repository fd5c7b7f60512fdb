"""Polls that brought nothing, kept together: while one transaction runs, those that end meanwhile wait for the next."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor

from bot.model.feeds import PollState
from bot.pipeline.ingest import Pipeline


class QuietPolls:
    """Does: keeps where polling stands after polls with nothing to read, many in one transaction.

    `keep` returns once it is kept, so nobody believes in what a crash would lose.
    """

    def __init__(self, pipeline: Pipeline, executor: Executor) -> None:
        self._pipeline = pipeline
        self._executor = executor
        self._waiting: list[tuple[PollState, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, state: PollState) -> None:
        """Keep a state. StoreError where the database cannot."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((state, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write_batch(batch)
        finally:
            self._writing = None

    async def _write_batch(self, batch: list[tuple[PollState, asyncio.Future[None]]]) -> None:
        states = [state for state, _ in batch]
        problem: BaseException | None = None
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, self._pipeline.finish, states, {})
        except BaseException as why:  # noqa: BLE001 - whatever it is, those who wait are told
            problem = why
        for _, kept in batch:
            if kept.done():
                continue
            if problem is None:
                kept.set_result(None)
            else:
                kept.set_exception(problem)
