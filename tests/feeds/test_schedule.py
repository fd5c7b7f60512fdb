from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.outcomes import Fetched, FetchError, Outcome
from bot.feeds.schedule import Pacing, next_state
from bot.model.entries import Outlet
from bot.model.errors import FeedError
from bot.model.feeds import Feed, Hints, Move, PollState

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BROKEN = FeedError("klaxon", "this is an HTML page, not a feed")


def document(**fields: Any) -> Fetched:
    return Fetched(Outcome.DOCUMENT, "https://klaxon.example/feed/", b"<rss/>", **fields)


def failure(status: int | None = None, retry_after: timedelta | None = None) -> FetchError:
    return FetchError("klaxon", "it does not answer", status=status, retry_after=retry_after)


@pytest.fixture
def wait(
    make_feed: Callable[..., Feed], make_state: Callable[..., PollState], noon: datetime
) -> Callable[..., timedelta]:
    """Say how long after an outcome the feed is polled again."""

    def until_next(outcome: Fetched | FeedError, interval: timedelta = 30 * MINUTE, failures: int = 0) -> timedelta:
        state = make_state(failures=failures)
        return next_state(state, outcome, make_feed(interval=interval), noon).next_poll_at - noon

    return until_next


@pytest.mark.parametrize(
    ("outcome", "failures", "least"),
    [
        pytest.param(document(), 0, 30 * MINUTE, id="after a document the interval"),
        pytest.param(document(), 9, 30 * MINUTE, id="however often it failed before"),
        pytest.param(document(fresh_for=5 * MINUTE), 0, 30 * MINUTE, id="fresh for less than the interval"),
        pytest.param(document(retry_after=5 * MINUTE), 0, 30 * MINUTE, id="asks for less than the interval"),
        pytest.param(failure(), 0, HOUR, id="the first failure doubles it"),
        pytest.param(failure(), 1, 2 * HOUR, id="the second doubles it again"),
        pytest.param(failure(), 4, 16 * HOUR, id="and so on"),
        pytest.param(failure(), 5, DAY, id="up to a day"),
        pytest.param(failure(), 100_000, DAY, id="and never more, nor never again"),
        pytest.param(BROKEN, 0, HOUR, id="a document that cannot be read is a failure"),
        pytest.param(failure(404), 0, HOUR, id="not found may be found again"),
        pytest.param(failure(503, MINUTE), 0, HOUR, id="asks for less than the back-off"),
    ],
)
def test_a_wait_is_as_long_as_said_and_up_to_a_tenth_longer(
    outcome: Fetched | FeedError, failures: int, least: timedelta, wait: Callable[..., timedelta]
) -> None:
    assert least <= wait(outcome, failures=failures) < least * 1.1


@pytest.mark.parametrize(
    ("outcome", "exactly"),
    [
        pytest.param(failure(429, 3 * HOUR), 3 * HOUR, id="too many requests"),
        pytest.param(failure(503, 40 * DAY), 40 * DAY, id="unavailable, however long"),
        pytest.param(document(retry_after=2 * DAY), 2 * DAY, id="beside a document"),
        pytest.param(document(fresh_for=50 * MINUTE), 50 * MINUTE, id="fresh for longer than the interval"),
        pytest.param(document(fresh_for=365 * DAY), 365 * DAY, id="fresh for a year"),
    ],
)
def test_what_a_server_asks_for_is_kept_to(
    outcome: Fetched | FeedError, exactly: timedelta, wait: Callable[..., timedelta]
) -> None:
    assert wait(outcome) == exactly


def test_an_interval_of_more_than_a_day_is_never_shortened(wait: Callable[..., timedelta]) -> None:
    assert wait(failure(), interval=3 * DAY) >= 3 * DAY


@pytest.mark.parametrize(
    ("hints", "fresh_for", "exactly"),
    [
        pytest.param(Hints(every=2 * HOUR), None, 2 * HOUR, id="ttl"),
        pytest.param(Hints(every=2 * HOUR), 3 * HOUR, 3 * HOUR, id="max-age for longer than ttl"),
        pytest.param(Hints(every=40 * DAY), None, 40 * DAY, id="however long"),
        pytest.param(Hints(skip_hours=frozenset(range(12, 15))), None, 3 * HOUR, id="not within the hours to skip"),
        pytest.param(Hints(skip_days=frozenset({0})), None, 12 * HOUR, id="not on the days to skip"),
        pytest.param(Hints(skip_days=frozenset({0, 1}), skip_hours=frozenset({0})), None, 37 * HOUR, id="nor either"),
    ],
)
def test_what_a_document_asks_for_is_kept_to(
    hints: Hints,
    fresh_for: timedelta | None,
    exactly: timedelta,
    *,
    make_feed: Callable[..., Feed],
    make_state: Callable[..., PollState],
    noon: datetime,
) -> None:
    after = next_state(make_state(), document(fresh_for=fresh_for), make_feed(), noon, hints=hints)
    assert exactly <= after.next_poll_at - noon < exactly + 7 * MINUTE
    again = next_state(after, Fetched(Outcome.NOT_MODIFIED, "", fresh_for=fresh_for), make_feed(), noon)
    assert again.next_poll_at == after.next_poll_at, "and stands for answers without a document"


def test_hints_that_leave_no_hour_are_no_hints(make_feed: Any, make_state: Any, noon: datetime) -> None:
    hints = Hints(skip_hours=frozenset(range(24)))
    assert next_state(make_state(), document(), make_feed(), noon, hints=hints).next_poll_at - noon < HOUR


def test_an_owner_may_believe_less(make_feed: Any, make_state: Any, noon: datetime) -> None:
    pacing = Pacing(most_fresh=2 * HOUR)
    after = next_state(make_state(), document(fresh_for=DAY), make_feed(), noon, pacing=pacing)
    assert after.next_poll_at - noon == 2 * HOUR


def test_a_feed_that_changes_seldom_is_asked_more_seldom_up_to_a_ceiling(
    make_feed: Any, make_state: Any, noon: datetime
) -> None:
    waits, state, now = [], make_state(), noon
    for poll in range(200):
        state = next_state(state, document(), make_feed(), now, items_hash="same" if poll else "first")
        waits.append(state.next_poll_at - now)
        now = state.next_poll_at
    assert waits[0] < 33.1 * MINUTE
    assert waits[-1] >= 3 * HOUR
    assert max(waits) <= 3.3 * HOUR
    busy = [next_state(state, document(), make_feed(), now, items_hash="new")]
    for poll in range(30):
        now += HOUR
        busy.append(next_state(busy[-1], document(), make_feed(), now, items_hash=str(poll)))
    assert busy[-1].next_poll_at - now < 33.1 * MINUTE, "and as often as its interval allows once it is busy"


def test_what_is_gone_for_good_is_asked_no_more_and_the_owner_is_told_at_once(
    make_feed: Any, make_state: Any, noon: datetime
) -> None:
    after = next_state(make_state(), failure(410), make_feed(), noon)
    assert after.stopped == "it does not answer"
    assert after.told_at == noon


def test_an_owner_is_told_once_after_a_day_of_failures_and_anew_after_the_next_success(
    make_feed: Any, make_state: Any, noon: datetime
) -> None:
    def told_during(days: int, state: PollState) -> list[timedelta]:
        told, now = [], noon
        while now < noon + days * DAY:
            before, state = state, next_state(state, failure(500), make_feed(), now)
            if state.told_at != before.told_at:
                told.append(now - noon)
            now = state.next_poll_at
        assert state.stopped is None
        return told

    (told,) = told_during(60, make_state())
    assert DAY <= told < 2.5 * DAY
    recovered = next_state(make_state(failing_since=noon, told_at=noon, failures=9), document(), make_feed(), noon)
    assert (recovered.failing_since, recovered.told_at, recovered.last_said) == (None, None, None)


def test_a_move_for_good_is_kept_once_it_has_proved_itself(make_feed: Any, make_state: Any, noon: datetime) -> None:
    state, now, polls = make_state(), noon, 0
    while state.asked_url is None:
        state = next_state(state, document(moved_to="https://new.example/"), make_feed(), now)
        polls, now = polls + 1, state.next_poll_at
    assert (state.asked_url, state.moving) == ("https://new.example/", None)
    assert polls > 3
    assert now - noon > DAY
    for _ in range(3):
        state = next_state(state, failure(404), make_feed(), now)
    assert state.asked_url is None, "and given up once it fails"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(document(), id="once without"),
        pytest.param(document(moved_to="https://other.example/"), id="once elsewhere"),
        pytest.param(document(moved_to="http://new.example/"), id="once without TLS"),
    ],
)
def test_a_move_that_wavers_proves_itself_anew(
    answer: Fetched, make_feed: Any, make_state: Any, noon: datetime
) -> None:
    move = Move("https://new.example/", noon - 5 * DAY, 40)
    after = next_state(make_state(moving=move), answer, make_feed(), noon)
    assert after.asked_url is None
    assert after.moving is None or after.moving.polls == 1


def test_a_new_address_that_is_gone_gives_the_old_one_its_turn_before_anything_stops(
    make_feed: Any, make_state: Any, noon: datetime
) -> None:
    state = make_state(asked_url="https://new.example/", failures=2)
    after = next_state(state, failure(410), make_feed(), noon)
    assert (after.asked_url, after.stopped) == (None, None)


def test_feeds_of_one_interval_spread_out_and_each_keeps_its_own_time(
    make_feed: Callable[..., Feed], make_state: Callable[..., PollState], noon: datetime
) -> None:
    def due(number: int) -> datetime:
        return next_state(make_state(), document(), make_feed(id_=f"feed-{number}"), noon).next_poll_at

    times = [due(number) for number in range(100)]
    assert times == [due(number) for number in range(100)]
    assert len(set(times)) == 100
    assert max(times) - min(times) > 2 * MINUTE


def test_success_keeps_the_validators_that_came_and_forgets_the_failures(
    make_feed: Callable[..., Feed], make_state: Callable[..., PollState], noon: datetime
) -> None:
    before = make_state(etag='"1"', last_modified="then", failures=3, last_error="it does not answer")
    after = next_state(before, document(etag='"2"'), make_feed(), noon)
    assert (after.etag, after.last_modified) == ('"2"', None)
    assert (after.failures, after.last_error) == (0, None)
    assert (after.first_polled_at, after.last_success_at) == (noon, noon)
    assert not after.is_first


def test_the_first_success_stays_the_first(
    make_feed: Callable[..., Feed], make_state: Callable[..., PollState], noon: datetime
) -> None:
    after = next_state(make_state(first_polled_at=noon - DAY), document(), make_feed(), noon)
    assert (after.first_polled_at, after.last_success_at) == (noon - DAY, noon)


def test_a_failure_keeps_the_validators_and_says_what_it_was(
    make_feed: Callable[..., Feed], make_state: Callable[..., PollState], noon: datetime
) -> None:
    before = make_state(etag='"1"', last_modified="then", last_success_at=noon - DAY, failures=1)
    after = next_state(before, BROKEN, make_feed(), noon)
    assert (after.etag, after.last_modified, after.last_success_at) == ('"1"', "then", noon - DAY)
    assert (after.failures, after.last_error) == (2, "this is an HTML page, not a feed")
    assert after.is_first, "what a feed holds stays old news until it has been read once"


@given(
    st.timedeltas(min_value=MINUTE, max_value=30 * DAY),
    st.integers(min_value=0, max_value=10**9),
    st.none() | st.timedeltas(min_value=timedelta(), max_value=365 * DAY),
    st.sampled_from([None, 403, 404, 429, 500]),
)
def test_no_outcome_brings_a_feed_up_sooner_than_its_interval_or_later_than_a_year(
    interval: timedelta, failures: int, retry_after: timedelta | None, status: int | None
) -> None:
    noon = datetime.fromisoformat("2026-06-01T12:00:00Z")
    feed = Feed("klaxon", "https://klaxon.example/", Outlet("Klaxon", "Klaxon"), interval)
    state = PollState("klaxon", noon, failures=failures)
    for outcome in (document(retry_after=retry_after), failure(status, retry_after), BROKEN):
        assert interval <= next_state(state, outcome, feed, noon).next_poll_at - noon <= 365 * DAY
