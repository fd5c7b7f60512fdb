"""From the bytes of a feed document to entries. Decides; may be called from any thread, holds no state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import pairwise

from bot.feeds.decode import decode
from bot.feeds.document import Document
from bot.feeds.items import Item, NotAFeedError, no_feed
from bot.feeds.jsonfeed import json_items
from bot.feeds.wishes import wishes
from bot.feeds.xmlfeed import xml_items
from bot.model.entries import Entry, Trust
from bot.model.errors import FeedError
from bot.model.feeds import Feed

_FIRST_REAL_DATE = datetime(1970, 1, 2, tzinfo=UTC)
"""Earlier dates are zeros that stand for none (1970-01-01, 0001-01-01)."""
_MOST_ENTRIES = 5_000
"""Feeds of news sites hold 10 to 100."""
_LONGEST_TITLE, _LONGEST_TEXT = 2_000, 200_000
"""In characters. The longest articles have 60,000, markup included."""
_TAIL_MARKS = (" - ", " \N{EN DASH} ", " \N{EM DASH} ", " | ")
_JOINT = "\x1f"
_BLANK = "\ufeff\0 \t\r\n"


def read_document(body: bytes, feed: Feed, fetched_at: datetime, content_type: str | None = None) -> Document:
    """Read an RSS 0.9x, 1.0 or 2.0, Atom or JSON Feed document.

    `fetched_at` is aware; an entry without a date, or of the future, is dated then. `content_type` is the header
    as the server sent it. Of a flood of entries the newest are returned. FeedError says why there is nothing to
    read; a feed that is just empty is no error.
    """
    text = decode(body, content_type).lstrip(_BLANK)
    try:
        entries = as_entries(_items(text, feed.url), feed, fetched_at)[-_MOST_ENTRIES:]
    except NotAFeedError as why:
        raise FeedError(feed.id, str(why)) from why
    return Document(entries, wishes(text, feed.url))


def parse_feed(body: bytes, feed: Feed, fetched_at: datetime, content_type: str | None = None) -> tuple[Entry, ...]:
    """Return a feed document's entries alone; see `read_document`."""
    return read_document(body, feed, fetched_at, content_type).entries


def read_items(body: bytes, base: str, content_type: str | None = None) -> tuple[Item, ...]:
    """Return the items of a feed document in its own order; NotAFeedError says why there is nothing to read."""
    return _items(decode(body, content_type).lstrip(_BLANK), base)


def _items(text: str, base: str) -> tuple[Item, ...]:
    if not text:
        no_feed("this is empty")
    return json_items(text, base) if text.startswith(("{", "[")) else xml_items(text, base)


def as_entries(items: Sequence[Item], feed: Feed, fetched_at: datetime) -> tuple[Entry, ...]:
    """Turn items into entries, oldest first. Items that say nothing are left out, and so are repetitions."""
    in_order = items if _oldest_first(items) else reversed(items)
    dated = [(_published(item, fetched_at), item) for item in in_order if item.title or item.summary or item.content]
    dated.sort(key=lambda pair: (pair[0], pair[1].published is None))
    entries = (_entry(item, published, feed) for published, item in dated)
    return tuple({entry.id: entry for entry in entries}.values())


def _oldest_first(items: Iterable[Item]) -> bool:
    """Tell whether a document runs from old to new. Most run from new to old; those without dates count as such."""
    dates = [item.published for item in items if item.published]
    steps = [(earlier < later) - (earlier > later) for earlier, later in pairwise(dates)]
    return sum(steps) > 0


def _published(item: Item, fetched_at: datetime) -> datetime:
    if item.published is None or item.published < _FIRST_REAL_DATE:
        return fetched_at
    return min(item.published, fetched_at)


def _entry(item: Item, published: datetime, feed: Feed) -> Entry:
    title = _without_tail(" ".join(item.title.split()), item.source)[:_LONGEST_TITLE]
    summary, content = item.summary[:_LONGEST_TEXT], item.content[:_LONGEST_TEXT]
    said = (" ".join(text.split()) for text in (title, summary, content))
    key = _JOINT.join((feed.id, item.guid or item.link, *said))
    return Entry(
        id=blake2b(key.encode(), digest_size=8).hexdigest(),
        feed=feed.id,
        outlet=_outlet(item, feed),
        published=published,
        title=title,
        summary=summary,
        link=item.link,
        content=content,
        guid=item.guid,
    )


def _outlet(item: Item, feed: Feed) -> str:
    """Name who speaks. Only an aggregator may speak for others: any other feed could borrow a better name."""
    return item.source if item.source and feed.outlet.trust is Trust.AGGREGATOR else feed.outlet.name


def _without_tail(title: str, source: str) -> str:
    """Take the source's name off the end of a headline, where aggregators put it."""
    for mark in _TAIL_MARKS:
        if source and title.endswith(mark + source):
            return title.removesuffix(mark + source)
    return title
