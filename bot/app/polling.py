"""How feeds are asked and read, wired from the settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING

from bot.feeds.articles import Articles, site_of
from bot.feeds.fetch import FetchLimits, make_client
from bot.feeds.sandbox import Sandbox
from bot.feeds.schedule import Pacing
from bot.model.entries import Outlet, Trust
from bot.model.feeds import Feed
from bot.pipeline import Pipeline, Poller
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.feeds.checkup import Checkup

Look = Callable[[str], Awaitable["Checkup"]]
_NOBODY = Outlet("", "")


def open_poller(
    settings: Settings,
    pipeline: Pipeline,
    feeds: Iterable[Feed],
    *,
    clock: Callable[[], datetime],
    executor: Executor,
    stack: AsyncExitStack,
) -> tuple[Poller, Articles, Look]:
    """Open what polls need: a client behind the guard, a process that reads; they are closed with `stack`.

    Articles can be read, and feeds looked at, one by one as well, where somebody names one.
    """
    polling = settings.polling
    client = make_client(
        polling.contact,
        polling.allow_private_networks,
        allow_ports=polling.allow_ports,
        host_pause=polling.host_pause,
    )
    stack.push_async_callback(client.aclose)
    sandbox = Sandbox()
    stack.push_async_callback(sandbox.aclose)
    limits = FetchLimits(polling.deadline, wire_bytes=polling.most_bytes, body_bytes=polling.most_bytes)
    sites = {site_of(feed.url): feed.outlet.name for feed in feeds if feed.outlet.trust is not Trust.AGGREGATOR}
    articles = Articles(client, sandbox, limits, clock, sites)
    pacing = Pacing(ceiling=polling.most_interval, most_fresh=polling.most_fresh)
    asked = articles if settings.articles.enabled else None
    poller = Poller(pipeline, client, limits, clock, executor, parse=sandbox.read, pacing=pacing, articles=asked)

    async def look(url: str) -> Checkup:
        from bot.feeds.checkup import check_up  # noqa: PLC0415 - seldom needed

        feed = Feed("check", url, _NOBODY, polling.least_interval)
        return await check_up(client, sandbox.read, feed, limits, clock())

    return poller, articles, look
