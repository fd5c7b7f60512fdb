"""What feeds do to their readers by mistake, from document to database: nothing is lost, nothing is read twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.feeds.parse import read_document
from bot.feeds.wishes import wishes
from bot.model.entries import Outlet
from bot.model.feeds import Feed
from bot.novelty import Outlets
from bot.pipeline import Batch, Ingested, Pipeline
from bot.store import Store

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
Read = Callable[..., Ingested]


def item(number: int, **parts: str) -> str:
    said = {
        "title": f"Story {number}",
        "guid": f"guid-{number}",
        "link": f"https://one.example/{number}",
        "description": f"Text of story {number}.",
        "pubDate": format_datetime(NOW - timedelta(hours=number)),
    } | parts
    return "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in said.items() if text) + "</item>"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>".encode()


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    """Read documents one after the other, a day apart."""
    store = Store.open(f"sqlite:///{tmp_path / 'odd.db'}")
    pipeline, days = Pipeline(store, [], Outlets()), iter(range(1_000))

    def read_one(body: bytes, feed: str = "one") -> Ingested:
        now = NOW + timedelta(days=next(days))
        document = read_document(body, Feed(feed, f"https://{feed}.example/", Outlet(feed, feed)), now)
        return pipeline.ingest(Batch(document.entries), now)

    yield read_one
    store.close()


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({"guid": "another-today"}, id="GUIDs that change daily"),
        pytest.param({"pubDate": format_datetime(NOW + timedelta(days=1))}, id="times that move at each fetch"),
        pytest.param({"guid": ""}, id="a GUID that is gone"),
        pytest.param({"link": "https://one.example/1?utm_source=x"}, id="links with a counter"),
        pytest.param({"pubDate": ""}, id="a date that is gone"),
        pytest.param({"title": "  Story   1 "}, id="other white space"),
    ],
)
def test_the_same_story_in_another_coat_is_nothing_new(again: dict[str, str], read: Read) -> None:
    read(rss(item(1), item(2)))
    second = read(rss(item(1, **again), item(2)))
    assert (second.fresh, second.seen) == (0, 2)


@pytest.mark.parametrize(
    "without",
    [
        pytest.param({"guid": ""}, id="no id"),
        pytest.param({"pubDate": ""}, id="no date"),
        pytest.param({"link": ""}, id="no link"),
        pytest.param({"guid": "", "pubDate": "", "link": ""}, id="nothing but words"),
        pytest.param({"title": ""}, id="no headline"),
        pytest.param({"pubDate": "Fri, 31 Dec 9999 00:00:00 GMT"}, id="a date of the far future"),
        pytest.param({"pubDate": "Thu, 01 Jan 1970 00:00:00 GMT"}, id="a date of the beginning"),
        pytest.param({"pubDate": "yesterday"}, id="a date in words"),
    ],
)
def test_what_an_item_lacks_neither_loses_nor_repeats_it(without: dict[str, str], read: Read) -> None:
    assert read(rss(item(1, **without), item(2))).fresh == 2
    again = read(rss(item(1, **without), item(2)))
    assert (again.fresh, again.seen) == (0, 2)


def test_items_that_slide_back_into_a_feed_are_known(read: Read) -> None:
    read(rss(*(item(number) for number in range(10))))
    read(rss(*(item(number) for number in range(10, 20))))
    assert read(rss(*(item(number) for number in range(20)))).fresh == 0


def test_a_link_whose_story_is_swapped_is_read_anew(read: Read) -> None:
    read(rss(item(1)))
    assert read(rss(item(1, title="Another story", description="Of something else."))).fresh == 1


def test_the_same_story_in_ten_feeds_is_kept_for_each_of_them(read: Read) -> None:
    assert [read(rss(item(1)), feed=f"feed-{number}").fresh for number in range(10)] == [1] * 10


def test_one_guid_for_all_items_hides_none(read: Read) -> None:
    assert read(rss(*(item(number, guid="same") for number in range(5)))).fresh == 5


def test_five_thousand_items_at_once_are_read_once(read: Read) -> None:
    flood = rss(*(item(number, pubDate="") for number in range(5_000)))
    assert read(flood).fresh == 5_000
    assert read(flood).fresh == 0


@pytest.mark.parametrize(
    ("hours", "read"),
    [
        pytest.param("<hour>2</hour><hour> 3 </hour>", {2, 3}, id="numbers"),
        pytest.param("<hour>2\x1c</hour>", {2}, id="a separator, which is white space to some"),
        pytest.param("<hour>24</hour>", {0}, id="midnight, as RSS 0.9x counts"),
        pytest.param("<hour>noon</hour><hour/>", set(), id="no number"),
    ],
)
def test_hours_to_skip_are_read_where_they_are_numbers(hours: str, read: set[int]) -> None:
    document = f"<rss version='2.0'><channel><skipHours>{hours}</skipHours></channel></rss>"
    assert wishes(document, "https://a.example/feed").skip_hours == read
