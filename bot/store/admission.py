"""Pure: which entries of a batch are new. Everything that decides what is new, revised or seen stands here.

- An entry whose content its feed has brought before is seen, whatever its GUID, link or time is now.
- Other content behind a GUID or link that its feed has used before is a revision of the newest such version.
- Everything else is new. Two feeds never hide each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.model.entries import Entry
from bot.store.columns import clean
from bot.store.identity import Identity, content_hash, identify, other_id


class Fate(StrEnum):
    """What an entry is to the store."""

    NEW = "new"
    REVISED = "revised"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Admission:
    """An entry and what it is. `identity` is None for one that was seen; `revises` is the id of the version before.

    `entry` is to be used from here on: its id is free, even where the feed used one id for several texts.
    """

    entry: Entry
    fate: Fate
    identity: Identity | None = None
    revises: str | None = None


@dataclass(slots=True)
class Known:
    """What is known of earlier entries, as far as it touches a batch; grows while the batch is decided.

    `guids` and `links` lead to the id of the newest version.
    """

    contents: set[int] = field(default_factory=set)
    guids: dict[int, str] = field(default_factory=dict)
    links: dict[tuple[str, int], str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)


def candidates(entries: Sequence[Entry]) -> list[tuple[Entry, int]]:
    """Pair each entry with its content's digest; ids and feeds are made fit for the database first."""
    return [(entry, content_hash(entry)) for entry in map(_fit, entries)]


def identified(batch: Sequence[tuple[Entry, int]], known: Known) -> list[tuple[Entry, Identity | None]]:
    """Pair each entry with all that it may be known by; with None where its content is known, which is enough."""
    return [(entry, None if content in known.contents else identify(entry, content)) for entry, content in batch]


def decide(batch: Sequence[tuple[Entry, Identity | None]], known: Known) -> Iterator[Admission]:
    """Admit a batch in its order, duplicates within it included; `known` learns each entry in turn."""
    for entry, identity in batch:
        if identity is None or identity.content in known.contents:
            yield Admission(entry, Fate.SEEN)
            continue
        admitted = replace(entry, id=other_id(entry, identity.content)) if entry.id in known.ids else entry
        revises = _earlier(entry.feed, identity, known)
        _learn(admitted, identity, known)
        yield Admission(admitted, Fate.NEW if revises is None else Fate.REVISED, identity, revises)


def _earlier(feed: str, identity: Identity, known: Known) -> str | None:
    if identity.guid is not None and identity.guid in known.guids:
        return known.guids[identity.guid]
    return known.links.get((feed, identity.link)) if identity.link is not None else None


def _learn(entry: Entry, identity: Identity, known: Known) -> None:
    known.contents.add(identity.content)
    known.ids.add(entry.id)
    if identity.guid is not None:
        known.guids[identity.guid] = entry.id
    if identity.link is not None:
        known.links[entry.feed, identity.link] = entry.id


def _fit(entry: Entry) -> Entry:
    id_, feed = clean(entry.id), clean(entry.feed)
    return entry if id_ == entry.id and feed == entry.feed else replace(entry, id=id_, feed=feed)
