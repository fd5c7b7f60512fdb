from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.model.feeds import Feed, Hints, Move, PollState
from bot.store import FeedHealth, Store
from tests.store.conftest import Later, Make

LEASE = timedelta(minutes=10)


def sync(store: Store, now: datetime, *feeds: Feed) -> None:
    with store.transaction() as tx:
        tx.sync_feeds(feeds, now)


def claim(store: Store, now: datetime, owner: str = "us", limit: int = 10) -> tuple[PollState, ...]:
    with store.transaction() as tx:
        return tx.claim_due_feeds(now, LEASE, owner, limit)


def finish(store: Store, state: PollState) -> None:
    with store.transaction() as tx:
        tx.finish_poll(state)


def ids(states: Sequence[PollState]) -> list[str]:
    return [state.feed_id for state in states]


def health(store: Store) -> tuple[FeedHealth, ...]:
    with store.snapshot() as snapshot:
        return snapshot.feed_health()


def test_a_new_feed_is_due_at_once_and_has_no_past(store: Store, make: Make, now: datetime) -> None:
    sync(store, now, make.feed())
    (state,) = claim(store, now)
    assert state == PollState("marquee", next_poll_at=now)
    assert state.is_first


def test_what_a_poll_found_out_is_kept_byte_for_byte(store: Store, make: Make, now: datetime, later: Later) -> None:
    sync(store, now, make.feed())
    (state,) = claim(store, now)
    found = replace(
        state,
        next_poll_at=later(30),
        etag='W/"ünï;gzip "',
        last_modified="Fri, 30 Jan 2026 18:04:00 GMT",
        first_polled_at=now,
        last_success_at=now,
        failures=2,
        last_error="feed marquee: the server answers 503",
    )
    finish(store, found)
    assert claim(store, later(29)) == ()
    assert claim(store, later(30)) == (found,)


def test_syncing_again_keeps_where_polling_stands(store: Store, make: Make, now: datetime, later: Later) -> None:
    sync(store, now, make.feed())
    found = replace(claim(store, now)[0], next_poll_at=later(30), etag='"1"', first_polled_at=now)
    finish(store, found)
    sync(store, later(5), make.feed(outlet=replace(make.feed().outlet, name="The Ledger")))
    (feed,) = health(store)
    assert (feed.state, feed.outlet, feed.enabled) == (found, "The Ledger", True)


def test_a_feed_that_is_gone_is_disabled_and_keeps_its_past(
    store: Store, make: Make, now: datetime, later: Later
) -> None:
    sync(store, now, make.feed(), make.feed("gazette"))
    found = replace(claim(store, now, limit=1)[0], next_poll_at=later(30), etag='"1"', first_polled_at=now)
    finish(store, found)
    gone = found.feed_id
    stays = next(one for one in ("marquee", "gazette") if one != gone)
    sync(store, later(40), make.feed(stays))
    assert ids(claim(store, later(60))) == [stays]
    assert [(feed.state.feed_id, feed.enabled) for feed in health(store)] == [(stays, True), (gone, False)]
    sync(store, later(70), make.feed(stays), make.feed(gone))
    assert found in claim(store, later(70))


def test_no_feeds_at_all_disables_every_one(store: Store, make: Make, now: datetime) -> None:
    sync(store, now, make.feed())
    sync(store, now)
    assert claim(store, now) == ()


def test_a_feed_whose_address_changed_begins_anew(store: Store, make: Make, now: datetime, later: Later) -> None:
    sync(store, now, make.feed())
    finish(store, replace(claim(store, now)[0], next_poll_at=later(30), etag='"1"', first_polled_at=now, failures=3))
    sync(store, later(5), make.feed(url="https://www.marquee.example/new-feed"))
    assert claim(store, later(5)) == (PollState("marquee", next_poll_at=later(5)),)


def test_a_leased_feed_is_nobody_elses_until_the_lease_ends(
    store: Store, url: str, make: Make, now: datetime, later: Later
) -> None:
    with closing(Store.open(url)) as other:
        sync(store, now, make.feed(), make.feed("gazette"))
        ours = claim(store, now, "us", limit=1)
        theirs = claim(other, now, "them")
        assert sorted(ids(ours) + ids(theirs)) == ["gazette", "marquee"]
        assert claim(store, later(9)) == ()
        assert claim(other, later(9)) == ()
        assert sorted(ids(claim(other, later(10), "them"))) == ["gazette", "marquee"]


def test_finishing_gives_the_lease_back(store: Store, make: Make, now: datetime, later: Later) -> None:
    sync(store, now, make.feed())
    (state,) = claim(store, now)
    finish(store, replace(state, next_poll_at=later(1)))
    assert ids(claim(store, later(1))) == ["marquee"]


def test_who_finishes_after_the_lease_has_ended_does_no_harm(
    store: Store, make: Make, now: datetime, later: Later
) -> None:
    sync(store, now, make.feed())
    (slow,) = claim(store, now, "slow")
    (quick,) = claim(store, later(11), "quick")
    finish(store, replace(slow, next_poll_at=later(42)))
    assert claim(store, later(12), "third") == ()
    finish(store, replace(quick, next_poll_at=later(43), etag='"2"'))
    assert [feed.state.etag for feed in health(store)] == ['"2"']


def test_who_stops_gives_back_its_own_leases_and_the_feeds_stay_due(
    store: Store, make: Make, now: datetime, later: Later
) -> None:
    sync(store, now, make.feed(), make.feed("gazette"))
    (ours,) = claim(store, now, "us", limit=1)
    claim(store, now, "them")
    with store.transaction() as tx:
        tx.release_feeds("us")
    assert claim(store, later(1)) == (ours,)


def test_finishing_a_feed_that_nobody_knows_is_nothing(store: Store, now: datetime) -> None:
    finish(store, PollState("nobody", next_poll_at=now))
    assert health(store) == ()


def test_those_that_have_waited_longest_come_first(store: Store, make: Make, later: Later) -> None:
    for minutes, name in [(3, "c"), (1, "a"), (2, "b")]:
        sync(store, later(minutes), *(make.feed(one.state.feed_id) for one in health(store)), make.feed(name))
    assert ids(claim(store, later(5), limit=2)) == ["a", "b"]
    assert ids(claim(store, later(5), limit=2)) == ["c"]


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_no_more_are_claimed_than_asked_for(limit: int, store: Store, make: Make, now: datetime) -> None:
    sync(store, now, *(make.feed(f"feed-{number}") for number in range(5)))
    assert len(claim(store, now, limit=limit)) == limit


def test_all_that_polite_polling_remembers_is_kept(store: Store, make: Make, now: datetime, later: Later) -> None:
    sync(store, now, make.feed())
    (state,) = claim(store, now)
    found = replace(
        state,
        next_poll_at=later(30),
        validated_url="https://www.marquee.example/feed",
        asked_url="https://new.marquee.example/feed",
        moving=Move("https://newer.marquee.example/feed", now, 2),
        body_hash="0a",
        items_hash="0b",
        fresh_for=timedelta(hours=2),
        hints=Hints(timedelta(hours=1), frozenset({3, 4}), frozenset({6}), "https://hub.example/", "x", archive=True),
        changed_at=now,
        pace=timedelta(hours=5),
        failing_since=now,
        told_at=now,
        last_said="Forbidden",
    )
    finish(store, found)
    assert claim(store, later(30)) == (found,)


def test_a_stopped_feed_is_not_claimed_until_it_is_resumed(store: Store, make: Make, now: datetime) -> None:
    sync(store, now, make.feed())
    finish(store, replace(claim(store, now)[0], stopped="it is gone", failures=1))
    assert claim(store, now) == ()
    with store.transaction() as tx:
        assert tx.resume_feed("marquee", now)
        assert not tx.resume_feed("nobody", now)
    (state,) = claim(store, now)
    assert (state.stopped, state.failures) == (None, 0)


def test_a_hosts_feeds_take_turns(store: Store, make: Make, now: datetime) -> None:
    feeds = [make.feed(f"feed-{number}", url=f"https://one.example/{number}") for number in range(3)]
    sync(store, now, *feeds, make.feed("other", url="https://other.example/"))
    first = claim(store, now)
    assert ids(first) == ["feed-0", "other"]
    assert claim(store, now) == ()
    finish(store, replace(first[0], next_poll_at=now + timedelta(hours=1)))
    assert ids(claim(store, now)) == ["feed-1"]


def test_a_host_that_rests_is_not_asked(store: Store, make: Make, now: datetime, later: Later) -> None:
    sync(store, now, make.feed(), make.feed("other", url="https://other.example/"))
    with store.transaction() as tx:
        tx.finish_polls([], {"www.marquee.example": later(5)})
        assert tx.resting_hosts(now) == {"www.marquee.example": later(5)}
    assert ids(claim(store, later(4))) == ["other"]
    assert ids(claim(store, later(5))) == ["marquee"]


def test_a_feed_that_is_asked_elsewhere_takes_turns_there(store: Store, make: Make, now: datetime) -> None:
    sync(store, now, make.feed(), make.feed("other", url="https://new.example/"))
    moved = replace(claim(store, now, limit=1)[0], asked_url="https://new.example/feed")
    finish(store, moved)
    assert ids(claim(store, now)) == ["marquee"]
    finish(store, replace(moved, asked_url=None, failures=3))
    assert sorted(ids(claim(store, now))) == ["marquee", "other"]
