"""Which feeds an HTML page names as its own (RSS Autodiscovery, the `alternate` link type of HTML). Pure."""

from __future__ import annotations

import re
from html import unescape

from bot.feeds.items import web_link

_LOOKED_AT = 300_000
_MOST = 5
_LINK = re.compile(r"<(?:link|a)\s([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-z-]{1,20})\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,500}))""", re.IGNORECASE
)
_AND = " and "
_PROPOSED = re.compile(rf"it names (\S+(?:{_AND}\S+)*) as its feed: give that address$")
_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def feeds_named_in(page: str, base: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names, its own order kept; `base` is the page's address."""
    found = (_address(tag, base) for tag in _LINK.findall(page[:_LOOKED_AT]))
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST]


def proposal(named: tuple[str, ...]) -> str:
    """Say what to do about a page. The feeds that it names are proposed, not followed: the owner chooses."""
    if not named:
        return "this is an HTML page, not a feed; find the feed's own address and give that"
    return f"this is an HTML page, not a feed; it names {_AND.join(named)} as its feed: give that address"


def proposed_in(told: str) -> tuple[str, ...]:
    """Read the proposed addresses back out of what `proposal` has said; none out of anything else."""
    found = _PROPOSED.search(told)
    return tuple(found[1].split(_AND)) if found else ()


def _address(tag: str, base: str) -> str:
    said = {name.lower(): unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(tag)}
    kind = said.get("type", "").partition(";")[0].strip().lower()
    named = "alternate" in said.get("rel", "").lower().split() and kind in _KINDS
    return web_link(said.get("href", ""), base) if named else ""
