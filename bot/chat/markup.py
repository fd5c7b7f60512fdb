"""Discord's Markdown as we write it ourselves: what is bold, small, quoted, linked, and how times are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit

from bot.chat.escape import escape, shorten
from bot.wording import Source, Speech, Standing, one_line, standing_name, web_address

MARKS = {
    Standing.CONFIRMED: "🟢",
    Standing.REPORTED: "🔵",
    Standing.IN_TALKS: "🟡",
    Standing.RUMOUR: "⚪",
    Standing.DENIED: "🔴",
}
"""How sure a line is, at a glance; the words stand beside it."""
COLOURS = {
    Standing.CONFIRMED: 0x2E8B57,
    Standing.REPORTED: 0x3A7BD5,
    Standing.IN_TALKS: 0xD9A521,
    Standing.RUMOUR: 0x8E8E93,
    Standing.DENIED: 0xC0392B,
}
"""The same for the bar at the side of a card."""
DOT = " · "
LONGEST_LINK = 300
"""Of an address within text, where it counts towards a message's length; a button takes longer ones."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
_KEPT = "%/:?@!$&'*+,;=~-._"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def bold(text: str) -> str:
    """Write escaped text in bold; nothing stays nothing."""
    return f"**{text}**" if text else ""


def small(*parts: str) -> str:
    """Write a line of small print out of its parts; "" where all are empty."""
    line = joined(parts)
    return f"-# {line}" if line else ""


def code(text: str, limit: int) -> str:
    """Write what people copy, such as an id or an address: as it is, but for what would end it; "" for nothing."""
    told = shorten(one_line(text).replace("`", "'"), limit)
    return f"`{told}`" if told else ""


def quoted(text: str, limit: int) -> str:
    """Quote words as they were written; "" for none."""
    told = escape(text, limit)
    return f"> {told}" if told else ""


def joined(parts: Iterable[str]) -> str:
    """Put parts in a row, with dots between."""
    return DOT.join(part for part in parts if part)


def lines(*parts: str) -> str:
    """Put parts below each other, without those that are empty."""
    return "\n".join(part for part in parts if part)


def stamp(moment: datetime, style: str = "f") -> str:
    """Show a moment in each reader's own time zone and language; Discord's styles: f, d, D, R."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def standing_mark(standing: Standing, speech: Speech) -> str:
    """Say how sure something is, by colour and in words: "🟢 **Confirmed**"."""
    return f"{MARKS[standing]} {bold(capitalised(standing_name(standing, speech)))}"


def capitalised(text: str) -> str:
    """Begin with a capital letter; the others stay."""
    return text[:1].upper() + text[1:]


def safe_link(url: str) -> str:
    """Write an address as Discord takes it in links and buttons; "" for what is none, or leads elsewhere than it shows.

    All that Markdown could read is percent-encoded (RFC 3986, 2.1); an international name is written in ASCII
    (RFC 5890), so that one that only looks like another does not pass for it.
    """
    address = web_address(url)
    if not address:
        return ""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        return ""
    where = f"{host}:{port}" if port else host
    rest = (quote(_LONE_PERCENT.sub("%25", part), safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, where, *rest))


def article_link(source: Source, speech: Speech) -> str:
    """Link to an article in our own words, behind its host, which is the real one; "" where there is no address."""
    link = safe_link(source.url)
    return f"[{speech.say('card.article')}](<{link}>)" if link and len(link) <= LONGEST_LINK else ""


def source_line(source: Source, speech: Speech, *, style: str = "d", linked: bool = False) -> str:
    """Say in small print who says it, where and when."""
    link = article_link(source, speech) if linked else ""
    return small(escape(source.outlet, 80), escape(source.host, 60), link, stamp(source.published, style))
