from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.demo.channels import WINDOW, Channel, Quirk, items_at
from bot.model.entries import Entry

Article = Callable[..., Entry]
MakeChannel = Callable[..., Channel]


def test_a_document_holds_only_what_is_out(make_article: Article, make_channel: MakeChannel, noon: datetime) -> None:
    articles = [make_article(number) for number in range(5)]

    items = items_at(make_channel(), articles, noon + timedelta(hours=2))

    assert [item.entry.id for item in items] == ["t-2", "t-1", "t-0"]


def test_a_document_forgets_what_has_left_its_window(
    make_article: Article, make_channel: MakeChannel, noon: datetime
) -> None:
    articles = [make_article(number) for number in range(WINDOW + 3)]

    items = items_at(make_channel(), articles, noon + timedelta(days=9))

    assert len(items) == WINDOW
    assert items[-1].entry.id == "t-3"


def test_an_edited_article_keeps_its_place_and_first_date(
    make_article: Article, make_channel: MakeChannel, noon: datetime
) -> None:
    first, other = make_article(0, link="https://k.example/a", title="Ferry late"), make_article(1)
    edited = make_article(2, link="https://k.example/a", title="Ferry on time after all")

    items = items_at(make_channel(), [first, other, edited], noon + timedelta(hours=3))

    assert [item.entry.title for item in items] == ["Bulletin 1", "Ferry on time after all"]
    assert (items[1].published, items[1].updated) == (first.published, edited.published)


def test_before_its_edit_the_first_version_stands(
    make_article: Article, make_channel: MakeChannel, noon: datetime
) -> None:
    versions = [make_article(0, link="https://k.example/a"), make_article(4, link="https://k.example/a")]

    (item,) = items_at(make_channel(), versions, noon + timedelta(hours=3))

    assert item.entry.id == "t-0"


def test_unstable_guids_change_from_one_day_to_the_next(
    make_article: Article, make_channel: MakeChannel, noon: datetime
) -> None:
    feed = make_channel(quirk=Quirk.UNSTABLE_GUIDS)

    guids = {items_at(feed, [make_article(0)], noon + timedelta(days=day))[0].guid for day in (0, 1, 1, 2)}

    assert len(guids) == 3


@pytest.mark.parametrize(
    ("count", "ids"),
    [
        pytest.param(5, ["t-2", "t-4", "t-3", "t-2", "t-1", "t-0"], id="the third newest comes again on top"),
        pytest.param(2, ["t-1", "t-0"], id="with two items there is no old one to repeat"),
    ],
)
def test_a_redated_item_comes_twice(
    count: int, ids: list[str], make_article: Article, make_channel: MakeChannel, noon: datetime
) -> None:
    now = noon + timedelta(days=3)

    items = items_at(make_channel(quirk=Quirk.REDATED_ITEM), [make_article(n) for n in range(count)], now)

    assert [item.entry.id for item in items] == ids
    assert all(item.published <= now for item in items)
    if count > 2:
        assert items[0].published.date() == now.date()
        assert items[0].guid == items[3].guid
