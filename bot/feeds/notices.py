"""What the bot's owner is still to be told of feeds: what stands now, held against what has been told. Decides; pure.

- Told are feeds that have failed for a day, that have stopped for good (410) and that have moved for good, once each,
  and once more when one that was told is read again.
- What fails together is told together: a message takes along what has failed nearly as long, and there is at most one
  an hour. A recovery waits until all that was told is over, or for a day: feeds come back over hours, as they are
  asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from bot.model.feeds import PollState

BETWEEN = timedelta(hours=1)
"""The least time between two messages."""
TAKEN_ALONG = timedelta(hours=18)
"""Feeds that have failed for so long go along with one that has for a day."""
_AT_LEAST_FAILURES = 3
_RECOVERIES_WAIT = timedelta(days=1)


class Matter(StrEnum):
    """What there is to tell of a feed, the gravest first."""

    STOPPED = "stopped"
    FAILING = "failing"
    MOVED = "moved"
    BACK = "back"


_TROUBLES = (Matter.STOPPED, Matter.FAILING)
Told = Mapping[str, Mapping[Matter, str]]
"""What has been told, by feed and matter: since when it fails (ISO 8601), or where it has moved."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A thing to tell of a feed. `mark` tells it from an earlier one of its sort, and is as in `Told`."""

    matter: Matter
    feed_id: str
    mark: str
    why: str = ""
    said: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What has been told, `at` when last. `returning` is since when recoveries wait.

    `trying` are the notices of a message that may have gone out, by the key of it; "" for none.
    """

    told: Told = field(default_factory=dict)
    at: datetime | None = None
    returning: datetime | None = None
    trying: str = ""
    tried: Told = field(default_factory=dict)


def due_notices(memory: Memory, feeds: Sequence[PollState], now: datetime) -> tuple[Notice, ...]:
    """Give what is to be told now, in one message, the gravest first; nothing where it can wait for company.

    `feeds` are those that are configured and of which there is something to tell, or was.
    """
    if memory.at is not None and timedelta() <= now - memory.at < BETWEEN:
        return ()
    fresh = [one for state in feeds for one in _standing(state) if _told(memory, one) != one.mark]
    back = recoveries(memory, feeds)
    if fresh:
        named = {one.feed_id for one in fresh}
        fresh += [one for state in feeds if state.feed_id not in named for one in _nearly(state, memory, now)]
    elif not back or not (_all_back(memory, feeds, back) or _waited(memory, now)):
        return ()
    order = list(Matter)
    return tuple(sorted((*fresh, *back), key=lambda one: (order.index(one.matter), one.feed_id)))


def recoveries(memory: Memory, feeds: Iterable[PollState]) -> tuple[Notice, ...]:
    """Give the feeds that are read again, of those that were told to be in trouble."""
    return tuple(
        Notice(Matter.BACK, state.feed_id, mark)
        for state in feeds
        if (mark := _trouble(memory, state.feed_id)) and _is_read_since(state, datetime.fromisoformat(mark))
    )


def told_after(told: Told, notices: Iterable[Notice], feeds: Iterable[PollState]) -> Told:
    """Give what has been told once these notices have; of what is configured no more, or moved no more, nothing."""
    after: dict[str, dict[Matter, str]] = {}
    for state in feeds:
        known = dict(told.get(state.feed_id, {}))
        if known.get(Matter.MOVED) != state.asked_url:
            known.pop(Matter.MOVED, None)
        after[state.feed_id] = known
    for one in notices:
        known = after.setdefault(one.feed_id, {})
        if one.matter is Matter.BACK:
            for matter in _TROUBLES:
                known.pop(matter, None)
        else:
            known[one.matter] = one.mark
    return {feed_id: known for feed_id, known in after.items() if known}


def key_of(notices: Iterable[Notice]) -> str:
    """Name a message by what it tells: the same notices, the same key (24 characters)."""
    told = "\x1f".join(f"{one.matter}\x1e{one.feed_id}\x1e{one.mark}" for one in notices)
    return blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _standing(state: PollState) -> Iterator[Notice]:
    """Tell what there is to tell of a feed as it stands, whether or not it has been told."""
    if state.failing_since and (state.stopped or state.told_at):
        yield _in_trouble(state, Matter.STOPPED if state.stopped else Matter.FAILING, state.failing_since)
    if state.asked_url:
        yield Notice(Matter.MOVED, state.feed_id, state.asked_url)


def _in_trouble(state: PollState, matter: Matter, since: datetime) -> Notice:
    return Notice(matter, state.feed_id, since.isoformat(), state.last_error or "", state.last_said or "", since)


def _nearly(state: PollState, memory: Memory, now: datetime) -> Iterator[Notice]:
    """Tell of a feed that has failed for nearly a day, and not since this bot was last at work."""
    since = state.failing_since
    if since is None or state.failures < _AT_LEAST_FAILURES or now - since < TAKEN_ALONG:
        return
    one = _in_trouble(state, Matter.FAILING, since)
    if not state.stopped and _told(memory, one) != one.mark:
        yield one


def _told(memory: Memory, one: Notice) -> str | None:
    return memory.told.get(one.feed_id, {}).get(one.matter)


def _trouble(memory: Memory, feed_id: str) -> str:
    known = memory.told.get(feed_id, {})
    return next((known[matter] for matter in _TROUBLES if matter in known), "")


def _is_read_since(state: PollState, since: datetime) -> bool:
    return not state.failures and state.last_success_at is not None and state.last_success_at > since


def _all_back(memory: Memory, feeds: Iterable[PollState], back: Iterable[Notice]) -> bool:
    named = {one.feed_id for one in back}
    return all(not _trouble(memory, state.feed_id) or state.feed_id in named for state in feeds)


def _waited(memory: Memory, now: datetime) -> bool:
    return memory.returning is not None and now - memory.returning >= _RECOVERIES_WAIT
