from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.alerts import Alert, Delivery, DeliveryState
from bot.model.developments import Development
from bot.model.feeds import PollState
from bot.wording import Trouble, troubles_of

Make = Callable[..., Development]
MakeAlert = Callable[..., Alert]
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def polled(failures: int, heard: timedelta | None) -> PollState:
    """A feed that failed so often in a row, and was last heard so long ago."""
    return PollState(
        "gazette",
        next_poll_at=NOW,
        last_success_at=None if heard is None else NOW - heard,
        failures=failures,
        last_error="it refuses us (HTTP 403 Forbidden)" if failures else None,
    )


@pytest.mark.parametrize(
    ("state", "says"),
    [
        pytest.param(polled(0, HOUR), None, id="a feed that works"),
        pytest.param(polled(0, 9 * DAY), None, id="a bot that was off for nine days"),
        pytest.param(polled(1, 9 * DAY), None, id="a bot that was off, and the first try failed"),
        pytest.param(polled(5, 20 * HOUR), None, id="a server that is down since yesterday evening"),
        pytest.param(polled(3, 25 * HOUR), "gazette (for 1 day): it refuses us (HTTP 403 Forbidden)", id="a day"),
        pytest.param(polled(9, 9 * DAY), "gazette (for 9 days): it refuses us (HTTP 403 Forbidden)", id="nine days"),
        pytest.param(polled(0, None), None, id="a feed that has not been asked yet"),
        pytest.param(
            polled(1, None), "gazette (has never worked): it refuses us (HTTP 403 Forbidden)", id="a wrong address"
        ),
    ],
)
def test_a_feed_is_failing_when_it_has_been_silent_for_a_day_or_for_ever(state: PollState, says: str | None) -> None:
    expected = (Trouble("1 feed is failing:", (says,)),) if says else ()
    assert troubles_of([state], (), str, NOW) == expected


def test_several_are_counted() -> None:
    (trouble,) = troubles_of([polled(9, 2 * DAY), polled(0, HOUR), polled(1, None)], (), str, NOW)
    assert (trouble.text, len(trouble.cases)) == ("2 feeds are failing:", 2)


@pytest.mark.parametrize(
    ("state", "age", "told_as"),
    [
        pytest.param(DeliveryState.PARKED, HOUR, "put aside", id="put aside an hour ago"),
        pytest.param(DeliveryState.PARKED, 8 * DAY, None, id="put aside long ago, and pointed at for a week"),
        pytest.param(DeliveryState.PENDING, HOUR / 2, None, id="tried again for half an hour"),
        pytest.param(DeliveryState.PENDING, 2 * HOUR, "tried again and again", id="tried again for two hours"),
    ],
)
def test_an_alert_that_reaches_nobody_is_named_with_its_reason(
    development: Make, alert: MakeAlert, state: DeliveryState, age: timedelta, told_as: str | None
) -> None:
    delivery = Delivery(alert(development()), state, 4, NOW - age, NOW - age, "Discord knows no channel 20")
    told = troubles_of((), [delivery], {"lantern-street-2": "Lantern Street 2"}.__getitem__, NOW)
    line = f"Lantern Street 2: Release date set: 18 September 2026 ({told_as}: Discord knows no channel 20)"
    assert told == ((Trouble("1 alert was not delivered, as far as is known:", (line,)),) if told_as else ())


def test_nothing_in_it_steers_the_terminal() -> None:
    state = replace(polled(1, None), last_error="it says \x1b[31m\u202eno\n")
    assert troubles_of([state], (), str, NOW)[0].cases == ("gazette (has never worked): it says no",)
