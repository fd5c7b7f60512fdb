"""The outbox: alerts on their way to people. Everything that moves a row from state to state lives here.

    PENDING ──claim──▶ SENDING ──record_sent──▶ SENT
       ▲                  │
       └───record_retry───┴──park──▶ PARKED

- A row is committed as SENDING before its sink sees it; one found so at a start has an unknown outcome.
- Each target gets its rows in the order in which they were made: none is claimed while an earlier one is unfinished.
- `attempts` are the tries that lie behind a row: they failed, or nobody knows.
- A parked row is finished until its owner has it tried again; a sent row stays sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, func, or_, select, update

from bot.model.alerts import Alert, Delivery, DeliveryState, Subscription
from bot.model.developments import Development
from bot.store.developments import COLUMNS as DEVELOPMENT
from bot.store.developments import development
from bot.store.dialect import among
from bot.store.tables import developments, outbox, outbox_developments
from bot.store.wants import subscription_of

MOST_TROUBLED = 100
"""Told at once; what has been put aside stays for ever."""

_PENDING, _SENDING, _SENT, _PARKED, _DROPPED = DeliveryState

_told = outbox_developments.alias()

# The first row of each target's queue that is not finished.
_HEADS = (
    select(func.min(outbox.c.seq))
    .where(outbox.c.sink == bindparam("sink"), or_(outbox.c.state == _PENDING, outbox.c.state == _SENDING))
    .group_by(outbox.c.target)
)

# What is due of those, oldest first.
_DUE = (
    select(outbox)
    .where(outbox.c.seq.in_(_HEADS), outbox.c.state == _PENDING, outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)

# Hand rows to their sink.
_START = update(outbox).where(among(outbox.c.id, "ids")).values(state=_SENDING).returning(outbox)

# The rows of a sink in one state, oldest first.
_IN_STATE = (
    select(outbox)
    .where(outbox.c.sink == bindparam("sink"), outbox.c.state == bindparam("state"))
    .order_by(outbox.c.seq)
)

# The newest rows that could not be delivered: put aside, or tried before.
_TROUBLED = (
    select(outbox)
    .where(or_(outbox.c.state == _PARKED, and_(outbox.c.state == _PENDING, outbox.c.attempts > 0)))
    .order_by(outbox.c.seq.desc())
    .limit(MOST_TROUBLED)
)

# The rows that wait for another destination, and tell it nothing that this one has been told.
_ELSEWHERE = select(outbox.c.id).where(
    outbox.c.state == _PENDING,
    or_(outbox.c.sink != bindparam("sink"), outbox.c.target != bindparam("target")),
    outbox.c.id.not_in(
        select(outbox_developments.c.alert_id).where(
            outbox_developments.c.development_id.in_(
                select(_told.c.development_id).where(_told.c.subscription_id == bindparam("subscription")),
            ),
        ),
    ),
)

# Give rows another destination; what was tried in vain elsewhere is due at once.
_REDIRECT = (
    update(outbox)
    .where(among(outbox.c.id, "ids"))
    .values(
        sink=bindparam("to_sink"),
        target=bindparam("to_target"),
        subscription_id=bindparam("to_subscription"),
        due_at=case((outbox.c.attempts > 0, bindparam("now", type_=outbox.c.due_at.type)), else_=outbox.c.due_at),
        attempts=0,
    )
)

# What these rows tell counts as told to another subscription.
_RETELL = (
    update(outbox_developments)
    .where(among(outbox_developments.c.alert_id, "ids"))
    .values(subscription_id=bindparam("to_subscription"))
)

# What each of these alerts tells.
_TELLS = (
    select(outbox_developments.c.alert_id, *DEVELOPMENT)
    .join(developments, developments.c.id == outbox_developments.c.development_id)
    .where(among(outbox_developments.c.alert_id, "ids"))
    .order_by(outbox_developments.c.seq)
)

_ONE_MORE = outbox.c.attempts + case((outbox.c.state == _SENDING, 1), else_=0)

# It is told.
_RECORD_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.state == _SENDING)
    .values(state=_SENT, sent_at=bindparam("now"), note=None)
)

# It was not told; it is tried again.
_RECORD_RETRY = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.state != _SENT)
    .values(state=_PENDING, attempts=_ONE_MORE, due_at=bindparam("due"), note=bindparam("why"))
)

# Nobody knows whether it was told, or it cannot be; its owner is to look at it.
_PARK = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.state != _SENT)
    .values(state=_PARKED, attempts=_ONE_MORE, note=bindparam("why"))
)


def claim_deliveries(connection: Connection, sink: str, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Take up to `limit` due rows for handing to their sink, oldest first, at most one a target."""
    due = [row.id for row in connection.execute(_DUE, {"sink": sink, "now": now, "most": limit})]
    return _deliveries(connection, connection.execute(_START, {"ids": due})) if due else ()


def deliveries_in(connection: Connection, sink: str, state: DeliveryState) -> tuple[Delivery, ...]:
    """Give a sink's rows that stand in one state, oldest first."""
    return _deliveries(connection, connection.execute(_IN_STATE, {"sink": sink, "state": state}))


def troubled(connection: Connection) -> tuple[Delivery, ...]:
    """Give the newest rows of all sinks that were put aside or are being tried again, oldest first."""
    return _deliveries(connection, connection.execute(_TROUBLED))


def redirect(connection: Connection, to: Subscription, now: datetime) -> int:
    """Give what waits for any other destination to this one; the number of rows."""
    here = {"sink": to.sink, "target": to.target, "subscription": to.id}
    ids = list(connection.scalars(_ELSEWHERE, here))
    if ids:
        there = {"to_sink": to.sink, "to_target": to.target, "to_subscription": to.id}
        connection.execute(_REDIRECT, there | {"ids": ids, "now": now})
        connection.execute(_RETELL, {"ids": ids, "to_subscription": to.id})
    return len(ids)


def record_sent(connection: Connection, alert_id: str, now: datetime) -> None:
    """Note that people have been told."""
    connection.execute(_RECORD_SENT, {"alert_id": alert_id, "now": now})


def record_retry(connection: Connection, alert_id: str, due_at: datetime, note: str) -> None:
    """Have a row tried again from `due_at` on; `note` says why."""
    connection.execute(_RECORD_RETRY, {"alert_id": alert_id, "due": due_at, "why": note})


def park(connection: Connection, alert_id: str, note: str) -> None:
    """Put a row aside for its owner; `note` says why. Later rows of its target go on."""
    connection.execute(_PARK, {"alert_id": alert_id, "why": note})


def _deliveries(connection: Connection, found: Iterable[Row[Any]]) -> tuple[Delivery, ...]:
    rows = sorted(found, key=lambda row: row.seq)
    told: dict[str, list[Development]] = {row.id: [] for row in rows}
    for alert_id, *columns in connection.execute(_TELLS, {"ids": list(told)}):
        told[alert_id].append(development(columns))
    return tuple(_delivery(row, told[row.id]) for row in rows)


def _delivery(row: Row[Any], told: Sequence[Development]) -> Delivery:
    subscription = subscription_of(row.subscription_id, row.sink, row.target, row.wants)
    alert = Alert(row.id, row.kind, subscription, row.title_id, tuple(told))
    return Delivery(alert, row.state, row.attempts, row.created_at, row.due_at, row.note)
