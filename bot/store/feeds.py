"""Where polling each feed stands, and who is polling it right now.

A lease keeps two processes from polling one feed at once. It ends by itself, so that a process that dies blocks
nobody; who finishes late after that does no harm, because the feed is not due then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from bot.model.feeds import Feed, PollState
from bot.store.tables import feeds

STATE = tuple(feeds.c["id" if field.name == "feed_id" else field.name] for field in fields(PollState))
"""What `poll_state` makes a PollState of, in this order."""

# Every feed that was ever followed, with its address.
_ADDRESSES = select(feeds.c.id, feeds.c.url)

# Follow a feed.
_INSERT = insert(feeds)

# A feed as it is configured now.
_CONFIGURE = update(feeds).where(feeds.c.id == bindparam("feed_id"))

# Feeds that are not configured any more keep their past, but are not polled.
_DISABLE = update(feeds).where(feeds.c.id.not_in(bindparam("configured", expanding=True))).values(enabled=False)

# Lease the feeds that are due and that nobody holds, those that have waited longest first.
_CLAIM = (
    update(feeds)
    .where(
        feeds.c.id.in_(
            select(feeds.c.id)
            .where(
                feeds.c.enabled,
                feeds.c.next_poll_at <= bindparam("now"),
                or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= bindparam("now")),
            )
            .order_by(feeds.c.next_poll_at, feeds.c.id)
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True),
        ),
    )
    .values(lease_owner=bindparam("owner"), lease_until=bindparam("until"))
    .returning(*STATE)
)

# What a poll found out about its feed; the lease is given back.
_FINISH = update(feeds).where(feeds.c.id == bindparam("feed_id")).values(lease_owner=None, lease_until=None)

# Give back what an owner holds.
_RELEASE = update(feeds).where(feeds.c.lease_owner == bindparam("owner")).values(lease_owner=None, lease_until=None)

_UNPOLLED = {
    "etag": None,
    "last_modified": None,
    "first_polled_at": None,
    "last_success_at": None,
    "failures": 0,
    "last_error": None,
    "lease_owner": None,
    "lease_until": None,
}


def poll_state(row: Sequence[Any]) -> PollState:
    """Make a PollState of a row of `STATE`."""
    return PollState(*row)


def sync_feeds(connection: Connection, configured: Iterable[Feed], now: datetime) -> None:
    """Make the feeds those that are configured.

    A new feed is due at once. So is one whose address changed, and it begins anew: validators belong to an
    address, and what a first poll brings is old news. One that is gone is disabled and keeps its past.
    """
    wanted = {feed.id: feed for feed in configured}
    addresses = dict(connection.execute(_ADDRESSES).all())
    for feed in wanted.values():
        settings = _settings(feed)
        if addresses.get(feed.id) != feed.url:
            settings |= _UNPOLLED | {"next_poll_at": now}
        if feed.id in addresses:
            connection.execute(_CONFIGURE.values(settings), {"feed_id": feed.id})
        else:
            connection.execute(_INSERT.values(id=feed.id, **settings))
    connection.execute(_DISABLE, {"configured": list(wanted)})


def claim_due_feeds(
    connection: Connection,
    now: datetime,
    lease: timedelta,
    owner: str,
    limit: int,
) -> tuple[PollState, ...]:
    """Lease up to `limit` due feeds to `owner`, those that have waited longest first, until `now + lease`."""
    claim = {"now": now, "owner": owner, "until": now + lease, "most": limit}
    states = [poll_state(row) for row in connection.execute(_CLAIM, claim)]
    return tuple(sorted(states, key=lambda state: (state.next_poll_at, state.feed_id)))


def finish_poll(connection: Connection, state: PollState) -> None:
    """Keep what a poll found out, and give the lease back."""
    found = {field.name: getattr(state, field.name) for field in fields(PollState) if field.name != "feed_id"}
    connection.execute(_FINISH.values(found), {"feed_id": state.feed_id})


def release_feeds(connection: Connection, owner: str) -> None:
    """Give back the leases of `owner`, who stops without having polled them; they stay due."""
    connection.execute(_RELEASE, {"owner": owner})


def _settings(feed: Feed) -> dict[str, Any]:
    outlet = feed.outlet
    return {
        "url": feed.url,
        "outlet": outlet.name,
        "outlet_owner": outlet.owner,
        "trust": outlet.trust,
        "enabled": True,
    }
