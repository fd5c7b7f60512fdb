"""A headline leaves a question open, and the article behind it answers: from the server to the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.feeds.articles import Articles
from bot.feeds.fetch import FetchLimits
from bot.feeds.sandbox import Sandbox
from bot.model.entries import Outlet, Trust
from bot.model.feeds import Feed, PollState
from bot.model.properties import Property
from bot.model.titles import TitleType, TrackedTitle, Work
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Polled, Poller
from bot.store import Store
from tests.feeds.fake_web import Asked, FakeWeb, Reply

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TITLE = TrackedTitle(
    "lantern-street-2", "Lantern Street 2", TitleType.FILM, date(2026, 1, 1), Work("Lantern Street", 1997)
)
FEED = Feed("ledger", "https://ledger.example/feed", Outlet("The Ledger", "The Ledger", Trust.TRADE))
STATE = PollState("ledger", NOW, first_polled_at=NOW)
FILLER = "<p>The town has seen many productions over the years, and its shops do well when one comes by.</p>" * 12
ARTICLE = (
    "<html><body><article><h1>Lantern Street 2 has its date</h1>"
    "<p>Lantern Street 2 will open in theaters on November 20, 2026, the studio announced.</p>"
    f"{FILLER}</article></body></html>"
)


def feed(title: str, text: str) -> bytes:
    return (
        f"<rss version='2.0'><channel><item><title>{title}</title><description>{text}</description>"
        "<guid>1</guid><link>https://ledger.example/story</link></item></channel></rss>"
    ).encode()


class Newsroom:
    """A bot that reads one feed, whose document and whose article the test sets."""

    def __init__(self, store: Store, executor: ThreadPoolExecutor) -> None:
        self.document = b""
        self.web = FakeWeb(self._answer)
        self.sandbox = Sandbox()
        pipeline = Pipeline(store, [TITLE], Outlets([FEED.outlet]))
        articles = Articles(self.web, self.sandbox, FetchLimits(), lambda: NOW, {})
        self.poller = Poller(pipeline, self.web, FetchLimits(), lambda: NOW, executor, articles=articles)

    def _answer(self, asked: Asked) -> Reply:
        if asked.url.path == "/feed":
            return Reply(self.document)
        return (
            Reply(b"", 404)
            if asked.url.path == "/robots.txt"
            else Reply(ARTICLE.encode(), 200, {"content-type": "text/html"})
        )

    async def poll(self, document: bytes, state: PollState = STATE) -> Polled:
        self.document = document
        polled = await self.poller.poll(FEED, state)
        await self.sandbox.aclose()
        return polled

    @property
    def asked(self) -> list[str]:
        return [asked.url.path for asked in self.web.asked]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    store = Store.open(f"sqlite:///{tmp_path / 'news.db'}")
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield Newsroom(store, executor)
    store.close()


async def test_a_headline_that_says_nothing_is_answered_by_its_article(newsroom: Newsroom) -> None:
    polled = await newsroom.poll(feed("At last: a word on Lantern Street 2", "Read on."))
    dated = [one for one in polled.ingested.developments if one.property is Property.RELEASE_DATE]
    assert [one.value for one in dated] == ["2026-11-20"]
    assert newsroom.asked == ["/feed", "/robots.txt", "/story"]


async def test_the_article_is_not_asked_for_again_when_the_headline_changes(newsroom: Newsroom) -> None:
    await newsroom.poll(feed("At last: a word on Lantern Street 2", "Read on."))
    await newsroom.poll(feed("Finally: a word on Lantern Street 2", "Read on."))
    assert newsroom.asked.count("/story") == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Lantern Street 2 dated",
            "Lantern Street 2 will open on November 20, 2026, the studio said.",
            id="all is said",
        ),
        pytest.param("Ferry fares go up", "From Monday on, it costs more.", id="no followed title"),
        pytest.param("A word on Lantern Street 2", "Plain words. " * 200, id="the whole article is in the feed"),
    ],
)
async def test_without_an_open_question_no_article_is_asked_for(title: str, text: str, newsroom: Newsroom) -> None:
    await newsroom.poll(feed(title, text))
    assert newsroom.asked == ["/feed"]


async def test_what_a_first_poll_brings_is_old_and_needs_no_articles(newsroom: Newsroom) -> None:
    await newsroom.poll(feed("At last: a word on Lantern Street 2", "Read on."), PollState("ledger", NOW))
    assert newsroom.asked == ["/feed"]
