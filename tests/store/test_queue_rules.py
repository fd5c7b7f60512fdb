"""Whatever happens to the outbox, in whatever order: one at a time for each target, in order, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.model.alerts import AlertKind, Delivery, DeliveryState, Receipt, Subscription
from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement
from bot.model.entries import Entry
from bot.model.properties import Certainty, Change, Property
from bot.novelty import route
from bot.store import JudgedReading, Store

BEGIN = datetime(2026, 2, 1, 12, tzinfo=UTC)
TARGETS = ("lobby", "attic")
PENDING, SENDING, SENT, PARKED, DROPPED = DeliveryState
target = st.sampled_from(TARGETS)
minutes = st.integers(0, 10)


class Outbox(RuleBasedStateMachine):
    """A bot that is interrupted again and again, and what its outbox makes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open("sqlite://")
        self.now = BEGIN
        self.made: dict[str, list[str]] = {one: [] for one in TARGETS}
        self.told: dict[str, list[str]] = {one: [] for one in TARGETS}
        self.given_up: set[str] = set()
        self.under_way: dict[str, Delivery] = {}
        with self.store.transaction() as tx:
            for one in TARGETS:
                tx.save_subscription(Subscription(one, "discord", one), BEGIN)

    def teardown(self) -> None:
        self.store.close()

    @rule(wait=minutes)
    def news_comes(self, wait: int) -> None:
        number = len(self.made["lobby"])
        news = _news(number)
        with self.store.transaction() as tx:
            entry = Entry(
                f"e{number}", "feed", "The Ledger", BEGIN, f"Story {number}", "", f"https://x.example/{number}"
            )
            tx.save_entries(tx.admit([entry]), self.now)
            tx.save_readings([JudgedReading(entry.id, (), [Judgement(_CLAIM, news)])], self.now)
            subscriptions = [replace(one, paused=None) for one in tx.subscriptions()]
            alerts = route([news], subscriptions, AlertKind.NEWS)
            tx.add_alerts(alerts, self.now, self.now + timedelta(minutes=wait))
        for alert in alerts:
            self.made[alert.subscription.target].append(alert.id)

    @rule(passed=minutes)
    def time_passes(self, passed: int) -> None:
        self.now += timedelta(minutes=passed)

    @rule(most=st.integers(0, 3))
    def rows_are_claimed(self, most: int) -> None:
        with self.store.transaction() as tx:
            claimed = tx.claim_deliveries("discord", self.now, most)
        assert len(claimed) <= most
        for delivery in claimed:
            where = delivery.alert.subscription.target
            assert where not in self.under_way
            self.under_way[where] = delivery

    @precondition(lambda self: self.under_way)
    @rule(where=target)
    def one_is_told(self, where: str) -> None:
        if (delivery := self.under_way.pop(where, None)) is not None:
            with self.store.transaction() as tx:
                tx.record_sent(delivery.alert.id, self.now, Receipt("m", where))
            self.told[where].append(delivery.alert.id)

    @precondition(lambda self: self.under_way)
    @rule(where=target, wait=minutes, doubtful=st.booleans())
    def one_fails(self, where: str, wait: int, doubtful: bool) -> None:
        if (delivery := self.under_way.pop(where, None)) is not None:
            due = self.now + timedelta(minutes=wait)
            with self.store.transaction() as tx:
                tx.record_retry(delivery.alert.id, due, "503", doubtful=doubtful)

    @precondition(lambda self: self.under_way)
    @rule(where=target)
    def one_is_put_aside(self, where: str) -> None:
        if (delivery := self.under_way.pop(where, None)) is not None:
            with self.store.transaction() as tx:
                tx.park(delivery.alert.id, "nobody knows")
            self.given_up.add(delivery.alert.id)

    @rule()
    def the_process_dies(self) -> None:
        self.under_way.clear()
        with self.store.transaction() as tx:
            for left in tx.interrupted("discord"):
                tx.record_retry(left.alert.id, self.now, "it died", doubtful=True)

    @rule(where=target, why=st.sampled_from([None, "Discord forbids it"]))
    def one_is_paused_or_resumed(self, where: str, why: str | None) -> None:
        with self.store.transaction() as tx:
            tx.pause_subscription(where, why)

    @invariant()
    def each_target_has_one_under_way(self) -> None:
        with self.store.snapshot() as snapshot:
            sending = [one.alert.subscription.target for one in snapshot.deliveries_in("discord", SENDING)]
        assert sorted(sending) == sorted(self.under_way)

    @invariant()
    def nothing_is_told_twice(self) -> None:
        for told in self.told.values():
            assert len(told) == len(set(told))

    @rule()
    def in_the_end_all_is_told_in_order(self) -> None:
        """Once nothing goes wrong any more, what was never tried comes in the order of its making."""
        self.now += timedelta(hours=1)
        before = {where: set(told) for where, told in self.told.items()}
        for where in TARGETS:
            self.one_is_told(where)
            self.one_is_paused_or_resumed(where, None)
        while True:
            self.rows_are_claimed(3)
            if not self.under_way:
                break
            for where in TARGETS:
                self.one_is_told(where)
        for where in TARGETS:
            assert set(self.told[where]) == set(self.made[where]) - self.given_up
            fresh = [id_ for id_ in self.told[where] if id_ not in before[where]]
            assert fresh == sorted(fresh, key=self.made[where].index)


_CLAIM = Claim("a", Property.CAST, "x", Change.ADDED, Certainty.CONFIRMED, Evidence("x", Span(TextField.TITLE, 0, 1)))


def _news(number: int) -> Development:
    return Development(
        f"d{number}", "a", Property.CAST, f"{number}", None, Change.ADDED, Certainty.CONFIRMED,
        f"e{number}", "The Ledger", "", BEGIN, "x",
    )  # fmt: skip


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)
