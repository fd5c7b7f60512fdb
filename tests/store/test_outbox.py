from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState
from bot.model.developments import Development, Judgement
from bot.model.properties import Certainty, Property
from bot.store import JudgedReading, Store
from tests.store.conftest import Later, Make

CATCH_UP = AlertKind.CATCH_UP
PENDING, SENDING, SENT, PARKED, DROPPED = DeliveryState


@pytest.fixture
def news(make: Make) -> Sequence[Development]:
    """Nine developments, d-1 to d-9."""
    return [make.development(f"d-{number}", property=Property.CAST) for number in range(1, 10)]


@pytest.fixture(autouse=True)
def _kept(store: Store, make: Make, now: datetime, news: Sequence[Development]) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), now)
        tx.save_readings([JudgedReading("e-1", (), [Judgement(make.claim(), one) for one in news])], now)


def add(store: Store, now: datetime, *alerts: Alert, due_at: datetime | None = None) -> None:
    with store.transaction() as tx:
        tx.add_alerts(alerts, now, due_at or now)


def claim(store: Store, now: datetime, limit: int = 10, sink: str = "discord") -> tuple[Delivery, ...]:
    with store.transaction() as tx:
        return tx.claim_deliveries(sink, now, limit)


def sent(store: Store, now: datetime, alert_id: str) -> None:
    with store.transaction() as tx:
        tx.record_sent(alert_id, now)


def retry(store: Store, due_at: datetime, alert_id: str) -> None:
    with store.transaction() as tx:
        tx.record_retry(alert_id, due_at, "Discord answers 503")


def park(store: Store, alert_id: str) -> None:
    with store.transaction() as tx:
        tx.park(alert_id, "the channel is gone")


def standing(store: Store, state: DeliveryState, sink: str = "discord") -> list[Delivery]:
    with store.snapshot() as snapshot:
        return list(snapshot.deliveries_in(sink, state))


def ids(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.alert.id for delivery in deliveries]


def told(deliveries: Sequence[Delivery]) -> list[list[str]]:
    return [[development.id for development in delivery.alert.developments] for delivery in deliveries]


def test_an_alert_comes_out_as_it_went_in(store: Store, make: Make, now: datetime, news: list[Development]) -> None:
    picky = make.subscription(
        "picky",
        titles=frozenset({"lantern-street-2", "b"}),
        properties=frozenset({Property.CAST, Property.TRAILER}),
        least_certainty=Certainty.REPORTED,
    )
    alert = make.alert("a", news[2], news[0], subscription=picky)
    add(store, now, alert)
    assert claim(store, now) == (Delivery(alert, SENDING, 0, created_at=now, due_at=now, tried_at=now),)


def test_nothing_is_claimed_before_it_is_due(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]), due_at=later(2))
    assert claim(store, later(1.9)) == ()
    assert ids(claim(store, later(2))) == ["a"]


def test_what_is_claimed_is_nobody_elses(
    store: Store, url: str, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]))
    with closing(Store.open(url)) as other:
        assert ids(claim(store, now)) == ["a"]
        assert claim(other, now) == ()


def test_each_sink_gets_its_own(store: Store, make: Make, now: datetime, news: list[Development]) -> None:
    terminal = make.subscription("me", sink="terminal", target="")
    add(store, now, make.alert("a", news[0]), make.alert("b", news[0], subscription=terminal))
    assert ids(claim(store, now, sink="terminal")) == ["b"]
    assert ids(claim(store, now)) == ["a"]
    assert claim(store, now, sink="smoke signals") == ()


def test_a_target_gets_one_at_a_time_in_the_order_of_their_making(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    elsewhere = make.subscription("attic")
    add(
        store, now, make.alert("a", news[0]), make.alert("b", news[1]), make.alert("c", news[2], subscription=elsewhere)
    )
    assert ids(claim(store, now)) == ["a", "c"]
    assert claim(store, now) == ()
    sent(store, now, "a")
    assert ids(claim(store, now)) == ["b"]


def test_subscriptions_of_one_target_share_its_order(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    beside = make.subscription("beside", target="channel-lobby")
    add(store, now, make.alert("a", news[0]), make.alert("b", news[0], subscription=beside))
    assert ids(claim(store, now)) == ["a"]


def test_no_more_are_claimed_than_asked_for_oldest_first(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    lobbies = [make.subscription(f"lobby-{number}") for number in range(4)]
    add(store, now, *(make.alert(one.id, news[0], subscription=one) for one in reversed(lobbies)))
    assert ids(claim(store, now, limit=3)) == ["lobby-3", "lobby-2", "lobby-1"]
    assert claim(store, now, limit=0) == ()


def test_what_is_tried_again_keeps_its_place(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]), make.alert("b", news[1]))
    claim(store, now)
    retry(store, later(5), "a")
    assert claim(store, later(4)) == ()
    (again,) = claim(store, later(5))
    assert (again.alert.id, again.attempts, again.note, again.due_at) == ("a", 1, "Discord answers 503", later(5))


def test_what_is_parked_lets_the_others_pass(store: Store, make: Make, now: datetime, news: list[Development]) -> None:
    add(store, now, make.alert("a", news[0]), make.alert("b", news[1]))
    claim(store, now)
    park(store, "a")
    (parked,) = standing(store, PARKED)
    assert (parked.alert.id, parked.attempts, parked.note) == ("a", 1, "the channel is gone")
    assert ids(claim(store, now)) == ["b"]


def test_what_could_not_be_delivered_is_shown_whatever_its_sink(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    terminal = make.subscription("me", sink="terminal", target="")
    names = [("aside", news[0]), ("again", news[1]), ("told", news[2]), ("on its way", news[3]), ("waiting", news[4])]
    for name, one in names:
        to = terminal if name == "aside" else make.subscription(name)
        add(store, now, make.alert(name, one, subscription=to), due_at=later(9) if name == "waiting" else now)
    claim(store, now, sink="terminal")
    claim(store, now)
    park(store, "aside")
    retry(store, later(5), "again")
    sent(store, now, "told")
    with store.snapshot() as snapshot:
        assert ids(snapshot.troubled_deliveries()) == ["aside", "again"]


def test_what_waits_for_another_destination_follows_the_owner_to_a_new_one(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    wrong, here = make.subscription("wrong"), make.subscription("here")
    preview = make.subscription("me", sink="terminal", target="")
    for name, to, one in [("tried", wrong, news[0]), ("sent", wrong, news[1]), ("shown", preview, news[2])]:
        add(store, now, make.alert(name, one, subscription=to))
    add(store, now, make.alert("catch-up", news[3], kind=CATCH_UP, subscription=preview), due_at=later(9))
    for _ in range(2):
        claim(store, now)
        retry(store, now, "tried")
    retry(store, later(30), "tried")
    with store.transaction() as tx:
        assert tx.redirect(here, later(1)) == 4
        assert tx.redirect(here, later(1)) == 0
    taken = claim(store, later(1))
    assert [(one.alert.id, one.alert.subscription, one.attempts) for one in taken] == [("tried", here, 0)]
    sent(store, later(1), "tried")
    assert ids(claim(store, later(1))) == ["sent"]
    sent(store, later(1), "sent")
    assert ids(claim(store, later(1))) == ["shown"]
    sent(store, later(1), "shown")
    assert claim(store, later(8)) == ()
    assert ids(claim(store, later(9))) == ["catch-up"]
    add(store, later(9), make.alert("again", news[0], subscription=here))
    assert standing(store, PENDING) == []


def test_what_the_new_destination_knows_and_what_is_on_its_way_stay_where_they_are(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    here, there = make.subscription("here"), make.subscription("there")
    add(store, now, make.alert("known", news[0], subscription=here))
    add(store, now, make.alert("on its way", news[1], subscription=there))
    claim(store, now)
    add(store, now, make.alert("also there", news[0], subscription=there))
    with store.transaction() as tx:
        assert tx.redirect(here, now) == 0
    assert [(one.alert.id, one.alert.subscription) for one in standing(store, PENDING)] == [("also there", there)]


def test_what_waits_for_a_destination_that_was_set_up_stays_there(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    here, there, gone = (make.subscription(name) for name in ("here", "there", "gone"))
    add(store, now, make.alert("there", news[0], subscription=there), make.alert("gone", news[1], subscription=gone))
    with store.transaction() as tx:
        assert tx.redirect(here, now, ["there"]) == 1
    assert [(one.alert.id, one.alert.subscription.id) for one in standing(store, PENDING)] == [
        ("there", "there"),
        ("gone", "here"),
    ]


def test_the_owner_can_have_a_parked_one_tried_again(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]))
    claim(store, now)
    park(store, "a")
    retry(store, later(1), "a")
    (again,) = claim(store, later(1))
    assert (again.alert.id, again.attempts) == ("a", 1)


def test_what_an_earlier_process_left_is_found_and_stays_until_it_is_settled(
    *, store: Store, url: str, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]), make.alert("b", news[1]))
    claim(store, now)
    store.close()
    with closing(Store.open(url)) as after:
        assert claim(after, later(60)) == ()
        with after.transaction() as tx:
            assert ids(tx.interrupted("discord")) == ["a"]
            assert tx.interrupted("terminal") == ()
            tx.record_retry("a", later(60), "the process stopped")
        (again,) = claim(after, later(60))
        assert (again.alert.id, again.attempts) == ("a", 1)


@pytest.mark.parametrize("then", ["sent", "retry", "park"])
def test_a_sent_one_stays_sent(
    *, then: str, store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]))
    claim(store, now)
    sent(store, now, "a")
    {
        "sent": lambda: sent(store, later(1), "a"),
        "retry": lambda: retry(store, later(1), "a"),
        "park": lambda: park(store, "a"),
    }[then]()
    assert ids(standing(store, SENT)) == ["a"]
    assert claim(store, later(9)) == ()


def test_only_what_was_handed_to_a_sink_can_be_sent(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]))
    sent(store, now, "a")
    assert ids(standing(store, PENDING)) == ["a"]


def test_the_same_alert_again_changes_nothing(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    alert = make.alert("a", news[0], news[1])
    add(store, now, alert, alert)
    add(store, later(1), alert, due_at=later(9))
    (delivery,) = claim(store, now)
    assert delivery == Delivery(alert, SENDING, 0, created_at=now, due_at=now, tried_at=now)
    add(store, later(2), alert)
    sent(store, later(2), "a")
    add(store, later(3), alert)
    assert claim(store, later(9)) == ()


def test_nobody_is_told_a_development_twice(store: Store, make: Make, now: datetime, news: list[Development]) -> None:
    other = make.subscription("attic")
    add(store, now, make.alert("a", news[0]), make.alert("b", news[0], news[1], news[1]))
    add(store, now, make.alert("c", news[0], subscription=other), make.alert("d", news[1]))
    assert [(one.alert.id, told([one])[0]) for one in standing(store, PENDING)] == [
        ("a", ["d-1"]),
        ("b", ["d-2"]),
        ("c", ["d-1"]),
    ]


def test_an_alert_that_tells_nothing_is_none(store: Store, make: Make, now: datetime) -> None:
    add(store, now, make.alert("a"))
    add(store, now)
    assert standing(store, PENDING) == []


def test_first_polls_come_together_in_one_catch_up(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0], kind=CATCH_UP), due_at=later(2))
    add(store, later(1), make.alert("b", news[1], news[0], kind=CATCH_UP), due_at=later(3))
    (delivery,) = claim(store, later(2))
    assert (delivery.alert.id, told([delivery]), delivery.due_at) == ("a", [["d-1", "d-2"]], later(2))


def test_catch_ups_of_one_batch_come_together_too(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0], kind=CATCH_UP), make.alert("b", news[1], kind=CATCH_UP))
    assert told(standing(store, PENDING)) == [["d-1", "d-2"]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"title_id": "another-title"}, id="another title"),
        pytest.param({"subscription": Make().subscription("attic")}, id="another subscription"),
        pytest.param({"kind": AlertKind.NEWS}, id="news as they come"),
    ],
)
def test_a_catch_up_gains_only_from_its_like(
    other: dict[str, object], store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0], kind=CATCH_UP))
    second = make.alert("b", news[1], kind=CATCH_UP)
    add(store, now, replace(second, **other))  # type: ignore[arg-type]  # the table names the fields
    assert told(standing(store, PENDING)) == [["d-1"], ["d-2"]]


@pytest.mark.parametrize("kind", list(AlertKind))
@pytest.mark.parametrize("so_far", ["claimed", "sent", "parked", "tried once"])
def test_what_comes_after_a_try_gets_a_row_of_its_own(
    *, so_far: str, kind: AlertKind, store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0], kind=kind))
    claim(store, now)
    if so_far == "sent":
        sent(store, now, "a")
    elif so_far == "parked":
        park(store, "a")
    elif so_far == "tried once":
        retry(store, now, "a")
    for _ in range(2):  # the same on every retry
        add(store, now, make.alert("a", news[0], news[1], kind=kind))
    (first,) = [one for state in DeliveryState for one in standing(store, state) if one.alert.id == "a"]
    (second,) = [one for one in standing(store, PENDING) if one.alert.id != "a"]
    assert told([first, second]) == [["d-1"], ["d-2"]]
    assert second.alert.id[:24] != first.alert.id[:24]


def test_news_that_grow_before_anybody_tried_to_send_them_stay_one_message(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]))
    add(store, now, make.alert("a", news[0], news[1]))
    assert told(standing(store, PENDING)) == [["d-1", "d-2"]]


def test_alerts_and_developments_of_one_ingest_may_be_kept_in_any_order(
    store: Store, make: Make, now: datetime
) -> None:
    fresh = make.development("fresh", entry_id="e-2")
    with store.transaction() as tx:
        tx.add_alerts([make.alert("a", fresh)], now, now)
        tx.save_entries(tx.admit([make.entry("e-2", title="Fresh")]), now)
        tx.save_readings([JudgedReading("e-2", (), [Judgement(make.claim(), fresh)])], now)
    assert claim(store, now)[0].alert.developments == (fresh,)


def test_an_endless_note_is_cut(store: Store, make: Make, now: datetime, news: list[Development]) -> None:
    add(store, now, make.alert("a", news[0]))
    with store.transaction() as tx:
        tx.park("a", "no! " * 10_000)
    (parked,) = standing(store, PARKED)
    assert len(parked.note or "") == 1_000
