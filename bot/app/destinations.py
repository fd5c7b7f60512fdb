"""Where alerts go: into this terminal, or into Discord."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TextIO

import structlog

from bot.app.service import Chore
from bot.delivery import Sink
from bot.model.alerts import Subscription
from bot.settings import Settings
from bot.settings.model import Discord
from bot.store import Store
from bot.terminal.sink import TerminalSink
from bot.wording import ENGLISH

log: structlog.stdlib.BoundLogger = structlog.get_logger()

NOBODY_YET = (
    "no channel is told anything yet: write /watch add in the channel that should be, "
    "or set discord.channel_id for one that gets everything"
)


def open_destinations(
    settings: Settings,
    clock: Callable[[], datetime],
    stdout: TextIO,
    on_closed: Callable[[], None],
    stack: AsyncExitStack,
) -> tuple[tuple[Sink, ...], tuple[Subscription, ...]]:
    """Open the sinks, with the subscriptions that the settings name.

    Those are a channel's and a webhook's where they are set; without a token and a webhook, the terminal's.
    """
    discord = settings.discord
    sinks: list[Sink] = []
    fixed: list[Subscription] = []
    if discord.token is not None:
        sinks.append(_open_discord(discord, discord.token.get_secret_value(), clock, stack))
        if discord.channel_id is not None:
            target = str(discord.channel_id)
            fixed.append(Subscription(id=f"discord:{target}", sink="discord", target=target))
    if discord.webhook_url is not None:
        sink, subscription = _open_webhook(discord, discord.webhook_url.get_secret_value(), stack)
        sinks.append(sink)
        fixed.append(subscription)
    if not sinks:
        return (TerminalSink(stdout, on_closed=on_closed),), (Subscription(id="terminal", sink="terminal"),)
    return tuple(sinks), tuple(fixed)


def owner_chores(
    settings: Settings,
    store: Store,
    sinks: Sequence[Sink],
    subscriptions: Callable[[], Iterable[Subscription]],
    *,
    clock: Callable[[], datetime],
    executor: Executor,
) -> list[Chore]:
    """Have the bot's owner told of feeds, in the language that most are told in. Without a bot the log alone tells."""
    discord = settings.discord
    if discord.token is None:
        return []
    from bot.app.notices import BEAT, Notices  # noqa: PLC0415 - as below
    from bot.chat.owner_line import DiscordOwner  # noqa: PLC0415
    from bot.chat.sink import DiscordSink  # noqa: PLC0415

    def locale() -> str:
        spoken = Counter(one.locale for one in subscriptions() if one.locale)
        return spoken.most_common(1)[0][0] if spoken else ENGLISH.language

    rest = next(sink.rest for sink in sinks if isinstance(sink, DiscordSink))
    owner = DiscordOwner(rest, locale, (discord.owner_channel_id, discord.owner_user_id))
    return [(BEAT, Notices(store, owner, clock, executor).beat, "notices")]


def _open_discord(settings: Discord, token: str, clock: Callable[[], datetime], stack: AsyncExitStack) -> Sink:
    from bot.chat.sink import DiscordSink  # noqa: PLC0415 - discord.py costs 30 MB, which a preview does without

    owners = (settings.owner_channel_id, settings.owner_user_id)
    classic = settings.cards == "embeds"
    sink = DiscordSink(token, clock, settings.api_url, classic=classic, owners=owners)
    stack.push_async_callback(sink.close)
    return sink


def _open_webhook(settings: Discord, address: str, stack: AsyncExitStack) -> tuple[Sink, Subscription]:
    from bot.chat.webhook import WebhookSink  # noqa: PLC0415 - as above

    sink = WebhookSink(address, settings.api_url)
    stack.push_async_callback(sink.close)
    return sink, Subscription(id=f"webhook:{sink.target}", sink=sink.name, target=sink.target)


def bring_along(store: Store, fixed: tuple[Subscription, ...], now: datetime) -> None:
    """Have alerts follow to the channel that is set now, from a preview or from a channel that was wrong.

    What waits for a channel that was set up in Discord stays there. A preview takes none: it may be somebody's look
    at the database of a bot that is at work.
    """
    for to in fixed:
        if to.sink == TerminalSink.name:
            continue
        with store.transaction() as tx:
            kept = [one.id for one in (*tx.subscriptions(), *fixed) if one.id != to.id]
            alerts = tx.redirect(to, now, kept)
        if alerts:
            log.info("alerts that waited for another destination go to the channel that is set now", alerts=alerts)
