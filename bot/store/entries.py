"""The entries that were read: finding what is known of a batch, and keeping what is new of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, func, literal_column, select, union_all

from bot.model.entries import Entry
from bot.store.admission import Admission, Fate, Known, candidates, decide
from bot.store.bulk import Bulk
from bot.store.dialect import among
from bot.store.identity import Identity
from bot.store.tables import entries

LOOKED_UP_AT_ONCE = 2_000
"""Entries a query; bounds the memory that one query takes."""


def _newest(which: str, key: Column[Any]) -> Select[Any]:
    newest = select(func.max(entries.c.seq)).where(among(key, f"{which}s")).group_by(key, entries.c.feed)
    return select(literal_column(f"'{which}'"), key, entries.c.feed, entries.c.id).where(entries.c.seq.in_(newest))


# What is known of these contents, GUIDs, links and ids: which of the four, the key, the feed, the entry's id.
_KNOWN = union_all(
    select(literal_column("'content'"), entries.c.content_hash, entries.c.feed, entries.c.id).where(
        among(entries.c.content_hash, "contents"),
    ),
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


def admit(connection: Connection, batch: Sequence[Entry]) -> tuple[Admission, ...]:
    """Tell for each entry of a batch, in order, whether it is new."""
    identified = candidates(batch)
    known = Known()
    for start in range(0, len(identified), LOOKED_UP_AT_ONCE):
        _look_up(connection, identified[start : start + LOOKED_UP_AT_ONCE], known)
    return tuple(decide(identified, known))


def save_entries(connection: Connection, admissions: Iterable[Admission], now: datetime) -> None:
    """Keep the new and the revised entries of `admissions`."""
    _INSERT.insert(connection, [_row(one, now) for one in admissions if one.fate is not Fate.SEEN])


def _look_up(connection: Connection, batch: Sequence[tuple[Entry, Identity]], known: Known) -> None:
    keys = {
        "contents": [identity.content for _, identity in batch],
        "guids": [identity.guid for _, identity in batch if identity.guid is not None],
        "links": [identity.link for _, identity in batch if identity.link is not None],
        "ids": [entry.id for entry, _ in batch],
    }
    for which, key, feed, id_ in connection.execute(_KNOWN, keys):
        if which == "content":
            known.contents.add(key)
        elif which == "guid":
            known.guids[key] = id_
        elif which == "link":
            known.links[feed, key] = id_
        else:
            known.ids.add(id_)


def _row(admission: Admission, now: datetime) -> tuple[Any, ...]:
    entry, identity = admission.entry, admission.identity
    return (
        *(entry.id, entry.feed, entry.outlet, entry.published, entry.title, entry.link),
        *(*identity, admission.revises, now),
    )
