"""The story, its gold and its outlets fit together, so that it can serve as a story stream for tests."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from datetime import timedelta

import pytest

from bot.demo import story
from bot.demo.channels import Format, Quirk
from bot.demo.story import FIRST_POLL, channels, entries, feeds, folder, moments

ROWS = [json.loads(line) for line in folder().joinpath("story.jsonl").read_text(encoding="utf-8").splitlines()]
"""The entries as they stand in the file."""


def test_entries_come_in_the_order_of_their_publication() -> None:
    times = [entry.published for entry in entries()]

    assert times == sorted(times)
    assert all(time.utcoffset() == timedelta() for time in times)


def test_ids_are_unique_and_only_an_edit_shares_its_link() -> None:
    assert len({entry.id for entry in entries()}) == len(entries())
    shared = [link for link, count in Counter(entry.link for entry in entries()).items() if count > 1]
    assert len(shared) == 2
    for link in shared:
        first, second = (entry for entry in entries() if entry.link == link)
        assert first.feed == second.feed
        assert (first.title, first.summary) != (second.title, second.summary)


def test_the_story_is_long_enough_to_be_one() -> None:
    assert 130 <= len(entries()) <= 170
    assert entries()[-1].published - entries()[0].published > timedelta(days=2 * 365)


def test_every_entry_is_of_a_known_outlet() -> None:
    outlets = {channel.id: channel.outlet.name for channel in channels()}

    assert all(outlets[row["feed"]] == row["outlet"] for row in ROWS)


def test_every_link_leads_nowhere() -> None:
    assert all(re.fullmatch(r"https://[a-z]+\.example/\S+", entry.link) for entry in entries())


def test_the_outlets_show_both_formats_and_both_quirks() -> None:
    formats = Counter(channel.format for channel in channels())

    assert formats[Format.RSS] == formats[Format.ATOM] == 4
    assert {channel.quirk for channel in channels()} == set(Quirk)


def test_feeds_point_at_the_server_that_serves_them() -> None:
    first, *_ = feeds("http://127.0.0.1:8080")

    assert (first.id, first.url, first.outlet.name) == ("klieg", "http://127.0.0.1:8080/klieg", "Klieg Daily")


def test_polling_rounds_fall_on_half_hours_and_miss_nothing() -> None:
    rounds = moments()

    assert rounds[0] == FIRST_POLL
    assert list(rounds) == sorted(set(rounds))
    assert all(moment.minute in {0, 30} and moment.second == 0 for moment in rounds)
    assert rounds[-1] >= entries()[-1].published


def test_an_entry_is_polled_within_half_an_hour_of_its_publication() -> None:
    later = [entry.published for entry in entries() if entry.published > FIRST_POLL]

    for published in later:
        assert min(moment for moment in moments() if moment >= published) - published < timedelta(minutes=30)


def test_the_first_poll_finds_old_news_in_every_feed() -> None:
    before = {entry.feed for entry in entries() if entry.published <= FIRST_POLL}

    assert len(before) >= 6


def test_the_seed_is_the_baseline_that_the_story_starts_from() -> None:
    (path,) = folder().joinpath("seeds").iterdir()
    seed = tomllib.loads(path.read_text(encoding="utf-8"))

    assert path.name == f"{story.TITLE_ID}.toml"
    assert seed["known"]["status"] == "in development"
    assert "studio" not in seed["known"]
    assert "release_date" not in seed["known"]
    assert seed["known_as_of"] < FIRST_POLL.date()


@pytest.mark.parametrize("word", ["TODO", "lorem", "\ufffd"])
def test_nothing_unfinished_was_left_in_it(word: str) -> None:
    assert all(word not in json.dumps(row, ensure_ascii=False) for row in ROWS)
