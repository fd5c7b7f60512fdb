from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.model.alerts import DeliveryState
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.entries import Entry
from bot.model.errors import UnknownEntryError
from bot.model.feeds import PollState
from bot.store import Counts, Explanation, FeedHealth, JudgedReading, Report, Store, TimelineItem
from tests.store.conftest import Later, Make

TITLE = "lantern-street-2"
LINK = "https://www.marquee.example/lantern-street-2-dated"


def keep(store: Store, now: datetime, entries: Sequence[Entry], *readings: JudgedReading) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit(entries), now)
        tx.save_readings(readings, now)


def timeline(store: Store, title_id: str = TITLE) -> tuple[TimelineItem, ...]:
    with store.snapshot() as snapshot:
        return snapshot.timeline(title_id)


def explain(store: Store, address: str) -> tuple[Explanation, ...]:
    with store.snapshot() as snapshot:
        return snapshot.explain(address)


def echo(make: Make, entry_id: str, *development_ids: str, reason: Reason = Reason.KNOWN) -> JudgedReading:
    judgements = [Judgement(make.claim(), NoDevelopment(reason, "2026-09-18", id_)) for id_ in development_ids]
    return JudgedReading(entry_id, [make.mention()], judgements)


def said(make: Make, entry_id: str, *developments: Development) -> JudgedReading:
    return JudgedReading(entry_id, [make.mention()], [Judgement(make.claim(), one) for one in developments])


def test_a_timeline_tells_who_else_reported_it_oldest_first(
    store: Store, make: Make, now: datetime, later: Later
) -> None:
    first, second = make.development("d-1", entry_id="e-1"), make.development("d-2", entry_id="e-1")
    late = replace(make.story(3), id="e-3", outlet="The Gazette", published=later(30))
    early = replace(make.story(2), id="e-2", outlet="Evening Lamp", published=later(20))
    keep(store, now, [make.entry("e-1")], said(make, "e-1", first, second))
    keep(store, later(60), [late, early], echo(make, "e-3", "d-1", "d-1"), echo(make, "e-2", "d-1"))
    reports = (
        Report("Evening Lamp", early.link, later(20), "e-2"),
        Report("The Gazette", late.link, later(30), "e-3"),
    )
    assert timeline(store) == (TimelineItem(first, now, reports), TimelineItem(second, now, ()))
    assert timeline(store, "another-title") == ()


def test_the_entry_of_a_development_is_no_further_report_of_it(store: Store, make: Make, now: datetime) -> None:
    again = Judgement(make.claim(), NoDevelopment(Reason.SAME_ENTRY, "2026", "d-1"))
    reading = JudgedReading("e-1", (), [Judgement(make.claim(), make.development()), again])
    keep(store, now, [make.entry()], reading)
    assert [item.also_reported_by for item in timeline(store)] == [()]


@pytest.mark.parametrize("address", ["e-1", LINK, f"  {LINK}\n"])
def test_an_entry_is_found_by_its_id_and_its_link(address: str, store: Store, make: Make, now: datetime) -> None:
    keep(store, now, [make.entry(), make.story(2)], said(make, "e-1", make.development()))
    (explained,) = explain(store, address)
    version = explained.version
    assert (version.id, version.feed, version.outlet, version.link) == ("e-1", "marquee", "The Curtain Ledger", LINK)
    assert (version.revises, version.read_at, version.title) == (None, now, "Lantern Street 2 gets a date")
    assert explained.mentions == (make.mention(),)
    assert explained.judgements == (Judgement(make.claim(), make.development()),)


def test_every_version_of_an_entry_is_explained_oldest_first(
    store: Store, make: Make, now: datetime, later: Later
) -> None:
    versions = [
        make.entry("a"),
        make.entry("b", title="Edited", link=""),
        make.entry("c", title="Edited again", guid="moved"),
    ]
    keep(store, now, versions, said(make, "a", make.development(entry_id="a")))
    keep(store, later(1), [make.story(9)], echo(make, "b", "d-1"))
    for address in ("a", LINK):
        explained = explain(store, address)
        assert [(one.version.id, one.version.revises) for one in explained] == [("a", None), ("b", "a"), ("c", "a")]
        assert [len(one.judgements) for one in explained] == [1, 1, 0]


def test_an_entry_that_speaks_of_nothing_tracked_says_so(store: Store, make: Make, now: datetime) -> None:
    keep(store, now, [make.entry()])
    (explained,) = explain(store, "e-1")
    assert (explained.mentions, explained.judgements) == ((), ())


def test_a_link_that_two_feeds_share_explains_both(store: Store, make: Make, now: datetime) -> None:
    keep(store, now, [make.entry("a"), make.entry("b", feed="gazette")])
    assert [one.version.id for one in explain(store, LINK)] == ["a", "b"]
    assert [one.version.id for one in explain(store, "b")] == ["b"]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{LINK}/", id="a slash at the end"),
        pytest.param(f"{LINK}#comments", id="a place in the page"),
        pytest.param(f"{LINK}?utm_source=feed&utm_medium=rss&fbclid=1", id="marks of trackers"),
        pytest.param(LINK.replace("https://www.", "http://"), id="another scheme, no www"),
    ],
)
def test_an_address_as_a_browser_shows_it_finds_its_entry(
    store: Store, make: Make, now: datetime, address: str
) -> None:
    keep(store, now, [make.entry("a"), make.story(1)])
    assert [one.version.id for one in explain(store, address)] == ["a"]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{LINK}-again", id="a longer path"),
        pytest.param(LINK[:-3], id="a shorter path"),
        pytest.param(f"{LINK}?p=2", id="another page by its query"),
        pytest.param("https://www.marquee.example/%", id="a sign that means anything to a database"),
        pytest.param("https://[broken", id="no address"),
    ],
)
def test_another_address_finds_nothing(store: Store, make: Make, now: datetime, address: str) -> None:
    keep(store, now, [make.entry("a")])
    with pytest.raises(UnknownEntryError):
        explain(store, address)


def test_a_feed_with_one_link_for_all_explains_the_newest(store: Store, make: Make, now: datetime) -> None:
    keep(store, now, [replace(make.story(number), link=LINK) for number in range(120)])
    explained = explain(store, LINK)
    assert len(explained) == 50
    assert explained[-1].version.id == "marquee-119"


@pytest.mark.parametrize("address", ["e-2", "", "https://nowhere.example", "' OR 1=1 --", "\ud800\0"])
def test_an_entry_that_was_never_read_is_told(address: str, store: Store, make: Make, now: datetime) -> None:
    keep(store, now, [make.entry(link="")])
    with pytest.raises(UnknownEntryError, match=r"no entry with the id or address .* has been read"):
        explain(store, address)


def test_counting_what_there_is(store: Store, make: Make, now: datetime) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.counts() == Counts(0, 0, 0, {}, {})
    one, two = make.development("d-1", entry_id="marquee-1"), make.development("d-2", entry_id="marquee-1")
    readings = (
        said(make, "marquee-1", one, two),
        echo(make, "marquee-2", "d-1", "d-2"),
        JudgedReading(
            "marquee-3",
            [make.mention(), make.mention("other")],
            [
                Judgement(make.claim(), NoDevelopment(Reason.SPECULATION)),
            ],
        ),
    )
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(number) for number in range(1, 6)]), now)
        tx.save_readings(readings, now)
        tx.add_alerts([make.alert("a", one), make.alert("b", two)], now, now)
        tx.claim_deliveries("discord", now, 1)
        tx.record_sent("a", now)
        assert tx.counts() == Counts(
            entries=5,
            entries_with_mention=3,
            developments=2,
            held_back={Reason.KNOWN: 2, Reason.SPECULATION: 1},
            deliveries={DeliveryState.SENT: 1, DeliveryState.PENDING: 1},
        )


def test_the_health_of_every_feed(store: Store, make: Make, now: datetime, later: Later) -> None:
    with store.transaction() as tx:
        tx.sync_feeds([make.feed("b"), make.feed("a"), make.feed("c", url="https://c.example/feed")], now)
        tx.finish_poll(PollState("b", later(30), failures=4, last_error="feed b: no answer"))
        tx.sync_feeds([make.feed("b"), make.feed("c", url="https://c.example/feed")], now)
        outlet = make.feed().outlet.name
        assert tx.feed_health() == (
            FeedHealth(
                make.feed("b").url, outlet, True, PollState("b", later(30), failures=4, last_error="feed b: no answer")
            ),
            FeedHealth("https://c.example/feed", outlet, True, PollState("c", now)),
            FeedHealth(make.feed("a").url, outlet, False, PollState("a", now)),
        )
