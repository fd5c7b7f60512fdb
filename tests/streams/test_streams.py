"""The story streams that extraction and judging are measured on are well formed: entries, gold and seeds fit together.

Each stream is a folder: `seeds/*.toml` (what was known before), `entries.jsonl` (the news, oldest first, with the
`kind` of each), `developments.jsonl` (what a careful reader would have been told, and the entries that state it).
The demo's story is one of them; there the entries are called `story.jsonl`. All of them are invented.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.model.edtf import parse_edtf
from bot.model.properties import Certainty, Change, Property, Status, ValueKind

if TYPE_CHECKING:
    from tests.streams.conftest import Stream

KINDS = {
    "development", "restatement", "roundup", "interview", "opinion", "retrospective",
    "business", "review", "rumor", "hoax", "homonym", "unrelated",
}  # fmt: skip
FIRST_REPORTERS = {"development", "rumor", "interview", "roundup"}


def test_entries_are_in_order_and_have_ids_of_their_own(stream: Stream) -> None:
    times = [datetime.fromisoformat(entry["published"]) for entry in stream.entries]

    assert times == sorted(times)
    assert len({entry["id"] for entry in stream.entries}) == len(stream.entries)


def test_every_entry_is_of_a_known_kind(stream: Stream) -> None:
    assert {entry["kind"] for entry in stream.entries} <= KINDS


def test_every_development_is_of_a_seeded_title(stream: Stream) -> None:
    assert {gold["title_id"] for gold in stream.gold} == set(stream.seeds)


def test_seeds_know_properties_only(stream: Stream) -> None:
    for seed in stream.seeds.values():
        for prop in (*seed.get("known", {}), *seed.get("original", {})):
            Property(prop)


def test_developments_use_the_words_of_the_model(stream: Stream) -> None:
    for gold in stream.gold:
        Change(gold["change"])
        Certainty(gold["certainty"])
        kind = Property(gold["property"]).kind
        if kind is ValueKind.DATE:
            parse_edtf(gold["value"])
        if kind is ValueKind.STATUS:
            Status(gold["value"])
        assert gold["importance"] in {"key", "minor"}


def test_developments_are_stated_by_entries_in_order(stream: Stream) -> None:
    place = {entry["id"]: number for number, entry in enumerate(stream.entries)}

    for gold in stream.gold:
        places = [place[entry] for entry in gold["entries"]]
        assert places, gold["id"]
        assert places == sorted(places), gold["id"]


def test_who_is_first_to_report_is_labelled_as_such(stream: Stream) -> None:
    kinds = {entry["id"]: entry["kind"] for entry in stream.entries}
    firsts = {gold["entries"][0] for gold in stream.gold}

    assert {kinds[entry] for entry in firsts} <= FIRST_REPORTERS
    assert {entry for entry, kind in kinds.items() if kind == "development"} <= firsts


def test_what_changes_says_what_stood_before(stream: Stream) -> None:
    for gold in stream.gold:
        assert (gold["previous"] is None) == (gold["change"] == "added"), gold["id"]
