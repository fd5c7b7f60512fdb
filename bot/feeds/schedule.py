"""When a feed is polled next. Pure: everything that affects `next_poll_at` stands here.

- Never sooner than the feed's interval, and a little later by chance, so that feeds do not all come due at once.
- As long as a server asks for (Retry-After), however long; as long as its answer stays fresh (RFC 9111, 4.2), and as
  its document says (`ttl`, `sy:*`); not within its `skipHours` and `skipDays`.
- More seldom where a feed changes seldom, up to a ceiling.
- After failures twice as long each time, up to a day: a feed is never dropped. Only what is gone for good (410) is
  asked no more, and its owner is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from bot.feeds.moves import after_failure, after_success
from bot.feeds.outcomes import Fetched, FetchError
from bot.model.errors import FeedError
from bot.model.feeds import Feed, Hints, PollState

JITTER = 0.1
HTTP_GONE = 410
TELL_AFTER = timedelta(days=1)
"""How long a feed fails until its owner is told, once."""
_LONGEST_BACK_OFF = timedelta(days=1)
_PER_CHANGE = 4
"""Polls between two changes of a feed, as they usually come."""
_SMOOTHING = 0.3
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Pacing:
    """How far polling follows a feed: `ceiling` is the most that a feed's own pace may stretch its interval to.

    `most_fresh` is how long a server's or a document's own word (max-age, ttl) is believed at most.
    """

    ceiling: timedelta = timedelta(hours=3)
    most_fresh: timedelta = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Pace:
    """What a feed itself says of how often to ask: its last change, its usual time between two, its own words."""

    changed_at: datetime
    usual: timedelta | None
    fresh_for: timedelta | None
    hints: Hints | None


def next_state(
    state: PollState,
    outcome: Fetched | FeedError,
    feed: Feed,
    now: datetime,
    *,
    hints: Hints | None = None,
    items_hash: str | None = None,
    pacing: Pacing | None = None,
) -> PollState:
    """Return where polling stands after an attempt at `now`.

    `hints` and `items_hash` are of the document that was read; without one, those that are known stand. A FeedError,
    of fetching or of parsing, keeps the validators: the document behind them was the last one read.
    """
    pacing = pacing or Pacing()
    if isinstance(outcome, FeedError):
        return _after_failure(state, outcome, feed, now)
    changed = items_hash is not None and items_hash != state.items_hash
    pace = _Pace(
        changed_at=now if changed or state.changed_at is None else state.changed_at,
        usual=_usual(state, now) if changed else state.pace,
        fresh_for=outcome.fresh_for,
        hints=hints or state.hints,
    )
    due = now + max(_wait_after_success(pace, feed, now, pacing), outcome.retry_after or timedelta())
    asked_url, moving = after_success(state, outcome.moved_to, now)
    return replace(
        state,
        next_poll_at=_outside_skipped(due, pace.hints, feed.id, now),
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        validated_url=outcome.final_url,
        asked_url=asked_url,
        moving=moving,
        body_hash=outcome.body_hash or state.body_hash,
        items_hash=items_hash or state.items_hash,
        fresh_for=outcome.fresh_for,
        hints=pace.hints,
        changed_at=pace.changed_at,
        pace=pace.usual,
        first_polled_at=state.first_polled_at or now,
        last_success_at=now,
        failures=0,
        last_error=None,
        failing_since=None,
        told_at=None,
        last_said=None,
    )


def postponed(state: PollState, now: datetime) -> PollState | None:
    """Return the state of a feed that is due, but must not be asked now, after some time away; None where it may be."""
    due = _outside_skipped(now, state.hints, state.feed_id, now)
    return None if due == now else replace(state, next_poll_at=due)


def _after_failure(state: PollState, error: FeedError, feed: Feed, now: datetime) -> PollState:
    said = error.said if isinstance(error, FetchError) else ""
    asked_url, moving = after_failure(state)
    after = replace(
        state,
        asked_url=asked_url,
        moving=moving,
        failures=state.failures + 1,
        last_error=error.problem,
        last_said=said or None,
        failing_since=state.failing_since or now,
    )
    if isinstance(error, FetchError) and error.status == HTTP_GONE and after.asked_url == state.asked_url:
        return replace(after, stopped=error.problem, told_at=now, next_poll_at=now + _LONGEST_BACK_OFF)
    due = now + _wait_after_failure(error, after, feed, now)
    after = replace(after, next_poll_at=_outside_skipped(due, state.hints, feed.id, now))
    failing = after.failing_since is not None and now - after.failing_since >= TELL_AFTER
    return replace(after, told_at=now) if failing and after.told_at is None else after


def _wait_after_success(pace: _Pace, feed: Feed, now: datetime, pacing: Pacing) -> timedelta:
    said = pace.hints.every if pace.hints else None
    believed = min(max(pace.fresh_for or timedelta(), said or timedelta()), pacing.most_fresh)
    own = _own_pace(pace, now, pacing.ceiling)
    return max(_spread(max(feed.interval, own), feed, now), believed)


def _own_pace(pace: _Pace, now: datetime, ceiling: timedelta) -> timedelta:
    """Tell how often the feed itself calls for a look: by the usual time between its changes, or since the last one."""
    if pace.hints and pace.hints.archive:
        return ceiling
    usual = max(pace.usual or timedelta(), now - pace.changed_at)
    return min(usual / _PER_CHANGE, ceiling)


def _usual(state: PollState, now: datetime) -> timedelta | None:
    """Smooth the time between changes, so that one slow or busy night does not count for everything."""
    if state.changed_at is None:
        return None
    since = max(now - state.changed_at, timedelta())
    return since if state.pace is None else state.pace * (1 - _SMOOTHING) + since * _SMOOTHING


def _wait_after_failure(error: FeedError, after: PollState, feed: Feed, now: datetime) -> timedelta:
    ceiling = max(_LONGEST_BACK_OFF, feed.interval)
    back_off = min(feed.interval * 2 ** min(after.failures, 20), ceiling)
    asked = error.retry_after if isinstance(error, FetchError) else None
    return max(_spread(back_off, feed, now), asked or timedelta())


def _outside_skipped(due: datetime, hints: Hints | None, feed_id: str, now: datetime) -> datetime:
    """Move a time to the next hour in which the feed may be asked; hints that leave no hour are a mistake."""
    if hints is None or len(hints.skip_hours) >= 24 or len(hints.skip_days) >= 7:
        return due
    moment = due
    while moment.weekday() in hints.skip_days or moment.hour in hints.skip_hours:
        moment = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
    return moment if moment == due else moment + _HOUR * JITTER * _share(feed_id, now)


def _spread(wait: timedelta, feed: Feed, now: datetime) -> timedelta:
    """Lengthen a wait by up to a tenth."""
    return wait * (1 + JITTER * _share(feed.id, now))


def _share(feed_id: str, now: datetime) -> float:
    """Draw a number below 1 that differs from feed to feed and from poll to poll."""
    digest = blake2b(b"%s\x1f%r" % (feed_id.encode(), now.timestamp()), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
