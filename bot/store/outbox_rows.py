"""Rows of the outbox, read as deliveries: what they tell, what has become of that since, and what they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, or_, select

from bot.model.alerts import Aftermath, Alert, Delivery, DeliveryState, Receipt
from bot.model.developments import Development, Reason
from bot.model.properties import Change
from bot.store.community_tables import subscriptions
from bot.store.developments import COLUMNS as DEVELOPMENT
from bot.store.developments import development
from bot.store.dialect import among
from bot.store.tables import claims, developments, entries, forum_posts, outbox, outbox_developments
from bot.store.wants import subscription_of

REPEATS = (Reason.KNOWN, Reason.LESS_SURE)
"""Who says the same again, if with less certainty, reports it as well; who says something vaguer or older does not."""

REPEATED = or_(*(claims.c.reason == reason for reason in REPEATS))
"""Whether a claim is such a repetition of its development."""

later = developments.alias()
CORRECTS = and_(
    later.c.title_id == developments.c.title_id,
    later.c.property == developments.c.property,
    later.c.previous == developments.c.value,
    later.c.seq > developments.c.seq,
    later.c.retracted_at.is_(None),
    or_(
        later.c.change == Change.REMOVED,
        later.c.change == Change.DENIED,
        # What only gets more precise, or further on its way, corrects nothing.
        and_(later.c.change == Change.CHANGED, later.c.moves > developments.c.moves),
    ),
)
"""Whether the development `later` takes back or moves what another one says."""

IS_PAUSED = exists().where(subscriptions.c.id == outbox.c.subscription_id, subscriptions.c.paused.is_not(None))
"""Whether a row's subscription is paused; one that only the settings name never is."""

_ordered = outbox_developments.c.alert_id, outbox_developments.c.seq

# What each of these alerts tells.
_TELLS = (
    select(outbox_developments.c.alert_id, *DEVELOPMENT)
    .join(developments, developments.c.id == outbox_developments.c.development_id)
    .where(among(outbox_developments.c.alert_id, "ids"))
    .order_by(*_ordered)
)

# Which other outlets have reported the same, in the order of their reports.
_ALSO = (
    select(outbox_developments.c.alert_id, entries.c.outlet)
    .join(developments, developments.c.id == outbox_developments.c.development_id)
    .join(claims, claims.c.development_id == developments.c.id)
    .join(entries, entries.c.id == claims.c.entry_id)
    .where(
        among(outbox_developments.c.alert_id, "ids"),
        REPEATED,
        entries.c.outlet != developments.c.outlet,
    )
    .order_by(entries.c.published, entries.c.seq)
)

# What has corrected it since.
_CORRECTIONS = (
    select(outbox_developments.c.alert_id, *(later.c[column.name] for column in DEVELOPMENT))
    .join(developments, developments.c.id == outbox_developments.c.development_id)
    .join(later, CORRECTS)
    .where(among(outbox_developments.c.alert_id, "ids"))
    .order_by(later.c.seq)
)

# Where the alerts stand that others correct.
_RECEIPTS = select(outbox.c.id, outbox.c.sink, outbox.c.target, outbox.c.message_id, outbox.c.channel_id).where(
    among(outbox.c.id, "ids"), outbox.c.message_id.is_not(None)
)

# The posts in which forums are told of titles.
_POSTS = select(forum_posts).where(among(forum_posts.c.target, "targets"))


def deliveries(connection: Connection, found: Iterable[Row[Any]]) -> tuple[Delivery, ...]:
    """Read rows of the outbox, oldest first."""
    rows = sorted(found, key=lambda row: row.seq)
    return _Reading(connection, rows).deliveries() if rows else ()


class _Reading:
    """Does: asks once for all that some rows belong together with."""

    def __init__(self, connection: Connection, rows: Sequence[Row[Any]]) -> None:
        self._rows = rows
        ids = {"ids": [row.id for row in rows]}
        self._told: dict[str, list[Development]] = defaultdict(list)
        for alert_id, *columns in connection.execute(_TELLS, ids):
            self._told[alert_id].append(development(columns))
        self._also: dict[str, dict[str, None]] = defaultdict(dict)
        for alert_id, outlet in connection.execute(_ALSO, ids):
            self._also[alert_id][outlet] = None
        self._corrections: dict[str, dict[str, Development]] = defaultdict(dict)
        for alert_id, *columns in connection.execute(_CORRECTIONS, ids):
            correction = development(columns)
            self._corrections[alert_id][correction.id] = correction
        answered = {"ids": [row.answers for row in rows if row.answers is not None]}
        self._answered = {row.id: row for row in connection.execute(_RECEIPTS, answered)} if answered["ids"] else {}
        targets = {"targets": list({row.target for row in rows})}
        self._posts = {(row.sink, row.target, row.title_id): row.thread for row in connection.execute(_POSTS, targets)}

    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(map(self._delivery, self._rows))

    def _delivery(self, row: Row[Any]) -> Delivery:
        subscription = subscription_of(row.subscription_id, row.sink, row.target, row.wants)
        return Delivery(
            alert=Alert(row.id, row.kind, subscription, row.title_id, tuple(self._told[row.id])),
            state=row.state,
            attempts=row.attempts,
            created_at=row.created_at,
            due_at=row.due_at,
            note=row.note,
            tried_at=row.tried_at,
            doubtful=row.doubtful,
            receipt=_receipt(row) if row.state is DeliveryState.SENT else None,
            answers=self._answers(row),
            thread=self._posts.get((row.sink, row.target, row.title_id)),
            revise_at=row.revise_at,
            aftermath=self._aftermath(row.id),
        )

    def _answers(self, row: Row[Any]) -> Receipt | None:
        before = self._answered.get(row.answers)
        here = before is not None and (before.sink, before.target) == (row.sink, row.target)
        return _receipt(before) if here else None

    def _aftermath(self, alert_id: str) -> Aftermath:
        told = {one.id for one in self._told[alert_id]}
        corrections = (one for id_, one in self._corrections[alert_id].items() if id_ not in told)
        return Aftermath(tuple(self._also[alert_id]), tuple(corrections))


def _receipt(row: Any) -> Receipt | None:
    return Receipt(row.message_id, row.channel_id) if row.message_id is not None else None
