"""The entries that were read: finding what is known of a batch, and keeping what is new of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, func, literal_column, select, union_all

from bot.model.entries import Entry
from bot.model.feedback import BY_HAND
from bot.store.admission import Admission, Known, candidates, decide, identified
from bot.store.bulk import Bulk
from bot.store.dialect import among
from bot.store.identity import Identity
from bot.store.tables import entries, tombstones

LOOKED_UP_AT_ONCE = 2_000
"""Entries a query; bounds the memory that one query takes."""
MOST_HEADLINES = 50_000
"""Given at once: some weeks of a hundred feeds."""


def _newest(which: str, key: Column[Any]) -> Select[Any]:
    newest = select(func.max(entries.c.seq)).where(among(key, f"{which}s")).group_by(key, entries.c.feed)
    return select(literal_column(f"'{which}'"), key, entries.c.feed, entries.c.id).where(entries.c.seq.in_(newest))


# Which of these contents are known: kept, or read once and forgotten.
_CONTENTS = union_all(
    select(entries.c.content_hash).where(among(entries.c.content_hash, "contents")),
    select(tombstones.c.content_hash).where(among(tombstones.c.content_hash, "contents")),
)

# What is known of these GUIDs, links and ids: which of the three, the key, the feed, the id of the newest such entry.
_KNOWN = union_all(
    _newest("guid", entries.c.guid_key),
    _newest("link", entries.c.link_key),
    select(literal_column("'id'"), literal_column("0"), entries.c.feed, entries.c.id).where(among(entries.c.id, "ids")),
)

# Keep entries.
_INSERT = Bulk(
    entries,
    (
        *("id", "feed", "outlet", "published", "title", "link"),
        *("content_hash", "guid_key", "link_key", "revises", "read_at"),
    ),
)


# What was published since a moment, oldest first; the newest of it where there is too much.
_HEADLINES = (
    select(entries.c.id, entries.c.feed, entries.c.outlet, entries.c.published, entries.c.title, entries.c.link)
    .where(entries.c.published >= bindparam("since", type_=entries.c.published.type), entries.c.feed != BY_HAND)
    .order_by(entries.c.published.desc(), entries.c.seq.desc())
    .limit(MOST_HEADLINES)
)


def headlines(connection: Connection, since: datetime) -> tuple[Entry, ...]:
    """Give what is kept of the entries that were published since a moment, oldest first: their headlines."""
    rows = connection.execute(_HEADLINES, {"since": since}).all()
    return tuple(
        Entry(id_, feed, outlet, published, title, "", link) for id_, feed, outlet, published, title, link in rows[::-1]
    )


def admit(connection: Connection, batch: Sequence[Entry]) -> tuple[Admission, ...]:
    """Tell for each entry of a batch, in order, whether it is new."""
    admissions: list[Admission] = []
    known = Known()
    for start in range(0, len(batch), LOOKED_UP_AT_ONCE):
        admissions += _admit(connection, batch[start : start + LOOKED_UP_AT_ONCE], known)
    return tuple(admissions)


def save_entries(connection: Connection, admissions: Iterable[Admission], now: datetime) -> None:
    """Keep the new and the revised entries of `admissions`."""
    _INSERT.run(connection, [_row(one, one.identity, now) for one in admissions if one.identity is not None])


def _admit(connection: Connection, batch: Sequence[Entry], known: Known) -> Iterator[Admission]:
    # Most polls bring nothing new, so their contents are looked up first and the rest only for what is left.
    hashed = candidates(batch)
    known.contents.update(connection.scalars(_CONTENTS, {"contents": [content for _, content in hashed]}))
    paired = identified(hashed, known)
    _look_up(connection, [(entry, identity) for entry, identity in paired if identity is not None], known)
    return decide(paired, known)


def _look_up(connection: Connection, fresh: Sequence[tuple[Entry, Identity]], known: Known) -> None:
    if not fresh:
        return
    keys = {
        "guids": [identity.guid for _, identity in fresh if identity.guid is not None],
        "links": [identity.link for _, identity in fresh if identity.link is not None],
        "ids": [entry.id for entry, _ in fresh],
    }
    for which, key, feed, id_ in connection.execute(_KNOWN, keys):
        # What the batch itself has brought is newer than what is kept.
        if which == "guid":
            known.guids.setdefault(key, id_)
        elif which == "link":
            known.links.setdefault((feed, key), id_)
        else:
            known.ids.add(id_)


def _row(admission: Admission, identity: Identity, now: datetime) -> tuple[Any, ...]:
    entry = admission.entry
    return (
        *(entry.id, entry.feed, entry.outlet, entry.published, entry.title, entry.link),
        *(*identity, admission.revises, now),
    )
