"""One sink's deliveries: what each failure means for a row, and for its destination."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

import structlog

from bot.delivery.records import Records
from bot.delivery.retries import LONGEST_RETRY, MOST_TRIES_OF_A_BUG, REVISION_RETRY, retry_wait
from bot.delivery.sinks import Sink
from bot.model.alerts import Delivery
from bot.model.errors import ConfigError, DestinationError, SinkError
from bot.wording import Card

log: structlog.stdlib.BoundLogger = structlog.get_logger()

Job = Coroutine[Any, Any, "Outcome"]


class Outcome(Enum):
    """What came of one delivery or edit, in the order of `Drained`."""

    SENT = auto()
    RETRIED = auto()
    PARKED = auto()
    REVISED = auto()


class Courier:
    """Does: hands deliveries and edits to one sink, and has the outbox know what came of each."""

    def __init__(
        self,
        sink: Sink,
        card_of: Callable[[Delivery], Card],
        records: Records,
        clock: Callable[[], datetime],
        on_sent: Callable[[Delivery, datetime], None] | None = None,
    ) -> None:
        self.sink = sink
        self._card_of = card_of
        self._records = records
        self._clock = clock
        self._on_sent = on_sent
        self._revising: set[str] = set()
        self._owners_told: set[str] = set()

    async def claim(self, free: int) -> Sequence[Job]:
        """Begin up to so many jobs: what is to be told first, and where nothing is, what is to be edited."""
        if free <= 0:
            return ()
        # What is claimed counts as in doubt after a kill, so no more is than can be begun at once.
        if jobs := [self._deliver(delivery) for delivery in await self._records.claim(self.sink.name, free)]:
            return jobs
        due = await self._records.claim_revisions(self.sink.name, free)
        return [self._revise(delivery) for delivery in due if delivery.alert.id not in self._revising]

    async def _deliver(self, delivery: Delivery) -> Outcome:
        try:
            receipt = await self.sink.deliver(delivery, self._card_of(delivery))
        except ConfigError as problem:
            # Nothing was sent, and nothing will be until its owner has mended the setting.
            await self._retry(delivery, self._clock(), str(problem), doubtful=False)
            raise
        except DestinationError as problem:
            return await self._refused(delivery, problem)
        except SinkError as problem:
            return await self._failed(delivery, problem)
        except Exception as bug:  # one alert must not hold up all that come after it
            log.exception("a bug while delivering", title=delivery.alert.title_id)
            may_repeat = self.sink.repeatable and delivery.attempts < MOST_TRIES_OF_A_BUG
            why = f"a bug: {type(bug).__name__}: {bug}"
            return await self._failed(delivery, SinkError(why, retry=may_repeat, doubtful=True))
        now = self._clock()
        await self._records.keep(lambda tx: tx.record_sent(delivery.alert.id, now, receipt))
        if self._on_sent is not None:
            self._on_sent(delivery, now)
        return Outcome.SENT

    async def _failed(self, delivery: Delivery, problem: SinkError) -> Outcome:
        title, why = delivery.alert.title_id, str(problem)
        if not problem.retry:
            await self._records.keep(lambda tx: tx.park(delivery.alert.id, why))
            log.warning("alert put aside", title=title, why=why)
            return Outcome.PARKED
        due_at = self._clock() + retry_wait(delivery.attempts, problem.wait)
        await self._retry(delivery, due_at, why, doubtful=problem.doubtful)
        log.warning("alert not delivered", title=title, why=why, next=due_at)
        return Outcome.RETRIED

    async def _refused(self, delivery: Delivery, problem: DestinationError) -> Outcome:
        """Ask a destination no more that is gone or forbids us; its owner hears of it once, elsewhere."""
        to, why = delivery.alert.subscription, str(problem)
        if (where := f"{to.sink}:{to.target}") not in self._owners_told:
            self._owners_told.add(where)
            await self.sink.tell_owner(delivery, problem)
        paused = await self._records.pause(delivery, why)
        if paused:
            self._owners_told.discard(where)  # once it has been resumed, this would be news again
        wait = timedelta() if paused else LONGEST_RETRY
        await self._retry(delivery, self._clock() + wait, why, doubtful=False)
        log.warning("a destination refuses us", destination=where, why=why, paused=paused)
        return Outcome.RETRIED

    async def _revise(self, delivery: Delivery) -> Outcome:
        self._revising.add(delivery.alert.id)
        try:
            return await self._revise_once(delivery)
        finally:
            self._revising.discard(delivery.alert.id)

    async def _revise_once(self, delivery: Delivery) -> Outcome:
        alert, again = delivery.alert, None
        try:
            await self.sink.revise(delivery, self._card_of(delivery))
        except ConfigError:
            raise
        except SinkError as problem:
            again = self._clock() + (problem.wait or REVISION_RETRY) if problem.retry else None
            log.info("message not edited", title=alert.title_id, why=str(problem), next=again)
        except Exception:  # what is told stays told; only the edit is given up
            log.exception("a bug while editing", title=alert.title_id)
        await self._records.keep(lambda tx: tx.record_revised(alert.id, delivery.revise_at, again))
        return Outcome.RETRIED if again else Outcome.REVISED

    async def _retry(self, delivery: Delivery, due_at: datetime, why: str, *, doubtful: bool) -> None:
        await self._records.keep(lambda tx: tx.record_retry(delivery.alert.id, due_at, why, doubtful=doubtful))
