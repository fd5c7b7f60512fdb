from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.model.alerts import AlertKind, Pace, QuietHours, Schedule, Subscription
from bot.model.claims import Claim
from bot.model.developments import Development
from bot.model.properties import Certainty, Property
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Verdict, route
from bot.novelty.identity import digest

P, K = Property, Certainty
EVERYTHING = Subscription("all", "terminal")


@pytest.fixture
def news(title: TrackedTitle, says: Callable[..., Claim], hears: Callable[..., Verdict]) -> list[Development]:
    """Two of one entry, one of another, one of another title."""
    first = hears(Ledger.of(title), "03-01", says(P.CAST, "Theo Marchek"), says(P.RATING, "PG"))
    second = hears(first.ledger, "03-02", says(P.DIRECTOR, "Greta Finn", certainty=K.RUMORED))
    told = [*first.developments, *second.developments]
    return [*told, replace(told[0], id="d-9", title_id="another-title")]


def test_news_make_one_alert_an_entry_and_title(news: list[Development]) -> None:
    alerts = route(news, [EVERYTHING], AlertKind.NEWS)
    assert [[one.property for one in alert.developments] for alert in alerts] == [
        [P.CAST, P.RATING],
        [P.DIRECTOR],
        [P.CAST],
    ]
    assert [alert.title_id for alert in alerts] == ["lantern-street-2", "lantern-street-2", "another-title"]
    assert len({alert.id for alert in alerts}) == 3


def test_a_catch_up_makes_one_alert_a_title(news: list[Development]) -> None:
    alerts = route(news, [EVERYTHING], AlertKind.CATCH_UP)
    assert [len(alert.developments) for alert in alerts] == [3, 1]
    assert {alert.kind for alert in alerts} == {AlertKind.CATCH_UP}


@pytest.mark.parametrize("kind", [AlertKind.NEWS, AlertKind.CATCH_UP])
@pytest.mark.parametrize("pace", [Pace.DAILY, Pace.WEEKLY])
def test_who_wants_a_digest_gets_one_alert_of_all_titles(news: list[Development], kind: AlertKind, pace: Pace) -> None:
    digested = replace(EVERYTHING, id="digested", schedule=Schedule(pace, 18, zone="Europe/Berlin"))
    (alert, *at_once) = route(news, [digested, EVERYTHING], kind)
    assert (alert.kind, alert.title_id, alert.developments) == (AlertKind.DIGEST, "", tuple(news))
    assert {one.kind for one in at_once} == {kind}


def test_who_is_paused_gets_nothing(news: list[Development]) -> None:
    paused = replace(EVERYTHING, paused="the channel is gone")
    assert route(news, [paused], AlertKind.NEWS) == ()


@pytest.mark.parametrize(
    ("subscription", "properties"),
    [
        pytest.param(Subscription("a", "terminal", properties=frozenset({P.RATING})), [P.RATING], id="one property"),
        pytest.param(Subscription("a", "terminal", titles=frozenset({"another-title"})), [P.CAST], id="one title"),
        pytest.param(
            Subscription("a", "terminal", least_certainty=K.CONFIRMED), [P.CAST, P.RATING, P.CAST], id="sure only"
        ),
        pytest.param(Subscription("a", "terminal", titles=frozenset({"no-such-title"})), [], id="nothing"),
    ],
)
def test_a_subscription_gets_what_it_asked_for(
    news: list[Development], subscription: Subscription, properties: list[Property]
) -> None:
    alerts = route(news, [subscription], AlertKind.NEWS)
    assert [one.property for alert in alerts for one in alert.developments] == properties


def test_ids_are_the_same_on_every_retry_and_differ_by_subscription_and_kind(news: list[Development]) -> None:
    other = replace(EVERYTHING, id="other", target="elsewhere")
    twice = [route(news, [EVERYTHING, other], kind) for kind in AlertKind for _ in range(2)]
    assert twice[0] == twice[1]
    assert twice[2] == twice[3]
    ids = [alert.id for alerts in (twice[0], twice[2]) for alert in alerts]
    assert len(set(ids)) == len(ids)
    assert {len(id_) for id_ in ids} == {24}


LOBBY = Subscription("lobby", "discord", "20")
NIGHT = QuietHours(time(22), time(7))


def shared(news: list[Development], *subscriptions: Subscription) -> dict[str, list[Property]]:
    """Route news, and give the properties that each subscription tells."""
    told: dict[str, list[Property]] = {}
    for alert in route(news, subscriptions, AlertKind.NEWS):
        told.setdefault(alert.subscription.id, []).extend(one.property for one in alert.developments)
    return told


@pytest.mark.parametrize(
    ("neighbour", "told"),
    [
        pytest.param({}, {"lobby": [P.CAST, P.RATING, P.DIRECTOR, P.CAST]}, id="both want everything"),
        pytest.param(
            {"quiet": None, "titles": frozenset({"another-title"})},
            {"lobby": [P.CAST, P.RATING, P.DIRECTOR, P.CAST]},
            id="the other wants less",
        ),
        pytest.param(
            {"target": "21"},
            {"lobby": [P.CAST, P.RATING, P.DIRECTOR, P.CAST], "more": [P.CAST, P.RATING, P.DIRECTOR, P.CAST]},
            id="another channel",
        ),
        pytest.param(
            {"schedule": Schedule(Pace.DAILY, 18)},
            {"lobby": [P.CAST, P.RATING, P.DIRECTOR, P.CAST], "more": [P.CAST, P.RATING, P.DIRECTOR, P.CAST]},
            id="a digest of the day as well",
        ),
    ],
)
def test_what_two_want_in_one_channel_is_told_there_once(
    news: list[Development], neighbour: dict[str, Any], told: dict[str, list[Property]]
) -> None:
    assert shared(news, LOBBY, replace(LOBBY, id="more", **neighbour)) == told


def test_each_tells_what_the_other_does_not_want_and_one_without_quiet_hours_goes_first(
    news: list[Development],
) -> None:
    sure = replace(LOBBY, id="sure", least_certainty=K.CONFIRMED)
    assert shared(news, sure, LOBBY) == {"sure": [P.CAST, P.RATING, P.CAST], "lobby": [P.DIRECTOR]}
    assert shared(news, replace(sure, quiet=NIGHT), LOBBY) == {"lobby": [P.CAST, P.RATING, P.DIRECTOR, P.CAST]}
    assert shared(news, replace(sure, paused="by Mara"), LOBBY) == {"lobby": [P.CAST, P.RATING, P.DIRECTOR, P.CAST]}


def test_the_one_post_mentions_the_roles_of_all_who_want_it(news: list[Development]) -> None:
    all_news = replace(LOBBY, roles=((None, "1"),))
    cast = replace(LOBBY, id="cast", properties=frozenset({P.CAST}), roles=((P.CAST, "2"),))
    rest = replace(LOBBY, id="rest", properties=frozenset({P.DIRECTOR}), roles=((None, "3"),))
    first, second, _ = route(news, [all_news, cast, rest], AlertKind.NEWS)
    roles = [
        alert.subscription.roles_for(prop) for alert, prop in ((first, P.CAST), (first, P.RATING), (second, P.DIRECTOR))
    ]
    assert roles == [("1", "2"), ("1",), ("1", "3")]
    assert route(news, [all_news], AlertKind.NEWS)[0].id == first.id


def test_a_later_catch_up_of_the_same_title_is_another(news: list[Development]) -> None:
    first = route(news[:1], [EVERYTHING], AlertKind.CATCH_UP)
    second = route(news[1:2], [EVERYTHING], AlertKind.CATCH_UP)
    assert first[0].id != second[0].id


def test_a_digest_knows_where_a_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("1:a") != digest("a")
    assert digest("\ud800")  # half a character from a hostile feed
