"""What a feed brings: entries (Atom, RFC 4287) and the outlets that publish them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Trust(StrEnum):
    """How far an outlet's word carries. Only official and trade words stand alone against a confirmed fact."""

    OFFICIAL = "official"  # the studio's or the streamer's own newsroom
    TRADE = "trade"
    PRESS = "press"  # newspapers, agencies, magazines; also everybody unknown
    FAN = "fan"  # blogs and fan sites
    AGGREGATOR = "aggregator"  # repeats others; never an origin of its own


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher. Outlets of one `owner` count as one voice when reports are held against each other."""

    name: str
    owner: str
    trust: Trust = Trust.PRESS


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed as it came: texts may hold HTML, entities, cut-off words and curly quotes.

    `published` is aware and in UTC. `id` is unique among all versions of all entries: an edited headline
    behind the same link is an entry of its own. `guid` is what the feed calls the item, "" where it does not.
    """

    id: str
    feed: str
    outlet: str
    published: datetime
    title: str
    summary: str
    link: str
    content: str = ""
    guid: str = ""
