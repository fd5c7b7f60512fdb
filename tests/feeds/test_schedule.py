from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.outcomes import Fetched, FetchError, Outcome
from bot.feeds.schedule import next_state
from bot.model.entries import Outlet
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState

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
        pytest.param(document(max_age=5 * MINUTE), 0, 30 * MINUTE, id="fresh for less than the interval"),
        pytest.param(document(retry_after=5 * MINUTE), 0, 30 * MINUTE, id="asks for less than the interval"),
        pytest.param(failure(), 0, HOUR, id="the first failure doubles it"),
        pytest.param(failure(), 1, 2 * HOUR, id="the second doubles it again"),
        pytest.param(failure(), 4, 16 * HOUR, id="and so on"),
        pytest.param(failure(), 5, DAY, id="up to a day"),
        pytest.param(failure(), 100_000, DAY, id="and never more, nor never again"),
        pytest.param(BROKEN, 0, HOUR, id="a document that cannot be read is a failure"),
        pytest.param(failure(404), 0, HOUR, id="not found may be found again"),
        pytest.param(failure(410), 0, 7 * DAY, id="gone for good is asked once a week"),
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
        pytest.param(failure(410, 8 * DAY), 8 * DAY, id="gone"),
        pytest.param(document(retry_after=2 * DAY), 2 * DAY, id="beside a document"),
        pytest.param(document(max_age=50 * MINUTE), 50 * MINUTE, id="fresh for longer than the interval"),
        pytest.param(document(max_age=365 * DAY), HOUR, id="fresh for ever is believed for an hour"),
    ],
)
def test_what_a_server_asks_for_is_kept_to(
    outcome: Fetched | FeedError, exactly: timedelta, wait: Callable[..., timedelta]
) -> None:
    assert wait(outcome) == exactly


def test_an_interval_of_more_than_a_day_is_never_shortened(wait: Callable[..., timedelta]) -> None:
    assert wait(failure(), interval=3 * DAY) >= 3 * DAY
    assert wait(failure(410), interval=30 * DAY) >= 30 * DAY


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
    st.sampled_from([None, 403, 404, 410, 429, 500]),
)
def test_no_outcome_brings_a_feed_up_sooner_than_its_interval_or_later_than_a_year(
    interval: timedelta, failures: int, retry_after: timedelta | None, status: int | None
) -> None:
    noon = datetime.fromisoformat("2026-06-01T12:00:00Z")
    feed = Feed("klaxon", "https://klaxon.example/", Outlet("Klaxon", "Klaxon"), interval)
    state = PollState("klaxon", noon, failures=failures)
    for outcome in (document(retry_after=retry_after), failure(status, retry_after), BROKEN):
        assert interval <= next_state(state, outcome, feed, noon).next_poll_at - noon <= 365 * DAY
