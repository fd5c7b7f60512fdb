from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.model.alerts import Pace, QuietHours, Schedule, Subscription
from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property

DEVELOPMENT = Development(
    id="d-1",
    title_id="lantern-street-2",
    property=Property.RELEASE_DATE,
    value="2026-09-18",
    previous=None,
    change=Change.ADDED,
    certainty=Certainty.REPORTED,
    entry_id="e-1",
    outlet="The Curtain Ledger",
    url="https://www.marquee.example/lantern-street-2-dated",
    published=datetime(2026, 1, 30, 18, 4, tzinfo=UTC),
    evidence="Lantern Street 2 opens on September 18, 2026.",
)
ALL = Subscription("lobby", "discord", "20")


@pytest.mark.parametrize(
    ("subscription", "wanted"),
    [
        pytest.param(ALL, True, id="everything"),
        pytest.param(replace(ALL, titles=frozenset({"lantern-street-2"})), True, id="this title"),
        pytest.param(replace(ALL, titles=frozenset({"night-ferry-2"})), False, id="another title"),
        pytest.param(replace(ALL, properties=frozenset({Property.RELEASE_DATE})), True, id="this property"),
        pytest.param(replace(ALL, properties=frozenset({Property.CAST})), False, id="another property"),
        pytest.param(replace(ALL, least_certainty=Certainty.REPORTED), True, id="sure enough"),
        pytest.param(replace(ALL, least_certainty=Certainty.CONFIRMED), False, id="not sure enough"),
        pytest.param(replace(ALL, paused="by Mara"), False, id="paused"),
    ],
)
def test_what_a_subscription_wants(subscription: Subscription, wanted: bool) -> None:
    assert subscription.wants(DEVELOPMENT) is wanted


@pytest.mark.parametrize(
    ("roles", "mentioned"),
    [
        pytest.param((), (), id="nobody is mentioned"),
        pytest.param(((None, "1"),), ("1",), id="one role for everything"),
        pytest.param(((None, "1"), (Property.RELEASE_DATE, "2")), ("2",), id="the property's own role goes first"),
        pytest.param(((Property.RELEASE_DATE, "1"), (Property.RELEASE_DATE, "2")), ("1", "2"), id="several"),
        pytest.param(((Property.CAST, "3"),), (), id="a role for other news"),
    ],
)
def test_which_roles_are_mentioned(roles: tuple[tuple[Property | None, str], ...], mentioned: tuple[str, ...]) -> None:
    assert replace(ALL, roles=roles).roles_for(Property.RELEASE_DATE) == mentioned


NIGHT = QuietHours(time(22), time(7))


@pytest.mark.parametrize(
    ("subscription", "hour", "due"),
    [
        pytest.param(ALL, 12, datetime(2026, 2, 1, 12, tzinfo=UTC), id="at once"),
        pytest.param(replace(ALL, quiet=NIGHT), 23, datetime(2026, 2, 2, 7, tzinfo=UTC), id="after the night"),
        pytest.param(
            replace(ALL, schedule=Schedule(Pace.DAILY, 9)), 12, datetime(2026, 2, 2, 9, tzinfo=UTC), id="next digest"
        ),
        pytest.param(
            replace(ALL, schedule=Schedule(Pace.DAILY, 6), quiet=NIGHT),
            12,
            datetime(2026, 2, 2, 7, tzinfo=UTC),
            id="a digest within quiet hours waits for their end",
        ),
    ],
)
def test_when_news_is_due(subscription: Subscription, hour: int, due: datetime) -> None:
    assert subscription.due_at(datetime(2026, 2, 1, hour, tzinfo=UTC)) == due
