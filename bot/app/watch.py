"""The watchman: joins the bot at work to the pages of `bot.web`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog

from bot.app.hooks import Hooks
from bot.app.service import Service
from bot.model.errors import StoreError
from bot.settings.model import Web
from bot.store import Counts, FeedHealth

if TYPE_CHECKING:
    from bot.web.metrics import Metrics

PATIENCE = 5.0
"""Seconds that a look at the database may take; a page must answer before its reader gives up."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@asynccontextmanager
async def watched(
    service: Service, web: Web, hooks: Hooks, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> AsyncIterator[int]:
    """Serve the pages while the block runs; the port, 0 where they are off. ConfigError where the port is taken."""
    if web.port == 0:
        yield 0
        return
    # Imported here, since who serves no pages needs none of it.
    from bot.web.hub import hub_pages  # noqa: PLC0415
    from bot.web.lag import watch_loop  # noqa: PLC0415
    from bot.web.metrics import Metrics  # noqa: PLC0415
    from bot.web.pages import make_pages  # noqa: PLC0415
    from bot.web.server import serving  # noqa: PLC0415

    watch = Watch(service, hooks, Metrics(), clock)
    looking = asyncio.create_task(watch_loop(watch.metrics.loop_was_late))
    try:
        pages = make_pages(watch.troubles, watch.numbers)
        if hooks.hubs is not None:
            pages.add_subapp("/hub/", hub_pages(hooks.hubs))
        async with serving(pages, web.host, web.port) as port:
            log.debug("health and metrics are served", host=web.host, port=port)
            yield port
    finally:
        looking.cancel()


class Watch:
    """Does: looks at the service and its database, and hands what it sees to the rules and the counters."""

    def __init__(self, service: Service, hooks: Hooks, metrics: Metrics, clock: Callable[[], datetime]) -> None:
        self.metrics = metrics
        self._service = service
        self._hooks = hooks
        self._clock = clock
        self._started_at = clock()
        hooks.polled.append(metrics.polled)
        hooks.sent.append(metrics.sent)

    async def troubles(self) -> Sequence[str]:
        """Tell why the bot is not ready, a line each."""
        from bot.web.vitals import Vitals, troubles  # noqa: PLC0415 - as above

        feeds: Sequence[FeedHealth] = ()
        database = None
        try:
            feeds = [one for one in (await self._look())[1] if one.enabled]
        except StoreError as problem:
            database = str(problem)
        answers = [one.state.last_success_at for one in feeds if one.state.last_success_at is not None]
        return troubles(
            Vitals(
                now=self._clock(),
                started_at=self._started_at,
                beats=self._service.pauses,
                database=database,
                gateway=self._hooks.gateway(),
                polled_at=max(answers, default=None),
                feeds=len(feeds),
                failing=sum(one.state.failures > 0 for one in feeds),
            )
        )

    async def numbers(self) -> bytes:
        """Write the metrics as they stand. StoreError where the database does not answer."""
        counts, feeds = await self._look()
        self.metrics.stand(counts.deliveries, feeds, self._clock())
        return self.metrics.text()

    async def _look(self) -> tuple[Counts, tuple[FeedHealth, ...]]:
        """Read what the database says, beside the thread that works on it."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._read), PATIENCE)
        except TimeoutError:
            raise StoreError("the database has not answered for five seconds; is its disk at its limit?") from None

    def _read(self) -> tuple[Counts, tuple[FeedHealth, ...]]:
        with self._service.store.snapshot() as snapshot:
            return snapshot.counts(), snapshot.feed_health()
