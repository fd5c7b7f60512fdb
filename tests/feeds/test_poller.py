"""Polls as a whole: what is kept together, what is kept later, and who is told."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.feeds.fetch import FetchLimits
from bot.model.entries import Outlet
from bot.model.errors import StoreError
from bot.model.feeds import Feed, PollState
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.store import Store
from bot.store.transaction import Transaction
from tests.feeds.fake_web import Asked, FakeWeb, Reply

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEEDS = [Feed(f"f{n}", f"https://f{n}.example/feed", Outlet("O", "O")) for n in range(40)]
STATE = PollState("f0", NOW, etag='"1"', first_polled_at=NOW)
RSS = b"<rss version='2.0'><channel><item><title>A story</title><guid>1</guid></item></channel></rss>"


class CountingStore(Store):
    """Counts its transactions."""

    transactions = 0

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        self.transactions += 1
        with super().transaction() as tx:
            yield tx


class Desk:
    """A poller over a real database; every feed answers `reply`."""

    def __init__(self, path: Path, executor: ThreadPoolExecutor) -> None:
        self.path, self.reply = path, Reply(RSS)
        self.store = CountingStore.open(f"sqlite:///{path}?timeout=0.05")
        self.web = FakeWeb(self._answer)
        with self.store.transaction() as tx:
            tx.sync_feeds(FEEDS, NOW)
        pipeline = Pipeline(self.store, [], Outlets())
        self.poller = Poller(pipeline, self.web, FetchLimits(), lambda: NOW, executor)

    def _answer(self, _: Asked) -> Reply:
        return self.reply

    @contextmanager
    def locked(self) -> Iterator[None]:
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with ThreadPoolExecutor(max_workers=1) as executor:
        made = Desk(tmp_path / "bot.db", executor)
        yield made
        made.store.close()


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(RSS), id="a document"),
        pytest.param(Reply(b"", 304), id="nothing new"),
        pytest.param(Reply(b"", 429, {"retry-after": "7200"}), id="a refusal"),
    ],
)
async def test_what_the_database_does_not_take_is_kept_later_without_another_request(reply: Reply, desk: Desk) -> None:
    desk.reply = reply
    with desk.locked(), pytest.raises(StoreError, match="locked"):
        await desk.poller.poll(FEEDS[0], STATE)
    polled = await desk.poller.poll(FEEDS[0], STATE)
    assert len(desk.web.asked) == 1
    assert polled.state.next_poll_at > NOW
    with desk.store.snapshot() as snapshot:
        (kept,) = [one.state for one in snapshot.feed_health() if one.state.feed_id == "f0"]
    assert kept == polled.state


async def test_polls_that_bring_nothing_are_kept_together(desk: Desk) -> None:
    desk.reply = Reply(b"", 304)
    before = desk.store.transactions
    await asyncio.gather(*(desk.poller.poll(feed, replace(STATE, feed_id=feed.id)) for feed in FEEDS))
    assert desk.store.transactions - before < 10
    with desk.store.snapshot() as snapshot:
        assert all(one.state.next_poll_at > NOW for one in snapshot.feed_health())


async def test_a_refusal_with_a_wait_holds_for_the_whole_host(desk: Desk) -> None:
    desk.reply = Reply(b"", 429, {"retry-after": "7200"})
    await desk.poller.poll(FEEDS[0], STATE)
    with desk.store.snapshot() as snapshot:
        assert snapshot.resting_hosts(NOW) == {"f0.example": NOW + timedelta(hours=2)}


async def test_the_owner_is_told_of_what_is_gone(desk: Desk) -> None:
    desk.reply = Reply(b"<h1>Gone</h1>", 410)
    polled = await desk.poller.poll(FEEDS[0], STATE)
    assert polled.note is not None
    assert polled.note.startswith("feed f0 is asked no more")
    assert polled.note.endswith('its server says "Gone"')


async def test_what_a_hub_brings_leaves_polling_as_it_was(desk: Desk) -> None:
    assert (await desk.poller.take(RSS, None, FEEDS[0])).fresh == 1
    with desk.store.snapshot() as snapshot:
        assert all(one.state.next_poll_at == NOW for one in snapshot.feed_health())
