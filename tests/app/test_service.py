"""The bot at work over a real database, stopped and looked at; the servers are fakes."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from structlog.typing import EventDict

from bot.app import service
from bot.app.service import LEASE, Companion, Service
from bot.delivery import Drain
from bot.feeds.fetch import FetchLimits
from bot.following import Following, Sources
from bot.model.entries import Outlet
from bot.model.errors import ConfigError, StoreError
from bot.model.feeds import Feed, PollState
from bot.model.titles import TitleType, TrackedTitle
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.store import Store
from bot.terminal.sink import TerminalSink
from bot.wording import card_of
from tests.feeds.fake_web import Asked, FakeWeb, Reply

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEDGER = Feed("ledger", "https://ledger.example/feed", Outlet("The Ledger", "The Ledger"))
EMPTY = b"<rss version='2.0'><channel><title>The Ledger</title></channel></rss>"
Answer = Callable[[Asked], Reply | Awaitable[Reply]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{database}?timeout=0.05")
    yield opened
    opened.close()


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


@asynccontextmanager
async def at_work(
    store: Store,
    answer: Answer,
    now: datetime = NOW,
    companion: Companion | None = None,
    following: Following | None = None,
) -> AsyncIterator[Service]:
    """A service; `answer` may return a reply or a coroutine of one."""

    def clock() -> datetime:
        return now

    with ThreadPoolExecutor(max_workers=1) as executor:
        async with FakeWeb(answer) as client:
            yield Service(
                store=store,
                feeds=[LEDGER],
                poller=Poller(Pipeline(store, [], Outlets()), client, FetchLimits(), clock, executor),
                drain=Drain(store, [TerminalSink(io.StringIO())], lambda one: card_of(one.alert, "x"), clock, executor),
                clock=clock,
                executor=executor,
                owner="us",
                concurrency=4,
                companion=companion,
                following=following,
            )


def page(status: int = 200, **headers: str) -> Reply:
    return Reply(EMPTY, status, headers)


def claimable(store: Store, now: datetime) -> list[PollState]:
    with store.transaction() as tx:
        return list(tx.claim_due_feeds(now, timedelta(), "somebody", 10))


async def run_until(bot: Service, happened: asyncio.Event) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(bot.run(stop))
    async with asyncio.timeout(30):
        await happened.wait()
        stop.set()
        await running


async def test_a_poll_that_is_given_up_at_a_stop_is_due_at_the_next_start(
    store: Store, monkeypatch: pytest.MonkeyPatch, logged: list[EventDict]
) -> None:
    monkeypatch.setattr(service, "DRAIN_TIME", timedelta(0))
    asked = asyncio.Event()

    async def never(_: Asked) -> Reply:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    async with at_work(store, never) as bot:
        await run_until(bot, asked)
    assert [state.feed_id for state in claimable(store, NOW)] == ["ledger"]
    assert [line["event"] for line in logged] == [
        "stopping",
        "polls given up, they are tried again at the next start",
    ]


async def test_a_poll_that_ends_in_time_is_kept(store: Store) -> None:
    asked = asyncio.Event()

    async def slow(_: Asked) -> Reply:
        asked.set()
        await asyncio.sleep(0)
        return page()

    async with at_work(store, slow) as bot:
        await run_until(bot, asked)
    assert claimable(store, NOW) == []
    with store.snapshot() as snapshot:
        assert [feed.state.last_success_at for feed in snapshot.feed_health()] == [NOW]


def test_a_lease_outlasts_the_longest_fetch(store: Store) -> None:
    fetching = timedelta(minutes=10)
    bot = Service(
        store=store,
        feeds=[LEDGER],
        poller=None,  # type: ignore[arg-type]  # nothing is polled here
        drain=None,  # type: ignore[arg-type]
        clock=lambda: NOW,
        executor=None,  # type: ignore[arg-type]
        owner="us",
        concurrency=1,
        longest_fetch=fetching,
    )
    bot._sync_feeds([LEDGER])
    assert len(bot._claim_due(1)) == 1
    assert claimable(store, NOW + fetching) == []
    assert len(claimable(store, NOW + fetching + LEASE)) == 1


async def test_a_poll_is_one_line_and_a_move_for_good_is_told_once(store: Store, logged: list[EventDict]) -> None:
    def moved(request: Asked) -> Reply:
        if request.url.path == "/feed":
            return page(301, location="https://ledger.example/new?token=x")
        return page()

    async with at_work(store, moved) as bot:
        bot._sync_feeds([LEDGER])
        for _ in range(2):
            await bot._poll(PollState("ledger", NOW))
    first, second = logged
    assert (first["event"], first["log_level"], first["feed"], first["entries"]) == ("polled", "warning", "ledger", 0)
    assert first["moved"].startswith("for good to https://ledger.example/new")
    assert "change its url" in first["moved"]
    assert (second["log_level"], "moved" in second) == ("info", False)


async def test_an_unchanged_feed_says_so(store: Store, logged: list[EventDict]) -> None:
    async with at_work(store, lambda _: page(304)) as bot:
        bot._sync_feeds([LEDGER])
        await bot._poll(PollState("ledger", NOW, etag='"1"', first_polled_at=NOW))
    assert [line["entries"] for line in logged] == ["unchanged"]


async def test_a_poll_that_the_database_does_not_take_is_a_line_and_no_traceback(
    store: Store, database: Path, logged: list[EventDict]
) -> None:
    async with at_work(store, lambda _: page()) as bot:
        bot._sync_feeds([LEDGER])
        with sqlite3.connect(database, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            await bot._poll(PollState("ledger", NOW))
        other.close()
    (line,) = logged
    assert "locked" in line["why"]
    assert "exc_info" not in line
    assert len(claimable(store, NOW)) == 1


async def test_what_the_database_did_not_take_is_kept_with_the_next_beat(store: Store, database: Path) -> None:
    asked = list[Asked]()

    def answer(request: Asked) -> Reply:
        asked.append(request)
        return page()

    async with at_work(store, answer) as bot:
        bot._sync_feeds([LEDGER])
        (state,) = bot._claim_due(1)
        with sqlite3.connect(database, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            await bot._poll(state)
            with pytest.raises(StoreError):
                bot._claim_due(1)
        other.close()
        assert bot._claim_due(1) == (state,)
        assert bot._claim_due(1) == ()
        await bot._poll(state)
    assert len(asked) == 1
    with store.snapshot() as snapshot:
        assert [feed.state.last_success_at for feed in snapshot.feed_health()] == [NOW]


async def test_a_feed_of_another_process_is_left_to_it(store: Store, logged: list[EventDict]) -> None:
    async with at_work(store, lambda _: page()) as bot:
        await bot._poll(PollState("gazette", NOW))
    assert [line["event"] for line in logged] == ["another process with other feeds uses this database"]


async def test_a_companion_works_beside_the_polls_until_the_stop(store: Store) -> None:
    asked, seen = asyncio.Event(), list[str]()

    async def companion() -> None:
        seen.append("begins")
        try:
            await asyncio.Event().wait()
        finally:
            seen.append("ends")

    def answer(_: object) -> Reply:
        asked.set()
        return page()

    async with at_work(store, answer, companion=companion) as bot:
        await run_until(bot, asked)
    assert seen == ["begins", "ends"]


async def test_what_a_companion_cannot_work_without_ends_the_run(store: Store) -> None:
    async def companion() -> None:
        raise ConfigError("discord.token", "Discord refuses the token")

    async with at_work(store, lambda _: page(), companion=companion) as bot, asyncio.timeout(30):
        with pytest.raises(ConfigError, match="refuses the token"):
            await bot.run(asyncio.Event())


async def test_a_bug_of_a_companion_ends_it_alone(store: Store, logged: list[EventDict]) -> None:
    asked = asyncio.Event()

    async def companion() -> None:
        raise ZeroDivisionError

    def answer(_: object) -> Reply:
        asked.set()
        return page()

    async with at_work(store, answer, companion=companion) as bot:
        await run_until(bot, asked)
    (line,) = [line for line in logged if "bug" in line["event"]]
    assert line["why"] == "ZeroDivisionError()"


async def test_other_feeds_are_polled_from_now_on(store: Store) -> None:
    gazette = Feed("gazette", "https://gazette.example/feed", Outlet("The Gazette", "The Gazette"))
    async with at_work(store, lambda _: page()) as bot:
        bot._sync_feeds([LEDGER])
        await bot.use_feeds([gazette])
        assert [state.feed_id for state in bot._claim_due(9)] == ["gazette"]
        await bot._poll(PollState("gazette", NOW))
    with store.snapshot() as snapshot:
        assert [(one.state.feed_id, one.enabled) for one in snapshot.feed_health()] == [
            ("gazette", True),
            ("ledger", False),
        ]


@pytest.fixture
def following(store: Store, tmp_path: Path) -> Following:
    """One feed of a file, and a search for each title."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "feeds.toml").write_text(
        '[[feed]]\nid = "ledger"\nurl = "https://ledger.example/feed"\noutlet = "The Ledger"\n', encoding="utf-8"
    )
    with store.transaction() as tx:
        tx.save_tracked(FERRY, "1", "Mara", NOW)
    sources = Sources(tmp_path / "seeds", tmp_path / "feeds.toml", timedelta(minutes=5), search=True)
    return Following(store, sources, (), timedelta(), lambda *_: None)


FERRY = TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, NOW.date())
PIER = TrackedTitle("old-pier-3", "Old Pier 3", TitleType.FILM, NOW.date())


def polled(store: Store) -> list[str]:
    with store.snapshot() as snapshot:
        return [one.state.feed_id for one in snapshot.feed_health() if one.enabled]


async def test_searches_come_and_go_with_their_titles_at_the_next_beat(store: Store, following: Following) -> None:
    async with at_work(store, lambda _: page(), following=following) as bot:
        await bot._workers.beat()
        assert polled(store) == ["google-news.night-ferry-2", "ledger"]
        following.track(PIER, "1", "Mara", NOW)
        await bot._workers.beat()
        assert polled(store) == ["google-news.night-ferry-2", "google-news.old-pier-3", "ledger"]
        following.untrack(FERRY.id, "Mara", NOW)
        await bot._workers.beat()
        assert polled(store) == ["google-news.old-pier-3", "ledger"]
        await bot._workers.finish(timedelta(seconds=5))


async def test_feeds_that_the_database_did_not_take_are_taken_up_at_the_next_beat(
    store: Store, following: Following, database: Path
) -> None:
    async with at_work(store, lambda _: page(), following=following) as bot:
        following.track(PIER, "1", "Mara", NOW)
        with sqlite3.connect(database, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError):
                await bot._workers.beat()
        other.close()
        await bot._workers.beat()
        assert "google-news.old-pier-3" in polled(store)
        await bot._workers.finish(timedelta(seconds=5))


async def test_a_title_that_another_process_has_added_is_followed_within_a_minute(
    store: Store, following: Following
) -> None:
    async with at_work(store, lambda _: page(), following=following) as bot:
        with store.transaction() as tx:
            tx.save_tracked(PIER, "1", "Mara", NOW)
        await bot._refresh(following)
        await bot._workers.beat()
        assert "google-news.old-pier-3" in polled(store)
        await bot._workers.finish(timedelta(seconds=5))
