"""RSS 0.9x, 1.0, 2.0 and Atom, read with feedparser's parsers, made safe.

feedparser is the most forgiving reader there is, but on hostile documents some of its steps take quadratic time
(categories, an author's address, xml:base, namespaces), and some raise errors of their own. So documents are mended
first, and of their elements only those that entries are made of are let through.
"""

from __future__ import annotations

import io
import xml.sax
import xml.sax.handler
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from xml.sax.xmlreader import AttributesNSImpl

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.mixin import _FeedParserMixin

from bot.feeds.items import Item, no_feed, web_link
from bot.feeds.mend import mended
from bot.feeds.plainxml import plain_entries

_LONGEST_BASE = 2_000
_MOST_NAMESPACES = _MOST_ATTRIBUTES = 50

_WANTED = frozenset(
    {
        "rss", "rdf:rdf", "feed", "channel", "item", "entry", "image",
        "title", "link", "guid", "id", "source", "feedburner:origlink",
        "description", "summary", "content", "content:encoded", "fullitem", "body", "xhtml:body", "div", "xhtml:div",
        "pubdate", "published", "issued", "dcterms:issued",
        "updated", "modified", "dcterms:modified", "dc:date", "created", "dcterms:created",
    },
)  # fmt: skip
_CAPTION = "media:description"
"""The only text in the feeds of video sites; beside a summary it is just a picture's caption."""


def xml_items(text: str, base: str) -> tuple[Item, ...]:
    """Return the items of an RSS or Atom document, in its order; links are resolved against `base`, its own address.

    What was whole before a document breaks off is still read. NotAFeedError says why there is nothing to read.
    """
    document = mended(text, base)
    plain = plain_items(document, base) if base else None
    return forgiven_items(document, base) if plain is None else plain


def plain_items(document: str, base: str) -> tuple[Item, ...] | None:
    """Return the items of a mended document of the plain sort, read with expat; None where it is of another."""
    entries = plain_entries(document)
    return None if entries is None else tuple(_item(entry, base) for entry in entries)


def forgiven_items(document: str, base: str) -> tuple[Item, ...]:
    """Return the items of a mended document as feedparser reads them."""
    feed = _parsed(document)
    home = base or str(feed.feeddata.get("link", ""))
    return tuple(_item(entry, home) for entry in feed.entries)


class _OnlyWhatWeRead(_FeedParserMixin):  # type: ignore[misc]  # feedparser ships no types
    """Does: hands feedparser the elements that entries are made of, and everything within their texts.

    Other elements keep their place, so that nesting is right, but lose name and attributes.
    """

    def unknown_starttag(self, tag: str, attributes: Iterable[tuple[str, str]]) -> None:
        """Take a start tag from the parser."""
        name = self._known(tag)
        kept = [pair for pair in attributes if self._bearable(*pair)] if name == tag else []
        super().unknown_starttag(name, kept)

    def unknown_endtag(self, tag: str) -> None:
        """Take an end tag from the parser."""
        super().unknown_endtag(self._known(tag))

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        """Take a namespace's declaration; feedparser walks over all of them at every tag."""
        if len(self.namespaces_in_use) < _MOST_NAMESPACES:
            super().track_namespace(prefix, uri)

    def _start_guid(self, attributes: dict[str, str]) -> None:
        """Take the start of a GUID, which is a name; feedparser would resolve it as if it were a relative link."""
        super()._start_guid({**attributes, "ispermalink": "false"})

    _start_id = _start_guid

    def _known(self, tag: str) -> str:
        prefix, _, name = tag.lower().rpartition(":")
        prefix = self.namespacemap.get(prefix, prefix)
        full = f"{prefix}:{name}" if prefix else name
        if full in _WANTED or self.incontent:
            return tag
        return "caption" if full == _CAPTION else "ignored"

    def _bearable(self, key: str, value: str) -> bool:
        """Nested bases add up to ever longer ones."""
        return key.lower() not in {"xml:base", "base"} or len(value) + len(self.baseuri) < _LONGEST_BASE


class _Strict(_OnlyWhatWeRead, StrictFeedParser):  # type: ignore[misc]  # feedparser ships no types
    """Does: reads well-formed XML."""

    resolve_relative_uris = sanitize_html = False

    def startElementNS(self, name: Any, qname: str | None, attributes: AttributesNSImpl) -> None:  # noqa: N802
        """Take a start tag from SAX; feedparser looks through all attributes for each of them."""
        few = attributes if len(attributes) < _MOST_ATTRIBUTES else AttributesNSImpl({}, {})
        super().startElementNS(name, qname, few)


class _Loose(_OnlyWhatWeRead, LooseFeedParser):  # type: ignore[misc]  # feedparser ships no types
    """Does: reads whatever is left, as a browser would."""

    resolve_relative_uris = sanitize_html = False


_Strict("", None, "utf-8")  # fills a table that all its parsers share, before threads can race for it


def _parsed(text: str) -> Any:
    """Return the feedparser parser that made it through the document; its `entries` are the items.

    It is told no address: it would take that apart again at every tag.
    """
    strict = _Strict("", None, "utf-8")
    reader = xml.sax.make_parser()  # noqa: S317  the DTD is gone before, and with it every such attack
    reader.setFeature(xml.sax.handler.feature_namespaces, True)
    reader.setFeature(xml.sax.handler.feature_external_ges, False)
    reader.setContentHandler(strict)
    reader.setErrorHandler(strict)
    try:
        reader.parse(io.BytesIO(text.encode()))
    except Exception:  # noqa: BLE001  feedparser adds errors of its own to SAX's; the other parser has its say
        loose = _Loose("", None, "utf-8", {})
    else:
        return strict
    try:
        loose.feed(text)
    except Exception as why:  # noqa: BLE001  a bug of feedparser's on hostile text must not cost what it has read
        del loose.entries[-1:]  # the one that it stumbled over
        if not loose.entries:
            no_feed(f"this is too broken to be read ({type(why).__name__})")
    return loose


def _item(entry: Any, home: str) -> Item:
    """Take from feedparser's entry what we keep."""
    content = max((str(content.get("value", "")) for content in entry.get("content", ())), key=len, default="")
    summary = str(entry.get("summary", "")) or str(entry.get("caption", ""))
    guid = str(entry.get("id", ""))
    links = (web_link(str(entry.get("feedburner_origlink", "")), ""), web_link(str(entry.get("link", "")), home))
    return Item(
        guid=guid,
        link=next(filter(None, links), web_link(guid, "")),
        title=str(entry.get("title", "")),
        summary="" if summary == content else summary,
        content=content,
        published=_published(entry),
        source=str(entry.get("source", {}).get("title", "")),
    )


def _published(entry: Any) -> datetime | None:
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        moment = dict.get(entry, key)  # feedparser's own get() warns where one date stands in for another
        if isinstance(moment, struct_time):
            return datetime.fromtimestamp(timegm(moment), UTC)
    return None
