"""What the log says of polls: one line each."""

from __future__ import annotations

import structlog

from bot.feeds.outcomes import Fetched
from bot.model.errors import FeedError
from bot.model.feeds import Feed
from bot.pipeline import Polled
from bot.wording import claim_words, one_line, outcome_words

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class PollLog:
    """Does: writes a line a poll, and for who wants to know more (DEBUG) a line a claim.

    That a feed has moved for good is told once, not at every poll.
    """

    def __init__(self) -> None:
        self._moved: dict[str, str] = {}

    def tell(self, feed: Feed, polled: Polled) -> None:
        """Write what a poll came to, what it brought, and when the next one is."""
        outcome, state = polled.outcome, polled.state
        if polled.note:
            log.error("for the owner", feed=feed.id, note=polled.note)
        if isinstance(outcome, FeedError):
            why = {"why": outcome.problem, "failures": state.failures}
            log.warning("poll failed", feed=feed.id, **why, next=state.next_poll_at)
            return
        move = self._move(feed, outcome)
        tell = log.warning if move else log.info
        tell("polled", feed=feed.id, **_brought(polled, outcome), next=state.next_poll_at, **move)
        for judged in polled.ingested.judgements:
            said, became = claim_words(judged.claim), outcome_words(judged.decision, judged.claim.property)
            log.debug("claim", feed=feed.id, title=judged.claim.title_id, says=said, outcome=became)

    def _move(self, feed: Feed, fetched: Fetched) -> dict[str, str]:
        """Say where the feed has moved, where that has not been said."""
        address = fetched.moved_to
        if address is None or self._moved.get(feed.id) == address:
            return {}
        self._moved[feed.id] = address
        return {"moved": f"for good to {one_line(address)}: change its url in your feeds file (config/feeds.toml)"}


def _brought(polled: Polled, fetched: Fetched) -> dict[str, object]:
    """Count what is new; entries that name no tracked title and claims that were none make no news."""
    if fetched.is_quiet:
        return {"entries": "unchanged"}
    ingested = polled.ingested
    return {
        "entries": ingested.fresh,
        "mentions": len(ingested.readings),
        "claims": len(ingested.judgements),
        "developments": len(ingested.developments),
    }
