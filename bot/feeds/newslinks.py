"""Links of Google News, resolved to the article's own where they hold it. Pure.

Older links are base64 of a message that holds the address; newer ones hold a number that only Google can resolve.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, urlsplit

from bot.feeds.items import web_link

_HOST = "news.google.com"
_ARTICLE = re.compile(r"/(?:rss/|__i/rss/rd/)?articles/([\w-]{16,2000})")
_ADDRESS = re.compile(rb"https?://[\x21-\x7e]+")
_REDIRECTORS = {"www.google.com": ("url", "q"), "news.google.com": ("url",)}


def resolved(link: str) -> str:
    """Return the article's own address; the link itself where it does not hold it, or is none of Google's."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if parts.hostname == _HOST and (found := _ARTICLE.match(parts.path)):
        return _within(found[1]) or link
    for key in _REDIRECTORS.get(parts.hostname or "", ()):
        for target in parse_qs(parts.query).get(key, ()):
            return web_link(target, "") or link
    return link


def _within(token: str) -> str:
    """Find the address in a token; "" where there is none."""
    try:
        message = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return ""
    found = _ADDRESS.search(message)
    return web_link(found[0].decode("ascii"), "") if found else ""
