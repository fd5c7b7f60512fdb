"""A Google News search as a feed, for each followed title: an option, and the least trusted of all. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode

from bot.model.entries import Outlet, Trust
from bot.model.feeds import Feed
from bot.model.titles import TrackedTitle

PREFIX = "google-news."
INTERVAL = timedelta(hours=2)
_GOOGLE = Outlet("Google News", "Google", Trust.AGGREGATOR)


def search_feeds(titles: Iterable[TrackedTitle]) -> tuple[Feed, ...]:
    """Return a feed a title: what Google News has found in the last week for its exact name."""
    return tuple(Feed(f"{PREFIX}{title.id}", _address(title), _GOOGLE, INTERVAL) for title in titles)


def _address(title: TrackedTitle) -> str:
    name = title.title.replace('"', " ")
    query = {"q": f'"{name}" when:7d', "hl": "en-US", "gl": "US", "ceid": "US:en"}
    return f"https://news.google.com/rss/search?{urlencode(query)}"
