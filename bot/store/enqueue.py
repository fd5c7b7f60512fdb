"""Putting alerts into the outbox, so that nobody is told anything twice and nothing is lost.

- A subscription gets a development once, whatever alerts it comes in; and but for digests so does a place, whoever
  wanted it there.
- What a catch-up brings joins the catch-up of the same subscription and title that nobody has tried to send yet;
  what is for a digest joins that of the same hour, up to what one message can show.
- Each is due when its subscription wants it: at once, at its next digest, after its quiet hours.
- News that corrects what the same destination was told answers the alert that told it.
- An alert that has a row and brings more adds it to that row while nobody has tried to send it; after that the
  rest gets a row of its own, since what has been handed to a sink must not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select

from bot.model.alerts import Alert, AlertKind, DeliveryState
from bot.model.developments import Development
from bot.model.properties import Change
from bot.store.bulk import Bulk
from bot.store.dialect import among
from bot.store.outbox_rows import CORRECTS, later
from bot.store.places import Places
from bot.store.tables import developments, outbox, outbox_developments
from bot.store.wants import wants_of

_CORRECTING = {Change.CHANGED, Change.REMOVED, Change.DENIED}

# Who is told which of these developments, and where; what is given up is told nowhere.
_TOLD = (
    select(
        outbox_developments.c.subscription_id,
        outbox_developments.c.development_id,
        outbox.c.sink,
        outbox.c.target,
        and_(outbox.c.kind != AlertKind.DIGEST, outbox.c.state != DeliveryState.DROPPED),
    )
    .join(outbox, outbox.c.id == outbox_developments.c.alert_id)
    .where(among(outbox_developments.c.development_id, "ids"))
)

# Make a row.
_INSERT = insert(outbox)

# Say what a row tells.
_TELL = Bulk(outbox_developments, ("alert_id", "development_id", "subscription_id"))


# Which alerts have told the same destination what these developments correct, oldest first.
_CORRECTED = (
    select(later.c.id, outbox.c.sink, outbox.c.target, outbox.c.id)
    .select_from(developments)
    .join(later, CORRECTS)
    .join(outbox_developments, outbox_developments.c.development_id == developments.c.id)
    .join(outbox, outbox.c.id == outbox_developments.c.alert_id)
    .where(
        among(later.c.id, "ids"),
        outbox.c.state != DeliveryState.PARKED,
        outbox.c.state != DeliveryState.DROPPED,
    )
    .order_by(outbox.c.seq)
)


def add_alerts(connection: Connection, alerts: Sequence[Alert], now: datetime, due_at: datetime) -> None:
    """Put alerts into the outbox. The same alerts again change nothing.

    Each is due from `due_at` on, or later where its subscription wants that.
    """
    if not alerts:
        return
    told = _Told(connection, alerts)
    places = Places(connection, alerts)
    rows: list[dict[str, Any]] = []
    tells: list[tuple[str, str, str]] = []
    for alert in alerts:
        due = alert.subscription.due_at(due_at)
        for place in places.of(alert, told.untold(alert), due):
            if place.is_new:
                rows.append(_row(place.row_id, alert, now, due) | {"answers": told.answered_by(alert, place.tells)})
            tells += [(place.row_id, development.id, alert.subscription.id) for development in place.tells]
    if rows:
        connection.execute(_INSERT, rows)
    _TELL.run(connection, tells)


class _Told:
    """Does: knows who has been told what of these alerts, and what they correct; kept up while they are placed."""

    def __init__(self, connection: Connection, alerts: Sequence[Alert]) -> None:
        by_id = {development.id: development for alert in alerts for development in alert.developments}
        told = connection.execute(_TOLD, {"ids": list(by_id)}).all()
        self._told = {(subscription, development) for subscription, development, *_ in told}
        self._there = {(sink, target, development) for _, development, sink, target, posted in told if posted}
        drops = [id_ for id_, one in by_id.items() if one.previous is not None and one.change in _CORRECTING]
        corrected = connection.execute(_CORRECTED, {"ids": drops}) if drops else ()
        self._corrected = {(id_, sink, target): alert_id for id_, sink, target, alert_id in corrected}

    def untold(self, alert: Alert) -> list[Development]:
        """Give what is news to the alert's subscription, which counts as told from now on."""
        to, news = alert.subscription, []
        for id_, development in {one.id: one for one in alert.developments}.items():
            there = (to.sink, to.target, id_)
            if (to.id, id_) in self._told or (alert.kind is not AlertKind.DIGEST and there in self._there):
                continue
            news.append(development)
            self._told.add((to.id, id_))
            if alert.kind is not AlertKind.DIGEST:
                self._there.add(there)
        return news

    def answered_by(self, alert: Alert, news: Sequence[Development]) -> str | None:
        """Give the alert that `news` corrects, in the same place; a digest answers nothing."""
        to = alert.subscription
        if alert.kind is not AlertKind.NEWS:
            return None
        found = (self._corrected.get((one.id, to.sink, to.target)) for one in news)
        return next((alert_id for alert_id in found if alert_id is not None), None)


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
