"""What is to be kept, kept together: while one transaction runs, what comes meanwhile waits for the next, in one lot.

A transaction costs about as much for ten documents as for two: most of it is the disk's, and they touch the same pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

from bot.model.errors import StoreError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Together(Generic[Item, Result]):
    """Does: keeps things in the order in which they come, in lots of at most `most`.

    `keep_all` is called in `executor`; it keeps a lot and gives a result for each, or keeps nothing of it.
    """

    def __init__(self, keep_all: Callable[[Sequence[Item]], Sequence[Result]], executor: Executor, most: int) -> None:
        self._keep_all = keep_all
        self._executor = executor
        self._most = most
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, item: Item) -> Result:
        """Return once it is kept, so that nobody believes in what a crash would lose.

        StoreError where the database cannot. What else goes wrong with an item is told to whom it belongs, and costs
        the others nothing.
        """
        kept: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await kept

    async def _write(self) -> None:
        try:
            while self._waiting:
                lot, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._write_lot([(item, kept) for item, kept in lot if not kept.done()])
        finally:
            self._writing = None

    async def _write_lot(self, lot: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        if not lot:
            return
        call = asyncio.get_running_loop().run_in_executor(self._executor, self._keep_all, [item for item, _ in lot])
        try:
            results = await call
        except BaseException as problem:  # noqa: BLE001 - whatever it is, those who wait are told
            if len(lot) == 1 or not isinstance(problem, Exception) or isinstance(problem, StoreError):
                _tell(lot, problem)
                return
            for one in lot:
                await self._write_lot([one])
            return
        for (_, kept), result in zip(lot, results, strict=True):
            if not kept.done():
                kept.set_result(result)


def _tell(lot: Sequence[tuple[Item, asyncio.Future[Result]]], problem: BaseException) -> None:
    for _, kept in lot:
        if not kept.done():
            kept.set_exception(problem)
