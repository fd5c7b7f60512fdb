"""What has to be put right where this machine's clock has gone back: what waits for times that were never meant."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select, update

from bot.model.alerts import DeliveryState
from bot.store import corrections
from bot.store.polling_tables import hosts, hub_subscriptions
from bot.store.tables import feeds, outbox

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_LONGEST_DIGEST, _LONGEST_LEASE = timedelta(days=8), timedelta(days=91)
"""A feed may well wait for a day; a lease, a retry or an edit for an hour; a digest for a week, a hub for a quarter."""

_now = bindparam("now", type_=feeds.c.next_poll_at.type)
_later = bindparam("later", type_=feeds.c.next_poll_at.type)

# Feeds that wait for long, or whose last answer has yet to come, are due now.
_POLL = (
    update(feeds).where((feeds.c.next_poll_at > _later) | (feeds.c.last_success_at > _now)).values(next_poll_at=_now)
)

# What is told of feeds has happened by now.
_HAPPENED = tuple(
    update(feeds).where(column > _now).values({column.name: _now})
    for column in (
        feeds.c.first_polled_at,
        feeds.c.last_success_at,
        feeds.c.changed_at,
        feeds.c.failing_since,
        feeds.c.told_at,
    )
)

# No lease lasts for long.
_RELEASE = update(feeds).where(feeds.c.lease_until > _later).values(lease_owner=None, lease_until=None)

# Nor does a host's rest.
_WAKE = hosts.delete().where(hosts.c.free_at > _later)

# What was tried in vain is due now.
_RETRY = (
    update(outbox)
    .where(outbox.c.state == DeliveryState.PENDING, outbox.c.attempts > 0, outbox.c.due_at > _later)
    .values(due_at=_now)
)

# So is what would wait for longer than any digest does.
_TELL = update(outbox).where(outbox.c.state == DeliveryState.PENDING, outbox.c.due_at > _later).values(due_at=_now)

# And what is to be edited.
_REVISE = update(outbox).where(outbox.c.revise_at > _later).values(revise_at=_now)

# Nobody knows when it was tried; long enough ago that its destination is asked whether it has arrived.
_TRIED = (
    update(outbox).where(outbox.c.tried_at > _now).values(tried_at=bindparam("earlier", type_=outbox.c.tried_at.type))
)

# A hub that was asked tomorrow has been asked today, and tells us for no longer than any hub does.
_ASKED = update(hub_subscriptions).where(hub_subscriptions.c.asked_at > _now).values(asked_at=_now)
_ENDS = update(hub_subscriptions).where(hub_subscriptions.c.lease_until > _later).values(lease_until=None)

# The last time that a feed answered, and that an alert was made.
_ANSWERED = select(func.max(feeds.c.last_success_at))
_ALERTED = select(outbox.c.created_at).order_by(outbox.c.seq.desc()).limit(1)


def clock_went_back(connection: Connection, now: datetime) -> None:
    """Have all that waits for a time of the wrong clock due `now`."""
    connection.execute(_POLL, {"later": now + _DAY, "now": now})
    for happened in (*_HAPPENED, _ASKED):
        connection.execute(happened, {"now": now})
    for ended in (_RELEASE, _WAKE):
        connection.execute(ended, {"later": now + _HOUR})
    for due in (_RETRY, _REVISE):
        connection.execute(due, {"later": now + _HOUR, "now": now})
    connection.execute(_TELL, {"later": now + _LONGEST_DIGEST, "now": now})
    connection.execute(_TRIED, {"now": now, "earlier": now - _DAY})
    connection.execute(_ENDS, {"later": now + _LONGEST_LEASE})


def newest(connection: Connection, remembered: str) -> datetime | None:
    """Give the newest time that is known to have been: a feed's answer, an alert, or what is remembered under a key."""
    kept = corrections.recall(connection, remembered)
    times = [connection.scalar(_ANSWERED), connection.scalar(_ALERTED), datetime.fromisoformat(kept) if kept else None]
    return max((one for one in times if one is not None), default=None)
