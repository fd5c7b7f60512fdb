"""Feeds in lines for people: how each fares, and what a look at one has shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from bot.feeds.checkup import Checkup, check_up
from bot.feeds.client import make_client
from bot.feeds.fetch import FetchLimits
from bot.feeds.sandbox import Sandbox
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.settings import Settings
from bot.wording import one_line


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
    return [f"{name + ':':<12}{one_line(value)}" for name, value in _facts(seen)] + _verdict(seen)


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


def _facts(seen: Checkup) -> Iterator[tuple[str, str]]:
    yield "address", seen.url
    fetched, document = seen.fetched, seen.document
    if fetched is not None:
        if fetched.final_url != seen.url:
            yield "answers at", fetched.final_url
        yield "answer", f"200, {len(fetched.body):,} bytes, {fetched.content_type or 'no type said'}"
        yield "ETag", fetched.etag or "none"
        yield "modified", fetched.last_modified or "not said"
        yield "fresh for", _span(fetched.fresh_for)
    yield "format", seen.format or "none that is known"
    if document is not None:
        yield "entries", _entries(seen)
        yield "asks for", _wishes(seen)
        yield "next poll", f"after {_span(seen.wait)}"
    if seen.said:
        yield "it says", seen.said


def _entries(seen: Checkup) -> str:
    entries = seen.document.entries if seen.document else ()
    if not entries:
        return "none"
    newest = max(entries, key=lambda entry: entry.published)
    return f"{len(entries)}, the newest of {newest.published:%Y-%m-%d %H:%M} UTC: {newest.title[:80]}"


def _wishes(seen: Checkup) -> str:
    if seen.document is None:
        return "nothing"
    hints = seen.document.hints
    said = [
        f"a poll every {_span(hints.every)}" if hints.every else "",
        f"none in hours {sorted(hints.skip_hours)}" if hints.skip_hours else "",
        f"none on days {sorted(hints.skip_days)} (Monday is 0)" if hints.skip_days else "",
        f"its hub {hints.hub}" if hints.hub else "",
    ]
    return "; ".join(filter(None, said)) or "nothing"


def _verdict(seen: Checkup) -> list[str]:
    if not seen.problems:
        return ["Nothing is wrong with it."]
    return ["What is wrong with it:", *(f"  - {one_line(problem)}" for problem in seen.problems)]


def _span(length: timedelta | None) -> str:
    if length is None:
        return "not said"
    minutes = round(length.total_seconds() / 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes / 60:.1f} h" if minutes < 2_880 else f"{minutes / 1_440:.1f} days"
