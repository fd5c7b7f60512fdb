"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.feeds.items import Item, no_feed, storable, web_link


def json_items(text: str, base: str) -> tuple[Item, ...]:
    """Return the items of a JSON Feed, in its order; links are resolved against `base`, its own address.

    What is no object among the items is passed over. NotAFeedError says why there is nothing to read.
    """
    try:
        document = json.loads(text)
    except RecursionError:
        no_feed("this is JSON that is nested too deep; check the address")
    except ValueError:  # JSONDecodeError, and numbers of thousands of digits
        no_feed("this is JSON that is broken or breaks off")
    if not isinstance(document, dict) or "jsonfeed.org/version/" not in str(document.get("version", "")):
        no_feed("this is JSON, but not a JSON Feed; check the address")
    items = document.get("items")
    if not isinstance(items, list):
        no_feed("this is a JSON Feed without a list of items")
    home = base or _text(document.get("home_page_url"))
    return tuple(_item(item, home) for item in items if isinstance(item, dict))


def _item(item: dict[str, Any], home: str) -> Item:
    guid = _text(item.get("id"))
    links = (web_link(_text(item.get(key)), home) for key in ("url", "external_url"))
    return Item(
        guid=guid,
        link=next(filter(None, links), ""),
        title=_text(item.get("title")),
        summary=_text(item.get("summary")),
        content=_text(item.get("content_html")) or _text(item.get("content_text")),
        published=_moment(item.get("date_published")) or _moment(item.get("date_modified")),
    )


def _text(value: object) -> str:
    """Read a text; a number (as an id, against the standard) becomes its digits, anything else nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return storable(value).strip() if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """Read a date (RFC 3339); without a time zone it counts as UTC."""
    try:
        moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        return moment and (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
