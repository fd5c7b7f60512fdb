"""An XML document, put in order before anything parses it.

- What stands before the root goes, and with it the DTD: entities of a document's own are never expanded, external
  ones never fetched, and nothing is left that could be long and blank.
- What breaks off ends behind its last whole item. Half an item can say the contrary of the whole one.
- Signs that XML forbids go; references that it does not know become signs or text. These are what most broken
  feeds suffer from, and without them the strict parser can read on.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax.saxutils import escape

from bot.feeds.discover import feeds_named_in, proposal
from bot.feeds.items import no_feed, storable

_MOST_TAGS, _MOST_REFERENCES = 150_000, 1_000_000
"""A feed of 10,000 items has as many tags. Each takes up to 20 µs to parse, a reference 2 µs."""

_PROLOG = re.compile(
    r"(?:\s++|<\?(?:[^?]++|\?(?!>))*+\?>|<!--(?:[^-]++|-(?!->))*+-->"
    r"|<!DOCTYPE[^\[>]*+(?:\[(?:[^\]]++|\](?!\s*+>))*+\]\s*+)?+>)*+",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<((?:[A-Za-z][\w.-]{0,40}:)?(?:rss|rdf|feed|channel))(?=[\s>/])", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,40}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_REFERENCE = re.compile(
    rf"{_CDATA.pattern}|&(?:#(?:[xX]0*+(?P<hex>[0-9a-fA-F]*+)|0*+(?P<decimal>[0-9]*+));|(?P<name>\w{{1,31}};))?",
    re.DOTALL,
)
_XML_NAMES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_NO_SIGN = "\ufffd"
_WHITE_SPACE = frozenset({0x9, 0xA, 0xD})
_SIGNS = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))


def mended(text: str, base: str = "") -> str:
    """Cut an RSS or Atom document down to its root element, closed and in XML's own signs and references.

    `base` is the document's address. NotAFeedError where the text is no such document, or nothing of it is whole.
    """
    prolog = _PROLOG.match(text)
    root = _ROOT.search(text, prolog.end() if prolog else 0)
    if _HTML.search(text, 0, root.start() if root else len(text)):
        no_feed(proposal(feeds_named_in(text, base)))
    if root is None:
        no_feed("this is neither RSS nor Atom nor JSON Feed; check the address")
    if text.count("&") > _MOST_REFERENCES or _CDATA.sub("", text).count("<") > _MOST_TAGS:
        no_feed("this has more tags or references than any feed; check the address")
    return _REFERENCE.sub(_well_formed, storable(_closed(text[root.start() :], root[1])))


def _closed(text: str, root: str) -> str:
    """End a document with its root's end tag; one that breaks off ends behind its last whole item."""
    end = _last(re.compile(rf"</{re.escape(root)}\s{{0,9}}>"), text)
    if end is not None:
        return text[: end.end()]
    if text[: text.find(">") + 1].endswith("/>"):
        return text[: text.find(">") + 1]
    whole = _last(_ITEM_END, text)
    if whole is None:
        no_feed("this breaks off before its first entry ends")
    channel = "</channel>" if root.lower() == "rss" else ""
    return f"{text[: whole.end()]}{channel}</{root}>"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007  only the last one is wanted
        pass
    return found


def _well_formed(found: re.Match[str]) -> str:
    """Make of what looks like a reference one that XML knows. What stands in CDATA is none.

    A name of HTML's becomes its sign, another name or a lone ampersand becomes text.
    """
    if found[0].startswith("<"):
        return found[0]
    if name := found["name"]:
        if name in _XML_NAMES:
            return found[0]
        return escape(html5[name]) if name in html5 else f"&amp;{name}"
    if found[0] == "&":
        return "&amp;"
    number = _number(found["hex"], 16) or _number(found["decimal"], 10)
    return found[0] if _is_sign(number) else _NO_SIGN


def _number(digits: str | None, base: int) -> int:
    return int(digits, base) if digits and len(digits) < 8 else 0


def _is_sign(number: int) -> bool:
    """Tell whether an XML document can hold the sign of this number (XML 1.0, 2.2)."""
    return number in _WHITE_SPACE or any(first <= number <= last for first, last in _SIGNS)
