"""What somebody typed into /watch, and the subscription that it makes. Decides; pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time

from bot.model.alerts import Roles, Subscription
from bot.model.errors import SequelwatchError
from bot.model.properties import Certainty, Property
from bot.model.times import Pace, QuietHours, Schedule
from bot.wording import Speech, property_name

ALL, NONE = "all", "none"
_HOURS = re.compile(r"\s*(\d{1,2})(?::(\d\d))?\s*(?:-|\u2013|to|bis)\s*(\d{1,2})(?::(\d\d))?\s*", re.IGNORECASE)


class WishError(SequelwatchError):
    """What was typed cannot be understood; the text says how to write it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was typed; None for what was not. `role_for` is the property that `role` is mentioned for, None for all.

    `without_role` is the property whose role is mentioned no more, "all" for every role.
    """

    titles: str | None = None
    properties: str | None = None
    certainty: Certainty | None = None
    role: str | None = None
    role_for: Property | None = None
    without_role: str | None = None
    pace: Pace | None = None
    hour: int | None = None
    weekday: int | None = None
    zone: str | None = None
    quiet: str | None = None
    name: str | None = None


def granted(wishes: Wishes, to: Subscription, choose: Callable[[str], str], speech: Speech) -> Subscription:
    """Change a subscription as was wished; what was not typed stays. `choose` finds the title that a word means.

    WishError, or UnknownTitleError from `choose`, for what cannot be understood.
    """
    return replace(
        to,
        titles=to.titles if wishes.titles is None else _titles(wishes.titles, choose),
        properties=to.properties if wishes.properties is None else _properties(wishes.properties, speech),
        least_certainty=wishes.certainty or to.least_certainty,
        roles=_roles(wishes, to.roles),
        schedule=_schedule(wishes, to.schedule, speech),
        quiet=_quiet(wishes, to, speech),
        name=to.name if wishes.name is None else wishes.name.strip(),
    )


def pieces_of(typed: str) -> list[str]:
    """Take a list apart at its commas; nothing, or "all", is an empty one."""
    pieces = [piece.strip() for piece in typed.split(",") if piece.strip()]
    return [] if [piece.casefold() for piece in pieces] in ([ALL], ["alle"], ["*"]) else pieces


def _titles(typed: str, choose: Callable[[str], str]) -> frozenset[str]:
    return frozenset(choose(piece) for piece in pieces_of(typed))


def _properties(typed: str, speech: Speech) -> frozenset[Property]:
    names = {property_name(prop, speech).casefold(): prop for prop in Property}
    names |= {prop.value: prop for prop in Property} | {prop.value.replace("_", " "): prop for prop in Property}
    found = {piece: names.get(piece.casefold()) for piece in pieces_of(typed)}
    unknown = next((piece for piece, prop in found.items() if prop is None), None)
    if unknown is not None:
        known = ", ".join(property_name(prop, speech) for prop in Property)
        raise WishError(speech.say("watch.bad_property", given=unknown, known=known))
    return frozenset(prop for prop in found.values() if prop is not None)


def _roles(wishes: Wishes, roles: Roles) -> Roles:
    by_property = dict(roles)
    if wishes.without_role == ALL:
        by_property.clear()
    elif wishes.without_role is not None:
        by_property.pop(Property(wishes.without_role), None)
    if wishes.role is not None:
        by_property[wishes.role_for] = wishes.role
    return tuple(sorted(by_property.items(), key=lambda pair: pair[0] or ""))


def _schedule(wishes: Wishes, schedule: Schedule, speech: Speech) -> Schedule:
    """Take an hour or a day without a pace for a digest: nobody sets an hour to be told at once."""
    pace = wishes.pace or schedule.pace
    if wishes.pace is None and schedule.pace is Pace.AT_ONCE:
        pace = Pace.WEEKLY if wishes.weekday is not None else Pace.DAILY if wishes.hour is not None else pace
    try:
        return Schedule(
            pace,
            schedule.hour if wishes.hour is None else wishes.hour,
            schedule.weekday if wishes.weekday is None else wishes.weekday,
            wishes.zone or schedule.zone,
        )
    except ValueError:
        raise WishError(speech.say("watch.bad_zone", given=wishes.zone or "")) from None


def _quiet(wishes: Wishes, to: Subscription, speech: Speech) -> QuietHours | None:
    zone = wishes.zone or to.schedule.zone
    if wishes.quiet is None:
        return replace(to.quiet, zone=zone) if to.quiet is not None and wishes.zone else to.quiet
    if wishes.quiet.strip().casefold() in {NONE, "keine", "-"}:
        return None
    found = _HOURS.fullmatch(wishes.quiet)
    try:
        if found is not None:
            return QuietHours(_clock(found[1], found[2]), _clock(found[3], found[4]), zone)
    except ValueError:
        pass  # such as 25:00
    raise WishError(speech.say("watch.bad_quiet", given=wishes.quiet))


def _clock(hour: str, minute: str | None) -> time:
    """Read a time of the day; 24 is midnight."""
    return time(0 if hour == "24" and not int(minute or 0) else int(hour), int(minute or 0))
