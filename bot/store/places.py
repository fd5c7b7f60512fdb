"""Where in the outbox an alert goes: into a row of its own, or into one that waits and may still grow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Connection, func, select

from bot.model.alerts import Alert, AlertKind, DeliveryState
from bot.model.developments import Development
from bot.store.dialect import among
from bot.store.tables import outbox, outbox_developments

MOST_IN_DIGEST = 12
"""In developments: what one message shows of each in full. What is more goes into another message."""

# Which of these alerts have a row, and where that stands.
_ROWS = select(outbox.c.id, outbox.c.state, outbox.c.attempts).where(among(outbox.c.id, "ids"))

# The rows for these sinks that gather, that nobody has tried to send, and how much they tell; oldest first.
_OPEN = (
    select(
        outbox.c.subscription_id,
        outbox.c.title_id,
        outbox.c.kind,
        outbox.c.due_at,
        outbox.c.id,
        func.count(outbox_developments.c.seq),
    )
    .join(outbox_developments, outbox_developments.c.alert_id == outbox.c.id)
    .where(
        among(outbox.c.sink, "sinks"),
        outbox.c.state == DeliveryState.PENDING,
        outbox.c.kind != AlertKind.NEWS,
        outbox.c.attempts == 0,
    )
    .group_by(outbox.c.seq)
    .order_by(outbox.c.seq)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A row, whether it is yet to be made, and what it is to tell."""

    row_id: str
    is_new: bool
    tells: Sequence[Development]


class Places:
    """Decides where each alert goes: what the outbox holds that touches these alerts, kept up while they are placed."""

    def __init__(self, connection: Connection, alerts: Sequence[Alert]) -> None:
        rows = connection.execute(_ROWS, {"ids": [alert.id for alert in alerts]})
        self._untouched = {id_: state is DeliveryState.PENDING and attempts == 0 for id_, state, attempts in rows}
        sinks = {"sinks": list({alert.subscription.sink for alert in alerts})}
        self._open: dict[tuple[str, str, AlertKind, datetime | None], str] = {}
        self._filled: dict[str, int] = {}
        for subscription, title, kind, due_at, id_, tells in connection.execute(_OPEN, sinks):
            self._open[subscription, title, kind, _hour(kind, due_at)] = id_
            self._filled[id_] = tells

    def of(self, alert: Alert, news: Sequence[Development], due_at: datetime) -> Iterator[Place]:
        """Give the rows for `news`, none where there is none."""
        while news:
            row_id, is_new = self._row_for(alert, news[0], due_at)
            free = MOST_IN_DIGEST - self._filled.get(row_id, 0) if alert.kind is AlertKind.DIGEST else len(news)
            tells, news = news[:free], news[free:]
            self._filled[row_id] = self._filled.get(row_id, 0) + len(tells)
            yield Place(row_id, is_new, tells)

    def _row_for(self, alert: Alert, first: Development, due_at: datetime) -> tuple[str, bool]:
        gathering = (alert.subscription.id, alert.title_id, alert.kind, _hour(alert.kind, due_at))
        waiting = self._open.get(gathering)
        if waiting is not None and (alert.kind is AlertKind.CATCH_UP or self._filled[waiting] < MOST_IN_DIGEST):
            return waiting, False
        if alert.kind is AlertKind.NEWS and self._untouched.get(alert.id):
            return alert.id, False
        row_id = _follow_up(alert, first) if alert.id in self._untouched else alert.id
        self._untouched[row_id] = True
        if alert.kind is not AlertKind.NEWS:
            self._open[gathering] = row_id
        return row_id, True


def _hour(kind: AlertKind, due_at: datetime) -> datetime | None:
    """Tell digests apart by when they are due; catch-ups wait for each other, however late they began."""
    return due_at if kind is AlertKind.DIGEST else None


def _follow_up(alert: Alert, first: Development) -> str:
    # Sinks tell messages apart by the beginning of an id, so that must differ as well.
    return blake2b(f"{alert.id} {first.id}".encode(), digest_size=16).hexdigest()
