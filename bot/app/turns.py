"""Which feeds are polled now: those that are due, as many as may be, and none that wants its peace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.app.allowance import Allowance
from bot.feeds.schedule import postponed
from bot.model.feeds import Feed, PollState
from bot.store import Transaction


class Turns:
    """Does: claims due feeds for one process, `owner`. At most `burst` at once, however much has piled up."""

    def __init__(self, feeds: Iterable[Feed], owner: str, lease: timedelta, burst: int) -> None:
        self._owner = owner
        self._lease = lease
        self._allowance = Allowance(feeds, burst)

    def claim(self, tx: Transaction, wanted: int, now: datetime) -> tuple[PollState, ...]:
        """Lease up to `wanted` feeds that may be asked now; those that may not are put off."""
        allowed = self._allowance.take(wanted, now)
        due = tx.claim_due_feeds(now, self._lease, self._owner, allowed)
        later = {state.feed_id: put_off for state in due if (put_off := postponed(state, now))}
        if later:
            tx.finish_polls(later.values(), {})
        claimed = tuple(state for state in due if state.feed_id not in later)
        self._allowance.put_back(allowed - len(claimed))
        return claimed
