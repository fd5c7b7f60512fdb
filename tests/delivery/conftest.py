"""Fakes of a sink, and an outbox with something in it; the database is real."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery import Drain
from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState, Receipt, Subscription
from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement
from bot.model.entries import Entry
from bot.model.errors import DestinationError
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
        self.edit_failures: list[Exception] = []
        self.on_deliver: Callable[[], object] = lambda: None
        self.gates: dict[str, asyncio.Event] = {}
        self.under_way: list[str] = []
        self.most_under_way = 0

    async def deliver(self, delivery: Delivery, card: Card) -> Receipt | None:
        target = delivery.alert.subscription.target
        self.under_way.append(target)
        self.most_under_way = max(self.most_under_way, len(self.under_way))
        try:
            await self._wait(target)
            return self._told(delivery, card)
        finally:
            self.under_way.remove(target)

    async def _wait(self, target: str) -> None:
        await asyncio.sleep(0)
        if target in self.gates:
            await self.gates[target].wait()

    def _told(self, delivery: Delivery, card: Card) -> Receipt | None:
        if self.failures:
            raise self.failures.pop(0)
        self.on_deliver()
        self.told.append(card.headline)
        return Receipt(f"message of {delivery.alert.id}", delivery.alert.subscription.target)

    async def revise(self, _delivery: Delivery, card: Card) -> None:
        if self.edit_failures:
            raise self.edit_failures.pop(0)
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
