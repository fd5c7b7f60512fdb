from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo import story
from bot.demo.channels import Channel, Format, Item, items_at
from bot.demo.documents import render
from bot.feeds.parse import parse_feed
from bot.model.entries import Entry, Outlet
from bot.model.feeds import Feed

Article = Callable[..., Entry]
MakeChannel = Callable[..., Channel]
END = story.moments()[-1]
WRITABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
"""What XML 1.0 (2.2) can hold, line ends aside."""


@pytest.mark.parametrize("channel", story.channels(), ids=lambda channel: channel.id)
def test_a_reader_gets_the_story_s_texts_back(channel: Channel) -> None:
    written = [entry for entry in story.entries() if entry.feed == channel.id]
    items = items_at(channel, written, END)
    feed = Feed(channel.id, f"https://{channel.id}.example/feed", channel.outlet)

    read = parse_feed(render(channel, items), feed, END)

    texts = {(entry.link, entry.title, entry.summary, _folded(entry.content)) for entry in read}
    assert texts == {(i.entry.link, i.entry.title, i.entry.summary, _folded(i.entry.content)) for i in items}
    assert {entry.published for entry in read} <= {time for i in items for time in (i.published, i.updated)}
    assert {entry.outlet for entry in read} == {channel.outlet.name}


@pytest.mark.parametrize("format_", list(Format), ids=str)
def test_a_document_without_items_is_still_a_feed(format_: Format, make_channel: MakeChannel) -> None:
    channel = make_channel(format_)

    assert parse_feed(render(channel, ()), Feed("klaxon", "https://k.example/", channel.outlet), END) == ()


@pytest.mark.parametrize("format_", list(Format), ids=str)
def test_the_same_items_make_the_same_bytes(
    format_: Format, make_article: Article, make_channel: MakeChannel, noon: datetime
) -> None:
    channel, articles = make_channel(format_), [make_article(number) for number in range(3)]

    first, second = (render(channel, items_at(channel, articles, noon + timedelta(hours=h))) for h in (2, 200))

    assert first == second


@given(title=WRITABLE, summary=WRITABLE, format_=st.sampled_from(Format))
def test_whatever_is_written_the_document_stays_well_formed(title: str, summary: str, format_: Format) -> None:
    entry = replace(story.entries()[0], title=title, summary=summary, content=summary)
    channel = Channel("klaxon", Outlet(title, title), format_)

    root = fromstring(render(channel, [Item(title, entry, entry.published)]))  # noqa: S314  # the document has just been written here

    texts = [node.text or "" for node in root.iter() if node.tag.endswith(("title", "description", "summary"))]
    assert texts.count(title) >= 2
    assert summary in texts


def _folded(text: str) -> str:
    return " ".join(text.split())
