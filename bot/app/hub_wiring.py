"""Feeds' hubs, wired from the settings: nothing at all where the bot cannot be reached from the internet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from bot.app.hooks import Hooks
from bot.app.hubs import Hubs
from bot.feeds.client import make_client
from bot.following import Following
from bot.model.feeds import Feed
from bot.pipeline import Polled, Poller
from bot.settings import Settings
from bot.store import Store


def open_hubs(
    settings: Settings,
    store: Store,
    poller: Poller,
    following: Following,
    *,
    hooks: Hooks,
    clock: Callable[[], datetime],
    executor: Executor,
) -> None:
    """Have feeds that name a hub subscribed there after their polls, where a call-back address is set."""
    if not settings.websub.callback:
        return
    polling = settings.polling
    hubs = Hubs(
        callback=settings.websub.callback,
        client=make_client(polling.contact, polling.allow_private_networks, host_pause=polling.host_pause),
        store=store,
        poller=poller,
        executor=executor,
        feeds=lambda: {feed.id: feed for feed in following.feeds},
        clock=clock,
    )
    asking: set[asyncio.Task[None]] = set()

    def polled(_: Feed, came: Polled) -> None:
        if came.state.hints is not None and came.state.hints.hub:
            task = asyncio.create_task(hubs.after_poll(came.state))
            asking.add(task)
            task.add_done_callback(asking.discard)

    hooks.hubs = hubs
    hooks.polled.append(polled)
