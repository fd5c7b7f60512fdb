"""Where polling each feed stands, and who is polling it right now.

A lease keeps two processes from polling one feed at once, and a host's feeds from being polled side by side. It ends
by itself, so that a process that dies blocks nobody; who finishes late after that does no harm, because the feed is
not due then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, exists, insert, null, or_, select, text, update

from bot.model.feeds import Feed, PollState
from bot.store.bulk import Bulk
from bot.store.dialect import among
from bot.store.polling_tables import hosts
from bot.store.tables import feeds

STATE = tuple(feeds.c["id" if field.name == "feed_id" else field.name] for field in fields(PollState))
"""What `poll_state` makes a PollState of, in this order."""

_FOUND = tuple(field.name for field in fields(PollState) if field.name != "feed_id")

# Every feed that was ever followed, with its address.
_ADDRESSES = select(feeds.c.id, feeds.c.url)

# The addresses of some feeds.
_ADDRESSES_OF = _ADDRESSES.where(among(feeds.c.id, "ids"))

# Follow a feed.
_INSERT = insert(feeds)

# A feed as it is configured now.
_CONFIGURE = update(feeds).where(feeds.c.id == bindparam("feed_id"))

# Feeds that are not configured any more keep their past, but are not polled.
_DISABLE = update(feeds).where(feeds.c.id.not_in(bindparam("configured", expanding=True))).values(enabled=False)

_leased = feeds.alias("leased")

# The feeds that are due and that nobody holds, those that have waited longest first. A host that is being asked, or
# that rests, is nobody's.
_DUE = (
    select(*STATE, feeds.c.host, feeds.c.url)
    .where(
        feeds.c.enabled,
        feeds.c.stopped.is_(None),
        feeds.c.next_poll_at <= bindparam("now"),
        or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= bindparam("now")),
        ~exists().where(_leased.c.host == feeds.c.host, _leased.c.lease_until > bindparam("now")),
        ~exists().where(hosts.c.name == feeds.c.host, hosts.c.free_at > bindparam("now")),
    )
    .order_by(feeds.c.next_poll_at, feeds.c.id)
    .limit(bindparam("most"))
)

# Lease feeds.
_LEASE = (
    update(feeds).where(among(feeds.c.id, "ids")).values(lease_owner=bindparam("owner"), lease_until=bindparam("until"))
)

# What a poll found out about its feed; the lease is given back.
_FINISH = Bulk(
    update(feeds)
    .where(feeds.c.id == bindparam("feed_id"))
    .values({name: bindparam(f"new_{name}", type_=feeds.c[name].type) for name in _FOUND})
    .values(lease_owner=null(), lease_until=null()),
    (*(f"new_{name}" for name in _FOUND), "feed_id"),
)
_row = attrgetter(*_FOUND, "feed_id")

# A host may be asked again from then on.
_REST = text(
    "INSERT INTO hosts (name, free_at) VALUES (:name, :free_at) "
    "ON CONFLICT (name) DO UPDATE SET free_at = excluded.free_at",
).bindparams(bindparam("free_at", type_=hosts.c.free_at.type))

# The host that a feed is asked at.
_ASK_AT = update(feeds).where(feeds.c.id == bindparam("feed_id")).values(host=bindparam("asked_host"))

# Which hosts rest.
_RESTING = select(hosts.c.name, hosts.c.free_at).where(hosts.c.free_at > bindparam("now"))

# Forget hosts whose rest is over.
_FORGET_RESTS = hosts.delete().where(hosts.c.free_at <= bindparam("now"))

# Ask a feed again that has been stopped.
_RESUME = (
    update(feeds)
    .where(feeds.c.id == bindparam("feed_id"))
    .values(stopped=None, failures=0, failing_since=None, told_at=None, next_poll_at=bindparam("now"))
)

# Give back what an owner holds.
_RELEASE = update(feeds).where(feeds.c.lease_owner == bindparam("owner")).values(lease_owner=None, lease_until=None)

_CANDIDATES = 8
"""Looked at for each feed that is claimed: a host's others are passed over."""

_UNPOLLED: dict[str, Any] = dict.fromkeys(name for name in _FOUND if name != "next_poll_at") | {
    "failures": 0,
    "lease_owner": None,
    "lease_until": None,
}


def poll_state(row: Sequence[Any]) -> PollState:
    """Make a PollState of a row of `STATE`."""
    return PollState(*row)


def host_of(url: str) -> str:
    """Name the host of an address, in small letters; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


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
            settings |= _UNPOLLED | {"next_poll_at": now, "host": host_of(feed.url)}
        if feed.id in addresses:
            connection.execute(_CONFIGURE.values(settings), {"feed_id": feed.id})
        else:
            connection.execute(_INSERT.values(id=feed.id, **settings))
    connection.execute(_DISABLE, {"configured": list(wanted)})
    connection.execute(_FORGET_RESTS, {"now": now})


def claim_due_feeds(
    connection: Connection,
    now: datetime,
    lease: timedelta,
    owner: str,
    limit: int,
) -> tuple[PollState, ...]:
    """Lease up to `limit` due feeds to `owner` until `now + lease`, those that have waited longest first.

    At most one of a host, and none of a host that is being asked or rests.
    """
    if limit <= 0:
        return ()
    states: dict[object, PollState] = {}
    for *row, host, url in connection.execute(_DUE, {"now": now, "most": limit * _CANDIDATES}):
        state = poll_state(row)
        states.setdefault(host or host_of(url) or state.feed_id, state)
        if len(states) == limit:
            break
    claimed = tuple(states.values())
    if claimed:
        until = now + lease
        connection.execute(_LEASE, {"ids": [one.feed_id for one in claimed], "owner": owner, "until": until})
    return claimed


def finish_polls(connection: Connection, states: Iterable[PollState], rests: Mapping[str, datetime]) -> None:
    """Keep what polls found out, give their leases back, and let hosts rest until the times in `rests`."""
    states = tuple(states)
    _FINISH.run(connection, map(_row, states))
    _note_hosts(connection, [state for state in states if state.asked_url or state.failures])
    if rests:
        connection.execute(_REST, [{"name": name, "free_at": until} for name, until in rests.items()])


def _note_hosts(connection: Connection, states: Sequence[PollState]) -> None:
    """Note the hosts of feeds that are asked elsewhere than configured, or may be asked as configured again."""
    if not states:
        return
    configured = dict(connection.execute(_ADDRESSES_OF, {"ids": [state.feed_id for state in states]}).all())
    connection.execute(
        _ASK_AT,
        [
            {"feed_id": state.feed_id, "asked_host": host_of(state.asked_url or configured.get(state.feed_id, ""))}
            for state in states
        ],
    )


def resting_hosts(connection: Connection, now: datetime) -> dict[str, datetime]:
    """Tell which hosts want to be left alone, and until when."""
    return dict(connection.execute(_RESTING, {"now": now}).all())


def resume_feed(connection: Connection, feed_id: str, now: datetime) -> bool:
    """Ask a feed again that was stopped, or that fails; False where there is none of that id."""
    return connection.execute(_RESUME, {"feed_id": feed_id, "now": now}).rowcount > 0


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
