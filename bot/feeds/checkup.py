"""What a reader sees of a feed: how its server answers, what it is, how it wants to be asked, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.feeds.client import Client
from bot.feeds.document import Document
from bot.feeds.fetch import Fetched, FetchError, FetchLimits, Outcome, fetch
from bot.feeds.schedule import next_state
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState

Parse = Callable[[bytes, Feed, datetime, str | None], Awaitable[Document]]
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(rss|feed|rdf)\b[^>]{0,2000}", re.IGNORECASE)
_VERSION = re.compile(rb"""version\s*=\s*["']([\d.]{1,8})""")
_STALE = timedelta(days=60)
_LONG = timedelta(days=1)
_MANY = 500


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was seen. `fetched` and `document` are None where it did not come to that; `problems` are lines for people.

    `answers_304` says whether the server knew its own document again. `wait` is how long a bot would leave it alone.
    """

    url: str
    fetched: Fetched | None = None
    document: Document | None = None
    format: str = ""
    answers_304: bool | None = None
    wait: timedelta | None = None
    said: str = ""
    problems: tuple[str, ...] = ()


async def check_up(client: Client, parse: Parse, feed: Feed, limits: FetchLimits, now: datetime) -> Checkup:
    """Ask for a feed as a bot would that has never seen it, and once more as one that has."""
    fresh = PollState(feed.id, now)
    try:
        fetched = await fetch(client, feed, fresh, limits)
    except FetchError as why:
        return Checkup(feed.url, said=why.said, problems=(why.problem,))
    seen = Checkup(feed.url, fetched, format=format_of(fetched.body))
    try:
        document = await parse(fetched.body, feed, now, fetched.content_type)
    except FeedError as why:
        return replace(seen, problems=(why.problem,))
    after = next_state(fresh, fetched, feed, now, hints=document.hints, items_hash=document.items_hash)
    again = await _again(client, feed, after, limits)
    return replace(
        seen,
        document=document,
        answers_304=again,
        wait=after.next_poll_at - now,
        problems=tuple(_problems(fetched, document, now, answers_304=again)),
    )


def format_of(body: bytes) -> str:
    """Name a document's format; "" for none that is known."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "JSON Feed"
    root = _ROOT.search(body[:20_000])
    if root is None:
        return ""
    kind, version = root[1].lower(), _VERSION.search(root[0])
    if kind == b"rss":
        return f"RSS {version[1].decode()}" if version else "RSS"
    return "Atom" if kind == b"feed" else "RSS 1.0"


async def _again(client: Client, feed: Feed, state: PollState, limits: FetchLimits) -> bool | None:
    if not (state.etag or state.last_modified):
        return None
    try:
        return (await fetch(client, feed, state, limits)).outcome is Outcome.NOT_MODIFIED
    except FetchError:
        return None


def _problems(fetched: Fetched, document: Document, now: datetime, *, answers_304: bool | None) -> list[str]:
    """Say what is wrong with a feed that can be read."""
    entries, hints = document.entries, document.hints
    newest = max((entry.published for entry in entries), default=None)
    checks = [
        (bool(fetched.moved_to), f"it has moved for good to {fetched.moved_to}: use that address"),
        (not entries, "it holds no entries"),
        (newest is not None and now - newest > _STALE, f"its newest entry is of {newest:%Y-%m-%d}: is it still alive?"),
        (bool(entries) and not any(entry.link for entry in entries), "none of its entries has a link"),
        (any(not entry.guid for entry in entries), "entries without an id: a changed headline counts as a new entry"),
        (answers_304 is None, "its server gives neither ETag nor Last-Modified: every poll fetches all of it"),
        (answers_304 is False, "its server does not know its own ETag or Last-Modified: every poll fetches all of it"),
        (len(entries) > _MANY, f"it holds {len(entries):,} entries, far more than a reader needs"),
        (
            hints.archive,
            f"it is an archive that never changes (RFC 5005); the living feed is {hints.current or 'elsewhere'}",
        ),
        (
            _asks_for(fetched, document) > _LONG,
            f"it asks to be left alone for {_asks_for(fetched, document)} at a time",
        ),
    ]
    return [words for wrong, words in checks if wrong]


def _asks_for(fetched: Fetched, document: Document) -> timedelta:
    return max(fetched.fresh_for or timedelta(), document.hints.every or timedelta())
