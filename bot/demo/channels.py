"""The outlets of a story as feeds: what each publishes at a moment, and in which document. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.model.entries import Entry, Outlet

WINDOW = 20
"""How many items a document holds, newest first; feeds of news sites hold 10 to 30."""


class Format(StrEnum):
    """In which format a channel publishes."""

    RSS = "rss"  # RSS 2.0
    ATOM = "atom"  # RFC 4287


class Quirk(StrEnum):
    """What real feeds do to their readers."""

    NONE = ""
    UNSTABLE_GUIDS = "other guids every day"
    REDATED_ITEM = "an old item again, with today's date"


@dataclass(frozen=True, slots=True)
class Channel:
    """An outlet's feed: where it stands on the server (`/id`), its format and what is odd about it."""

    id: str
    outlet: Outlet
    format: Format
    quirk: Quirk = Quirk.NONE


@dataclass(frozen=True, slots=True)
class Item:
    """An article as it stands in the document: its newest version, and when it first came out."""

    guid: str
    entry: Entry
    published: datetime

    @property
    def updated(self) -> datetime:
        """When its newest version came out."""
        return max(self.entry.published, self.published)


def items_at(channel: Channel, entries: Iterable[Entry], now: datetime) -> tuple[Item, ...]:
    """List what the channel's document holds at a moment, newest articles first.

    `entries` are those of the channel, oldest first; two with one link are versions of one article.
    """
    articles: dict[str, Item] = {}
    for entry in entries:
        if entry.published <= now:
            first = articles.get(entry.link)
            articles[entry.link] = Item(entry.link, entry, first.published if first else entry.published)
    newest = sorted(articles.values(), key=lambda item: item.published, reverse=True)[:WINDOW]
    return _disturbed(channel.quirk, tuple(newest), now)


def _disturbed(quirk: Quirk, items: tuple[Item, ...], now: datetime) -> tuple[Item, ...]:
    if quirk is Quirk.UNSTABLE_GUIDS:
        return tuple(replace(item, guid=f"{item.guid}#{now:%Y%m%d}") for item in items)
    if quirk is Quirk.REDATED_ITEM and len(items) > 2:
        this_morning = max(now.replace(hour=6, minute=0, second=0, microsecond=0), items[0].published)
        return (replace(items[2], published=this_morning), *items)
    return items
