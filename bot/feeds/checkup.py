"""What a reader sees of a feed: how its server answers, what it is, how it wants to be asked, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.feeds.client import Client
from bot.feeds.discover import proposed_in
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


class Flaw(StrEnum):
    """What can be wrong with a feed that can be read."""

    MOVED = "moved"
    EMPTY = "empty"
    STALE = "stale"
    NO_LINKS = "no_links"
    NO_IDS = "no_ids"
    NO_VALIDATORS = "no_validators"
    VALIDATORS_FORGOTTEN = "validators_forgotten"
    TOO_MANY = "too_many"
    ARCHIVE = "archive"
    SHY = "shy"


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was seen. `fetched` and `document` are None where it did not come to that; `why` says why.

    `proposed` are feeds that a page names instead. `answers_304` says whether the server knew its own document again.
    `wait` is how long a bot would leave it alone. `flaws` come with what there is to say of each, if anything.
    """

    url: str
    fetched: Fetched | None = None
    document: Document | None = None
    format: str = ""
    answers_304: bool | None = None
    wait: timedelta | None = None
    said: str = ""
    why: str = ""
    proposed: tuple[str, ...] = ()
    flaws: tuple[tuple[Flaw, str | int | date | timedelta | None], ...] = ()


async def check_up(client: Client, parse: Parse, feed: Feed, limits: FetchLimits, now: datetime) -> Checkup:
    """Ask for a feed as a bot would that has never seen it, and once more as one that has."""
    fresh = PollState(feed.id, now)
    try:
        fetched = await fetch(client, feed, fresh, limits)
    except FetchError as why:
        return Checkup(feed.url, said=why.said, why=why.problem)
    seen = Checkup(feed.url, fetched, format=format_of(fetched.body))
    try:
        document = await parse(fetched.body, feed, now, fetched.content_type)
    except FeedError as why:
        return replace(seen, why=why.problem, proposed=proposed_in(why.problem))
    after = next_state(fresh, fetched, feed, now, hints=document.hints, items_hash=document.items_hash)
    again = await _again(client, feed, after, limits)
    return replace(
        seen,
        document=document,
        answers_304=again,
        wait=after.next_poll_at - now,
        flaws=tuple(_flaws(fetched, document, now, answers_304=again)),
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


def _flaws(
    fetched: Fetched, document: Document, now: datetime, *, answers_304: bool | None
) -> Iterator[tuple[Flaw, str | int | date | timedelta | None]]:
    """Tell what is wrong with a feed that can be read."""
    entries, hints = document.entries, document.hints
    newest = max((entry.published for entry in entries), default=now)
    if fetched.moved_to:
        yield Flaw.MOVED, fetched.moved_to
    if not entries:
        yield Flaw.EMPTY, None
    if now - newest > _STALE:
        yield Flaw.STALE, newest.date()
    if entries and not any(entry.link for entry in entries):
        yield Flaw.NO_LINKS, None
    if not all(entry.guid for entry in entries):
        yield Flaw.NO_IDS, None
    if not answers_304:
        yield (Flaw.NO_VALIDATORS if answers_304 is None else Flaw.VALIDATORS_FORGOTTEN), None
    if len(entries) > _MANY:
        yield Flaw.TOO_MANY, len(entries)
    if hints.archive:
        yield Flaw.ARCHIVE, hints.current
    if (asked := _asks_for(fetched, document)) > _LONG:
        yield Flaw.SHY, asked


def _asks_for(fetched: Fetched, document: Document) -> timedelta:
    return max(fetched.fresh_for or timedelta(), document.hints.every or timedelta())
