"""What has become of told news: which messages are edited, when, and what answers what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.model.alerts import Alert, Delivery, DeliveryState, Receipt
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.properties import Change, Property
from bot.store import JudgedReading, Store
from bot.store.revisions import GATHERING, MOST_OUTLETS, STILL_NEWS
from tests.store.conftest import Later, Make

DATE = {"property": Property.RELEASE_DATE, "value": "2026-09-18"}
Say = Callable[..., None]


@pytest.fixture
def say(store: Store, make: Make, now: datetime) -> Say:
    """Have an outlet report a decision, on a day of its own."""
    numbers = iter(range(1, 100))

    def report(decision: Development | NoDevelopment, outlet: str = "Marquee", at: datetime = now) -> None:
        number = next(numbers)
        entry = make.entry(
            f"e-{number}", outlet=outlet, title=f"Story {number}", guid=f"g{number}", link=f"https://x.example/{number}"
        )
        if isinstance(decision, Development):
            decision = replace(decision, entry_id=entry.id, outlet=outlet)
        with store.transaction() as tx:
            tx.save_entries(tx.admit([entry]), at)
            tx.save_readings([JudgedReading(entry.id, (), [Judgement(make.claim(), decision)])], at)

    return report


@pytest.fixture(autouse=True)
def _first(say: Say, make: Make) -> None:
    say(make.development("d-1", **DATE), "The Curtain Ledger")


def tell(store: Store, now: datetime, alert: Alert) -> None:
    with store.transaction() as tx:
        tx.add_alerts([alert], now, now)
        tx.claim_deliveries("discord", now, 10)
        tx.record_sent(alert.id, now, Receipt(f"message of {alert.id}", "channel-lobby"))


def due(store: Store, now: datetime) -> list[Delivery]:
    with store.snapshot() as snapshot:
        return list(snapshot.due_revisions("discord", now, 10))


def revised(store: Store, seen: Delivery, again: datetime | None = None) -> None:
    with store.transaction() as tx:
        tx.record_revised(seen.alert.id, seen.revise_at, again)


KNOWN = NoDevelopment(Reason.KNOWN, "2026-09-18", "d-1")


def test_what_another_outlet_repeats_is_added_after_a_while(
    store: Store, make: Make, now: datetime, later: Later, say: Say
) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    assert due(store, later(99)) == []
    say(KNOWN, "Marquee", later(1))
    say(KNOWN, "Reel Times", later(1.5))
    assert due(store, later(1.9)) == []
    (one,) = due(store, later(2))
    assert one.receipt == Receipt("message of a", "channel-lobby")
    assert one.aftermath.also == ("Marquee", "Reel Times")
    revised(store, one)
    assert due(store, later(99)) == []


def test_what_comes_while_a_message_is_edited_makes_another_edit(
    store: Store, make: Make, now: datetime, later: Later, say: Say
) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    say(KNOWN, "Marquee", now)
    (one,) = due(store, later(1))
    say(KNOWN, "Reel Times", later(1))
    revised(store, one)
    (again,) = due(store, later(2))
    assert again.aftermath.also == ("Marquee", "Reel Times")


def test_an_edit_that_failed_comes_again(store: Store, make: Make, now: datetime, later: Later, say: Say) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    say(KNOWN, "Marquee", now)
    (one,) = due(store, later(1))
    revised(store, one, later(5))
    assert due(store, later(4.9)) == []
    assert len(due(store, later(5))) == 1


@pytest.mark.parametrize(
    ("decision", "outlet"),
    [
        pytest.param(KNOWN, "The Curtain Ledger", id="the same outlet says it again"),
        pytest.param(NoDevelopment(Reason.VAGUER, "2026-09-18", "d-1"), "Marquee", id="something vaguer"),
        pytest.param(NoDevelopment(Reason.OUTDATED, "2026-09-18", "d-1"), "Marquee", id="something older"),
        pytest.param(NoDevelopment(Reason.KNOWN, "2026-09-18", None), "Marquee", id="what the baseline knows"),
    ],
)
def test_what_adds_nothing_edits_nothing(
    *, store: Store, make: Make, now: datetime, later: Later, say: Say, decision: NoDevelopment, outlet: str
) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    say(decision, outlet)
    assert due(store, later(99)) == []


def test_what_is_repeated_long_after_is_no_report_of_it(store: Store, make: Make, now: datetime, say: Say) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    much_later = now + STILL_NEWS + GATHERING
    say(KNOWN, "Marquee", much_later)
    assert due(store, much_later + GATHERING) == []
    say(make.development("d-2", **DATE, previous="2026-09-18", change=Change.REMOVED), "Marquee", much_later)
    assert len(due(store, much_later + GATHERING)) == 1


def test_where_a_subscription_is_paused_its_messages_wait(
    store: Store, make: Make, now: datetime, later: Later, say: Say
) -> None:
    with store.transaction() as tx:
        tx.save_subscription(make.subscription(), now)
    tell(store, now, make.alert("a", make.development(**DATE)))
    say(KNOWN)
    with store.transaction() as tx:
        tx.pause_subscription("lobby", "Discord forbids it")
    assert due(store, later(99)) == []
    with store.transaction() as tx:
        tx.pause_subscription("lobby", None)
    assert len(due(store, later(99))) == 1


def test_so_many_outlets_are_enough(store: Store, make: Make, now: datetime, later: Later, say: Say) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    for number in range(MOST_OUTLETS + 2):
        at = later(number * 10)
        say(KNOWN, f"Outlet {number}", at)
        edits = due(store, at + GATHERING)
        assert len(edits) == (number < MOST_OUTLETS)
        for one in edits:
            revised(store, one)


def test_where_there_is_no_message_nothing_is_edited(
    store: Store, make: Make, now: datetime, later: Later, say: Say
) -> None:
    with store.transaction() as tx:
        tx.add_alerts([make.alert("a", make.development(**DATE))], now, now)
        tx.claim_deliveries("discord", now, 10)
        tx.record_sent("a", now)
    say(KNOWN)
    assert due(store, later(99)) == []


def test_what_is_told_for_the_first_time_says_all_there_is(
    store: Store, make: Make, now: datetime, later: Later, say: Say
) -> None:
    with store.transaction() as tx:
        tx.add_alerts([make.alert("a", make.development(**DATE))], now, now)
    say(KNOWN)
    with store.transaction() as tx:
        (claimed,) = tx.claim_deliveries("discord", later(5), 10)
        tx.record_sent("a", later(5), Receipt("m", "c"))
    assert claimed.aftermath.also == ("Marquee",)
    assert due(store, later(99)) == []


@pytest.mark.parametrize("comes", ["while it is sent", "before it is tried again"])
def test_where_an_earlier_try_may_have_told_it_what_came_since_is_an_edit(
    *, store: Store, make: Make, now: datetime, later: Later, say: Say, comes: str
) -> None:
    with store.transaction() as tx:
        tx.add_alerts([make.alert("a", make.development(**DATE))], now, now)
        tx.claim_deliveries("discord", now, 10)
    if comes == "while it is sent":
        say(KNOWN)
    with store.transaction() as tx:
        tx.record_retry("a", now, "the answer was lost", doubtful=True)
    if comes == "before it is tried again":
        say(KNOWN)
    with store.transaction() as tx:
        tx.claim_deliveries("discord", later(5), 10)  # Discord knows the nonce and gives the first message
        tx.record_sent("a", later(5), Receipt("m", "c"))
    assert len(due(store, later(99))) == 1


CHANGES = [
    pytest.param(Change.CHANGED, "2027-02-12", 1, True, id="moved"),
    pytest.param(Change.REMOVED, "2026-09-18", 0, True, id="dropped"),
    pytest.param(Change.DENIED, "2026-09-18", 0, True, id="denied"),
    pytest.param(Change.CHANGED, "2026-09-18T20:00", 0, False, id="only more precise"),
    pytest.param(Change.CONFIRMED, "2026-09-18", 0, False, id="confirmed"),
]


@pytest.mark.parametrize(("change", "value", "moves", "corrects"), CHANGES)
def test_a_correction_edits_what_it_corrects_and_answers_it(
    *, store: Store, make: Make, now: datetime, later: Later, say: Say,
    change: Change, value: str, moves: int, corrects: bool,
) -> None:  # fmt: skip
    tell(store, now, make.alert("a", make.development(**DATE)))
    new = make.development("d-2", **DATE | {"value": value}, previous="2026-09-18", change=change, moves=moves)
    say(new, "Reel Times")
    edits = due(store, later(1))
    assert [[one.id for one in edit.aftermath.corrections] for edit in edits] == ([["d-2"]] if corrects else [])
    with store.transaction() as tx:
        tx.add_alerts([make.alert("b", new)], now, now)
        (answer,) = tx.claim_deliveries("discord", now, 10)
    assert answer.answers == (Receipt("message of a", "channel-lobby") if corrects else None)


@pytest.mark.parametrize(
    "other", [{"title_id": "another"}, {"property": Property.FILMING_START}, {"previous": "2026-10-01"}]
)
def test_what_is_about_something_else_corrects_nothing(
    store: Store, make: Make, now: datetime, later: Later, other: dict[str, object]
) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    plain = {**DATE, "value": "2027-02-12", "previous": "2026-09-18", "change": Change.CHANGED, "moves": 1}
    new = make.development("d-2", **plain | other)
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry("e-x", title="X", guid="x", link="https://x.example/x")]), now)
        tx.save_readings([JudgedReading("e-x", (), [Judgement(make.claim(), new)])], now)
    assert due(store, later(99)) == []


def test_the_newest_card_is_answered_and_only_in_its_own_place(
    store: Store, make: Make, now: datetime, say: Say
) -> None:
    attic = make.subscription("attic")
    tell(store, now, make.alert("a", make.development(**DATE)))
    confirmed = make.development("d-2", **DATE, change=Change.CONFIRMED)
    say(confirmed)
    tell(store, now, make.alert("b", confirmed))
    moved = make.development("d-3", **DATE | {"value": "2027"}, previous="2026-09-18", change=Change.CHANGED, moves=1)
    say(moved)
    with store.transaction() as tx:
        tx.add_alerts([make.alert("c", moved), make.alert("d", moved, subscription=attic)], now, now)
        answers = {one.alert.id: one.answers for one in tx.claim_deliveries("discord", now, 10)}
    assert answers == {"c": Receipt("message of b", "channel-lobby"), "d": None}


def test_a_correction_that_is_taken_back_corrects_no_more(
    store: Store, make: Make, now: datetime, later: Later, say: Say
) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    say(make.development("d-2", **DATE, previous="2026-09-18", change=Change.DENIED), "Marquee")
    (one,) = due(store, later(1))
    revised(store, one)
    with store.transaction() as tx:
        tx.retract(["d-2"], "Mara", later(5))
    (again,) = due(store, later(6))
    assert (len(one.aftermath.corrections), again.aftermath.corrections) == (1, ())


def test_what_a_moderator_takes_back_is_marked(store: Store, make: Make, now: datetime, later: Later) -> None:
    tell(store, now, make.alert("a", make.development(**DATE)))
    with store.transaction() as tx:
        tx.retract(["d-1"], "Mara", now)
    (one,) = due(store, later(1))
    assert one.alert.developments[0].retracted_by == "Mara"
    with store.snapshot() as snapshot:
        assert snapshot.deliveries_in("discord", DeliveryState.SENT)[0].receipt == one.receipt
