"""The outbox is drained into fakes of a sink; the database is real."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery import FIRST_RETRY, LONGEST_RETRY, MOST_TRIES_OF_A_BUG, Drain, retry_wait
from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState, Receipt, Subscription
from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement
from bot.model.entries import Entry
from bot.model.errors import ConfigError, DestinationError, SinkError, StoreError
from bot.model.properties import Certainty, Change, Property
from bot.store import JudgedReading, Store
from bot.wording import Card, card_of

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class FakeSink:
    """Remembers what it was given; fails as told, one outcome a delivery, then succeeds."""

    name = "fake"
    at_once = 4

    def __init__(self, *, repeatable: bool = True) -> None:
        self.repeatable = repeatable
        self.told: list[str] = []
        self.parked: list[str] = []
        self.owner_told: list[str] = []
        self.failures: list[Exception] = []
        self.on_deliver: Callable[[], object] = lambda: None

    async def deliver(self, _delivery: Delivery, card: Card) -> Receipt | None:
        if self.failures:
            raise self.failures.pop(0)
        self.on_deliver()
        self.told.append(card.headline)
        return None

    async def revise(self, _delivery: Delivery, card: Card) -> None:
        self.told.append(f"again: {card.headline}")

    async def tell_owner(self, _delivery: Delivery, problem: DestinationError) -> None:
        self.owner_told.append(str(problem))

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        self.parked += [card.headline for _, card in parked]


def put_into_outbox(store: Store, *names: str, target: str = "") -> None:
    """One alert each: somebody is cast."""
    for name in names:
        entry = Entry(f"e-{name}", "feed", "The Ledger", START, f"{name} joins", "", f"https://ledger.example/{name}")
        evidence = Evidence(f"{name} joins the sequel.", Span(TextField.TITLE, 0, 5))
        claim = Claim("romy", Property.CAST, name, Change.ADDED, Certainty.CONFIRMED, evidence)
        news = Development(
            f"d-{name}", "romy", Property.CAST, name, None, Change.ADDED, Certainty.CONFIRMED,
            entry.id, entry.outlet, entry.link, START, evidence.text,
        )  # fmt: skip
        to = Subscription(f"s{target}", "fake", target)
        with store.transaction() as tx:
            tx.save_entries(tx.admit([entry]), START)
            tx.save_readings([JudgedReading(entry.id, (), [Judgement(claim, news)])], START)
            tx.add_alerts([Alert(f"a-{name}", AlertKind.NEWS, to, "romy", (news,))], START, START)


def states(store: Store, state: DeliveryState) -> int:
    with store.snapshot() as snapshot:
        return len(snapshot.deliveries_in("fake", state))


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(max_workers=1) as one:
        yield one


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'box.db'}?timeout=0.05")
    yield opened
    opened.close()


def drain_into(sink: FakeSink, store: Store, executor: Executor, clock: Clock | None = None) -> Drain:
    return Drain(store, [sink], lambda delivery: card_of(delivery.alert, "Romy 2"), clock or Clock(), executor)


async def test_what_is_due_is_told_once_and_in_order(store: Store, executor: Executor) -> None:
    sink = FakeSink()
    put_into_outbox(store, "Ada", "Bea", "Cleo")
    drain = drain_into(sink, store, executor)
    assert (await drain.drain()).sent == 3
    assert (await drain.drain()).sent == 0
    assert [headline.split()[1] for headline in sink.told] == ["Ada", "Bea", "Cleo"]


async def test_a_passing_failure_is_tried_again_later_and_keeps_the_order(store: Store, executor: Executor) -> None:
    sink, clock = FakeSink(), Clock()
    sink.failures = [SinkError("out of reach", retry=True)]
    put_into_outbox(store, "Ada", "Bea")
    drain = drain_into(sink, store, executor, clock)
    assert (await drain.drain()).retried == 1
    assert sink.told == []
    clock.now += LONGEST_RETRY
    assert (await drain.drain()).sent == 2
    assert [headline.split()[1] for headline in sink.told] == ["Ada", "Bea"]


async def test_a_final_failure_parks_one_alert_and_lets_the_others_through(store: Store, executor: Executor) -> None:
    sink = FakeSink()
    sink.failures = [SinkError("malformed", retry=False)]
    put_into_outbox(store, "Ada", "Bea")
    drained = await drain_into(sink, store, executor).drain()
    assert (drained.sent, drained.parked) == (1, 1)
    assert states(store, DeliveryState.PARKED) == 1


async def test_a_bug_is_tried_again_and_then_put_aside_so_that_it_holds_up_nobody(
    store: Store, executor: Executor
) -> None:
    sink, clock = FakeSink(), Clock()
    put_into_outbox(store, "Ada", "Bea")
    drain = drain_into(sink, store, executor, clock)
    for _ in range(MOST_TRIES_OF_A_BUG):
        sink.failures = [RuntimeError("a bug")]
        assert (await drain.drain()).retried == 1
        clock.now += LONGEST_RETRY
    sink.failures = [RuntimeError("a bug")]
    drained = await drain.drain()
    assert (drained.parked, drained.sent) == (1, 1)
    assert [headline.split()[1] for headline in sink.told] == ["Bea"]


async def test_a_sink_that_cannot_repeat_itself_is_not_asked_again_after_a_bug(
    store: Store, executor: Executor
) -> None:
    sink = FakeSink(repeatable=False)
    sink.failures = [RuntimeError("a bug")]
    put_into_outbox(store, "Ada", "Bea")
    drained = await drain_into(sink, store, executor).drain()
    assert (drained.parked, drained.sent) == (1, 1)


async def test_where_a_setting_is_wrong_the_alert_waits_until_it_is_mended(store: Store, executor: Executor) -> None:
    sink = FakeSink(repeatable=False)
    sink.failures = [ConfigError("discord.token", "Discord refuses the token")]
    put_into_outbox(store, "Ada")
    drain = drain_into(sink, store, executor)
    with pytest.raises(ConfigError):
        await drain.drain()
    assert states(store, DeliveryState.PENDING) == 1
    assert await drain.recover() == 0
    assert (await drain.drain()).sent == 1


async def test_what_was_told_while_the_database_was_locked_is_not_told_again(
    store: Store, executor: Executor, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "box.db", isolation_level=None) as other:
        sink = FakeSink()
        sink.on_deliver = lambda: other.execute("BEGIN IMMEDIATE")
        put_into_outbox(store, "Ada", "Bea")
        drain = drain_into(sink, store, executor)
        with pytest.raises(StoreError, match="locked"):
            await drain.drain()
        with pytest.raises(StoreError, match="locked"):
            await drain.drain()
        other.execute("ROLLBACK")
        sink.on_deliver = lambda: None
        assert (await drain.drain()).sent == 1
    other.close()
    assert [headline.split()[1] for headline in sink.told] == ["Ada", "Bea"]
    assert states(store, DeliveryState.SENT) == 2


@pytest.mark.parametrize(
    ("repeatable", "told", "parked"),
    [
        pytest.param(True, 1, 0, id="a sink that may repeat itself gets the alert again"),
        pytest.param(False, 0, 1, id="any other names it in a line and never guesses"),
    ],
)
async def test_an_unknown_outcome(store: Store, executor: Executor, repeatable: bool, told: int, parked: int) -> None:
    put_into_outbox(store, "Ada")
    with store.transaction() as tx:
        tx.claim_deliveries("fake", START, limit=1)  # and the process is killed here
    sink = FakeSink(repeatable=repeatable)
    drain = drain_into(sink, store, executor)
    assert await drain.recover() == parked
    await drain.drain()
    assert (len(sink.told), len(sink.parked)) == (told, parked)


def test_each_wait_is_longer_up_to_half_an_hour() -> None:
    waits = [retry_wait(attempts) for attempts in range(12)]
    assert waits == sorted(waits)
    assert waits[0] == FIRST_RETRY
    assert waits[-1] == LONGEST_RETRY
    assert retry_wait(10**9) == timedelta(minutes=30)
