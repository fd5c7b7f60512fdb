"""Which address a feed is asked at. Pure: all that keeps a permanent redirect (RFC 9110, 15.4) stands here.

A server that is hacked, or a captive portal in a hotel, redirects for good as well. So a move is kept only once several
polls over more than a day have led to the same place and found the feed there; and it is given up again when what was
found there fails. Temporary redirects (302, 303, 307) are followed each time and never kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.feeds import Move, PollState

PROOFS = 3
PROVING = timedelta(days=1)
_FAILURES_OF_A_MOVE = 3


def moved(state: PollState, to: str | None, now: datetime, *, failed: bool = False) -> PollState:
    """Return the state after a poll that was redirected for good `to` an address; None where it was not.

    `failed` says that the poll found no feed: that proves nothing, and after some such the old address has its turn.
    """
    if failed:
        give_up = state.asked_url is not None and state.failures + 1 >= _FAILURES_OF_A_MOVE
        return replace(state, asked_url=None, moving=None) if give_up else state
    if to is None or _less_safe(state, to):
        return state if state.moving is None else replace(state, moving=None)
    before = state.moving
    move = Move(to, before.since, before.polls + 1) if before and before.to == to else Move(to, now, 1)
    if move.polls >= PROOFS and now - move.since >= PROVING:
        return replace(state, asked_url=to, moving=None)
    return replace(state, moving=move)


def _less_safe(state: PollState, to: str) -> bool:
    """Tell whether a move would give up TLS."""
    return bool(state.validated_url) and str(state.validated_url).startswith("https:") and to.startswith("http:")
