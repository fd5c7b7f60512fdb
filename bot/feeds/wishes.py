"""What a feed's document says of how it wants to be asked. Pure; reads the text between its items.

RSS 2.0: `ttl`, `skipHours`, `skipDays`. The syndication module (web.resource.org/rss/1.0/modules/syndication): `sy:*`.
WebSub (5.1): `rel="hub"` and `rel="self"`. RFC 5005: `fh:archive` and `rel="current"`.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

from bot.feeds.items import web_link
from bot.model.feeds import Hints

_MOST_TEXT = 100_000
_ITEM = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_VALUE = r"<(?:[\w.-]{{1,40}}:)?{0}(?:\s[^<>]{{0,300}})?>([^<]{{0,100}})<"
_TTL, _PERIOD, _FREQUENCY = (
    re.compile(_VALUE.format(name), re.IGNORECASE) for name in ("ttl", "updatePeriod", "updateFrequency")
)
_HOUR, _DAY = (re.compile(_VALUE.format(name), re.IGNORECASE) for name in ("hour", "day"))
_LINK = re.compile(r"<(?:[\w.-]{1,40}:)?link\s([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})')""")
_ARCHIVE = re.compile(r"<(?:[\w.-]{1,40}:)?archive(?=[\s/>])[^>]{0,200}>", re.IGNORECASE)

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MOST_MINUTES = 525_600


def wishes(text: str, base: str) -> Hints:
    """Read a document's wishes; `base` is its own address. What makes no sense is left out."""
    if text.startswith(("{", "[")):
        return _of_json(text)
    outside = _between_items(text)
    links = {
        (one.get("rel", ""), web_link(one.get("href", ""), base)) for one in map(_attributes, _LINK.findall(outside))
    }
    by_rel = dict(sorted(links, reverse=True))
    return Hints(
        every=max(filter(None, (_ttl(outside), _update(outside))), default=None),
        skip_hours=frozenset(int(hour) % 24 for hour in map(_word, _HOUR.findall(outside)) if hour.isdecimal()),
        skip_days=frozenset(_DAYS.index(day) for day in map(_word, _DAY.findall(outside)) if day in _DAYS),
        hub=by_rel.get("hub", ""),
        topic=by_rel.get("self", ""),
        archive=bool(_ARCHIVE.search(outside)),
        current=by_rel.get("current", ""),
    )


def _between_items(text: str) -> str:
    """Return what stands outside all items: RSS allows the channel's own elements behind them as well."""
    outside, begun, depth = [], 0, 0
    for mark in _ITEM.finditer(text):
        if mark[1]:
            depth = max(depth - 1, 0)
            begun = mark.end()
        elif depth == 0:
            outside.append(text[begun : mark.start()])
            depth = 1
    if depth == 0:
        outside.append(text[begun:])
    return "".join(outside)[:_MOST_TEXT]


def _ttl(text: str) -> timedelta | None:
    found = _TTL.search(text)
    minutes = _number(found[1]) if found else 0
    return timedelta(minutes=min(minutes, _MOST_MINUTES)) if minutes else None


def _update(text: str) -> timedelta | None:
    period = _PERIOD.search(text)
    length = _PERIODS.get(_word(period[1])) if period else None
    frequency = _FREQUENCY.search(text)
    return length / max(_number(frequency[1]) if frequency else 1, 1) if length else None


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def _of_json(text: str) -> Hints:
    """Read the hubs of a JSON Feed (1.1)."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Hints()
    if not isinstance(document, dict):
        return Hints()
    hubs = document.get("hubs")
    urls = [str(hub.get("url", "")) for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    topic = document.get("feed_url")
    return Hints(
        hub=next(filter(None, (web_link(url, "") for url in urls)), ""),
        topic=web_link(topic, "") if isinstance(topic, str) else "",
    )


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0


def _word(text: str) -> str:
    return text.strip().lower()
