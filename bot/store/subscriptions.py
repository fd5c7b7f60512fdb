"""Where communities want to be told, as they set it up while the bot runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, func, insert, select, update

from bot.model.alerts import DeliveryState, Subscription
from bot.model.developments import Development
from bot.store.community_tables import subscriptions
from bot.store.developments import COLUMNS as DEVELOPMENT
from bot.store.developments import development
from bot.store.tables import developments, outbox
from bot.store.wants import subscription_of, wants_of

_LAST = select(func.coalesce(func.max(developments.c.seq), 0)).scalar_subquery()

# All subscriptions, the oldest first.
_ALL = select(subscriptions).order_by(subscriptions.c.created_at, subscriptions.c.id)

# One of them.
_ONE = select(subscriptions).where(subscriptions.c.id == bindparam("wanted"))

# Keep a new one.
_INSERT = insert(subscriptions)

# Keep one as it is now.
_UPDATE = update(subscriptions).where(subscriptions.c.id == bindparam("wanted"))

# Tell it nothing, or tell it again; when it is paused anew, what it has been told up to now stays as it was.
_WHY = bindparam("why", type_=subscriptions.c.paused.type)
_PAUSE = _UPDATE.values(
    paused=_WHY,
    paused_after=case(
        (_WHY.is_(None), None),
        (subscriptions.c.paused.is_(None), _LAST),
        else_=subscriptions.c.paused_after,
    ),
)

# Forget one.
_DELETE = delete(subscriptions).where(subscriptions.c.id == bindparam("wanted"))

# Nobody wants any more what waits to be told to a subscription.
_DROP = (
    update(outbox)
    .where(outbox.c.subscription_id == bindparam("wanted"), outbox.c.state == DeliveryState.PENDING)
    .values(state=DeliveryState.DROPPED)
)

# What waits for a subscription goes to another place, where nothing of it has been tried.
_FOLLOW = (
    update(outbox)
    .where(
        outbox.c.subscription_id == bindparam("wanted"),
        outbox.c.state == DeliveryState.PENDING,
        outbox.c.target != bindparam("place"),
    )
    .values(target=bindparam("place"), attempts=0, tried_at=None, doubtful=False)
)

# What was decided while a subscription was paused, and has not been taken back.
_MISSED = (
    select(*DEVELOPMENT)
    .join(
        subscriptions,
        and_(subscriptions.c.id == bindparam("wanted"), developments.c.seq > subscriptions.c.paused_after),
    )
    .where(developments.c.retracted_at.is_(None))
    .order_by(developments.c.seq)
)


def subscriptions_of(connection: Connection, guild: str | None) -> tuple[Subscription, ...]:
    """Give the subscriptions of a server, or all of them (None), the oldest first."""
    query = _ALL if guild is None else _ALL.where(subscriptions.c.guild == guild)
    return tuple(_subscription(row) for row in connection.execute(query))


def subscription(connection: Connection, id_: str) -> Subscription | None:
    """Give one subscription; None where there is none of that id."""
    row = connection.execute(_ONE, {"wanted": id_}).one_or_none()
    return None if row is None else _subscription(row)


def save_subscription(connection: Connection, one: Subscription, now: datetime) -> None:
    """Keep a subscription, in place of the one of that id; whether it is paused included.

    What waits to be told goes where it is told now.
    """
    values: dict[str, Any] = {
        "sink": one.sink,
        "target": one.target,
        "guild": one.guild,
        "wants": wants_of(one),
        "changed_at": now,
    }
    if not connection.execute(_UPDATE.values(**values), {"wanted": one.id}).rowcount:
        connection.execute(_INSERT, {"id": one.id, "created_at": now, **values})
    connection.execute(_FOLLOW, {"wanted": one.id, "place": one.target})
    pause(connection, one.id, one.paused)


def pause(connection: Connection, id_: str, why: str | None) -> bool:
    """Tell a subscription nothing more because of `why`, or tell it again (None); False where there is none."""
    return bool(connection.execute(_PAUSE, {"wanted": id_, "why": why}).rowcount)


def pause_destination(connection: Connection, refused: Subscription, why: str) -> bool:
    """Pause all subscriptions where this one is told, but those that are; whether it is one of them."""
    here = [
        one for one in subscriptions_of(connection, None) if (one.sink, one.target) == (refused.sink, refused.target)
    ]
    for one in here:
        if one.paused is None:
            pause(connection, one.id, why)
    return any(one.id == refused.id for one in here)


def remove(connection: Connection, id_: str) -> bool:
    """Forget a subscription, and drop what waits to be told to it; False where there is none."""
    connection.execute(_DROP, {"wanted": id_})
    return bool(connection.execute(_DELETE, {"wanted": id_}).rowcount)


def missed_by(connection: Connection, id_: str) -> tuple[Development, ...]:
    """Give what was decided since a subscription was paused; nothing for one that is not."""
    return tuple(development(row) for row in connection.execute(_MISSED, {"wanted": id_}))


def _subscription(row: Row[Any]) -> Subscription:
    return subscription_of(row.id, row.sink, row.target, row.wants, row.paused)
