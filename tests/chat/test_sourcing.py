"""/sources: who owns the bot adds, looks at, removes and resumes feeds; everybody else may only ask for the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.following import Following
from bot.store import Store
from tests.chat.fake.people import MEMBER_ID, MODERATOR_ID, OWNER_ID
from tests.chat.fake.server import FakeDiscord, read, texts_of
from tests.chat.things import NOW

GAZETTE = "https://gazette.example/feed"
ITEM = "<item><guid>a</guid><title>{}</title><link>https://gazette.example/a</link><pubDate>Mon, 09 Mar 2026 09:00:00 GMT</pubDate></item>"  # noqa: E501
PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'


@pytest.fixture
def documents(documents: dict[str, bytes]) -> dict[str, bytes]:
    documents[GAZETTE] = rss("Night Ferry 2 sails")
    documents["https://gazette.example/"] = PAGE
    documents["https://ledger.example/feed"] = rss("Lantern Street 2 opens")
    return documents


def rss(title: str) -> bytes:
    return f"<rss version='2.0'><channel><title>x</title>{ITEM.format(title)}</channel></rss>".encode()


async def said(bot: FakeDiscord, command: str, who: str = OWNER_ID, locale: str = "en-US", **options: Any) -> str:
    return read(bot.answer(await bot.person(who, locale=locale).slash(f"sources {command}", **options)))


def ids(following: Following) -> list[str]:
    return [feed.id for feed in following.feeds]


async def test_a_feed_is_looked_at_and_added(bot: FakeDiscord, following: Following, tmp_path: Path) -> None:
    told = await said(bot, "add", address="gazette.example/feed", outlet="The Gazette", trust="trade", minutes=45)
    for words in ("Added as `gazette-example`", "RSS 2.0", "Entries: **1**", "Night Ferry 2 sails"):
        assert words in told
    added = following.feeds[-1]
    assert (added.url, added.outlet.name, added.outlet.trust.value) == (GAZETTE, "The Gazette", "trade")
    assert added.interval.total_seconds() == 45 * 60
    assert GAZETTE in (tmp_path / "feeds.toml").read_text(encoding="utf-8")


async def test_a_page_is_not_added_and_what_it_names_is_proposed(bot: FakeDiscord, following: Following) -> None:
    told = await said(bot, "add", address="https://gazette.example/")
    assert "Not added" in told
    assert f"`{GAZETTE}`" in told
    assert ids(following) == ["ledger"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        pytest.param("https://nobody.example/feed", "404", id="nothing there"),
        pytest.param("http://169.254.169.254/latest", "Not added", id="a cloud's metadata"),
        pytest.param("http://127.0.0.1/feed", "Not added", id="this machine"),
        pytest.param("file:///etc/passwd", "Not added", id="a file"),
        pytest.param("https://user:secret@gazette.example/feed", "Not added", id="credentials"),
        pytest.param("nonsense words", "Not added", id="no address"),
        pytest.param("https://ledger.example/feed/", "already, as ledger", id="known"),
    ],
)
async def test_what_cannot_be_added_is_told_and_changes_nothing(
    bot: FakeDiscord, following: Following, address: str, why: str
) -> None:
    assert why in await said(bot, "add", address=address)
    assert ids(following) == ["ledger"]


async def test_a_file_that_cannot_be_written_is_told_in_one_line(
    bot: FakeDiscord, following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", read_only)
    told = await said(bot, "add", address=GAZETTE)
    assert "feeds.toml: this cannot be written (Read-only file system)" in told
    assert len(told.splitlines()) == 1
    assert ids(following) == ["ledger"]


async def test_a_feed_is_removed_by_what_is_suggested(bot: FakeDiscord, following: Following) -> None:
    await said(bot, "add", address=GAZETTE)
    offered = await bot.person(OWNER_ID).type("sources remove", "feed", "curtain")
    assert offered.callback is not None
    assert offered.callback["data"]["choices"] == [{"name": "The Curtain Ledger (ledger)", "value": "ledger"}]
    assert "Removed: `ledger`" in await said(bot, "remove", feed="ledger")
    assert ids(following) == ["gazette-example"]
    assert "no feed “ledger”" in await said(bot, "remove", feed="ledger")
    assert "no feed is enabled" in await said(bot, "remove", feed="gazette-example")
    assert ids(following) == ["gazette-example"]


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        pytest.param("ledger", ["`ledger`", "200", "Lantern Street 2 opens", "Nothing is wrong"], id="by its id"),
        pytest.param(GAZETTE, ["`gazette.example`", "Night Ferry 2 sails"], id="by an address"),
        pytest.param("https://nobody.example/feed", ["cannot be read as a feed", "404", "No such page"], id="no feed"),
    ],
)
async def test_a_check_says_what_a_reader_sees(
    bot: FakeDiscord, following: Following, feed: str, words: list[str]
) -> None:
    told = await said(bot, "check", feed=feed)
    assert [word for word in words if word not in told] == []
    assert ids(following) == ["ledger"]


async def test_a_feed_that_was_given_up_is_asked_again(bot: FakeDiscord, store: Store) -> None:
    with store.transaction() as tx:
        (state,) = tx.claim_due_feeds(NOW, NOW - NOW, "us", 9)
        gone = replace(state, stopped="the server answers HTTP 410", failures=1, failing_since=NOW, told_at=NOW)
        tx.finish_poll(gone)
    assert "given up: the server answers HTTP 410" in await said(bot, "list")
    offered = await bot.person(OWNER_ID).type("sources resume", "feed", "")
    assert offered.callback is not None
    assert [one["value"] for one in offered.callback["data"]["choices"]] == ["ledger"]
    assert "I ask `ledger` again" in await said(bot, "resume", feed="ledger")
    with store.snapshot() as snapshot:
        assert snapshot.feed_health()[0].state.stopped is None


@pytest.mark.parametrize("command", ["add", "remove", "check", "resume"])
@pytest.mark.parametrize("who", [MEMBER_ID, MODERATOR_ID])
async def test_nobody_else_may(bot: FakeDiscord, following: Following, command: str, who: str) -> None:
    option = {"address": GAZETTE} if command == "add" else {"feed": "ledger"}
    assert "owner of the bot" in await said(bot, command, who, **option)
    assert ids(following) == ["ledger"]


async def test_nobody_else_is_offered_anything(bot: FakeDiscord) -> None:
    offered = await bot.person(MODERATOR_ID).type("sources remove", "feed", "")
    assert offered.callback is not None
    assert offered.callback["data"]["choices"] == []


async def test_what_a_feed_says_can_neither_ping_nor_link(bot: FakeDiscord, documents: dict[str, bytes]) -> None:
    documents[GAZETTE] = rss("@everyone [free](https://evil.example) &lt;@&amp;1&gt; `")
    answer = bot.answer(await bot.person(OWNER_ID).slash("sources check", feed=GAZETTE))
    assert "](https" not in texts_of(answer)
    assert bot.world.pings == []
