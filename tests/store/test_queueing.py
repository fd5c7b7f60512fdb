"""What is due when, what holds up whom, and what its owner makes of what was put aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pytest

from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState, Pace, QuietHours, Receipt, Schedule
from bot.model.developments import Development, Judgement
from bot.model.properties import Property
from bot.store import JudgedReading, Store
from bot.store.places import MOST_IN_DIGEST
from tests.store.conftest import Later, Make

DAILY = Schedule(Pace.DAILY, hour=18)  # the tests' day begins at noon
NIGHT = QuietHours(time(11), time(15))
PENDING, SENDING, SENT, PARKED, DROPPED = DeliveryState


@pytest.fixture
def news(make: Make) -> Sequence[Development]:
    return [make.development(f"d-{number:02}", property=Property.CAST, value=f"{number}") for number in range(1, 31)]


@pytest.fixture(autouse=True)
def _kept(store: Store, make: Make, now: datetime, news: Sequence[Development]) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), now)
        tx.save_readings([JudgedReading("e-1", (), [Judgement(make.claim(), one) for one in news])], now)


def add(store: Store, now: datetime, *alerts: Alert) -> None:
    with store.transaction() as tx:
        tx.add_alerts(alerts, now, now)


def claim(store: Store, now: datetime) -> list[str]:
    with store.transaction() as tx:
        return [delivery.alert.id for delivery in tx.claim_deliveries("discord", now, 10)]


def standing(store: Store, state: DeliveryState) -> tuple[Delivery, ...]:
    with store.snapshot() as snapshot:
        return snapshot.deliveries_in("discord", state)


def told(deliveries: Sequence[Delivery]) -> list[int]:
    return [len(delivery.alert.developments) for delivery in deliveries]


class TestOrder:
    def test_who_waits_for_the_hour_holds_up_nobody(
        self, store: Store, make: Make, now: datetime, news: list[Development]
    ) -> None:
        daily = make.subscription("daily", target="channel-lobby", schedule=DAILY)
        quiet = make.subscription("quiet", target="channel-lobby", quiet=NIGHT)
        add(store, now, make.alert("a", news[0], subscription=daily, kind=AlertKind.DIGEST, title_id=""))
        add(store, now, make.alert("b", news[1], subscription=quiet))
        add(store, now, make.alert("c", news[2]))
        assert claim(store, now) == ["c"]

    def test_who_waits_for_another_try_does(
        self, store: Store, make: Make, now: datetime, later: Later, news: list[Development]
    ) -> None:
        add(store, now, make.alert("a", news[0]), make.alert("b", news[1]))
        claim(store, now)
        with store.transaction() as tx:
            tx.record_retry("a", later(5), "503")
        assert claim(store, later(4)) == []
        assert claim(store, later(5)) == ["a"]

    def test_what_is_paused_waits_holds_up_nobody_and_follows(
        self, store: Store, make: Make, now: datetime, news: list[Development]
    ) -> None:
        lobby, beside = make.subscription(), make.subscription("beside", target="channel-attic")
        attic = make.subscription("attic", target="channel-attic")
        with store.transaction() as tx:
            for one in (lobby, attic):
                tx.save_subscription(one, now)
        add(store, now, make.alert("a", news[0], subscription=lobby), make.alert("b", news[1], subscription=attic))
        add(store, now, make.alert("c", news[2], subscription=beside))
        with store.transaction() as tx:
            assert tx.pause_destination(attic, "Discord forbids it")
            assert not tx.pause_destination(beside, "Discord forbids it")
        assert sorted(claim(store, now)) == ["a", "c"]
        with store.transaction() as tx:
            tx.record_sent("c", now)
            tx.pause_subscription("attic", None)
        assert claim(store, now) == ["b"]

    def test_what_waits_follows_to_another_channel(
        self, store: Store, make: Make, now: datetime, news: list[Development]
    ) -> None:
        with store.transaction() as tx:
            tx.save_subscription(make.subscription(), now)
        add(store, now, make.alert("a", news[0]), make.alert("b", news[1]))
        claim(store, now)
        with store.transaction() as tx:
            tx.record_retry("a", now, "403", doubtful=True)
            tx.save_subscription(make.subscription(target="channel-attic"), now)
            first, second = tx.deliveries_in("discord", PENDING)
        assert {one.alert.subscription.target for one in (first, second)} == {"channel-attic"}
        assert (first.attempts, first.doubtful) == (0, False)

    def test_who_is_paused_by_hand_keeps_that_reason(self, store: Store, make: Make, now: datetime) -> None:
        with store.transaction() as tx:
            tx.save_subscription(make.subscription("a", target="here", paused="by Mara"), now)
            tx.save_subscription(make.subscription("b", target="here"), now)
            tx.pause_destination(make.subscription("b", target="here"), "it is gone")
            assert [one.paused for one in tx.subscriptions()] == ["by Mara", "it is gone"]


class TestDigests:
    def digest(self, make: Make, id_: str, *news: Development) -> Alert:
        daily = make.subscription("daily", schedule=DAILY)
        return make.alert(id_, *news, subscription=daily, kind=AlertKind.DIGEST, title_id="")

    def test_a_day_is_one_alert_at_its_hour(
        self, store: Store, make: Make, now: datetime, later: Later, news: list[Development]
    ) -> None:
        add(store, now, self.digest(make, "a", news[0]))
        add(store, later(60), self.digest(make, "b", news[1], news[2]))
        (one,) = standing(store, PENDING)
        assert (one.alert.kind, one.due_at, told([one])) == (AlertKind.DIGEST, now.replace(hour=18), [3])
        assert claim(store, later(359)) == []
        assert claim(store, later(360)) == ["a"]

    def test_what_comes_after_the_hour_is_for_the_next_day(
        self, store: Store, make: Make, now: datetime, later: Later, news: list[Development]
    ) -> None:
        add(store, now, self.digest(make, "a", news[0]))
        add(store, later(360), self.digest(make, "b", news[1]))  # the first has not even been claimed yet
        due = [one.due_at for one in standing(store, PENDING)]
        assert due == [now.replace(hour=18), now.replace(hour=18) + timedelta(days=1)]

    def test_what_is_too_much_for_one_message_fills_the_next(
        self, store: Store, make: Make, now: datetime, news: list[Development]
    ) -> None:
        add(store, now, self.digest(make, "a", *news[:5]))
        add(store, now, self.digest(make, "b", *news))
        add(store, now, self.digest(make, "b", *news))
        rows = standing(store, PENDING)
        assert told(rows) == [MOST_IN_DIGEST, MOST_IN_DIGEST, len(news) - 2 * MOST_IN_DIGEST]
        assert [one.id for row in rows for one in row.alert.developments] == [one.id for one in news]
        assert len({row.alert.id[:24] for row in rows}) == 3


def test_news_in_quiet_hours_comes_after_them_each_for_itself(
    store: Store, make: Make, now: datetime, later: Later, news: list[Development]
) -> None:
    quiet = make.subscription(quiet=NIGHT)
    add(store, now, make.alert("a", news[0], subscription=quiet), make.alert("b", news[1], subscription=quiet))
    assert claim(store, later(179)) == []
    assert claim(store, later(180)) == ["a"]
    with store.transaction() as tx:
        tx.record_sent("a", later(180))
    assert claim(store, later(180)) == ["b"]


class TestDoubt:
    def test_a_try_that_may_have_told_it_is_not_forgotten(
        self, store: Store, make: Make, now: datetime, later: Later, news: list[Development]
    ) -> None:
        add(store, now, make.alert("a", news[0]))
        for minute, doubtful in enumerate([False, True, False]):
            claim(store, later(minute))
            with store.transaction() as tx:
                tx.record_retry("a", later(minute), "503", doubtful=doubtful)
        (one,) = standing(store, PENDING)
        assert (one.attempts, one.doubtful, one.tried_at) == (3, True, now)

    def test_in_another_place_nothing_is_in_doubt(
        self, store: Store, make: Make, now: datetime, news: list[Development]
    ) -> None:
        add(store, now, make.alert("a", news[0]))
        claim(store, now)
        with store.transaction() as tx:
            tx.record_retry("a", now, "503", doubtful=True)
            tx.redirect(make.subscription("attic"), now)
        (one,) = standing(store, PENDING)
        assert (one.attempts, one.doubtful, one.tried_at) == (0, False, None)


class TestAside:
    @pytest.fixture(autouse=True)
    def _aside(self, store: Store, make: Make, now: datetime, news: list[Development]) -> None:
        add(store, now, make.alert("a", news[0]), make.alert("b", news[1]))
        for id_ in ("a", "b"):
            claim(store, now)
            with store.transaction() as tx:
                tx.park(id_, "nobody knows")

    def test_it_is_listed(self, store: Store) -> None:
        with store.snapshot() as snapshot:
            assert [one.alert.id for one in snapshot.deliveries_aside()] == ["a", "b"]

    def test_its_owner_has_it_told(self, store: Store, later: Later) -> None:
        with store.transaction() as tx:
            assert tx.try_again(["a", "no such"], later(1)) == 1
        (one,) = standing(store, PENDING)
        assert (one.alert.id, one.attempts, one.doubtful) == ("a", 0, False)
        assert claim(store, later(1)) == ["a"]

    def test_its_owner_gives_it_up(self, store: Store, later: Later) -> None:
        with store.transaction() as tx:
            assert tx.drop(["a", "b"]) == 2
            assert tx.drop(["a"]) == 0
            assert tx.try_again(["a"], later(1)) == 0
        assert len(standing(store, DROPPED)) == 2
        assert claim(store, later(1)) == []

    def test_what_is_on_its_way_is_no_business_of_the_owner(
        self, store: Store, make: Make, now: datetime, news: list[Development]
    ) -> None:
        add(store, now, make.alert("c", news[2]))
        with store.transaction() as tx:
            assert tx.drop(["c"]) == 0


def test_a_forum_is_told_of_a_title_in_one_post(
    store: Store, make: Make, now: datetime, news: list[Development]
) -> None:
    add(store, now, make.alert("a", news[0]))
    for alert_id, thread in (("a", "post-1"), ("b", "post-2"), ("c", None)):
        add(store, now, make.alert("b", news[1]), make.alert("c", news[2]))
        claim(store, now)
        with store.transaction() as tx:
            tx.record_sent(alert_id, now, Receipt("m", thread or "channel-lobby"))
    add(store, now, make.alert("d", news[3]), make.alert("e", news[4], title_id="another"))
    threads = {one.alert.id: one.thread for one in standing(store, PENDING)}
    assert threads == {"d": "post-2", "e": None}
