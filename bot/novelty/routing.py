"""Which developments go to whom, as which messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.model.alerts import Alert, AlertKind, Subscription
from bot.model.developments import Development
from bot.novelty.identity import digest


def route(
    developments: Sequence[Development],
    subscriptions: Sequence[Subscription],
    kind: AlertKind,
) -> tuple[Alert, ...]:
    """Make the alerts: of news one a subscription, title and entry; of a catch-up one a subscription and title.

    What several subscriptions of one place want at once is told there once, and mentions the roles of all of them. For
    a subscription to a digest everything is one alert of that kind, whose `title_id` is "". What is due when, and what
    joins an alert that waits already, is the outbox's to say.

    Alerts keep the order of the subscriptions and, within one, of the developments. Ids are derived from what is in an
    alert, so that a retry makes the same ones.
    """
    neighbours = _by_place(subscriptions)
    return tuple(
        alert
        for subscription in subscriptions
        for alert in _alerts(
            [one for one in developments if _teller(one, subscription, neighbours) is subscription],
            subscription,
            AlertKind.DIGEST if subscription.is_digest else kind,
            neighbours,
        )
    )


_Place = tuple[str, str]


def _by_place(subscriptions: Sequence[Subscription]) -> dict[_Place, list[Subscription]]:
    """Group those that are told at once by where they are; first those without quiet hours, since they never wait."""
    found: dict[_Place, list[Subscription]] = {}
    for one in sorted(subscriptions, key=lambda one: one.quiet is not None):
        if not one.is_digest:
            found.setdefault((one.sink, one.target), []).append(one)
    return found


def _wanting(
    development: Development, subscription: Subscription, neighbours: Mapping[_Place, Sequence[Subscription]]
) -> list[Subscription]:
    """Give who is to be told of this where a subscription is; of a digest, that one alone."""
    there = (subscription,) if subscription.is_digest else neighbours[subscription.sink, subscription.target]
    return [one for one in there if one.wants(development)]


def _teller(
    development: Development, subscription: Subscription, neighbours: Mapping[_Place, Sequence[Subscription]]
) -> Subscription | None:
    return next(iter(_wanting(development, subscription, neighbours)), None)


def _alerts(
    wanted: Sequence[Development],
    subscription: Subscription,
    kind: AlertKind,
    neighbours: Mapping[_Place, Sequence[Subscription]],
) -> list[Alert]:
    groups: dict[tuple[str, str], list[Development]] = {}
    for one in wanted:
        title_id = one.title_id if kind is not AlertKind.DIGEST else ""
        entry_id = one.entry_id if kind is AlertKind.NEWS else ""
        groups.setdefault((title_id, entry_id), []).append(one)
    return [
        Alert(
            _alert_id(kind, subscription, title_id, group),
            kind,
            _for_all(subscription, group, neighbours),
            title_id,
            tuple(group),
        )
        for (title_id, _), group in groups.items()
    ]


def _for_all(
    subscription: Subscription, group: Sequence[Development], neighbours: Mapping[_Place, Sequence[Subscription]]
) -> Subscription:
    """Have a subscription speak for its neighbours as well: it mentions the roles that they would have."""
    wanting = [(one.property, _wanting(one, subscription, neighbours)) for one in group]
    if all(len(of) == 1 for _, of in wanting):
        return subscription
    roles = ((prop, role) for prop, of in wanting for one in of for role in one.roles_for(prop))
    return replace(subscription, roles=tuple(dict.fromkeys(roles)))


def _alert_id(kind: AlertKind, subscription: Subscription, title_id: str, group: Sequence[Development]) -> str:
    """Derive the id. A catch-up or a digest is what it holds, so that a later one is another."""
    told = [group[0].entry_id] if kind is AlertKind.NEWS else sorted(one.id for one in group)
    return digest(kind.value, subscription.id, title_id, *told)
