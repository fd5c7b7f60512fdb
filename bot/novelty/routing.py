"""Which developments go to whom, as which messages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.developments import Development
from bot.novelty.identity import digest


def route(
    developments: Sequence[Development],
    subscriptions: Sequence[Subscription],
    kind: AlertKind,
) -> tuple[Alert, ...]:
    """Make the alerts: of news one a subscription, title and entry; of a catch-up one a subscription and title.

    They keep the order of the subscriptions and, within one, of the developments. Ids are derived from what is in an
    alert, so that a retry makes the same ones.
    """
    return tuple(
        Alert(_alert_id(kind, subscription, group), kind, subscription, group[0].title_id, group)
        for subscription in subscriptions
        for group in _groups([one for one in developments if subscription.wants(one)], kind)
    )


def _groups(wanted: Sequence[Development], kind: AlertKind) -> list[tuple[Development, ...]]:
    groups: dict[tuple[str, str], list[Development]] = {}
    for one in wanted:
        entry = one.entry_id if kind is AlertKind.NEWS else ""
        groups.setdefault((one.title_id, entry), []).append(one)
    return [tuple(group) for group in groups.values()]


def _alert_id(kind: AlertKind, subscription: Subscription, group: Sequence[Development]) -> str:
    """Derive the id. A catch-up is what it holds, so that a later one for the same title is another."""
    first = group[0]
    told = [first.entry_id] if kind is AlertKind.NEWS else sorted(one.id for one in group)
    return digest(kind.value, subscription.id, first.title_id, *told)
