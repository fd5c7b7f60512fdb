"""Pure: what makes two versions of an entry the same thing.

A digest is 64 bits of BLAKE2b as a signed number: every database indexes it in a quarter of the room of a hex
string, and hostile GUIDs and links cannot swell it. Among a million entries the odds that any two clash are 1 in 37
million.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.model.entries import Entry

_JOINT = "\x1f"
"""White space to Python, so that folded text holds none and a joint cannot be forged."""

_COUNTERS = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)(?:=|$)", re.IGNORECASE)


class Identity(NamedTuple):
    """What an entry is known by. `content` and `guid` count within the feed; None where the feed gives none."""

    content: int
    guid: int | None
    link: int | None


def identify(entry: Entry, content: int) -> Identity:
    """Digest an entry's GUID and link; `content` is its content's digest."""
    guid = _digest(entry.feed + _JOINT + entry.guid) if entry.guid else None
    return Identity(content, guid, link_key(entry.link))


def content_hash(entry: Entry) -> int:
    """Digest what an entry says within its feed: title, summary and content, with white space folded.

    Times, links and GUIDs are no part of it: feeds touch them without saying anything new.
    """
    texts = [" ".join(text.split()) for text in (entry.title, entry.summary, entry.content)]
    return _digest(_JOINT.join((entry.feed, *texts)))


def link_key(link: str) -> int | None:
    """Digest a link; None where there is none. It is the same in every feed, so that a link finds its entries."""
    return _digest(link) if link else None


def page_of(link: str) -> str:
    """Reduce a web address to the page that it leads to, whatever a browser or a sharer made of it.

    Scheme, `www.`, a final slash, a fragment and what only counts readers (`utm_...`, `fbclid`) make no other page.
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return link
    kept = "&".join(one for one in parts.query.split("&") if one and not _COUNTERS.match(one))
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}" + (f"?{kept}" if kept else "")


def other_id(entry: Entry, content: int) -> str:
    """Make an id for an entry whose own is taken by another text: the same one on every retry."""
    return f"{entry.id}~{content & 0xFFFFFFFFFFFF:012x}"


def _digest(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
