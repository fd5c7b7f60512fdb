"""The outbox: alerts on their way to people. Everything that moves a row from state to state lives here.

    PENDING ──claim──▶ SENDING ──record_sent──▶ SENT
       ▲                  │
       ├───record_retry───┼──park──▶ PARKED ──drop──▶ DROPPED
       └──────────────────┴──try_again──┘

- A row is committed as SENDING before its sink sees it; one found so at a start has an unknown outcome.
- Each target gets its rows in the order in which they were made: none is claimed while an earlier one is being sent,
  or waits for another try. A row that was never tried and is not due yet (a digest, quiet hours) holds up nobody;
  nor does one whose subscription is paused.
- `attempts` are the tries that lie behind a row: they failed, or nobody knows. Where one of them may have told it,
  the row is `doubtful`.
- A parked row is finished until its owner has it tried again; a sent row stays sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, func, insert, not_, null, or_, select, update

from bot.model.alerts import Delivery, DeliveryState, Receipt, Subscription
from bot.store.dialect import among
from bot.store.outbox_rows import IS_PAUSED, deliveries
from bot.store.tables import forum_posts, outbox, outbox_developments

MOST_TROUBLED = 100
"""Told at once; what has been put aside stays for ever."""

_PENDING, _SENDING, _SENT, _PARKED, _DROPPED = DeliveryState

_told = outbox_developments.alias()
_now = bindparam("now", type_=outbox.c.due_at.type)


# The first row of each target's queue that is not finished, and not merely waiting for its time.
_HEADS = (
    select(func.min(outbox.c.seq))
    .where(
        outbox.c.sink == bindparam("sink"),
        or_(
            outbox.c.state == _SENDING,
            and_(
                outbox.c.state == _PENDING,
                or_(outbox.c.attempts > 0, outbox.c.due_at <= _now),
                ~IS_PAUSED,
            ),
        ),
    )
    .group_by(outbox.c.target)
)

# What is due of those, oldest first.
_DUE = (
    select(outbox.c.id)
    .where(outbox.c.seq.in_(_HEADS), outbox.c.state == _PENDING, outbox.c.due_at <= _now)
    .order_by(outbox.c.seq)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)

# Hand rows to their sink. What is told for the first time says all that there is to say.
_START = (
    update(outbox)
    .where(among(outbox.c.id, "ids"))
    .values(
        state=_SENDING,
        tried_at=func.coalesce(outbox.c.tried_at, _now),
        revise_at=case((outbox.c.tried_at.is_(None), null()), else_=outbox.c.revise_at),
    )
    .returning(outbox)
)

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
    not_(among(outbox.c.subscription_id, "kept")),
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
        due_at=case((outbox.c.attempts > 0, _now), else_=outbox.c.due_at),
        attempts=0,
        tried_at=None,
        doubtful=False,
    )
)

# What these rows tell counts as told to another subscription.
_RETELL = (
    update(outbox_developments)
    .where(among(outbox_developments.c.alert_id, "ids"))
    .values(subscription_id=bindparam("to_subscription"))
)

_ONE_MORE = outbox.c.attempts + case((outbox.c.state == _SENDING, 1), else_=0)

# It is told.
_RECORD_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.state == _SENDING)
    .values(
        state=_SENT,
        sent_at=bindparam("now"),
        note=None,
        message_id=bindparam("message"),
        channel_id=bindparam("channel"),
    )
    .returning(outbox.c.sink, outbox.c.target, outbox.c.title_id)
)

# It was not told, as far as is known; it is tried again.
_RECORD_RETRY = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.state != _SENT)
    .values(
        state=_PENDING,
        attempts=_ONE_MORE,
        due_at=bindparam("due"),
        note=bindparam("why"),
        doubtful=or_(outbox.c.doubtful, bindparam("maybe")),
    )
)

# Nobody knows whether it was told, or it cannot be; its owner is to look at it.
_PARK = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.state != _SENT)
    .values(state=_PARKED, attempts=_ONE_MORE, note=bindparam("why"))
)

_OF_OWNER = update(outbox).where(among(outbox.c.id, "ids"), outbox.c.state == _PARKED).returning(outbox.c.id)

# Its owner has looked, and wants it told. Nothing is in doubt then.
_TRY_AGAIN = _OF_OWNER.values(state=_PENDING, attempts=0, tried_at=None, doubtful=False, due_at=_now)

# Its owner wants it told no more.
_DROP = _OF_OWNER.values(state=_DROPPED)

# The rows that were put aside, oldest first.
_ASIDE = select(outbox).where(outbox.c.state == _PARKED).order_by(outbox.c.seq)

# Where a forum was told of a title.
_POST = (
    (forum_posts.c.sink == bindparam("of_sink"))
    & (forum_posts.c.target == bindparam("of_target"))
    & (forum_posts.c.title_id == bindparam("of_title"))
)


def claim_deliveries(connection: Connection, sink: str, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Take up to `limit` due rows for handing to their sink, oldest first, at most one a target."""
    due = list(connection.scalars(_DUE, {"sink": sink, "now": now, "most": limit}))
    return deliveries(connection, connection.execute(_START, {"ids": due, "now": now})) if due else ()


def deliveries_in(connection: Connection, sink: str, state: DeliveryState) -> tuple[Delivery, ...]:
    """Give a sink's rows that stand in one state, oldest first."""
    return deliveries(connection, connection.execute(_IN_STATE, {"sink": sink, "state": state}))


def troubled(connection: Connection) -> tuple[Delivery, ...]:
    """Give the newest rows of all sinks that were put aside or are being tried again, oldest first."""
    return deliveries(connection, connection.execute(_TROUBLED))


def put_aside(connection: Connection) -> tuple[Delivery, ...]:
    """Give all rows that were put aside, oldest first."""
    return deliveries(connection, connection.execute(_ASIDE))


def redirect(connection: Connection, to: Subscription, now: datetime, kept: Collection[str]) -> int:
    """Give what waits for any other destination to this one, but for `kept` subscriptions; the number of rows."""
    here = {"sink": to.sink, "target": to.target, "subscription": to.id, "kept": list(kept)}
    ids = list(connection.scalars(_ELSEWHERE, here))
    if ids:
        there = {"to_sink": to.sink, "to_target": to.target, "to_subscription": to.id}
        connection.execute(_REDIRECT, there | {"ids": ids, "now": now})
        connection.execute(_RETELL, {"ids": ids, "to_subscription": to.id})
    return len(ids)


def record_sent(connection: Connection, alert_id: str, now: datetime, receipt: Receipt | None) -> None:
    """Note that people have been told, and where it stands."""
    message, channel = (receipt.message_id, receipt.channel_id) if receipt is not None else (None, None)
    values = {"alert_id": alert_id, "now": now, "message": message, "channel": channel}
    row = connection.execute(_RECORD_SENT, values).one_or_none()
    if row is not None and channel is not None and channel != row.target:
        _keep_post(connection, row.sink, row.target, row.title_id, channel)


def record_retry(connection: Connection, alert_id: str, due_at: datetime, note: str, *, doubtful: bool) -> None:
    """Have a row tried again from `due_at` on; `note` says why."""
    connection.execute(_RECORD_RETRY, {"alert_id": alert_id, "due": due_at, "why": note, "maybe": doubtful})


def park(connection: Connection, alert_id: str, note: str) -> None:
    """Put a row aside for its owner; `note` says why. Later rows of its target go on."""
    connection.execute(_PARK, {"alert_id": alert_id, "why": note})


def try_again(connection: Connection, ids: Sequence[str], now: datetime) -> int:
    """Have rows told that were put aside, whatever became of them before; the number of those that were."""
    return len(connection.execute(_TRY_AGAIN, {"ids": list(ids), "now": now}).all())


def drop(connection: Connection, ids: Sequence[str]) -> int:
    """Give up rows that were put aside; the number of those that were."""
    return len(connection.execute(_DROP, {"ids": list(ids)}).all())


def _keep_post(connection: Connection, sink: str, target: str, title_id: str, thread: str) -> None:
    key = {"of_sink": sink, "of_target": target, "of_title": title_id}
    if not connection.execute(update(forum_posts).where(_POST).values(thread=thread), key).rowcount:
        values = {"sink": sink, "target": target, "title_id": title_id, "thread": thread}
        connection.execute(insert(forum_posts), values)
