"""What delivering reads from the outbox and writes into it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from bot.delivery.retries import UNKNOWN_OUTCOME
from bot.delivery.sinks import Sink
from bot.model.alerts import Delivery
from bot.store import Store, Transaction

P = ParamSpec("P")
T = TypeVar("T")
Change = Callable[[Transaction], object]


class Records:
    """Does: claims rows, and keeps what came of them; what the database does not take now, is kept with the next."""

    def __init__(self, store: Store, clock: Callable[[], datetime], executor: Executor) -> None:
        self._store = store
        self._clock = clock
        self._executor = executor
        self._open: list[Change] = []
        self._keeping = asyncio.Lock()

    async def keep(self, change: Change) -> None:
        """Note what came of a delivery. Several that come together are kept in one transaction."""
        self._open.append(change)
        await self.keep_open()

    async def keep_open(self) -> None:
        """Keep what the database has not taken yet. StoreError where it does not take it now either."""
        async with self._keeping:
            if changes := tuple(self._open):
                await self._in_store(self._write, changes)
                del self._open[: len(changes)]

    async def claim(self, sink: str, most: int) -> tuple[Delivery, ...]:
        """Take up to so many due rows of a sink, at most one a target."""
        return await self._in_store(self._claim, sink, most)

    async def claim_revisions(self, sink: str, most: int) -> tuple[Delivery, ...]:
        """Give up to so many deliveries whose messages are due to be edited."""
        return await self._in_store(self._claim_revisions, sink, most)

    async def settle(self, sink: Sink) -> tuple[Delivery, ...]:
        """Settle what an earlier process left in `sending`; what had to be parked."""
        return await self._in_store(self._settle, sink)

    async def pause(self, delivery: Delivery, why: str) -> bool:
        """Have a destination that refuses us wait for its owner; whether it can be paused."""
        return await self._in_store(self._pause, delivery, why)

    def _claim(self, sink: str, most: int) -> tuple[Delivery, ...]:
        with self._store.transaction() as tx:
            return tx.claim_deliveries(sink, self._clock(), most)

    def _claim_revisions(self, sink: str, most: int) -> tuple[Delivery, ...]:
        with self._store.snapshot() as snapshot:
            return snapshot.due_revisions(sink, self._clock(), most)

    def _settle(self, sink: Sink) -> tuple[Delivery, ...]:
        with self._store.transaction() as tx:
            left = tx.interrupted(sink.name)
            for delivery in left:
                if sink.repeatable:
                    tx.record_retry(delivery.alert.id, self._clock(), UNKNOWN_OUTCOME, doubtful=True)
                else:
                    tx.park(delivery.alert.id, UNKNOWN_OUTCOME)
        return () if sink.repeatable else left

    def _pause(self, delivery: Delivery, why: str) -> bool:
        with self._store.transaction() as tx:
            return tx.pause_destination(delivery.alert.subscription, why)

    def _write(self, changes: tuple[Change, ...]) -> None:
        with self._store.transaction() as tx:
            for change in changes:
                change(tx)

    async def _in_store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(call, *args, **kwargs))
