"""The connection to Discord that answers commands, beside polling and telling."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TypeVar

from bot.app.hooks import Hooks
from bot.app.polling import Look
from bot.app.service import Companion
from bot.app.threads import OneThread
from bot.feeds.articles import Articles
from bot.following import Following
from bot.settings import Settings
from bot.store import Store, Transaction

T = TypeVar("T")

READING_TIME = 0.5
"""Seconds that a stop waits for an answer that is being read; nothing is lost with it."""


def open_talk(
    settings: Settings,
    store: Store,
    following: Following,
    *,
    clock: Callable[[], datetime],
    executor: Executor,
    articles: Articles,
    look: Look,
    hooks: Hooks,
    stack: AsyncExitStack,
) -> Companion | None:
    """Make what stays connected to Discord and answers; None without a token.

    Questions are read on a thread of their own, changes are made on the store's (`executor`).
    """
    if settings.discord.token is None:
        return None
    # Discord's library costs 30 MB, which a preview does without.
    from bot.chat.client import BotClient, point_at  # noqa: PLC0415
    from bot.chat.connection import Connection  # noqa: PLC0415
    from bot.chat.install import everything  # noqa: PLC0415
    from bot.chat.office import Office  # noqa: PLC0415
    from bot.chat.questions import Desk  # noqa: PLC0415

    reading = stack.enter_context(OneThread(patience=READING_TIME))
    desk = Desk(store, lambda: following.titles, clock, reading)

    def in_store(call: Callable[[], T]) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(executor, call)

    async def recall(key: str) -> str | None:
        return await desk.read(lambda snapshot: snapshot.remembered(key))

    async def remember(key: str, value: str) -> None:
        def keep(tx: Transaction) -> None:
            tx.remember(key, value)

        await in_store(lambda: _transact(store, keep))

    async def read_article(link: str) -> str:
        return (await articles.read(link)).text

    point_at(settings.discord.api_url, settings.discord.gateway_url)
    install = everything(desk, Office(following, in_store, clock), look, read_article)
    connection = Connection(settings.discord.token.get_secret_value(), lambda: BotClient(install, recall, remember))
    hooks.gateway = lambda: connection.trouble
    return connection.run


def _transact(store: Store, change: Callable[[Transaction], T]) -> T:
    with store.transaction() as tx:
        return change(tx)
