from __future__ import annotations

from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from bot.model.alerts import DeliveryState, Pace, QuietHours, Schedule, Subscription
from bot.model.developments import Judgement
from bot.model.properties import Certainty, Property
from bot.store import JudgedReading, Store
from bot.store.wants import subscription_of, wants_of
from tests.store.conftest import Later, Make

PLAIN = Subscription("discord:20", "discord", "20", guild="1", name="#sequels")
FULL = Subscription(
    id="discord:21",
    sink="discord",
    target="21",
    titles=frozenset({"lantern-street-2", "night-ferry-2"}),
    properties=frozenset({Property.RELEASE_DATE, Property.CAST}),
    least_certainty=Certainty.REPORTED,
    name="#dates",
    roles=((None, "70"), (Property.RELEASE_DATE, "71")),
    schedule=Schedule(Pace.WEEKLY, 18, 4, "Europe/Berlin"),
    quiet=QuietHours(time(22), time(7, 30), "Europe/Berlin"),
    guild="2",
    locale="de",
    created_by="Mara",
)


def save(store: Store, later: Later, *subscriptions: Subscription) -> None:
    for minute, one in enumerate(subscriptions):
        with store.transaction() as tx:
            tx.save_subscription(one, later(minute))


def kept(store: Store, guild: str | None = None) -> tuple[Subscription, ...]:
    with store.snapshot() as snapshot:
        return snapshot.subscriptions(guild)


def test_subscriptions_come_back_as_they_were_saved_the_oldest_first(store: Store, later: Later) -> None:
    save(store, later, FULL, PLAIN)
    assert kept(store) == (FULL, PLAIN)
    assert kept(store, "1") == (PLAIN,)
    assert kept(store, "3") == ()


def test_one_is_found_by_its_id(store: Store, later: Later) -> None:
    save(store, later, PLAIN, FULL)
    with store.snapshot() as snapshot:
        assert snapshot.subscription(FULL.id) == FULL
        assert snapshot.subscription("discord:22") is None


def test_saving_one_again_changes_it_and_keeps_its_place(store: Store, later: Later) -> None:
    changed = replace(PLAIN, titles=frozenset({"night-ferry-2"}), name="#ferries", guild="2", target="23")
    save(store, later, PLAIN, FULL, changed)
    assert kept(store) == (changed, FULL)


def test_one_is_paused_with_the_reason_and_told_again(store: Store, later: Later) -> None:
    save(store, later, PLAIN)
    with store.transaction() as tx:
        assert tx.pause_subscription(PLAIN.id, "the channel is gone")
    assert kept(store) == (replace(PLAIN, paused="the channel is gone"),)
    with store.transaction() as tx:
        assert tx.pause_subscription(PLAIN.id, None)
        assert not tx.pause_subscription("discord:22", None)
    assert kept(store) == (PLAIN,)


def test_a_subscription_saved_as_paused_is_paused(store: Store, later: Later) -> None:
    paused = replace(PLAIN, paused="by Mara")
    save(store, later, PLAIN, paused)
    assert kept(store) == (paused,)


def test_removing_one_drops_what_waits_for_it(store: Store, make: Make, later: Later) -> None:
    save(store, later, PLAIN, FULL)
    first, second = make.development("d-1"), make.development("d-2", property=Property.CAST)
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), later(0))
        tx.save_readings(
            [JudgedReading("e-1", (), [Judgement(make.claim(), one) for one in (first, second)])], later(0)
        )
        tx.add_alerts([make.alert("a-1", first, subscription=PLAIN)], later(0), later(0))
        tx.add_alerts([make.alert("a-2", second, subscription=FULL)], later(0), later(0))
    with store.transaction() as tx:
        assert tx.remove_subscription(PLAIN.id)
        assert not tx.remove_subscription(PLAIN.id)
    assert kept(store) == (FULL,)
    with store.snapshot() as snapshot:
        assert [one.alert.id for one in snapshot.deliveries_in("discord", DeliveryState.PENDING)] == ["a-2"]
        assert [one.alert.id for one in snapshot.deliveries_in("discord", DeliveryState.DROPPED)] == ["a-1"]


def decide(store: Store, make: Make, later: Later, number: int) -> None:
    """Let one more thing become known."""
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(number)]), later(number))
        one = make.development(f"d-{number}", entry_id=f"marquee-{number}")
        tx.save_readings([JudgedReading(one.entry_id, (), [Judgement(make.claim(), one)])], later(number))


def test_what_a_paused_one_misses_is_what_was_decided_since(store: Store, make: Make, later: Later) -> None:
    def missed() -> list[str]:
        with store.snapshot() as snapshot:
            return [one.id for one in snapshot.missed_by(PLAIN.id)]

    save(store, later, PLAIN)
    decide(store, make, later, 1)
    assert missed() == []
    with store.transaction() as tx:
        tx.pause_subscription(PLAIN.id, "by Mara")
    for number in (2, 3, 4):
        decide(store, make, later, number)
    with store.transaction() as tx:
        tx.retract(["d-3"], "Mara", later(5))
        tx.pause_subscription(PLAIN.id, "the channel is gone")  # another reason, the same pause
    assert missed() == ["d-2", "d-4"]
    with store.transaction() as tx:
        tx.pause_subscription(PLAIN.id, None)
    assert missed() == []


def test_an_alert_keeps_its_subscription_as_it_was(store: Store, make: Make, later: Later) -> None:
    decide(store, make, later, 1)
    with store.transaction() as tx:
        tx.add_alerts([make.alert("a-1", make.development("d-1"), subscription=FULL)], later(1), later(1))
    with store.snapshot() as snapshot:
        (waiting,) = snapshot.deliveries_in("discord", DeliveryState.PENDING)
    assert waiting.alert.subscription == FULL


def test_what_an_earlier_version_wrote_reads_with_the_defaults() -> None:
    wants = {"titles": [], "properties": ["cast"], "least_certainty": "reported"}
    old = subscription_of("discord:20", "discord", "20", wants)
    assert old == Subscription(
        "discord:20",
        "discord",
        "20",
        properties=frozenset({Property.CAST}),
        least_certainty=Certainty.REPORTED,
    )


def zones() -> st.SearchStrategy[str]:
    return st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"])


def subscriptions() -> st.SearchStrategy[Subscription]:
    quiet = st.builds(QuietHours, st.times(time(0), time(11)), st.times(time(12), time(23)), zones())
    return st.builds(
        Subscription,
        id=st.just("discord:20"),
        sink=st.just("discord"),
        target=st.text("0123456789"),
        titles=st.frozensets(st.text()),
        properties=st.frozensets(st.sampled_from(Property)),
        least_certainty=st.sampled_from(Certainty),
        name=st.text(),
        roles=st.lists(
            st.tuples(st.none() | st.sampled_from(Property), st.text()), unique_by=lambda one: one[0], max_size=4
        ).map(tuple),
        schedule=st.builds(Schedule, st.sampled_from(Pace), st.integers(0, 23), st.integers(0, 6), zones()),
        quiet=st.none() | quiet,
        guild=st.text(),
        locale=st.sampled_from(["en", "de"]),
        created_by=st.text(),
    )


@given(subscriptions())
def test_every_subscription_comes_back_from_its_json(one: Subscription) -> None:
    assert subscription_of(one.id, one.sink, one.target, wants_of(one)) == one
