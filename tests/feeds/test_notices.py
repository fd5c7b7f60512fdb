"""What the bot's owner is told of feeds: each thing once, and what belongs together in one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.feeds.notices import BETWEEN, Matter, Memory, due_notices, key_of, recoveries, told_after
from bot.model.feeds import PollState

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def state(feed_id: str = "ledger", **rest: Any) -> PollState:
    return PollState(feed_id, NOW + HOUR, **rest)


def failing(feed_id: str = "ledger", since: datetime = NOW - 1.3 * DAY, **rest: Any) -> PollState:
    given: dict[str, Any] = {"failures": 6, "last_error": "HTTP 503", "told_at": NOW} | rest
    return state(feed_id, failing_since=since, **given)


def well(feed_id: str = "ledger") -> PollState:
    return state(feed_id, last_success_at=NOW - timedelta(minutes=1))


def matters(memory: Memory, *feeds: PollState, now: datetime = NOW) -> list[tuple[str, str]]:
    return [(one.matter.value, one.feed_id) for one in due_notices(memory, feeds, now)]


def told_of(*feeds: PollState, memory: Memory | None = None, now: datetime = NOW) -> Memory:
    memory = memory or Memory()
    return Memory(told_after(memory.told, due_notices(memory, feeds, now), feeds), at=now)


@pytest.mark.parametrize(
    ("found", "matter"),
    [
        pytest.param(failing(), "failing", id="a day of failures"),
        pytest.param(failing(stopped="HTTP 410"), "stopped", id="gone for good"),
        pytest.param(state(asked_url="https://new.example/feed"), "moved", id="moved for good"),
    ],
)
def test_each_thing_is_told_once(found: PollState, matter: str) -> None:
    assert matters(Memory(), found) == [(matter, "ledger")]
    memory = told_of(found)
    for hours in range(100):
        assert matters(memory, found, now=NOW + hours * HOUR) == []


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(well(), id="well"),
        pytest.param(failing(since=NOW - 20 * HOUR, told_at=None), id="not for a day"),
        pytest.param(state(last_success_at=None), id="not polled yet"),
    ],
)
def test_there_is_nothing_to_tell(found: PollState) -> None:
    assert matters(Memory(), found) == []


def test_what_fails_together_is_one_message() -> None:
    network = [failing()]
    network += [failing(f"feed-{n}", NOW - (19 + n / 10) * HOUR, told_at=None) for n in range(29)]
    young = failing("young", NOW - 2 * HOUR, told_at=None)
    asleep = failing("asleep", NOW - 5 * DAY, told_at=None, failures=1)
    memory = told_of(*network, young, asleep)
    assert len(memory.told) == 30
    grown = [replace(one, told_at=NOW + 6 * HOUR, failures=9) for one in network]
    assert matters(memory, *grown, now=NOW + 7 * HOUR) == [], "a day of failures has been told of already"


def test_there_is_one_message_an_hour_at_most_and_none_is_lost() -> None:
    memory = told_of(failing("a", stopped="HTTP 410"))
    feeds = [failing(name, stopped="HTTP 410") for name in "abc"]
    assert matters(memory, *feeds, now=NOW + BETWEEN / 2) == []
    assert matters(memory, *feeds, now=NOW + BETWEEN) == [("stopped", "b"), ("stopped", "c")]
    assert matters(memory, *feeds, now=NOW - DAY) != [], "a clock that went back holds up nothing"


def test_a_recovery_is_told_once() -> None:
    memory = told_of(failing())
    later = NOW + 2 * HOUR
    back = state(last_success_at=later)
    assert matters(memory, back, now=later) == [("back", "ledger")]
    assert matters(told_of(back, memory=memory, now=later), back, now=later + DAY) == []


def test_recoveries_wait_for_each_other_but_not_for_ever() -> None:
    memory = told_of(failing("a"), failing("b"))
    later = NOW + 2 * HOUR
    back, still = state("a", last_success_at=later), failing("b")
    assert [one.feed_id for one in recoveries(memory, [back, still])] == ["a"]
    waiting = replace(memory, returning=later)
    assert matters(waiting, back, still, now=later + 23 * HOUR) == []
    assert matters(waiting, back, still, now=later + DAY) == [("back", "a")]
    assert matters(waiting, back, replace(back, feed_id="b"), now=later + HOUR) == [("back", "a"), ("back", "b")]


def test_a_feed_that_was_asked_to_begin_again_is_not_back_before_it_is_read() -> None:
    memory = told_of(failing(stopped="HTTP 410"))
    resumed = state(last_success_at=NOW - 9 * DAY)
    assert matters(memory, resumed, now=NOW + DAY) == []
    assert matters(memory, failing(since=NOW + HOUR), now=NOW + 3 * DAY) == [("failing", "ledger")], "that is news"


def test_what_is_configured_no_more_is_forgotten_in_silence() -> None:
    memory = told_of(failing("a"), failing("b"))
    assert set(told_after(memory.told, (), [failing("a")])) == {"a"}
    moved = told_of(state(asked_url="https://new.example/feed"))
    assert told_after(moved.told, (), [state()]) == {}


def test_the_same_notices_are_the_same_message_and_later_ones_another() -> None:
    first, again = (due_notices(Memory(), [failing()], now) for now in (NOW, NOW + HOUR))
    assert key_of(first) == key_of(again)
    assert len(key_of(first)) == 24
    assert key_of(due_notices(Memory(), [failing(since=NOW - 1.2 * DAY)], NOW)) != key_of(first)
    assert first[0].matter == Matter.FAILING
