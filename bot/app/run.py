"""`sequelwatch run`: everything opened, wired, and closed again in the right order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import TextIO

import structlog

from bot.app.hooks import Hooks
from bot.app.logs import Forgiving, configure_logs
from bot.app.service import CLOSING_TIME, Service
from bot.app.threads import OneThread, UnawaitedThreads
from bot.app.watch import watched
from bot.delivery import Drain, Sink
from bot.feeds.fetch import FetchLimits, make_client
from bot.model.alerts import Delivery, Subscription
from bot.model.entries import Entry
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.seeds import load_seeds
from bot.settings import Settings, load_feeds
from bot.store import Store
from bot.terminal.sink import TerminalSink
from bot.wording import Card, card_of, returning_cast

log: structlog.stdlib.BoundLogger = structlog.get_logger()

PREVIEW = """\
Preview: no Discord token is set, so alerts appear here.
To have them posted in a channel, set DISCORD_TOKEN and SEQUELWATCH_DISCORD__CHANNEL_ID (see README.md).
Ctrl-C stops.
"""


def run(settings: Settings) -> None:
    """Run until Ctrl-C or SIGTERM. SequelwatchError for whatever its owner can mend."""
    secrets = [settings.discord.token.get_secret_value()] if settings.discord.token else []
    configure_logs(settings.log.format, settings.log.level, secrets)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_default_executor(UnawaitedThreads())
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    hooks = Hooks()
    async with open_service(settings, stop.set, hooks=hooks) as service, watched(service, settings.web, hooks):
        if not settings.discord.token:
            Forgiving(sys.stderr).write(PREVIEW)
        await service.run(stop)
    log.info("stopped")


@asynccontextmanager
async def open_service(
    settings: Settings,
    on_closed: Callable[[], None],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    stdout: TextIO = sys.stdout,
    hooks: Hooks | None = None,
) -> AsyncIterator[Service]:
    """Open what the bot needs and wire it; everything is closed again at the end.

    `on_closed` is called when nobody reads the terminal any more.
    """
    hooks = hooks or Hooks()
    polling = settings.polling
    titles = load_seeds(settings.paths.seeds)
    feeds = load_feeds(settings.paths.feeds, polling.least_interval)
    async with AsyncExitStack() as stack:
        Store.make_folder(settings.database.url)
        store = Store.open(settings.database.url)
        stack.callback(store.close)
        executor = stack.enter_context(OneThread(patience=CLOSING_TIME.total_seconds()))
        client = make_client(polling.contact, polling.allow_private_networks)
        stack.push_async_callback(client.aclose)
        sink, subscription = await _destination(settings, clock, stdout, on_closed, stack)
        outlets = Outlets(feed.outlet for feed in feeds)
        pipeline = Pipeline(store, titles, outlets, [subscription], settings.delivery.catch_up_wait, on_bug=_pass_over)
        pipeline.learn_names()
        _bring_along(store, subscription, clock())
        returning = {title.id: returning_cast(title) for title in titles}
        yield Service(
            store=store,
            feeds=feeds,
            poller=Poller(
                pipeline,
                client,
                FetchLimits(polling.deadline, wire_bytes=polling.most_bytes, body_bytes=polling.most_bytes),
                clock,
                executor,
            ),
            drain=Drain(store, [sink], _cards(pipeline, returning), clock, executor),
            clock=clock,
            executor=executor,
            owner=f"{socket.gethostname()}:{os.getpid()}",
            concurrency=polling.concurrency,
            longest_fetch=polling.deadline,
            on_polled=hooks.tell_polled,
        )


async def _destination(
    settings: Settings,
    clock: Callable[[], datetime],
    stdout: TextIO,
    on_closed: Callable[[], None],
    stack: AsyncExitStack,
) -> tuple[Sink, Subscription]:
    """Where alerts go: the Discord channel that is set, else this terminal."""
    discord = settings.discord
    if discord.token is None:
        return TerminalSink(stdout, on_closed=on_closed), Subscription(id="terminal", sink="terminal")
    from bot.chat.sink import DiscordSink  # noqa: PLC0415 - discord.py costs 30 MB, which a preview does without

    sink = DiscordSink(discord.token.get_secret_value(), clock, discord.api_url)
    stack.push_async_callback(sink.close)
    target = str(discord.channel_id)  # settings with a token have a channel
    return sink, Subscription(id=f"discord:{target}", sink=sink.name, target=target)


def _bring_along(store: Store, to: Subscription, now: datetime) -> None:
    """Have alerts follow to the channel that is set now, from a preview or from a channel that was wrong.

    A preview takes none: it may be somebody's look at the database of a bot that is at work.
    """
    if to.sink == TerminalSink.name:
        return
    with store.transaction() as tx:
        alerts = tx.redirect(to, now)
    if alerts:
        log.info("alerts that waited for another destination go to the channel that is set now", alerts=alerts)


def _pass_over(entry: Entry, bug: Exception) -> None:
    """Log a bug that one entry has brought to light; its feed has others."""
    log.error("a bug: an entry is passed over, please report it", entry=entry.id, link=entry.link, exc_info=bug)


def _cards(pipeline: Pipeline, returning: Mapping[str, frozenset[str]]) -> Callable[[Delivery], Card]:
    """How an alert becomes a card: with the title's name of today, and who of the earlier cast returns."""

    def card(delivery: Delivery) -> Card:
        alert = delivery.alert
        return card_of(alert, pipeline.name_of(alert.title_id), returning.get(alert.title_id, frozenset()))

    return card
