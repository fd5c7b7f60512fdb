from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.entries import Entry
from bot.store import Admission, Fate, Store
from tests.store.conftest import Make

NEW, REVISED, SEEN = Fate


def keep(store: Store, batch: Sequence[Entry], now: datetime) -> tuple[Admission, ...]:
    with store.transaction() as tx:
        admissions = tx.admit(batch)
        tx.save_entries(admissions, now)
    return admissions


_FIRST = Entry(
    id="first",
    feed="marquee",
    outlet="The Curtain Ledger",
    published=datetime.fromisoformat("2026-01-30T18:04Z"),
    title="Lantern Street 2 gets a date",
    summary="It opens in <b>September</b>, the studio said.",
    link="https://www.marquee.example/dated",
    guid="tag:marquee.example,2026:1",
)

RULES = [
    pytest.param({}, SEEN, id="the same again is seen"),
    pytest.param({"guid": "other"}, SEEN, id="the same text under a new GUID is seen"),
    pytest.param({"link": "https://other.example"}, SEEN, id="the same text behind a new link is seen"),
    pytest.param({"guid": "", "link": ""}, SEEN, id="the same text without GUID and link is seen"),
    pytest.param({"published": _FIRST.published + timedelta(days=9)}, SEEN, id="the same text with a new time is seen"),
    pytest.param({"outlet": "Marquee"}, SEEN, id="the same text under another name of the outlet is seen"),
    pytest.param(
        {"summary": "It opens  in\n<b>September</b>,\tthe studio said. "}, SEEN, id="other white space is no other text"
    ),
    pytest.param({"title": "Lantern Street 2 gets its date"}, REVISED, id="an edited headline is a revision"),
    pytest.param({"summary": "It opens in October."}, REVISED, id="an edited summary is a revision"),
    pytest.param({"content": "The whole story."}, REVISED, id="a text that came later is a revision"),
    pytest.param({"title": "Another headline", "link": "https://b.example"}, REVISED, id="a known GUID is enough"),
    pytest.param({"title": "Another headline", "guid": "other"}, REVISED, id="a known link is enough"),
    pytest.param({"title": "Another headline", "guid": ""}, REVISED, id="a link does where the GUID is gone"),
    pytest.param(
        {"title": "Another headline", "guid": "other", "link": "https://other.example"},
        NEW,
        id="another text with another GUID and link is new",
    ),
    pytest.param({"title": "Another headline", "guid": "", "link": ""}, NEW, id="no GUID and no link match nothing"),
    pytest.param({"feed": "gazette"}, NEW, id="the same text in another feed is new there"),
    pytest.param({"feed": "gazette", "title": "Another"}, NEW, id="a GUID and link of another feed match nothing"),
    pytest.param(
        {
            "title": "Lantern Street 2 gets a",
            "summary": "date It opens in <b>September</b>, the studio said.",
            "guid": "other",
            "link": "https://other.example",
        },
        NEW,
        id="words that move from title to summary make another text",
    ),
]


@pytest.mark.parametrize(("changes", "fate"), RULES)
@pytest.mark.parametrize("together", [False, True], ids=["in a later batch", "in the same batch"])
def test_what_an_entry_is_to_the_store(
    changes: dict[str, object],
    fate: Fate,
    together: bool,
    store: Store,
    now: datetime,
) -> None:
    second = replace(_FIRST, id="second", **changes)  # type: ignore[arg-type]  # the table names the fields
    if together:
        _, admission = keep(store, [_FIRST, second], now)
    else:
        keep(store, [_FIRST], now)
        (admission,) = keep(store, [second], now)
    assert (admission.fate, admission.revises) == (fate, "first" if fate is REVISED else None)
    assert admission.entry == second


def test_a_text_that_comes_back_after_an_edit_is_seen(store: Store, make: Make, now: datetime) -> None:
    plain, edited = make.entry("a"), make.entry("b", title="Edited")
    assert [one.fate for one in keep(store, [plain, edited, plain], now)] == [NEW, REVISED, SEEN]
    assert [one.fate for one in keep(store, [edited, plain], now)] == [SEEN, SEEN]


def test_a_revision_follows_the_newest_version(store: Store, make: Make, now: datetime) -> None:
    for number, before in enumerate([None, "v0", "v1", "v2"]):
        (admission,) = keep(store, [make.entry(f"v{number}", title=f"Headline {number}")], now)
        assert admission.revises == before


def test_a_guid_goes_before_a_link(store: Store, make: Make, now: datetime) -> None:
    by_guid = make.entry("by-guid", title="One", guid="g", link="https://a.example")
    by_link = make.entry("by-link", title="Two", guid="h", link="https://b.example")
    both = make.entry("both", title="Three", guid="g", link="https://b.example")
    assert [one.revises for one in keep(store, [by_guid, by_link, both], now)] == [None, None, "by-guid"]


def test_an_id_that_another_text_has_is_replaced(store: Store, make: Make, now: datetime) -> None:
    first, second, third = (make.entry("1", title=title) for title in ("One", "Two", "Three"))
    elsewhere = make.entry("1", feed="gazette")
    ids = [one.entry.id for one in keep(store, [first, second, elsewhere], now)]
    ids += [one.entry.id for one in keep(store, [third], now)]
    assert ids[0] == "1"
    assert len(set(ids)) == 4
    assert all(id_.startswith("1~") for id_ in ids[1:])


def test_an_id_that_is_replaced_is_so_on_every_retry(store: Store, make: Make, now: datetime) -> None:
    keep(store, [make.entry("1")], now)
    with store.transaction() as tx:
        once = tx.admit([make.entry("1", title="Two")])
        assert tx.admit([make.entry("1", title="Two")]) == once


def test_admitting_keeps_nothing(store: Store, make: Make, now: datetime) -> None:
    with store.transaction() as tx:
        tx.admit([make.entry()])
    assert [one.fate for one in keep(store, [make.entry()], now)] == [NEW]


def test_a_batch_of_any_size_is_admitted(store: Store, make: Make, now: datetime) -> None:
    batch = [make.story(number) for number in range(4_500)]
    assert {one.fate for one in keep(store, batch, now)} == {NEW}
    assert {one.fate for one in keep(store, batch, now)} == {SEEN}
    assert keep(store, [], now) == ()


def test_a_revision_follows_its_own_batch_however_large_that_is(store: Store, make: Make, now: datetime) -> None:
    keep(store, [make.entry("kept")], now)
    between = [make.story(number) for number in range(4_500)]
    admissions = keep(store, [make.entry("b", title="Edited"), *between, make.entry("c", title="Edited again")], now)
    assert (admissions[0].revises, admissions[-1].revises) == ("kept", "b")


def test_a_feed_that_gives_all_entries_one_link_still_brings_news(store: Store, make: Make, now: datetime) -> None:
    batch = [replace(make.story(number), link="https://www.marquee.example/") for number in range(3)]
    assert [one.fate for one in keep(store, batch, now)] == [NEW, REVISED, REVISED]


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param({"id_": "a\0b", "feed": "mar\0quee"}, id="NUL in ids"),
        pytest.param({"id_": "a\ud800b"}, id="half a surrogate pair in the id"),
        pytest.param({"title": "\ud800\udfff \0", "summary": "\x1f\x1e"}, id="broken characters in the text"),
        pytest.param({"link": "https://x.example/" + "a" * 100_000, "guid": "g" * 100_000}, id="endless link and GUID"),
        pytest.param({"title": "", "summary": "", "content": "", "guid": "", "link": ""}, id="nothing at all"),
        pytest.param({"title": "T" * 1_000_000}, id="an endless headline"),
        pytest.param({"outlet": "'); DROP TABLE entries; --"}, id="SQL"),
    ],
)
def test_hostile_entries_are_kept_once(hostile: dict[str, str], store: Store, make: Make, now: datetime) -> None:
    entry = make.entry(**hostile)
    (admission,) = keep(store, [entry], now)
    assert admission.fate is NEW
    assert [one.fate for one in keep(store, [entry], now)] == [SEEN]
    with store.snapshot() as snapshot:
        (explained,) = snapshot.explain(admission.entry.id)
    assert len(explained.version.title) <= 1_000
    assert len(explained.version.link) <= 2_048


_WORDS = st.sampled_from(["one", "two", "three", "  two", "two\n", ""])
_ENTRIES = st.builds(
    Entry,
    id=st.sampled_from(["1", "2", "3", "4"]),
    feed=st.sampled_from(["marquee", "gazette"]),
    outlet=st.just("The Curtain Ledger"),
    published=st.datetimes(timezones=st.just(_FIRST.published.tzinfo)),
    title=_WORDS,
    summary=_WORDS,
    link=st.sampled_from(["", "https://a.example", "https://b.example"]),
    content=_WORDS,
    guid=st.sampled_from(["", "g", "h"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches=st.lists(st.lists(_ENTRIES, max_size=8), max_size=4))
def test_no_text_is_news_twice_in_its_feed_and_none_is_lost(batches: list[list[Entry]]) -> None:
    store, kept = Store.open("sqlite://"), set()
    for batch in batches:
        for admission in keep(store, batch, _FIRST.published):
            entry = admission.entry
            text = (entry.feed, *(" ".join(words.split()) for words in (entry.title, entry.summary, entry.content)))
            assert (admission.fate is SEEN) == (text in kept)
            kept.add(text)
    with store.snapshot() as snapshot:
        assert snapshot.counts().entries == len(kept)
    store.close()
