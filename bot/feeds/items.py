"""An item as a feed document gave it, before it is an entry of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from urllib.parse import urljoin, urlsplit

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")
_LONGEST_LINK = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a document. Whatever is missing is "".

    `link` is absolute, http or https. `published` is aware, None where the document gives no date that can be
    read. `source` names the outlet that an aggregator took the item from.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    source: str = ""


class NotAFeedError(ValueError):
    """A document cannot be read as a feed; the text says why, in plain words."""


def no_feed(problem: str) -> NoReturn:
    """Raise NotAFeedError."""
    raise NotAFeedError(problem)


def storable(text: str) -> str:
    """Take out what neither XML nor a database can hold; half a surrogate pair becomes U+FFFD."""
    return _UNSTORABLE.sub("", _HALVES.sub("\ufffd", text))


def web_link(link: str, base: str) -> str:
    """Return a link as an absolute http or https address; "" for what is none, or pretends to be another's.

    Overlong links are none either: half an address leads elsewhere.
    """
    try:
        absolute = urljoin(base, link.strip()) if link.strip() else ""
        parts = urlsplit(absolute)
        safe = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    encoded = _UNPRINTABLE.sub(lambda sign: f"%{ord(sign[0]):02X}", absolute)
    return encoded if safe and len(encoded) <= _LONGEST_LINK else ""
