"""RSS 2.0 and Atom as most feeds are: well-formed, and without surprises. Read with expat, in a tenth of the time.

What comes out is what feedparser makes of the same document, because feedparser is the judge of what a feed says. So
its own tables and its own reading of dates are used, and a document in which anything is met that is not provided for
here (markup within a text, a second title, a base address, a namespace under another's name) is feedparser's alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, NoReturn
from xml.parsers import expat

from feedparser.datetimes import _parse_date
from feedparser.html import _cp1252
from feedparser.mixin import _FeedParserMixin
from feedparser.urls import _urljoin

Entry = dict[str, Any]

_NAMESPACES = {uri.lower(): prefix for uri, prefix in _FeedParserMixin.namespaces.items()}
_PREFIXES = frozenset(_NAMESPACES.values())
_MOST_DECLARATIONS, _MOST_ATTRIBUTES = 40, 20
_ESCAPED_TWICE = re.compile("&([A-Za-z0-9_]+);")
_XML = "http://www.w3.org/XML/1998/namespace "

_TEXTS = {
    "title": "title", "guid": "id", "id": "id", "description": "summary", "summary": "summary", "source": "source",
    "content": "content", "content:encoded": "content", "feedburner:origlink": "feedburner_origlink",
    "media:description": "caption",
}  # fmt: skip
"""The elements of an entry that are texts, each with what feedparser calls it. One of a name is plain."""
_DATES = {
    "pubdate": "published", "published": "published", "issued": "published", "dcterms:issued": "published",
    "updated": "updated", "modified": "updated", "dcterms:modified": "updated", "dc:date": "updated",
    "created": "created", "dcterms:created": "created",
}  # fmt: skip
_BEFORE_ENTRIES = frozenset({*_DATES, "title", "link", "description", "id", "image"})
_UNFORESEEN = frozenset({"rdf:rdf", "fullitem", "body", "xhtml:body", "div", "xhtml:div"})
_STRUCTURE = frozenset({"rss", "feed", "channel", "item", "entry", "image"})
_READ = {*_TEXTS, *_DATES, *_UNFORESEEN, *_STRUCTURE, "link"}
_READ_NAMES = frozenset(name.rpartition(":")[2] for name in _READ)

_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "link": frozenset({"href", "rel", "type", "title", "hreflang", "length"}),
    "guid": frozenset({"ispermalink"}),
    "source": frozenset({"url"}),
    **dict.fromkeys(("title", "summary", "content"), frozenset({"type"})),
}
_TYPES = frozenset({"text", "plain", "text/plain", "html", "text/html"})
_PARENTS = {"rss": ["rss", "channel"], "feed": ["feed"]}
_ENTRIES = {"rss": "item", "feed": "entry"}


class _UnforeseenError(Exception):
    """Something is met that feedparser has to judge."""


def plain_entries(document: str) -> list[Entry] | None:
    """Read the entries of a mended RSS 2.0 or Atom document, in feedparser's words; None where it must read it itself.

    The words are `title`, `summary`, `content`, `id`, `link`, `source`, `caption`, `feedburner_origlink`, and those of
    dates with `_parsed` behind them. What an entry lacks is missing.
    """
    reading = _Reading()
    try:
        reading.parser.Parse(document.encode(), True)
    except Exception:  # noqa: BLE001  not well-formed, unforeseen, or a date that even feedparser stumbles over
        return None
    return reading.entries


class _Reading:
    """Does: takes one document from expat. `_open` names the elements that are open, "" for those that nobody reads."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.EntityDeclHandler = _declare_entity
        self._open: list[str] = []
        self._names: dict[str, str] = {}
        self._declared = 0
        self._entry: Entry | None = None
        self._entry_depth = 0
        self._closing: Callable[[Entry, str], None] | None = None
        self._pieces: list[str] = []

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared += 1
        usual = _NAMESPACES.get((uri or "").lower())
        misleading = prefix in _PREFIXES and prefix != usual
        if misleading or usual == "xlink" or self._declared > _MOST_DECLARATIONS:
            _unforeseen()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = _known(name)
        if self._closing is not None:
            _unforeseen()  # markup within a text
        if not known:
            self._open.append("")
            return
        if known == "feedburner:origlink" and attributes:
            _unforeseen()
        if self._entry is None:
            self._start_outside(known, _plain(attributes))
        elif known == "media:description":
            self._take(known, {})
        elif len(self._open) == self._entry_depth + 1:
            self._take(known, _plain(attributes))
        else:
            _unforeseen()
        self._open.append(known)

    def _start_outside(self, known: str, attributes: dict[str, str]) -> None:
        """Take the start of an element that is in no entry. It gives the entries their place, and nothing else."""
        root = self._open[0] if self._open else known
        if known == _ENTRIES.get(root) and self._open == _PARENTS[root] and not attributes:
            self._entry, self._entry_depth = {}, len(self._open)
        elif known == "channel":
            if self._open != ["rss"] or attributes:
                _unforeseen()
        elif known in _BEFORE_ENTRIES and self._open:
            self._closing = None if known == "image" else _forget
        elif known not in _PARENTS or self._open:
            _unforeseen()

    def _take(self, known: str, attributes: dict[str, str]) -> None:
        """Take the start of an element of the entry that is open."""
        if attributes.keys() - _ATTRIBUTES.get(known, frozenset()):
            _unforeseen()
        if attributes.get("type", "text") not in _TYPES and known != "link":
            _unforeseen()
        if known == "link":
            self._closing = _closing_link(attributes)
        elif known in _DATES:
            self._closing = _closing_date(_DATES[known])
        elif known in _TEXTS:
            self._closing = _closing_text(_TEXTS[known])
        else:
            _unforeseen()
        self._pieces = []
        self.parser.CharacterDataHandler = self._pieces.append

    def _end(self, _name: str) -> None:
        known = self._open.pop()
        if not known:
            return
        if self._closing is not None:
            if self._entry is not None:
                self._closing(self._entry, "".join(self._pieces).strip())
            self._closing = self.parser.CharacterDataHandler = None
        elif self._entry is not None and len(self._open) == self._entry_depth:
            self.entries.append(_whole(self._entry))
            self._entry = None


def _declare_entity(*_: object) -> NoReturn:
    """Refuse, whatever it is: declarations are taken out before, and no entity is ever expanded."""
    _unforeseen()


def _known(name: str) -> str:
    """Name an element as feedparser does; "" for one that it is not handed."""
    uri, _, local = name.rpartition(" ")
    prefix, local = _NAMESPACES.get(uri.lower()), local.lower()
    if prefix is None:
        return _unforeseen() if local in _READ_NAMES else ""
    full = f"{prefix}:{local}" if prefix else local
    return full if full in _READ else ""


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """Take an element's attributes: names in small letters, and without what only says which language it is."""
    kept = {name.lower(): value for name, value in attributes.items() if name not in {_XML + "lang", _XML + "space"}}
    if "base" in kept or len(attributes) > _MOST_ATTRIBUTES or any(" " in name for name in kept):
        _unforeseen()
    return {name: value.lower() if name in {"rel", "type"} else value for name, value in kept.items()}


def _forget(_entry: Entry, _text: str) -> None:
    """Leave a text alone that is in no entry."""


def _closing_text(key: str) -> Callable[[Entry, str], None]:
    def close(entry: Entry, text: str) -> None:
        if key in entry:
            _unforeseen()
        entry[key] = _repaired(text)

    return close


def _closing_date(key: str) -> Callable[[Entry, str], None]:
    def close(entry: Entry, text: str) -> None:
        entry[f"{key}_parsed"] = _parse_date(_repaired(text))

    return close


def _closing_link(attributes: dict[str, str]) -> Callable[[Entry, str], None]:
    """Take a link: in Atom an attribute of one that leads to a page, in RSS a text."""
    href = attributes.get("href")
    if not attributes:
        return _close_link
    if not href:
        _unforeseen()
    alternate = attributes.get("rel", "alternate") == "alternate"
    page = attributes.get("type", "text/html") in {"text/html", "html", "application/xhtml+xml", "xhtml"}

    def close(entry: Entry, _text: str) -> None:
        if alternate and page:
            entry["link"] = _urljoin("", href)

    return close


def _close_link(entry: Entry, text: str) -> None:
    link = _repaired(_urljoin("", text) if text else text).replace("&amp;", "&")
    entry["link"] = _ESCAPED_TWICE.sub(r"&\1", link)


def _repaired(text: str) -> str:
    """Make UTF-8 again of what was taken for ISO 8859-1, and signs of what windows-1252 has for control characters."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_cp1252)


def _whole(entry: Entry) -> Entry:
    """Put an entry into feedparser's shape: its content is also its summary where it has no other."""
    content = entry.pop("content", None)
    if content is not None:
        entry.setdefault("summary", content)
        entry["content"] = ({"value": content},)
    if "source" in entry:
        entry["source"] = {"title": entry["source"]}
    return entry


def _unforeseen() -> NoReturn:
    raise _UnforeseenError
