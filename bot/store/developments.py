"""The developments: kept once each, given back in the order in which they were decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.store.bulk import Bulk
from bot.store.dialect import among
from bot.store.tables import developments

_FIELDS = tuple(field.name for field in fields(Development))
_values = attrgetter(*_FIELDS)

COLUMNS = tuple(developments.c[name] for name in _FIELDS)
"""What `development` makes a Development of, in this order."""

# Keep developments.
_INSERT = Bulk(developments, (*_FIELDS, "decided_at"))

# Which of these developments are kept already.
_KEPT = select(developments.c.id).where(among(developments.c.id, "ids"))

# A title's developments, as they were decided.
_OF_TITLE = select(*COLUMNS).where(developments.c.title_id == bindparam("title_id")).order_by(developments.c.seq)

# What titles have been called by those who decide it, and what of that was taken back.
_NAMES = (
    select(developments.c.title_id, developments.c.change, developments.c.value)
    .where(
        developments.c.property == Property.TITLE,
        developments.c.retracted_at.is_(None),
        or_(developments.c.certainty == Certainty.REPORTED, developments.c.certainty == Certainty.CONFIRMED),
    )
    .order_by(developments.c.seq)
)


def development(row: Sequence[Any]) -> Development:
    """Make a Development of a row of `COLUMNS`."""
    return Development(*row)


def save_developments(connection: Connection, decided: Iterable[Development], now: datetime) -> None:
    """Keep developments; those whose id is kept already stay as they are."""
    by_id = {development.id: development for development in decided}
    if not by_id:
        return
    kept = set(connection.scalars(_KEPT, {"ids": list(by_id)}))
    _INSERT.run(connection, [(*_values(new), now) for id_, new in by_id.items() if id_ not in kept])


def developments_of(connection: Connection, title_id: str) -> tuple[Development, ...]:
    """Give a title's developments in the order in which they were decided."""
    return tuple(development(row) for row in connection.execute(_OF_TITLE, {"title_id": title_id}))


def learned_names(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Give the official names that developments brought, by title id; the newest name last."""
    learned: dict[str, dict[str, None]] = {}
    for title_id, change, name in connection.execute(_NAMES):
        names = learned.setdefault(title_id, {})
        names.pop(name, None)  # one that returns is the newest again
        if change not in {Change.REMOVED, Change.DENIED}:
            names[name] = None
    return {title_id: tuple(names) for title_id, names in learned.items() if names}
