"""`sequelwatch run`: everything opened, wired, and closed again in the right order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import TextIO

import structlog

from bot.app.clockwatch import BEAT as CLOCK_BEAT
from bot.app.clockwatch import ClockWatch
from bot.app.destinations import NOBODY_YET, bring_along, open_destinations, owner_chores
from bot.app.hooks import Hooks
from bot.app.housekeeping import BEAT, Housekeeping
from bot.app.hub_wiring import open_hubs
from bot.app.logs import Forgiving, configure_logs
from bot.app.polling import open_poller
from bot.app.service import CLOSING_TIME, Chore, Service
from bot.app.talk import open_talk
from bot.app.threads import OneThread, UnawaitedThreads
from bot.app.watch import watched
from bot.delivery import Drain
from bot.following import Following, Sources
from bot.model.alerts import Delivery
from bot.model.entries import Entry
from bot.model.errors import SequelwatchError
from bot.settings import Settings
from bot.store import Store
from bot.wording import Card, card_for, returning_cast

log: structlog.stdlib.BoundLogger = structlog.get_logger()

PREVIEW = """\
Preview: no Discord token is set, so alerts appear here.
To have them posted in Discord, set DISCORD_TOKEN (see docs/discord.md).
Ctrl-C stops.
"""


Clock = Callable[[], datetime]
Ticks = Callable[[], float]


def run(settings: Settings, clock: Clock = lambda: datetime.now(UTC), ticks: Ticks = time.monotonic) -> None:
    """Run until Ctrl-C or SIGTERM. SequelwatchError for whatever its owner can mend.

    `ticks` counts seconds as fast as the clock goes, and nobody sets it.
    """
    configure_logs(settings.log.format, settings.log.level, _secrets(settings))
    asyncio.run(_run(settings, clock, ticks))


def _secrets(settings: Settings) -> list[str]:
    given = (settings.discord.token, settings.discord.webhook_url)
    return [one.get_secret_value() for one in given if one is not None]


async def _run(settings: Settings, clock: Clock, ticks: Ticks) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(UnawaitedThreads())
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    reload = asyncio.Event()
    loop.add_signal_handler(signal.SIGHUP, reload.set)  # from the first moment on: unhandled, it ends a process
    hooks = Hooks()
    async with (
        open_service(settings, stop.set, clock, ticks=ticks, hooks=hooks) as service,
        watched(service, settings.web, hooks, clock),
    ):
        if not _secrets(settings):
            Forgiving(sys.stderr).write(PREVIEW)
        reloading = asyncio.create_task(_reload_whenever(reload, service))
        await service.run(stop)
        reloading.cancel()
    log.info("stopped")


@asynccontextmanager
async def open_service(
    settings: Settings,
    on_closed: Callable[[], None],
    clock: Clock = lambda: datetime.now(UTC),
    stdout: TextIO = sys.stdout,
    *,
    ticks: Ticks = time.monotonic,
    hooks: Hooks | None = None,
) -> AsyncIterator[Service]:
    """Open what the bot needs and wire it; everything is closed again at the end.

    `on_closed` is called when nobody reads the terminal any more.
    """
    hooks = hooks or Hooks()
    polling, paths = settings.polling, settings.paths
    async with AsyncExitStack() as stack:
        Store.make_folder(settings.database.url)
        store = Store.open(settings.database.url)
        stack.callback(store.close)
        if store.kept is not None:
            log.info("the database has been brought up to date; a copy of it as it was is kept", copy=str(store.kept))
        executor = stack.enter_context(OneThread(patience=CLOSING_TIME.total_seconds()))
        watch = ClockWatch(store, clock, executor, ticks)
        sinks, fixed = open_destinations(settings, clock, stdout, on_closed, stack)
        sources = Sources(paths.seeds, paths.feeds, polling.least_interval, polling.google_news)
        following = Following(store, sources, fixed, settings.delivery.catch_up_wait, _pass_over)
        following.catch_up(clock())
        if not following.subscriptions:
            log.warning(NOBODY_YET)
        bring_along(store, fixed, clock())
        poller, articles, look = open_poller(
            settings, following.pipeline, following.feeds, clock=clock, executor=executor, stack=stack
        )
        open_hubs(settings, store, poller, following, hooks=hooks, clock=clock, executor=executor)
        housekeeping = Housekeeping(store, settings.retention, clock, executor, watch.may_forget)
        chores: list[Chore] = [(CLOCK_BEAT, watch.beat, "clock"), (BEAT, housekeeping.beat, "housekeeping")]
        chores += owner_chores(settings, store, sinks, lambda: following.subscriptions, clock=clock, executor=executor)
        yield Service(
            store=store,
            feeds=following.feeds,
            poller=poller,
            drain=Drain(store, sinks, _cards(following), clock, executor, on_sent=hooks.tell_sent),
            clock=clock,
            executor=executor,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            concurrency=polling.concurrency,
            longest_fetch=polling.deadline,
            on_polled=hooks.tell_polled,
            following=following,
            chores=chores,
            may_ask=watch.may_ask,
            companion=open_talk(
                settings,
                store,
                following,
                clock=clock,
                executor=executor,
                articles=articles,
                look=look,
                hooks=hooks,
                stack=stack,
            ),
        )


async def _reload_whenever(wanted: asyncio.Event, service: Service) -> None:
    """Read seeds and feeds anew each time that it is wanted, one after the other."""
    while await wanted.wait():
        wanted.clear()
        try:
            await service.reload()
        except SequelwatchError as problem:
            log.warning("nothing could be read anew", why=str(problem))


def _pass_over(entry: Entry, bug: Exception) -> None:
    """Log a bug that one entry has brought to light; its feed has others."""
    log.error("a bug: an entry is passed over, please report it", entry=entry.id, link=entry.link, exc_info=bug)


def _cards(following: Following) -> Callable[[Delivery], Card]:
    """How an alert becomes a card: with the titles' names of today, and who of the earlier cast returns."""

    def returning(title_id: str) -> frozenset[str]:
        title = following.title(title_id)
        return returning_cast(title) if title is not None else frozenset()

    def card(delivery: Delivery) -> Card:
        return card_for(delivery.alert, following.pipeline.name_of, returning, delivery.aftermath)

    return card
