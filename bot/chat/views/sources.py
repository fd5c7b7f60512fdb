"""`/sources list`: which feeds are read, and how they are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, bold, lines, small, stamp
from bot.chat.panels import Frame, Panel, pages_of
from bot.model.feeds import PollState
from bot.store import FeedHealth
from bot.wording import Speech, Standing, host_of

_TOGETHER = 5


def sources_pages(feeds: Sequence[FeedHealth], speech: Speech) -> tuple[Panel, ...]:
    """Draw the feeds that are configured: those that fail first, then by the names of their outlets."""
    ours = sorted((feed for feed in feeds if feed.enabled), key=lambda feed: (not feed.state.failures, feed.outlet))
    working = sum(_works(feed.state) for feed in ours)
    head = lines(
        f"## {speech.say('sources.heading')}",
        small(speech.count("sources.working", len(ours), working=working)) if ours else "",
    )
    rows = [_row(feed, speech) for feed in ours] or [speech.say("sources.nothing")]
    paragraphs = ["\n".join(rows[start : start + _TOGETHER]) for start in range(0, len(rows), _TOGETHER)]
    colour = COLOURS[Standing.CONFIRMED if working == len(ours) else Standing.IN_TALKS]
    return pages_of(Frame(head, colour=colour), paragraphs)


def _works(state: PollState) -> bool:
    return state.last_success_at is not None and not state.failures


def _row(feed: FeedHealth, speech: Speech) -> str:
    state = feed.state
    mark = "🟢" if _works(state) else "🔴" if state.failures else "⚪"
    name = bold(escape(feed.outlet, 60) or escape(state.feed_id, 60))
    return lines(f"{mark} {name}", small(escape(host_of(feed.url), 60), *_health(state, speech)))


def _health(state: PollState, speech: Speech) -> list[str]:
    read = speech.say("sources.fine", when=stamp(state.last_success_at, "R")) if state.last_success_at else ""
    if state.stopped:
        return [read, speech.say("sources.stopped", why=escape(state.stopped, 140))]
    if not state.failures:
        return [read or speech.say("sources.waiting")]
    why = escape(state.last_error or "", 140) or speech.say("sources.no_reason")
    failing = speech.say("sources.failing" if state.last_success_at else "sources.never", why=why)
    return [read, failing, speech.say("sources.next", when=stamp(state.next_poll_at, "R"))]
