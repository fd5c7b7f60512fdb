"""What the owner of the bot should look at: feeds that keep failing, alerts that nobody has been told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.alerts import Delivery, DeliveryState
from bot.model.feeds import PollState
from bot.wording.cards import card_of
from bot.wording.clean import one_line

PATIENCE_WITH_FEEDS = timedelta(days=1)
"""Servers are down for hours now and then, and nothing is lost by it."""
FEWEST_FAILURES = 3
"""A bot that was off for a week has heard nothing either; its feeds are failing only once they have been asked."""
PATIENCE_WITH_SINKS = timedelta(hours=1)
MEMORY = timedelta(days=7)
"""How long an alert that was put aside is pointed at."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sort of trouble, and a line for each case of it."""

    text: str
    cases: tuple[str, ...]


def troubles_of(
    feeds: Iterable[PollState],
    undelivered: Iterable[Delivery],
    name_of: Callable[[str], str],
    now: datetime,
) -> tuple[Trouble, ...]:
    """Tell what is wrong at `now`; nothing where all is well. `name_of` gives a title's name by its id."""
    failing = [line for state in feeds if (line := _failing(state, now))]
    untold = [line for delivery in undelivered if (line := _untold(delivery, name_of, now))]
    return (
        *_trouble(failing, "1 feed is failing:", f"{len(failing)} feeds are failing:"),
        *_trouble(
            untold,
            "1 alert was not delivered, as far as is known:",
            f"{len(untold)} alerts were not delivered, as far as is known:",
        ),
    )


def _trouble(cases: Sequence[str], one: str, several: str) -> Iterable[Trouble]:
    if cases:
        yield Trouble(one if len(cases) == 1 else several, tuple(cases))


def _failing(state: PollState, now: datetime) -> str:
    why = one_line(state.last_error or "no reason was noted")
    if not state.failures:
        return ""
    if state.last_success_at is None:
        return f"{state.feed_id} (has never worked): {why}"
    silent = now - state.last_success_at
    if silent < PATIENCE_WITH_FEEDS or state.failures < FEWEST_FAILURES:
        return ""
    return f"{state.feed_id} (for {_days(silent)}): {why}"


def _untold(delivery: Delivery, name_of: Callable[[str], str], now: datetime) -> str:
    aside = delivery.state is DeliveryState.PARKED
    if now - delivery.due_at > MEMORY if aside else now - delivery.created_at < PATIENCE_WITH_SINKS:
        return ""
    card = card_of(delivery.alert, name_of(delivery.alert.title_id))
    what = "put aside" if aside else "tried again and again"
    return f"{card.title}: {card.headline} ({what}: {one_line(delivery.note or 'no reason was noted')})"


def _days(span: timedelta) -> str:
    return f"{span.days} day{'' if span.days == 1 else 's'}"
