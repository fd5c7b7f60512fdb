"""The outbox is drained into fakes of a sink; the database is real."""

from __future__ import annotations

import sqlite3
from concurrent.futures import Executor
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import FIRST_RETRY, LONGEST_RETRY, MOST_TRIES_OF_A_BUG, retry_wait
from bot.model.alerts import DeliveryState
from bot.model.errors import ConfigError, SinkError, StoreError
from bot.store import Store
from tests.delivery.conftest import START, Clock, FakeSink, drain_into, put_into_outbox, states


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
