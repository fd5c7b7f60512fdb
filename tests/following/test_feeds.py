"""Feeds come, go and begin again while the bot runs; the file says so, and nothing that was good is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.entries import Trust
from bot.model.errors import ConfigError, FollowingError
from bot.settings.feedsfile import NewFeed
from tests.following.conftest import FEED, NOW, Place

GAZETTE = NewFeed("https://gazette.example/feed", "The Gazette", trust=Trust.TRADE)


def test_a_feed_that_is_added_is_followed_at_once_and_after_the_next_start(place: Place) -> None:
    following = place.begin()
    before = following.feeds
    assert following.add_feed(GAZETTE, NOW) == "gazette-example"
    assert following.feeds is not before
    for one in (following, place.begin()):
        assert [feed.id for feed in one.feeds] == ["ledger", "gazette-example"]
        assert one.feeds[1].outlet.trust is Trust.TRADE


def test_a_feed_that_is_there_is_not_added_again(place: Place) -> None:
    following = place.begin()
    with pytest.raises(FollowingError, match="already"):
        following.add_feed(NewFeed("https://ledger.example/feed/", "Ledger"), NOW)


def test_a_feed_that_is_removed_is_followed_no_more(place: Place) -> None:
    following = place.begin()
    following.add_feed(GAZETTE, NOW)
    following.remove_feed("ledger", NOW)
    assert [feed.id for feed in following.feeds] == ["gazette-example"]


@pytest.mark.parametrize(
    ("id_", "why"),
    [
        pytest.param("nobody", "no feed 'nobody'; there are: ledger", id="unknown"),
        pytest.param("ledger", "no feed is enabled", id="the last one"),
        pytest.param("google-news.night-ferry-2", "goes with it", id="a search"),
    ],
)
def test_what_cannot_be_removed_is_told_and_stays(place: Place, id_: str, why: str) -> None:
    following = place.begin()
    with pytest.raises((ConfigError, FollowingError), match=why):
        following.remove_feed(id_, NOW)
    assert [feed.id for feed in following.feeds] == ["ledger"]
    assert (place.folder / "feeds.toml").read_text(encoding="utf-8") == FEED


def test_a_folder_that_takes_nothing_is_told_in_one_line_and_changes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    following = place.begin()
    monkeypatch.setattr("tempfile.mkstemp", read_only)
    with pytest.raises(ConfigError) as told:
        following.add_feed(GAZETTE, NOW)
    assert "Read-only file system" in str(told.value)
    assert len(str(told.value).splitlines()) == 1
    assert [feed.id for feed in following.feeds] == ["ledger"]


def test_a_feed_that_was_given_up_is_asked_again(place: Place) -> None:
    following = place.begin()
    with place.store.transaction() as tx:
        tx.sync_feeds(following.feeds, NOW)
        (state,) = tx.claim_due_feeds(NOW, NOW - NOW, "us", 9)
        tx.finish_poll(replace(state, stopped="HTTP 410", failing_since=NOW, told_at=NOW))
        assert tx.claim_due_feeds(NOW, NOW - NOW, "us", 9) == ()
    following.resume_feed("ledger", NOW)
    with place.store.transaction() as tx:
        assert [one.feed_id for one in tx.claim_due_feeds(NOW, NOW - NOW, "us", 9)] == ["ledger"]
    with pytest.raises(FollowingError, match="no feed nobody"):
        following.resume_feed("nobody", NOW)
