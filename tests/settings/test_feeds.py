"""Feeds are read from their file, or each fault in it is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.entries import Outlet, Trust
from bot.model.errors import ConfigError, FaultsError, SequelwatchError
from bot.model.feeds import Feed
from bot.settings import load_feeds

Write = Callable[[str], Path]

ONE = '[[feed]]\nid = "gazette"\nurl = "https://gazette.example/feed"\noutlet = "The Gazette"\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of feeds."""

    def write(content: str) -> Path:
        path = tmp_path / "feeds.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def faults(path: Path) -> list[str]:
    """The lines that people read, without the folder."""
    with pytest.raises(SequelwatchError) as raised:
        load_feeds(path)
    return [line.removeprefix(f"{path.parent}/") for line in str(raised.value).split("\n")]


def test_three_lines_are_enough_for_a_feed(write: Write) -> None:
    outlet = Outlet("The Gazette", "The Gazette", Trust.PRESS)
    assert load_feeds(write(ONE)) == (Feed("gazette", "https://gazette.example/feed", outlet, timedelta(minutes=30)),)


def test_a_feed_may_say_more(write: Write) -> None:
    (feed,) = load_feeds(write(ONE + 'owner = "Ink & Co"\ntrust = "trade"\ninterval = "2h"\nenabled = true\n'))
    assert (feed.outlet, feed.interval) == (Outlet("The Gazette", "Ink & Co", Trust.TRADE), timedelta(hours=2))


def test_a_feed_that_is_off_is_left_out_but_checked(write: Write) -> None:
    off = '[[feed]]\nid = "off"\nurl = "https://off.example/"\noutlet = "Off"\nenabled = false\n'
    assert [feed.id for feed in load_feeds(write(ONE + off))] == ["gazette"]
    assert faults(write(ONE + off + "colour = 1\n")) == [
        'feeds.toml:10: unknown key "colour": use one of: id, url, outlet, owner, trust, interval, enabled'
    ]


def test_no_feed_is_polled_more_often_than_the_least_interval(write: Write) -> None:
    path = write(ONE + 'interval = "30s"\n')
    assert [feed.interval for feed in load_feeds(path)] == [timedelta(minutes=5)]
    assert [feed.interval for feed in load_feeds(path, timedelta(seconds=10))] == [timedelta(seconds=30)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            ONE + ONE.replace("gazette.", "other."),
            "feeds.toml:6: this id stands in line 2 already: keep one of the two",
            id="an id twice",
        ),
        pytest.param(
            ONE + ONE.replace('"gazette"', '"second"').replace("/feed", "/feed/"),
            "feeds.toml:7: this url stands in line 3 already: keep one of the two",
            id="an address twice",
        ),
        pytest.param(
            ONE.replace("https", "ftp"),
            "feeds.toml:3: url is no address of the web: it begins with https:// or http://",
            id="another scheme",
        ),
        pytest.param(
            ONE.replace("gazette.example", "[::1"),
            "feeds.toml:3: url is no address of the web: it begins with https:// or http://",
            id="a broken address",
        ),
        pytest.param(
            ONE.replace('"gazette"', '"The Gazette"'),
            'feeds.toml:2: id "The Gazette" cannot be used: write small letters, digits and dashes',
            id="an id with spaces",
        ),
        pytest.param(
            ONE.replace('outlet = "The Gazette"\n', ""),
            'feeds.toml:1: outlet is missing: write outlet = "Deadline"',
            id="no outlet",
        ),
        pytest.param(
            ONE + 'trust = "presse"\n',
            'feeds.toml:5: trust "presse" is unknown: did you mean "press"?',
            id="an unknown trust",
        ),
        pytest.param(
            ONE + "interval = 30\n",
            "feeds.toml:5: interval cannot be used: it is no span of time: write a number with its unit, such as "
            '"30s", "10m", "2h" or "1d"',
            id="an interval without its unit",
        ),
        pytest.param(
            ONE + 'enabled = "no"\n',
            "feeds.toml:5: enabled is true or false, without quotes",
            id="a word for true or false",
        ),
        pytest.param(
            "[feed]\n" + ONE.split("\n", 1)[1],
            "feeds.toml:1: each feed is a table: write [[feed]] and its keys below",
            id="single brackets",
        ),
        pytest.param(
            "[[feeds]]\n" + ONE.split("\n", 1)[1],
            'feeds.toml:1: unknown key "feeds": did you mean "feed"?',
            id="a misspelt table",
        ),
        pytest.param(
            "", "feeds.toml: no feed is enabled: add one as [[feed]], or take away enabled = false", id="an empty file"
        ),
        pytest.param(
            "[[feed\n",
            "feeds.toml:1: it is not valid TOML: Expected ']]' at the end of an array declaration (column 7)",
            id="no TOML",
        ),
    ],
)
def test_a_fault_is_one_line_with_its_remedy(write: Write, content: str, expected: str) -> None:
    assert faults(write(content)) == [expected]


def test_all_faults_are_told_at_once(write: Write) -> None:
    with pytest.raises(FaultsError) as raised:
        load_feeds(write('[[feed]]\nurl = "x"\n\n[[feed]]\nid = 3\noutlet = ""\n'))
    assert [str(fault).rpartition("feeds.toml:")[2].split(" ")[0:2] for fault in raised.value.faults] == [
        ["1:", "id"], ["2:", "url"], ["1:", "outlet"], ["5:", "id"], ["4:", "url"], ["6:", "outlet"],
    ]  # fmt: skip


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"feeds\.toml: there is no such file"):
        load_feeds(tmp_path / "feeds.toml")


def test_the_feeds_that_ship_are_sound() -> None:
    feeds = load_feeds(Path(__file__).parents[2] / "config" / "feeds.toml")
    owners = {feed.outlet.name: feed.outlet.owner for feed in feeds}
    assert len(feeds) >= 15
    assert all(feed.url.startswith("https://") for feed in feeds)
    assert owners["Deadline"] == owners["Variety"] == owners["The Hollywood Reporter"] == owners["IndieWire"]
    assert owners["Collider"] == owners["ScreenRant"] == owners["MovieWeb"]
