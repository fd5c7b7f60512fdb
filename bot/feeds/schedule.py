"""When a feed is polled next. Pure: everything that affects `next_poll_at` stands here.

- Never sooner than the feed's interval, a little later by a share that is its own, so that feeds do not all come due
  at once and yet keep their times.
- As long as a server asks for (Retry-After), however long; as long as its answer stays fresh, within reason.
- After failures twice as long each time, up to a day: a feed is never dropped.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

from bot.feeds.outcomes import Fetched, FetchError
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState

_JITTER = 0.1
_LONGEST_FRESH = timedelta(hours=1)
"""Servers that call their feed fresh for a year mean their pictures, and news would be late."""
_LONGEST_BACK_OFF = timedelta(days=1)
_GONE = timedelta(days=7)
_HTTP_GONE = 410


def next_state(state: PollState, outcome: Fetched | FeedError, feed: Feed, now: datetime) -> PollState:
    """Return where polling stands after an attempt at `now`.

    A FeedError, of fetching or of parsing, keeps the validators: the document behind them was the last one read.
    """
    if isinstance(outcome, FeedError):
        failures = state.failures + 1
        wait = _wait_after_failure(outcome, feed, failures)
        return replace(state, next_poll_at=now + wait, failures=failures, last_error=outcome.problem)
    return replace(
        state,
        next_poll_at=now + _wait_after_success(outcome, feed),
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        first_polled_at=state.first_polled_at or now,
        last_success_at=now,
        failures=0,
        last_error=None,
    )


def _wait_after_success(fetched: Fetched, feed: Feed) -> timedelta:
    fresh = min(fetched.max_age or timedelta(), _LONGEST_FRESH)
    return max(_spread(feed.interval, feed), fresh, fetched.retry_after or timedelta())


def _wait_after_failure(error: FeedError, feed: Feed, failures: int) -> timedelta:
    ceiling = max(_LONGEST_BACK_OFF, feed.interval)
    back_off = min(feed.interval * 2 ** min(failures, 20), ceiling)
    if not isinstance(error, FetchError):
        return _spread(back_off, feed)
    if error.status == _HTTP_GONE:
        back_off = max(_GONE, feed.interval)
    return max(_spread(back_off, feed), error.retry_after or timedelta())


def _spread(wait: timedelta, feed: Feed) -> timedelta:
    """Lengthen a wait by up to a tenth, always the same for one feed."""
    share = int.from_bytes(blake2b(feed.id.encode(), digest_size=4).digest()) / 2**32
    return wait * (1 + _JITTER * share)
