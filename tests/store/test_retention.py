"""What the store forgets, what it keeps, and that nothing forgotten comes back as new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.model.claims import Mention
from bot.model.developments import Judgement, NoDevelopment, Reason
from bot.model.entries import Entry
from bot.model.errors import UnknownEntryError
from bot.novelty import Pending
from bot.store import Fate, JudgedReading, Store

LONG = timedelta(days=400)


@pytest.fixture
def read(store: Store, now: datetime) -> Callable[..., None]:
    """Read entries, and what was judged in them."""

    def read(*entries: Entry, readings: tuple[JudgedReading, ...] = (), at: datetime = now) -> None:
        with store.transaction() as tx:
            tx.save_entries(tx.admit(entries), at)
            tx.save_readings(readings, at)

    return read


def forget(store: Store, unrelated: datetime, held_back: datetime, most: int = 1_000) -> int:
    with store.transaction() as tx:
        return tx.forget(unrelated, held_back, unrelated, most)


def kept(store: Store, *ids: str) -> list[str]:
    found = []
    with store.snapshot() as snapshot:
        for id_ in ids:
            try:
                found += [one.version.id for one in snapshot.explain(id_)]
            except UnknownEntryError:
                continue
    return found


def fates(store: Store, *entries: Entry) -> list[Fate]:
    with store.transaction() as tx:
        return [admission.fate for admission in tx.admit(entries)]


def test_what_was_forgotten_is_not_new_when_a_feed_brings_it_again(
    store: Store, make: Any, read: Callable[..., None], now: datetime
) -> None:
    read(make.story(1), make.story(2))
    assert forget(store, now + LONG, now) == 2
    assert kept(store, "marquee-1", "marquee-2") == []
    touched = replace(
        make.story(1), id="other", guid="anew", link="https://marquee.example/moved", published=now + LONG
    )
    assert fates(store, touched, make.story(3)) == [Fate.SEEN, Fate.NEW]


def test_a_forgotten_entry_that_says_something_else_is_read(
    store: Store, make: Any, read: Callable[..., None], now: datetime
) -> None:
    read(make.story(1))
    forget(store, now + LONG, now)
    assert fates(store, replace(make.story(1), title="Something else")) == [Fate.NEW]


def test_only_what_is_old_enough_is_forgotten_and_the_oldest_first(
    store: Store, make: Any, read: Callable[..., None], now: datetime
) -> None:
    read(make.story(1), make.story(2))
    read(make.story(3), at=now + timedelta(days=1))
    assert forget(store, now, now) == 0
    assert forget(store, now + timedelta(hours=1), now, most=1) == 1
    assert kept(store, "marquee-1", "marquee-2", "marquee-3") == ["marquee-2", "marquee-3"]


def _held_back(make: Any, id_: str, reason: Reason, development_id: str | None = None) -> JudgedReading:
    mention: Mention = make.mention()
    return JudgedReading(id_, (mention,), (Judgement(make.claim(), NoDevelopment(reason, None, development_id)),))


def test_what_speaks_of_a_title_is_kept_for_its_own_time(
    store: Store, make: Any, read: Callable[..., None], now: datetime
) -> None:
    read(make.story(1), readings=(_held_back(make, "marquee-1", Reason.SPECULATION),))
    read(make.story(2), readings=(JudgedReading("marquee-2", (make.mention(),)),))
    assert forget(store, now + LONG, now) == 0
    assert forget(store, now, now + LONG) == 2


def test_news_who_reported_it_and_what_waits_are_never_forgotten(
    store: Store, make: Any, read: Callable[..., None], now: datetime
) -> None:
    news = JudgedReading("e-1", (make.mention(),), (Judgement(make.claim(), make.development()),))
    read(make.entry(), readings=(news,))
    read(make.story(2), readings=(_held_back(make, "marquee-2", Reason.KNOWN, "d-1"),))
    read(make.story(3), readings=(_held_back(make, "marquee-3", Reason.UNCORROBORATED),))
    claim = make.claim()
    waiting = Pending(
        property=claim.property,
        value="2027-01-01",
        outlet="Fan Corner",
        owner="Fan Corner",
        published=now,
        entry_id="marquee-3",
        change=claim.change,
        certainty=claim.certainty,
    )
    with store.transaction() as tx:
        tx.save_pending("lantern-street-2", [waiting])
    assert forget(store, now + LONG, now + LONG) == 0
    with store.snapshot() as snapshot:
        (told,) = snapshot.timeline("lantern-street-2")
        assert len(told.also_reported_by) == 1
