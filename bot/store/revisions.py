"""Messages that are to be edited, because something has become of what they tell.

An edit is due a while after its cause, so that several causes make one edit. `revise_at` moves with every cause
that comes once an edit is due, and an edit is over only where it has not moved meanwhile: whatever comes while a
message is being edited makes another edit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from bot.model.alerts import Delivery, DeliveryState
from bot.model.developments import Development, NoDevelopment
from bot.store.claims import JudgedReading
from bot.store.dialect import among
from bot.store.outbox_rows import CORRECTS, IS_PAUSED, REPEATED, REPEATS, deliveries, later
from bot.store.tables import claims, developments, entries, outbox, outbox_developments

GATHERING = timedelta(minutes=1)
"""How long causes are gathered before a message is edited."""
STILL_NEWS, ANY_AGE = timedelta(days=14), timedelta(days=36_500)
"""Who mentions it later than that reports nothing; a correction is one however late it comes."""
MOST_OUTLETS = 6
"""What further outlets repeat is no reason to edit a message once more."""

# Have the messages edited that tell one of these, where there is one, or is about to be.
_MARK = (
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox_developments.c.alert_id).where(among(outbox_developments.c.development_id, "ids"))
        ),
        or_(
            and_(outbox.c.state == DeliveryState.SENT, outbox.c.message_id.is_not(None)),
            outbox.c.tried_at.is_not(None) & (outbox.c.state != DeliveryState.SENT),
        ),
        or_(outbox.c.revise_at.is_(None), outbox.c.revise_at <= bindparam("now")),
        outbox.c.created_at >= bindparam("since"),
    )
    .values(revise_at=bindparam("due"))
)

# Which of these somebody has been told, or is to be.
_TOLD = (
    select(outbox_developments.c.development_id).distinct().where(among(outbox_developments.c.development_id, "ids"))
)

# What these developments correct of what somebody has been told.
_CORRECTED = (
    select(developments.c.id)
    .distinct()
    .join(later, CORRECTS)
    .join(outbox_developments, outbox_developments.c.development_id == developments.c.id)
    .where(among(later.c.id, "ids"))
)

# How many outlets have reported each of these, beside the first.
_OUTLETS = (
    select(developments.c.id, func.count(entries.c.outlet.distinct()))
    .join(claims, claims.c.development_id == developments.c.id)
    .join(entries, entries.c.id == claims.c.entry_id)
    .where(
        among(developments.c.id, "ids"),
        REPEATED,
        entries.c.outlet != developments.c.outlet,
    )
    .group_by(developments.c.seq)
)

# The messages whose edits are due, those that have waited longest first.
_DUE = (
    select(outbox)
    .where(
        outbox.c.sink == bindparam("sink"),
        outbox.c.revise_at <= bindparam("now"),
        outbox.c.state == DeliveryState.SENT,
        outbox.c.message_id.is_not(None),
        ~IS_PAUSED,
    )
    .order_by(outbox.c.revise_at, outbox.c.seq)
    .limit(bindparam("most"))
)

# An edit is over, or put off.
_REVISED = (
    update(outbox)
    .where(outbox.c.id == bindparam("alert_id"), outbox.c.revise_at == bindparam("seen"))
    .values(revise_at=bindparam("due"))
)


def mark(
    connection: Connection, development_ids: Collection[str], now: datetime, younger_than: timedelta = ANY_AGE
) -> None:
    """Have the messages edited that tell one of these developments, and are not older than that."""
    if development_ids:
        when = {"now": now, "due": now + GATHERING, "since": now - younger_than}
        connection.execute(_MARK, {"ids": list(development_ids), **when})


def mark_taken_back(connection: Connection, development_ids: Collection[str], now: datetime) -> None:
    """Have the messages edited that tell what is about to be taken back, and those that it corrected."""
    ids = {"ids": list(development_ids)}
    mark(connection, {*development_ids, *connection.scalars(_CORRECTED, ids)}, now)


def mark_after(connection: Connection, readings: Iterable[JudgedReading], now: datetime) -> None:
    """Have the messages edited that tell what these readings, which are kept, repeat or correct."""
    decisions = [judged.decision for reading in readings for judged in reading.judgements]
    repeated = {
        one.development_id
        for one in decisions
        if isinstance(one, NoDevelopment) and one.reason in REPEATS and one.development_id is not None
    }
    decided = [one.id for one in decisions if isinstance(one, Development) and one.previous is not None]
    corrected = connection.scalars(_CORRECTED, {"ids": decided}) if decided else ()
    mark(connection, _worth_telling(connection, repeated), now, younger_than=STILL_NEWS)
    mark(connection, list(corrected), now)


def due_revisions(connection: Connection, sink: str, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """Give up to `limit` alerts whose messages are due to be edited."""
    return deliveries(connection, connection.execute(_DUE, {"sink": sink, "now": now, "most": limit}))


def record_revised(connection: Connection, alert_id: str, seen: datetime | None, again: datetime | None) -> None:
    """Note that a message was edited as it was due at `seen`, or that it is to be tried `again` then."""
    connection.execute(_REVISED, {"alert_id": alert_id, "seen": seen, "due": again})


def _worth_telling(connection: Connection, repeated: Collection[str]) -> list[str]:
    told = list(connection.scalars(_TOLD, {"ids": list(repeated)})) if repeated else []
    if not told:
        return []
    counted = connection.execute(_OUTLETS, {"ids": told})
    return [id_ for id_, outlets in counted if outlets <= MOST_OUTLETS]
