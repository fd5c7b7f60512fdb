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

    For a subscription to a digest everything is one alert of that kind, whose `title_id` is "". What is due when, and
    what joins an alert that waits already, is the outbox's to say.

    Alerts keep the order of the subscriptions and, within one, of the developments. Ids are derived from what is in an
    alert, so that a retry makes the same ones.
    """
    return tuple(
        alert
        for subscription in subscriptions
        for alert in _alerts(
            [one for one in developments if subscription.wants(one)],
            subscription,
            AlertKind.DIGEST if subscription.is_digest else kind,
        )
    )


def _alerts(wanted: Sequence[Development], subscription: Subscription, kind: AlertKind) -> list[Alert]:
    groups: dict[tuple[str, str], list[Development]] = {}
    for one in wanted:
        title_id = one.title_id if kind is not AlertKind.DIGEST else ""
        entry_id = one.entry_id if kind is AlertKind.NEWS else ""
        groups.setdefault((title_id, entry_id), []).append(one)
    return [
        Alert(_alert_id(kind, subscription, title_id, group), kind, subscription, title_id, tuple(group))
        for (title_id, _), group in groups.items()
    ]


def _alert_id(kind: AlertKind, subscription: Subscription, title_id: str, group: Sequence[Development]) -> str:
    """Derive the id. A catch-up or a digest is what it holds, so that a later one is another."""
    told = [group[0].entry_id] if kind is AlertKind.NEWS else sorted(one.id for one in group)
    return digest(kind.value, subscription.id, title_id, *told)
