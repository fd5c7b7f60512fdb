"""Where alerts go: into this terminal, or into Discord."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TextIO

import structlog

from bot.delivery import Sink
from bot.model.alerts import Subscription
from bot.settings import Settings
from bot.store import Store
from bot.terminal.sink import TerminalSink

log: structlog.stdlib.BoundLogger = structlog.get_logger()

NOBODY_YET = (
    "no channel is told anything yet: write /watch add in the channel that should be, "
    "or set discord.channel_id for one that gets everything"
)


def open_destination(
    settings: Settings,
    clock: Callable[[], datetime],
    stdout: TextIO,
    on_closed: Callable[[], None],
    stack: AsyncExitStack,
) -> tuple[Sink, tuple[Subscription, ...]]:
    """Open the sink, with the subscription that the settings name: the terminal's, or a channel's if one is set."""
    discord = settings.discord
    if discord.token is None:
        return TerminalSink(stdout, on_closed=on_closed), (Subscription(id="terminal", sink="terminal"),)
    from bot.chat.sink import DiscordSink  # noqa: PLC0415 - discord.py costs 30 MB, which a preview does without

    sink = DiscordSink(discord.token.get_secret_value(), clock, discord.api_url)
    stack.push_async_callback(sink.close)
    if discord.channel_id is None:
        return sink, ()
    target = str(discord.channel_id)
    return sink, (Subscription(id=f"discord:{target}", sink=sink.name, target=target),)


def bring_along(store: Store, fixed: tuple[Subscription, ...], now: datetime) -> None:
    """Have alerts follow to the channel that is set now, from a preview or from a channel that was wrong.

    What waits for a channel that was set up in Discord stays there. A preview takes none: it may be somebody's look
    at the database of a bot that is at work.
    """
    for to in fixed:
        if to.sink == TerminalSink.name:
            continue
        with store.transaction() as tx:
            kept = [one.id for one in tx.subscriptions() if one.id != to.id]
            alerts = tx.redirect(to, now, kept)
        if alerts:
            log.info("alerts that waited for another destination go to the channel that is set now", alerts=alerts)
