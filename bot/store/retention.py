"""Forgetting what made no news, a little at a time, so that polls need not wait.

What is forgotten leaves a tombstone, its content's digest: a feed that brings it again brings nothing new. What was
news is never forgotten, nor is any entry that reported it, nor a claim that still waits for a second voice.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, exists, insert, or_, select

from bot.store.dialect import among
from bot.store.tables import claims, developments, entries, mentions, pending, tombstones

_OLD = entries.c.read_at < bindparam("before", type_=entries.c.read_at.type)
_SPOKEN = or_(exists().where(mentions.c.entry_id == entries.c.id), exists().where(claims.c.entry_id == entries.c.id))
_NEEDED = or_(
    entries.c.id.in_(select(developments.c.entry_id)),
    entries.c.id.in_(select(pending.c.entry_id)),
    exists().where(claims.c.entry_id == entries.c.id, claims.c.development_id.is_not(None)),
)


def _oldest(query: Select[tuple[str]]) -> Select[tuple[str]]:
    return query.order_by(entries.c.seq).limit(bindparam("most"))


# The oldest entries that speak of no title.
_UNRELATED = _oldest(select(entries.c.id).where(_OLD, ~_SPOKEN, ~_NEEDED))

# The oldest entries that speak of one, and brought nothing.
_HELD_BACK = _oldest(select(entries.c.id).where(_OLD, _SPOKEN, ~_NEEDED))

# Mark what is forgotten.
_MARK = insert(tombstones).from_select(
    ["content_hash", "forgotten_at"],
    select(entries.c.content_hash, bindparam("now", type_=tombstones.c.forgotten_at.type)).where(
        among(entries.c.id, "ids")
    ),
)

# Forget these entries, and what was read in them.
_FORGET = (
    delete(claims).where(among(claims.c.entry_id, "ids")),
    delete(mentions).where(among(mentions.c.entry_id, "ids")),
    delete(entries).where(among(entries.c.id, "ids")),
)


def forget(connection: Connection, unrelated: datetime, held_back: datetime, now: datetime, most: int) -> int:
    """Forget up to `most` entries: those read before `unrelated` that name no title, before `held_back` the others.

    The number of entries forgotten.
    """
    ids = list(connection.scalars(_UNRELATED, {"before": unrelated, "most": most}))
    ids += connection.scalars(_HELD_BACK, {"before": held_back, "most": most - len(ids)})
    if ids:
        connection.execute(_MARK, {"ids": ids, "now": now})
        for statement in _FORGET:
            connection.execute(statement, {"ids": ids})
    return len(ids)
