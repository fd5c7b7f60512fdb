"""Many targets at a time: who waits, who does not, and what becomes of those that refuse us."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.delivery import LONGEST_RETRY, Drain
from bot.model.alerts import DeliveryState, Subscription
from bot.model.errors import ConfigError, DestinationError, SinkError
from bot.store import Store
from tests.delivery.conftest import START, Clock, FakeSink, drain_into, put_into_outbox, states


async def until_told(sink: FakeSink, number: int) -> None:
    async with asyncio.timeout(10):
        while len(sink.told) < number:  # noqa: ASYNC110 - the sink is a fake that sets no event
            await asyncio.sleep(0.005)


def names(sink: FakeSink) -> list[str]:
    return [headline.split()[1] for headline in sink.told]


async def test_one_that_waits_for_its_rate_limit_holds_up_nobody(store: Store, executor: Executor) -> None:
    sink = FakeSink()
    gate = sink.gates["slow"] = asyncio.Event()
    put_into_outbox(store, "Ada", "Bea", target="slow")
    put_into_outbox(store, "Cleo", "Dora", target="quick")
    draining = asyncio.create_task(drain_into(sink, store, executor).drain())
    await until_told(sink, 2)
    assert names(sink) == ["Cleo", "Dora"]
    put_into_outbox(store, "Eve", target="late")
    await until_told(sink, 3)
    gate.set()
    assert (await draining).sent == 5
    assert names(sink) == ["Cleo", "Dora", "Eve", "Ada", "Bea"]


async def test_no_more_are_under_way_than_the_sink_takes(store: Store, executor: Executor) -> None:
    sink = FakeSink()
    for number in range(20):
        put_into_outbox(store, f"N{number}", target=str(number))
    assert (await drain_into(sink, store, executor).drain()).sent == 20
    assert 1 < sink.most_under_way <= sink.at_once


async def test_what_is_cut_off_is_in_doubt_at_the_next_start(store: Store, executor: Executor) -> None:
    sink = FakeSink()
    sink.gates["slow"] = asyncio.Event()
    put_into_outbox(store, "Ada", target="slow")
    draining = asyncio.create_task(drain_into(sink, store, executor).drain())
    async with asyncio.timeout(10):
        while not sink.under_way:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)
    draining.cancel()
    with suppress(asyncio.CancelledError):
        await draining
    assert sink.under_way == []
    await drain_into(sink, store, executor).recover()
    with store.snapshot() as snapshot:
        (left,) = snapshot.deliveries_in("fake", DeliveryState.PENDING)
    assert left.doubtful


async def test_when_a_setting_is_wrong_what_is_under_way_ends(store: Store, executor: Executor) -> None:
    sink = FakeSink()
    gate = sink.gates["slow"] = asyncio.Event()
    put_into_outbox(store, "Ada", target="slow")
    put_into_outbox(store, "Bea", target="quick")
    sink.failures = [ConfigError("discord.token", "it was reset")]
    draining = asyncio.create_task(drain_into(sink, store, executor).drain())
    async with asyncio.timeout(10):
        while sink.failures:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)
    gate.set()
    with pytest.raises(ConfigError):
        await draining
    assert names(sink) == ["Ada"]
    assert states(store, DeliveryState.PENDING) == 1


@pytest.mark.parametrize(
    ("problem", "doubtful", "wait"),
    [
        pytest.param(SinkError("503", retry=True, doubtful=True), True, 5, id="the answer was lost"),
        pytest.param(SinkError("429", retry=True, wait=timedelta(seconds=77)), False, 77, id="we are asked to wait"),
        pytest.param(RuntimeError("a bug"), True, 5, id="a bug may have come after the sending"),
    ],
)
async def test_what_a_failure_leaves_behind(
    store: Store, executor: Executor, problem: Exception, doubtful: bool, wait: int
) -> None:
    sink = FakeSink()
    sink.failures = [problem]
    put_into_outbox(store, "Ada")
    await drain_into(sink, store, executor).drain()
    with store.snapshot() as snapshot:
        (left,) = snapshot.deliveries_in("fake", DeliveryState.PENDING)
    assert (left.doubtful, left.due_at) == (doubtful, START + timedelta(seconds=wait))


class TestRefused:
    @staticmethod
    def refusing() -> FakeSink:
        sink = FakeSink()
        sink.failures = [DestinationError("Discord forbids it")]
        return sink

    async def test_it_is_paused_its_owner_told_and_its_alerts_follow_once_it_is_mended(
        self, store: Store, executor: Executor
    ) -> None:
        sink, clock = self.refusing(), Clock()
        put_into_outbox(store, "Ada", "Bea", target="shut")
        put_into_outbox(store, "Cleo", target="open")
        with store.transaction() as tx:
            tx.save_subscription(Subscription("sshut", "fake", "shut"), START)
        drain = drain_into(sink, store, executor, clock)
        assert (await drain.drain()).sent == 1
        clock.now += LONGEST_RETRY * 10
        await drain.drain()
        assert (names(sink), sink.owner_told) == (["Cleo"], ["Discord forbids it"])
        with store.transaction() as tx:
            assert [one.paused for one in tx.subscriptions()] == ["Discord forbids it"]
            tx.pause_subscription("sshut", None)
        assert (await drain.drain()).sent == 2
        assert names(sink) == ["Cleo", "Ada", "Bea"]

    async def test_what_only_the_settings_name_is_asked_again_now_and_then(
        self, store: Store, executor: Executor
    ) -> None:
        sink, clock = self.refusing(), Clock()
        sink.failures *= 2
        put_into_outbox(store, "Ada", target="shut")
        drain = drain_into(sink, store, executor, clock)
        for _ in range(2):
            assert (await drain.drain()).retried == 1
            assert (await drain.drain()).retried == 0
            clock.now += LONGEST_RETRY
        assert sink.owner_told == ["Discord forbids it"]
        assert (await drain.drain()).sent == 1


class TestEdits:
    @pytest.fixture
    def sink(self) -> FakeSink:
        return FakeSink()

    @pytest.fixture
    async def drain(self, store: Store, executor: Executor, sink: FakeSink, clock: Clock) -> Drain:
        put_into_outbox(store, "Ada")
        drain = drain_into(sink, store, executor, clock)
        await drain.drain()
        with store.transaction() as tx:
            tx.retract(["d-Ada"], "Mara", clock())
        return drain

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    async def test_it_is_edited_once(self, drain: Drain, sink: FakeSink, clock: Clock) -> None:
        assert (await drain.drain()).revised == 0
        clock.now += timedelta(minutes=1)
        assert (await drain.drain()).revised == 1
        assert (await drain.drain()).revised == 0
        assert [told.partition(":")[0] for told in sink.told[1:]] == ["again"]

    @pytest.mark.parametrize(
        ("problem", "edits"),
        [
            pytest.param(SinkError("503", retry=True), 1, id="what can pass is tried again"),
            pytest.param(SinkError("refused", retry=False), 0, id="what cannot is given up"),
            pytest.param(RuntimeError("a bug"), 0, id="so is a bug"),
        ],
    )
    async def test_a_failed_edit_loses_nothing_that_was_told(
        self, store: Store, drain: Drain, sink: FakeSink, clock: Clock, *, problem: Exception, edits: int
    ) -> None:
        sink.edit_failures = [problem]
        clock.now += timedelta(minutes=1)
        await drain.drain()
        clock.now += timedelta(hours=1)
        assert (await drain.drain()).revised == edits
        assert states(store, DeliveryState.SENT) == 1

    async def test_news_goes_before_edits(self, store: Store, drain: Drain, sink: FakeSink, clock: Clock) -> None:
        clock.now += timedelta(minutes=1)
        put_into_outbox(store, "Bea")
        await drain.drain()
        assert ["again" in told for told in sink.told] == [False, False, True]
