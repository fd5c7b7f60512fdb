"""Subscriptions at hubs (WebSub): which feeds are told of by whom, and until when."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.store.polling_tables import hub_subscriptions as table


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """A feed's subscription. `path` ends our address for its hub; `lease_until` is None until the hub has confirmed."""

    feed_id: str
    hub: str
    topic: str
    path: str
    secret: str
    asked_at: datetime
    lease_until: datetime | None = None


_COLUMNS = tuple(table.c[field.name] for field in fields(HubSubscription))

# A feed's subscription.
_OF_FEED = select(*_COLUMNS).where(table.c.feed_id == bindparam("feed_id"))

# The subscription that a path belongs to.
_AT_PATH = select(*_COLUMNS).where(table.c.path == bindparam("at"))

# Keep a subscription.
_INSERT = insert(table)

# Forget a feed's subscription.
_FORGET = table.delete().where(table.c.feed_id == bindparam("feed_id"))

# The hub has confirmed.
_CONFIRM = update(table).where(table.c.path == bindparam("at")).values(lease_until=bindparam("until"))


def of_feed(connection: Connection, feed_id: str) -> HubSubscription | None:
    """Give a feed's subscription; None where there is none."""
    row = connection.execute(_OF_FEED, {"feed_id": feed_id}).first()
    return None if row is None else HubSubscription(*row)


def at_path(connection: Connection, path: str) -> HubSubscription | None:
    """Give the subscription that a path belongs to; None where there is none."""
    row = connection.execute(_AT_PATH, {"at": path}).first()
    return None if row is None else HubSubscription(*row)


def save(connection: Connection, one: HubSubscription) -> None:
    """Keep a subscription, in place of the feed's former one."""
    connection.execute(_FORGET, {"feed_id": one.feed_id})
    connection.execute(_INSERT.values({field.name: getattr(one, field.name) for field in fields(one)}))


def confirm(connection: Connection, path: str, until: datetime | None) -> None:
    """Note until when a hub will tell; None where it will not."""
    connection.execute(_CONFIRM, {"at": path, "until": until})
