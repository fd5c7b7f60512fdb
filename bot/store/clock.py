"""What has to be put right where this machine's clock has gone back: what waits for times that were never meant."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, update

from bot.model.alerts import DeliveryState
from bot.store.tables import feeds, outbox

_FAR, _NEAR = timedelta(days=1), timedelta(hours=1)
"""A feed may well wait for a day and a lease or a retry for an hour; what waits longer is asked or tried once more."""

# Feeds that wait for long are due now.
_POLL = (
    update(feeds)
    .where(feeds.c.next_poll_at > bindparam("later", type_=feeds.c.next_poll_at.type))
    .values(next_poll_at=bindparam("now"))
)

# No lease lasts for long.
_RELEASE = (
    update(feeds)
    .where(feeds.c.lease_until > bindparam("later", type_=feeds.c.lease_until.type))
    .values(lease_owner=None, lease_until=None)
)

# What was tried in vain is due now.
_RETRY = (
    update(outbox)
    .where(
        outbox.c.state == DeliveryState.PENDING,
        outbox.c.attempts > 0,
        outbox.c.due_at > bindparam("later", type_=outbox.c.due_at.type),
    )
    .values(due_at=bindparam("now"))
)


def clock_went_back(connection: Connection, now: datetime) -> None:
    """Have feeds and retries that wait for a time of the wrong clock due `now`."""
    connection.execute(_POLL, {"later": now + _FAR, "now": now})
    connection.execute(_RELEASE, {"later": now + _NEAR})
    connection.execute(_RETRY, {"later": now + _NEAR, "now": now})
