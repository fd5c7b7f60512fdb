"""Lists of feeds as other readers write and take them (OPML 2.0, opml.org/spec2.opml). Pure.

A file from elsewhere is hostile: one with a DTD is refused, so that there are no entities to expand or to fetch.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bot.feeds.guard import ForbiddenAddressError, web_address
from bot.feeds.items import storable

LARGEST = 5_000_000
"""In bytes."""
_MOST = 10_000
_LONGEST_NAME = 200


class NotOpmlError(ValueError):
    """A file is no list of feeds; the text says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: its address, and what it is called."""

    url: str
    name: str


def read_opml(content: bytes) -> tuple[Outline, ...]:
    """Return the feeds of a list, folders opened, each address once. NotOpmlError says why there are none."""
    if len(content) > LARGEST:
        raise NotOpmlError(f"this is larger than {LARGEST:,} bytes, more than any list of feeds")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        raise NotOpmlError("this holds a DTD or is not in UTF-8, which no list of feeds needs; export it anew")
    found: dict[str, Outline] = {}
    parser = ET.XMLParser(target=_Outlines(found))  # noqa: S314 - what holds a DTD never gets here
    try:
        parser.feed(content)
        parser.close()
    except ET.ParseError as why:
        raise NotOpmlError(f"this is not well-formed XML ({why})") from None
    if not found:
        raise NotOpmlError("this names no feed: an OPML file has <outline xmlUrl=...> for each")
    return tuple(found.values())


def write_opml(feeds: Iterable[Outline], title: str) -> str:
    """Write a list of feeds."""
    rows = "\n".join(
        f'    <outline type="rss" text={quoteattr(one.name)} title={quoteattr(one.name)} xmlUrl={quoteattr(one.url)}/>'
        for one in feeds
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head>\n    <title>{escape(storable(title))}</title>\n  </head>\n  <body>\n{rows}\n  </body>\n</opml>\n"
    )


class _Outlines:
    """Does: gathers the feeds that an XML parser comes by."""

    def __init__(self, found: dict[str, Outline]) -> None:
        self._found = found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        outline = _outline(attributes) if tag.lower() == "outline" and len(self._found) < _MOST else None
        if outline is not None:
            self._found.setdefault(outline.url, outline)


def _outline(attributes: dict[str, str]) -> Outline | None:
    said = {name.lower(): value for name, value in attributes.items()}
    try:
        url = str(web_address(said.get("xmlurl", "")))
    except ForbiddenAddressError:
        return None
    name = " ".join(storable(said.get("title") or said.get("text") or "").split())
    return Outline(url, name[:_LONGEST_NAME])
