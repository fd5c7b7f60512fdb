"""What moderators think of developments, and what they took back; and small facts about our own doings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.model.alerts import DeliveryState
from bot.model.developments import Development
from bot.model.feedback import Feedback, Opinion
from bot.store.community_tables import feedback, remembered
from bot.store.developments import COLUMNS as DEVELOPMENT
from bot.store.developments import development
from bot.store.dialect import among
from bot.store.tables import developments, outbox, outbox_developments

# One development.
_ONE = select(*DEVELOPMENT).where(developments.c.id == bindparam("wanted"))

# What an alert tells.
_TOLD = (
    select(*DEVELOPMENT)
    .join(outbox_developments, outbox_developments.c.development_id == developments.c.id)
    .where(outbox_developments.c.alert_id == bindparam("wanted"))
    .order_by(developments.c.seq)
)

# Take developments back; who was first stays.
_RETRACT = (
    update(developments)
    .where(among(developments.c.id, "ids"), developments.c.retracted_at.is_(None))
    .values(retracted_at=bindparam("now", type_=developments.c.retracted_at.type), retracted_by=bindparam("who"))
)

# What nobody has tried to tell yet need not be told; an alert that is left with nothing is dropped.
_UNTRIED = select(outbox.c.id).where(outbox.c.state == DeliveryState.PENDING, outbox.c.attempts == 0)
_UNTELL = delete(outbox_developments).where(
    among(outbox_developments.c.development_id, "ids"), outbox_developments.c.alert_id.in_(_UNTRIED)
)
_DROP = (
    update(outbox)
    .where(outbox.c.id.in_(_UNTRIED), outbox.c.id.not_in(select(outbox_developments.c.alert_id)))
    .values(state=DeliveryState.DROPPED)
)

# Whether somebody has said so before.
_SAID = (
    select(func.count())
    .select_from(feedback)
    .where(
        feedback.c.development_id == bindparam("wanted"),
        feedback.c.opinion == bindparam("what"),
        feedback.c.by == bindparam("who"),
    )
)

# All opinions, oldest first.
_FEEDBACK = select(feedback.c.development_id, feedback.c.opinion, feedback.c.by, feedback.c.at).order_by(feedback.c.seq)

# What is remembered under a key.
_RECALL = select(remembered.c.value).where(remembered.c.key == bindparam("wanted"))

# Remember something else.
_REPLACE = update(remembered).where(remembered.c.key == bindparam("wanted")).values(value=bindparam("what"))


def development_with(connection: Connection, id_: str) -> Development | None:
    """Give one development; None where there is none of that id."""
    row = connection.execute(_ONE, {"wanted": id_}).one_or_none()
    return None if row is None else development(row)


def told_in(connection: Connection, alert_id: str) -> tuple[Development, ...]:
    """Give what an alert tells, in the order of its decision; nothing where there is none of that id."""
    return tuple(development(row) for row in connection.execute(_TOLD, {"wanted": alert_id}))


def retract(connection: Connection, ids: Collection[str], by: str, now: datetime) -> int:
    """Note that developments were wrong; the number of those that had not been taken back before.

    Who has not been told them yet is told no more.
    """
    if connection.execute(_UNTELL, {"ids": list(ids)}).rowcount:
        connection.execute(_DROP)
    return connection.execute(_RETRACT, {"ids": list(ids), "who": by, "now": now}).rowcount


def add_feedback(connection: Connection, one: Feedback) -> None:
    """Keep an opinion. The same one again is nothing."""
    said = {"wanted": one.development_id, "what": one.opinion, "who": one.by}
    if not connection.scalar(_SAID, said):
        values = {"development_id": one.development_id, "opinion": one.opinion, "by": one.by, "at": one.at}
        connection.execute(insert(feedback), values)


def all_feedback(connection: Connection) -> tuple[Feedback, ...]:
    """Give all opinions, oldest first."""
    return tuple(Feedback(id_, Opinion(opinion), by, at) for id_, opinion, by, at in connection.execute(_FEEDBACK))


def recall(connection: Connection, key: str) -> str | None:
    """Give what is remembered under a key; None where nothing is."""
    return connection.scalar(_RECALL, {"wanted": key})


def remember(connection: Connection, key: str, value: str) -> None:
    """Remember something under a key, in place of what was remembered before."""
    if not connection.execute(_REPLACE, {"wanted": key, "what": value}).rowcount:
        connection.execute(insert(remembered), {"key": key, "value": value})
