"""What a subscription wants, as JSON and back. Kept with the subscription, and with each of its alerts as it was then.

Rows that an earlier version wrote lack the keys that came later; those have their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.model.alerts import Pace, QuietHours, Roles, Schedule, Subscription
from bot.model.properties import Certainty, Property

Wants = Mapping[str, Any]


def wants_of(subscription: Subscription) -> dict[str, Any]:
    """Write all of a subscription except for its id, where it goes, and whether it is paused."""
    return {
        "titles": sorted(subscription.titles),
        "properties": sorted(subscription.properties),
        "least_certainty": subscription.least_certainty,
        "name": subscription.name,
        "roles": [list(pair) for pair in subscription.roles],
        "schedule": _schedule_words(subscription.schedule),
        "quiet": _quiet_words(subscription.quiet),
        "guild": subscription.guild,
        "locale": subscription.locale,
        "created_by": subscription.created_by,
    }


def subscription_of(id_: str, sink: str, target: str, wants: Wants, paused: str | None = None) -> Subscription:
    """Read a subscription."""
    return Subscription(
        id=id_,
        sink=sink,
        target=target,
        titles=frozenset(wants["titles"]),
        properties=frozenset(Property(word) for word in wants["properties"]),
        least_certainty=Certainty(wants["least_certainty"]),
        name=wants.get("name", ""),
        roles=_roles(wants.get("roles", ())),
        schedule=_schedule(wants.get("schedule", {})),
        quiet=_quiet(wants.get("quiet")),
        guild=wants.get("guild", ""),
        locale=wants.get("locale", "en"),
        paused=paused,
        created_by=wants.get("created_by", ""),
    )


def _roles(pairs: list[tuple[str | None, str]]) -> Roles:
    return tuple((Property(prop) if prop is not None else None, role) for prop, role in pairs)


def _schedule_words(schedule: Schedule) -> dict[str, Any]:
    return {"pace": schedule.pace, "hour": schedule.hour, "weekday": schedule.weekday, "zone": schedule.zone}


def _schedule(words: Mapping[str, Any]) -> Schedule:
    return Schedule(**{**words, "pace": Pace(words["pace"])}) if words else Schedule()


def _quiet_words(quiet: QuietHours | None) -> dict[str, str] | None:
    if quiet is None:
        return None
    return {"start": quiet.start.isoformat(), "end": quiet.end.isoformat(), "zone": quiet.zone}


def _quiet(words: Mapping[str, str] | None) -> QuietHours | None:
    if words is None:
        return None
    return QuietHours(time.fromisoformat(words["start"]), time.fromisoformat(words["end"]), words["zone"])
