"""Polls from the server's answer to the outbox: only the network is a fake, and the clock is moved by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.feeds.client import Client
from bot.feeds.fetch import Fetched, FetchLimits, Outcome
from bot.model.alerts import AlertKind, Delivery, Subscription
from bot.model.claims import Reading
from bot.model.entries import Entry, Outlet, Trust
from bot.model.errors import FeedError, StoreError
from bot.model.feeds import Feed, PollState
from bot.model.properties import Property
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Ledger, Outlets, Verdict, judge
from bot.pipeline import Batch, Pipeline, Polled, Poller
from bot.store import Store
from tests.feeds.fake_web import Asked, FakeWeb, Reply

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
WAIT = timedelta(minutes=2)
TITLE = TrackedTitle(
    "lantern-street-2", "Lantern Street 2", TitleType.FILM, date(2026, 1, 1), Work("Lantern Street", 1997)
)
MARQUEE = Feed("marquee", "https://marquee.example/feed", Outlet("The Curtain Ledger", "Marquee", Trust.TRADE))
HARBOUR = Feed("harbour", "https://harbour.example/feed", Outlet("Harbour Post", "Harbour", Trust.TRADE))

DIRECTOR = ("Nora Finch to direct ‘Lantern Street 2’", "The studio confirmed that Nora Finch will direct it.")
DATED = ("‘Lantern Street 2’ gets a date", "‘Lantern Street 2’ will open on November 20, 2026, the studio announced.")
MOVED = ("‘Lantern Street 2’ gets a date", "‘Lantern Street 2’ will now open on February 12, 2027, the studio said.")
OLD = ("‘Lantern Street 2’ gets a writer", "Robin Shaw will write the script of Lantern Street 2, the studio said.")


def item(number: int, words: tuple[str, str], published: datetime = START) -> str:
    title, text = words
    return (
        f"<item><title>{title}</title><description>{text}</description><guid>{number}</guid>"
        f"<link>https://news.example/{number}</link><pubDate>{format_datetime(published)}</pubDate></item>"
    )


def document(*items: str) -> str:
    """A feed's document; like most, it runs from new to old."""
    return f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"


@dataclass(frozen=True)
class Page:
    """What a server answers."""

    text: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def sent(self) -> Reply:
        return Reply(self.text.encode(), self.status, self.headers)


Answers = dict[str, Page | Exception]


def judge_with_a_bug(reading: Reading, entry: Entry, outlet: Outlet, ledger: Ledger) -> Verdict:
    if "Nora" in entry.title:
        raise ZeroDivisionError(entry.title)
    return judge(reading, entry, outlet, ledger)


class Newsroom:
    """Bot and servers: what each feed answers is set by the test, and so is the time."""

    def __init__(self, store: Store, client: Client, executor: ThreadPoolExecutor) -> None:
        self.bugs: list[str] = []
        pipeline = Pipeline(
            store,
            [TITLE],
            Outlets([MARQUEE.outlet, HARBOUR.outlet]),
            [Subscription("me", "terminal")],
            WAIT,
            on_bug=lambda entry, bug: self.bugs.append(f"{type(bug).__name__} {entry.guid}"),
        )
        self.store = store
        self.now = START
        self.poller = Poller(pipeline, client, FetchLimits(), lambda: self.now, executor)
        self.states = {feed.id: PollState(feed.id, START) for feed in (MARQUEE, HARBOUR)}
        with store.transaction() as tx:
            tx.sync_feeds([MARQUEE, HARBOUR], START)

    async def poll(self, feed: Feed = MARQUEE) -> Polled:
        polled = await self.poller.poll(feed, self.states[feed.id])
        self.states[feed.id] = polled.state
        return polled

    def due(self) -> list[Delivery]:
        """What may be delivered by now; it counts as delivered."""
        taken: list[Delivery] = []
        while True:
            with self.store.transaction() as tx:
                claimed = tx.claim_deliveries("terminal", self.now, 10)
                for delivery in claimed:
                    tx.record_sent(delivery.alert.id, self.now)
            if not claimed:
                return taken
            taken += claimed


@pytest.fixture
def answers() -> Answers:
    """What the servers answer, by host."""
    return {}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{database}?timeout=0.05")
    yield opened
    opened.close()


@pytest.fixture
async def newsroom(store: Store, answers: Answers) -> AsyncIterator[Newsroom]:
    def answer(request: Asked) -> Reply:
        given = answers[request.url.host or ""]
        if isinstance(given, Exception):
            raise given
        return given.sent()

    with ThreadPoolExecutor(max_workers=1) as executor:
        async with FakeWeb(answer) as client:
            yield Newsroom(store, client, executor)


def told(deliveries: list[Delivery]) -> list[tuple[AlertKind, list[str]]]:
    return [(one.alert.kind, [news.value for news in one.alert.developments]) for one in deliveries]


async def test_several_first_polls_make_one_card_and_it_waits_for_them(newsroom: Newsroom, answers: Answers) -> None:
    before_the_seed = datetime(2025, 12, 1, tzinfo=UTC)
    answers["marquee.example"] = Page(document(item(1, DIRECTOR), item(2, OLD, before_the_seed)))
    answers["harbour.example"] = Page(document(item(3, DATED), item(4, DIRECTOR)))
    await newsroom.poll(MARQUEE)
    newsroom.now += timedelta(minutes=1)
    await newsroom.poll(HARBOUR)
    assert newsroom.due() == []
    newsroom.now = START + WAIT
    assert told(newsroom.due()) == [(AlertKind.CATCH_UP, ["Nora Finch", "2026-11-20"])]


async def test_what_comes_after_the_first_poll_is_news_at_once(newsroom: Newsroom, answers: Answers) -> None:
    answers["marquee.example"] = Page(document())
    await newsroom.poll()
    answers["marquee.example"] = Page(document(item(2, DATED), item(1, DIRECTOR)))
    polled = await newsroom.poll()
    assert (polled.ingested.fresh, polled.ingested.seen) == (2, 0)
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["Nora Finch"]), (AlertKind.NEWS, ["2026-11-20"])]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(item(1, DATED), id="as it was"),
        pytest.param(item(7, DATED), id="with another GUID and link"),
        pytest.param(item(1, DATED, START + timedelta(hours=3)), id="with another time"),
        pytest.param(item(1, DATED).replace(" gets ", "  gets\n"), id="with other white space"),
    ],
)
async def test_the_same_text_again_is_nothing(newsroom: Newsroom, answers: Answers, again: str) -> None:
    answers["marquee.example"] = Page(document(item(1, DATED)))
    await newsroom.poll()
    newsroom.now += timedelta(hours=6)
    assert len(newsroom.due()) == 1
    answers["marquee.example"] = Page(f"{document(again)}<!-- written anew -->")
    polled = await newsroom.poll()
    assert (polled.ingested.fresh, polled.ingested.seen, newsroom.due()) == (0, 1, [])


async def test_an_entry_whose_text_changed_is_read_and_judged_again(newsroom: Newsroom, answers: Answers) -> None:
    answers["marquee.example"] = Page(document(item(1, DATED)))
    await newsroom.poll()
    newsroom.now += timedelta(hours=1)
    newsroom.due()
    answers["marquee.example"] = Page(document(item(1, MOVED, newsroom.now)))
    polled = await newsroom.poll()
    (news,) = polled.ingested.developments
    assert (news.property, news.previous, news.value) == (Property.RELEASE_DATE, "2026-11-20", "2027-02-12")
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["2027-02-12"])]


async def test_a_document_that_has_not_changed_costs_no_reading(newsroom: Newsroom, answers: Answers) -> None:
    answers["marquee.example"] = Page(document(item(1, DATED)), headers={"ETag": '"v1"'})
    await newsroom.poll()
    answers["marquee.example"] = Page("", 304)
    polled = await newsroom.poll()
    assert isinstance(polled.outcome, Fetched)
    assert polled.outcome.outcome is Outcome.NOT_MODIFIED
    assert (polled.state.etag, polled.ingested.seen) == ('"v1"', 0)


FAULTS = [
    pytest.param(Page("<!doctype html><html><body>Hello</body></html>"), "this is an HTML page", id="an HTML page"),
    pytest.param(Page(document(item(1, DIRECTOR))[:90]), "this breaks off before its first entry ends", id="cut short"),
    pytest.param(Page(""), "this is empty", id="nothing"),
    pytest.param(Page("{}"), "this is JSON, but not a JSON Feed", id="other JSON"),
    pytest.param(Page("gone", 404), "HTTP 404 Not Found", id="an error of the server"),
    pytest.param(ConnectionResetError("reset"), "it broke the connection", id="a broken connection"),
]


@pytest.mark.parametrize(("answer", "says"), FAULTS)
async def test_a_feeds_fault_is_told_and_loses_nothing(
    newsroom: Newsroom, answers: Answers, answer: Page | Exception, says: str
) -> None:
    answers["marquee.example"] = Page(document(item(1, DIRECTOR)), headers={"ETag": '"v1"'})
    await newsroom.poll()
    newsroom.now += timedelta(hours=1)
    newsroom.due()
    answers["marquee.example"] = answer
    failed = await newsroom.poll()
    assert isinstance(failed.outcome, FeedError)
    assert says in failed.outcome.problem
    assert (failed.state.failures, failed.state.etag, failed.state.is_first) == (1, '"v1"', False)
    answers["marquee.example"] = Page(document(item(2, DATED), item(1, DIRECTOR)))
    mended = await newsroom.poll()
    assert (mended.state.failures, mended.state.last_error) == (0, None)
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["2026-11-20"])]


@pytest.mark.parametrize(("answer", "says"), FAULTS)
async def test_a_first_poll_that_fails_does_not_make_old_news_new(
    newsroom: Newsroom, answers: Answers, answer: Page | Exception, says: str
) -> None:
    answers["marquee.example"] = answer
    failed = await newsroom.poll()
    assert failed.state.is_first
    assert says in (failed.state.last_error or "")
    answers["marquee.example"] = Page(document(item(2, DATED), item(1, DIRECTOR)))
    await newsroom.poll()
    newsroom.now += WAIT
    assert told(newsroom.due()) == [(AlertKind.CATCH_UP, ["Nora Finch", "2026-11-20"])]


async def test_of_a_truncated_feed_the_whole_entries_are_read(newsroom: Newsroom, answers: Answers) -> None:
    answers["marquee.example"] = Page(document())
    await newsroom.poll()
    answers["marquee.example"] = Page(document(item(1, DIRECTOR), item(2, DATED))[:-120])
    polled = await newsroom.poll()
    assert (polled.ingested.fresh, polled.state.failures) == (1, 0)
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["Nora Finch"])]


async def test_what_a_locked_database_does_not_take_comes_with_the_next_poll(
    newsroom: Newsroom, answers: Answers, database: Path
) -> None:
    answers["marquee.example"] = Page(document())
    await newsroom.poll()
    answers["marquee.example"] = Page(document(item(1, DIRECTOR)))
    with sqlite3.connect(database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            await newsroom.poll()
        other.execute("ROLLBACK")
    other.close()
    assert newsroom.due() == []
    await newsroom.poll()
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["Nora Finch"])]


async def test_a_development_from_two_feeds_is_told_once(newsroom: Newsroom, answers: Answers) -> None:
    answers["marquee.example"] = answers["harbour.example"] = Page(document())
    await newsroom.poll(MARQUEE)
    await newsroom.poll(HARBOUR)
    answers["marquee.example"] = Page(document(item(1, DIRECTOR)))
    answers["harbour.example"] = Page(document(item(2, DIRECTOR)))
    await newsroom.poll(MARQUEE)
    again = await newsroom.poll(HARBOUR)
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["Nora Finch"])]
    assert again.ingested.held_back


async def test_a_bug_that_one_entry_brings_to_light_costs_that_entry_alone(
    newsroom: Newsroom, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers["marquee.example"] = Page(document())
    await newsroom.poll()
    monkeypatch.setattr("bot.pipeline.ingest.judge", judge_with_a_bug)
    answers["marquee.example"] = Page(document(item(2, DATED), item(1, DIRECTOR)))
    for _ in range(2):
        await newsroom.poll()
    assert newsroom.bugs == ["ZeroDivisionError 1"]
    assert told(newsroom.due()) == [(AlertKind.NEWS, ["2026-11-20"])]


def test_who_does_not_say_what_to_do_with_a_bug_gets_it_and_nothing_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.ingest.judge", judge_with_a_bug)
    pipeline = Pipeline(store, [TITLE], Outlets())
    entries = [
        Entry(str(number), "marquee", "The Marquee Ledger", START, *words, "")
        for number, words in enumerate([DATED, DIRECTOR])
    ]
    with pytest.raises(ZeroDivisionError):
        pipeline.ingest(Batch(entries), START)
    with store.snapshot() as snapshot:
        assert snapshot.counts().entries == 0
