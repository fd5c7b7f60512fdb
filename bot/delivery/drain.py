"""Delivering: hand what is due in the outbox to its sinks, and record what came of it.

Everything that affects the state of an outbox row after its making lives here and in `bot.store.outbox`:

- a row is committed as `sending` before its sink sees it, and as `sent` after the sink has said so;
- a failure that can pass is tried again, each time later; one that cannot, parks the row; so does a bug that lasts;
- a row found `sending` at the start has an unknown outcome. A sink that may safely repeat itself gets it
  again; for any other it is parked and shown, never guessed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

import structlog

from bot.model.alerts import Alert, Delivery
from bot.model.errors import ConfigError, SinkError
from bot.store import Store
from bot.wording import Card

P = ParamSpec("P")
T = TypeVar("T")
log: structlog.stdlib.BoundLogger = structlog.get_logger()

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=30)
MOST_TRIES_OF_A_BUG = 5
UNKNOWN_OUTCOME = "the process stopped while this was being delivered"


class Sink(Protocol):
    """Where alerts go. `repeatable` says whether handing over the same delivery twice still makes one message."""

    name: str
    repeatable: bool

    async def deliver(self, delivery: Delivery, card: Card) -> None:
        """Tell people. Returns once it is certainly told; SinkError where it is certainly not."""

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Name, in a line each, the deliveries whose outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Drained:
    """What one draining did, in numbers of alerts."""

    sent: int = 0
    retried: int = 0
    parked: int = 0


def retry_wait(attempts: int) -> timedelta:
    """How long to wait before the next try, after so many: 5 s doubling up to half an hour."""
    return min(FIRST_RETRY * (1 << min(attempts, 20)), LONGEST_RETRY)


class Drain:
    """Does: claims due rows, hands each to its sink, records the outcome. One draining at a time.

    `card_of` puts an alert into words. The store is only touched from `executor`, which has one thread.
    """

    def __init__(
        self,
        store: Store,
        sinks: Iterable[Sink],
        card_of: Callable[[Alert], Card],
        clock: Callable[[], datetime],
        executor: Executor,
    ) -> None:
        self._store = store
        self._sinks = tuple(sinks)
        self._card_of = card_of
        self._clock = clock
        self._executor = executor
        self._one_at_a_time = asyncio.Lock()
        self._open: list[Callable[[], None]] = []

    async def recover(self) -> int:
        """Settle what an earlier process left in `sending`; the number of alerts that had to be parked."""
        parked = 0
        for sink in self._sinks:
            left = await self._in_store(self._settle, sink)
            if left:
                await sink.show_parked([(delivery, self._card_of(delivery.alert)) for delivery in left])
            parked += len(left)
        return parked

    async def drain(self) -> Drained:
        """Deliver all that is due now, oldest first. ConfigError where a sink cannot work until a setting is mended."""
        outcomes: list[str] = []
        async with self._one_at_a_time:
            await self._record_open()
            for sink in self._sinks:
                while batch := await self._in_store(self._claim, sink.name):
                    outcomes += [await self._deliver(sink, delivery) for delivery in batch]
        return Drained(*(outcomes.count(what) for what in ("sent", "retried", "parked")))

    async def _deliver(self, sink: Sink, delivery: Delivery) -> str:
        alert = delivery.alert
        try:
            await sink.deliver(delivery, self._card_of(alert))
        except ConfigError as problem:
            # Nothing was sent, and nothing will be until its owner has mended the setting.
            await self._record(self._retry, alert.id, self._clock(), str(problem))
            raise
        except SinkError as problem:
            return await self._failed(delivery, str(problem), retry=problem.retry)
        except Exception as bug:  # one alert must not hold up all that come after it
            log.exception("a bug while delivering", title=alert.title_id)
            may_repeat = sink.repeatable and delivery.attempts < MOST_TRIES_OF_A_BUG
            return await self._failed(delivery, f"a bug: {type(bug).__name__}: {bug}", retry=may_repeat)
        await self._record(self._sent, alert.id)
        return "sent"

    async def _failed(self, delivery: Delivery, why: str, *, retry: bool) -> str:
        alert = delivery.alert
        if not retry:
            await self._record(self._park, alert.id, why)
            log.warning("alert put aside", title=alert.title_id, why=why)
            return "parked"
        due_at = self._clock() + retry_wait(delivery.attempts)
        await self._record(self._retry, alert.id, due_at, why)
        log.warning("alert not delivered", title=alert.title_id, why=why, next=due_at)
        return "retried"

    async def _record(self, outcome: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """Note what came of a delivery. What the database does not take now, the next draining begins with."""
        self._open.append(partial(outcome, *args, **kwargs))
        await self._record_open()

    async def _record_open(self) -> None:
        while self._open:
            await self._in_store(self._open[0])
            del self._open[0]

    def _claim(self, sink: str) -> tuple[Delivery, ...]:
        # One row at a time: were several claimed and the process killed, all of them would be in doubt.
        with self._store.transaction() as tx:
            return tx.claim_deliveries(sink, self._clock(), limit=1)

    def _settle(self, sink: Sink) -> tuple[Delivery, ...]:
        with self._store.transaction() as tx:
            left = tx.interrupted(sink.name)
            for delivery in left:
                if sink.repeatable:
                    tx.record_retry(delivery.alert.id, self._clock(), UNKNOWN_OUTCOME)
                else:
                    tx.park(delivery.alert.id, UNKNOWN_OUTCOME)
        return () if sink.repeatable else left

    def _sent(self, alert_id: str) -> None:
        with self._store.transaction() as tx:
            tx.record_sent(alert_id, self._clock())

    def _retry(self, alert_id: str, due_at: datetime, note: str) -> None:
        with self._store.transaction() as tx:
            tx.record_retry(alert_id, due_at, note)

    def _park(self, alert_id: str, note: str) -> None:
        with self._store.transaction() as tx:
            tx.park(alert_id, note)

    async def _in_store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, partial(call, *args, **kwargs))
