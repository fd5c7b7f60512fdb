"""The titles that were added while the bot ran. One that is removed is followed no more, and stays for its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.model.titles import TrackedTitle
from bot.store.community_tables import tracked_titles
from bot.store.definitions import definition_of, title_of
from bot.store.records import Tracked

# The titles that are followed, by id.
_FOLLOWED = select(tracked_titles).where(tracked_titles.c.removed_at.is_(None)).order_by(tracked_titles.c.id)

_ONE = update(tracked_titles).where(tracked_titles.c.id == bindparam("wanted"))

# Keep a new title.
_INSERT = insert(tracked_titles)


def tracked(connection: Connection) -> tuple[Tracked, ...]:
    """Give the titles that are followed, by id."""
    return tuple(_tracked(row) for row in connection.execute(_FOLLOWED))


def save_tracked(connection: Connection, title: TrackedTitle, guild: str, by: str, now: datetime) -> None:
    """Follow a title; one of that id is changed, or followed again."""
    changed: dict[str, Any] = {
        "definition": definition_of(title),
        "changed_by": by,
        "changed_at": now,
        "removed_by": None,
        "removed_at": None,
    }
    if not connection.execute(_ONE.values(**changed), {"wanted": title.id}).rowcount:
        connection.execute(_INSERT, {"id": title.id, "guild": guild, "added_by": by, "added_at": now, **changed})


def remove_tracked(connection: Connection, id_: str, by: str, now: datetime) -> bool:
    """Follow a title no more; False where none of that id is followed."""
    removal = _ONE.where(tracked_titles.c.removed_at.is_(None)).values(removed_by=by, removed_at=now)
    return bool(connection.execute(removal, {"wanted": id_}).rowcount)


def _tracked(row: Row[Any]) -> Tracked:
    title = title_of(row.id, row.definition)
    return Tracked(title, row.guild, row.added_by, row.added_at, row.changed_by, row.changed_at)
