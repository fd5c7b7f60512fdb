"""Feeds in lines for people: how each fares, and what a look at one has shown."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime

from bot.feeds.checkup import Checkup, check_up
from bot.feeds.client import make_client
from bot.feeds.fetch import FetchLimits
from bot.feeds.sandbox import Sandbox
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.settings import Settings
from bot.wording import ENGLISH, one_line
from bot.wording.checkups import Seen, checkup_facts, checkup_problems


async def looked_at(settings: Settings, url: str) -> Checkup:
    """Look at a feed with the bot's own client, guard and limits."""
    polling = settings.polling
    async with AsyncExitStack() as stack:
        client = make_client(polling.contact, polling.allow_private_networks, allow_ports=polling.allow_ports)
        stack.push_async_callback(client.aclose)
        sandbox = Sandbox()
        stack.push_async_callback(sandbox.aclose)
        limits = FetchLimits(polling.deadline, wire_bytes=polling.most_bytes, body_bytes=polling.most_bytes)
        feed = Feed("check", url, Outlet("", ""), polling.least_interval)
        return await check_up(client, sandbox.read, feed, limits, datetime.now(UTC))


def checkup_lines(seen: Checkup) -> list[str]:
    """Write what was seen, a fact a line, then what is wrong."""
    lines = [f"{one.name + ':':<12}{_dated(one)}" for one in checkup_facts(seen)]
    problems = [f"  - {problem}" for problem in checkup_problems(seen)]
    return [*lines, ENGLISH.say("sources.wrong" if problems else "sources.nothing_wrong"), *problems]


def health_line(feed: Feed, state: PollState | None) -> str:
    """Write a feed and how it fares in one line."""
    return f"{feed.id:<28} {_health(state):<44} {feed.url}"


def _health(state: PollState | None) -> str:
    if state is None or (state.last_success_at is None and not state.failures):
        return "not polled yet"
    if state.stopped:
        return f"stopped: {one_line(state.stopped)}"[:44]
    if state.failures:
        return f"failing ({state.failures} in a row): {one_line(state.last_error or '')}"[:44]
    return f"well; next at {state.next_poll_at:%Y-%m-%d %H:%M} UTC"


def _dated(one: Seen) -> str:
    return f"{one.value} ({one.when:%Y-%m-%d %H:%M} UTC)" if one.when else one.value
