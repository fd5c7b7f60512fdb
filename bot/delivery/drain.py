"""The one loop of delivering: claim what is due, hand it on, many targets at a time, and see it through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.delivery.courier import Courier, Outcome
from bot.delivery.records import Records
from bot.delivery.sinks import Sink
from bot.model.alerts import Delivery
from bot.store import Store
from bot.wording import Card

BEAT = 1.0
"""Seconds after which it is looked for what has become due, though nothing that is under way has ended."""
LONGEST = 60.0
"""Seconds after which a draining ends as soon as it can, so that whoever watches it sees that it works."""


@dataclass(frozen=True, slots=True)
class Drained:
    """What one draining did, in numbers of alerts."""

    sent: int = 0
    retried: int = 0
    parked: int = 0
    revised: int = 0


class Drain:
    """Does: claims due rows, has each delivered, and goes on until nothing is due. One draining at a time.

    `card_of` puts a delivery into words; `on_sent` is told of each that has been told. The store is only touched from
    `executor`, which has one thread.
    """

    def __init__(
        self,
        store: Store,
        sinks: Iterable[Sink],
        card_of: Callable[[Delivery], Card],
        clock: Callable[[], datetime],
        executor: Executor,
        *,
        on_sent: Callable[[Delivery, datetime], None] | None = None,
    ) -> None:
        self._sinks = tuple(sinks)
        self._card_of = card_of
        self._records = Records(store, clock, executor)
        self._couriers = [Courier(sink, card_of, self._records, clock, on_sent) for sink in self._sinks]
        self._one_at_a_time = asyncio.Lock()

    async def recover(self) -> int:
        """Settle what an earlier process left in `sending`; the number of alerts that had to be parked."""
        parked = 0
        for sink in self._sinks:
            left = await self._records.settle(sink)
            if left:
                await sink.show_parked([(delivery, self._card_of(delivery)) for delivery in left])
            parked += len(left)
        return parked

    async def drain(self) -> Drained:
        """Deliver what is due, each target's oldest first, and edit what has an aftermath; within about a minute.

        ConfigError where a sink cannot work until a setting is mended. Whatever goes wrong, what is under way ends.
        """
        async with self._one_at_a_time:
            await self._records.keep_open()
            return await _Shift(self._couriers).work()


class _Shift:
    """Does: keeps couriers busy until nothing is due; after a fault no more is claimed, and it is raised at the end."""

    def __init__(self, couriers: Iterable[Courier]) -> None:
        self._couriers = tuple(couriers)
        self._running: dict[asyncio.Task[Outcome], Courier] = {}
        self._outcomes: list[Outcome] = []
        self._fault: Exception | None = None

    async def work(self) -> Drained:
        try:
            end = asyncio.get_running_loop().time() + LONGEST
            while self._fault is None and asyncio.get_running_loop().time() < end:
                await self._claim()
                if not self._running:
                    break
                await self._wait(BEAT)
            while self._running:
                await self._wait(None)
        finally:
            await self._abandon()
        if self._fault is not None:
            raise self._fault
        return Drained(*(self._outcomes.count(what) for what in Outcome))

    async def _claim(self) -> None:
        for courier in self._couriers:
            busy = sum(1 for other in self._running.values() if other is courier)
            try:
                jobs = await courier.claim(courier.sink.at_once - busy)
            except Exception as fault:  # noqa: BLE001 - raised once what is under way has ended
                self._fault = fault
                return
            for job in jobs:
                self._begin(courier, job)

    def _begin(self, courier: Courier, job: Coroutine[Any, Any, Outcome]) -> None:
        self._running[asyncio.create_task(job)] = courier

    async def _wait(self, seconds: float | None) -> None:
        done, _ = await asyncio.wait(self._running, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            del self._running[task]
            fault = task.exception()
            if isinstance(fault, Exception):
                self._fault = self._fault or fault
            elif fault is None:
                self._outcomes.append(task.result())

    async def _abandon(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
