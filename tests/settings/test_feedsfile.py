"""The file of feeds is changed without losing what people wrote in it, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model.entries import Trust
from bot.model.errors import ConfigError
from bot.settings import load_feeds
from bot.settings.feedsfile import NewFeed, add_feeds, remove_feed

FILE = """\
# My feeds.

[[feed]]
id = "gazette"          # never changed later
url = "https://gazette.example/feed"
outlet = "The Gazette"

# The trades.
[[feed]]
id = "ledger"
url = "https://ledger.example/feed/"
outlet = "The Ledger"
trust = "trade"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "feeds.toml"
    path.parent.mkdir()
    path.write_text(FILE, "utf-8")
    return path


def test_a_feed_is_added_and_all_that_stood_there_stays(path: Path) -> None:
    new = NewFeed("https://www.new.example/rss", "New", trust=Trust.FAN, interval="2h")
    assert add_feeds(path, [new]) == ("new-example",)
    assert path.read_text("utf-8").startswith(FILE)
    (*_, last) = load_feeds(path)
    assert (last.id, last.url, last.outlet.trust) == ("new-example", new.url, Trust.FAN)


def test_an_address_that_is_there_is_not_added_again(path: Path) -> None:
    before = path.read_bytes()
    assert add_feeds(path, [NewFeed("https://ledger.example/feed", "The Ledger")]) == ()
    assert path.read_bytes() == before


def test_ids_of_one_host_are_told_apart(path: Path) -> None:
    new = [NewFeed(f"https://new.example/{number}", "New") for number in range(3)]
    assert add_feeds(path, new) == ("new-example", "new-example-2", "new-example-3")


def test_the_first_feed_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feeds.toml"
    add_feeds(path, [NewFeed("https://new.example/", "New")])
    assert [feed.id for feed in load_feeds(path)] == ["new-example"]


def test_a_feed_is_taken_out_and_the_comments_of_others_stay(path: Path) -> None:
    remove_feed(path, "ledger")
    assert [feed.id for feed in load_feeds(path)] == ["gazette"]
    assert "# never changed later" in path.read_text("utf-8")


def test_who_is_not_there_cannot_be_taken_out(path: Path) -> None:
    with pytest.raises(ConfigError, match="there are: gazette, ledger"):
        remove_feed(path, "nobody")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        pytest.param(NewFeed("https://new.example/", "New", interval="soon"), "interval", id="no interval"),
        pytest.param(NewFeed("nowhere", "New"), "url is no address", id="no address"),
        pytest.param(NewFeed("https://new.example/", "New", id="Big Id"), "cannot be used", id="no id"),
    ],
)
def test_what_could_not_be_read_afterwards_is_not_written(new: NewFeed, words: str, path: Path) -> None:
    with pytest.raises(ConfigError, match=words):
        add_feeds(path, [new])
    assert path.read_text("utf-8") == FILE
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_broken_already_is_left_to_its_owner(path: Path) -> None:
    path.write_text("[[feed\n", "utf-8")
    with pytest.raises(ConfigError, match="no TOML"):
        add_feeds(path, [NewFeed("https://new.example/", "New")])
