"""Putting alerts into the outbox, so that nobody is told anything twice and nothing is lost.

- A subscription gets a development once, whatever alerts it comes in.
- What a catch-up brings joins the catch-up of the same subscription and title that nobody has tried to send yet.
- An alert that has a row and brings more adds it to that row while nobody has tried to send it; after that the
  rest gets a row of its own, since what has been handed to a sink must not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.model.alerts import Alert, AlertKind, DeliveryState
from bot.model.developments import Development
from bot.store.bulk import Bulk
from bot.store.dialect import among
from bot.store.tables import outbox, outbox_developments
from bot.store.wants import wants_of

# Who is told which of these developments.
_TOLD = select(outbox_developments.c.subscription_id, outbox_developments.c.development_id).where(
    among(outbox_developments.c.development_id, "ids"),
)

# Which of these alerts have a row, and where that stands.
_ROWS = select(outbox.c.id, outbox.c.state, outbox.c.attempts).where(among(outbox.c.id, "ids"))

# The catch-ups for these sinks that nobody has tried to send.
_OPEN_CATCH_UPS = select(outbox.c.subscription_id, outbox.c.title_id, outbox.c.id).where(
    among(outbox.c.sink, "sinks"),
    outbox.c.state == DeliveryState.PENDING,
    outbox.c.kind == AlertKind.CATCH_UP,
    outbox.c.attempts == 0,
)

# Make a row.
_INSERT = insert(outbox)

# Say what a row tells.
_TELL = Bulk(outbox_developments, ("alert_id", "development_id", "subscription_id"))


def add_alerts(connection: Connection, alerts: Sequence[Alert], now: datetime, due_at: datetime) -> None:
    """Put alerts into the outbox, to be delivered from `due_at` on. The same alerts again change nothing."""
    if not alerts:
        return
    box = _Box(connection, alerts)
    rows: list[dict[str, Any]] = []
    tells: list[tuple[str, str, str]] = []
    for alert in alerts:
        news = box.untold(alert)
        if not news:
            continue
        row_id, is_new = box.place(alert, news)
        if is_new:
            rows.append(_row(row_id, alert, now, due_at))
        tells += [(row_id, development.id, alert.subscription.id) for development in news]
    if rows:
        connection.execute(_INSERT, rows)
    _TELL.insert(connection, tells)


class _Box:
    """Decides where each alert goes: what the outbox holds that touches these alerts, kept up while they are placed."""

    def __init__(self, connection: Connection, alerts: Sequence[Alert]) -> None:
        told = {"ids": list({development.id for alert in alerts for development in alert.developments})}
        self._told = {(subscription, development) for subscription, development in connection.execute(_TOLD, told)}
        rows = connection.execute(_ROWS, {"ids": [alert.id for alert in alerts]})
        self._untouched = {id_: state is DeliveryState.PENDING and attempts == 0 for id_, state, attempts in rows}
        sinks = {"sinks": list({alert.subscription.sink for alert in alerts})}
        catch_ups = connection.execute(_OPEN_CATCH_UPS, sinks)
        self._catch_ups = {(subscription, title): id_ for subscription, title, id_ in catch_ups}

    def untold(self, alert: Alert) -> list[Development]:
        """Give what is news to the alert's subscription, which counts as told from now on."""
        subscription = alert.subscription.id
        by_id = {development.id: development for development in alert.developments}
        news = [development for id_, development in by_id.items() if (subscription, id_) not in self._told]
        self._told.update((subscription, development.id) for development in news)
        return news

    def place(self, alert: Alert, news: Sequence[Development]) -> tuple[str, bool]:
        """Give the id of the row for `news`, and whether that row is yet to be made."""
        place = (alert.subscription.id, alert.title_id)
        if alert.kind is AlertKind.CATCH_UP and place in self._catch_ups:
            return self._catch_ups[place], False
        if self._untouched.get(alert.id):
            return alert.id, False
        row_id = _follow_up(alert, news[0]) if alert.id in self._untouched else alert.id
        self._untouched[row_id] = True
        if alert.kind is AlertKind.CATCH_UP:
            self._catch_ups[place] = row_id
        return row_id, True


def _follow_up(alert: Alert, first: Development) -> str:
    # Sinks tell messages apart by the beginning of an id, so that must differ as well.
    return blake2b(f"{alert.id} {first.id}".encode(), digest_size=16).hexdigest()


def _row(row_id: str, alert: Alert, now: datetime, due_at: datetime) -> dict[str, Any]:
    return {
        "id": row_id,
        "kind": alert.kind,
        "title_id": alert.title_id,
        "subscription_id": alert.subscription.id,
        "sink": alert.subscription.sink,
        "target": alert.subscription.target,
        "wants": wants_of(alert.subscription),
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "created_at": now,
        "due_at": due_at,
    }
