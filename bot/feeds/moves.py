"""Which address a feed is asked at. Pure: all that keeps a permanent redirect (RFC 9110, 15.4) stands here.

A server that is hacked, or a captive portal in a hotel, redirects for good as well. So a move is kept only once several
polls over more than a day have led to the same place and found the feed there; and it is given up again when what was
found there fails. Temporary redirects (302, 303, 307) are followed each time and never kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model.feeds import Move, PollState

PROOFS = 3
PROVING = timedelta(days=1)
_FAILURES_OF_A_MOVE = 3


def after_success(state: PollState, to: str | None, now: datetime) -> tuple[str | None, Move | None]:
    """Return the address that is asked from now on, and the move that has to prove itself, after a poll that went well.

    `to` is where it was redirected to for good; None where it was not.
    """
    if to is None or _less_safe(state, to):
        return state.asked_url, None
    before = state.moving
    move = Move(to, before.since, before.polls + 1) if before and before.to == to else Move(to, now, 1)
    if move.polls >= PROOFS and now - move.since >= PROVING:
        return to, None
    return state.asked_url, move


def after_failure(state: PollState) -> tuple[str | None, Move | None]:
    """Return the same after a poll that found no feed; after some of them the old address has its turn again."""
    if state.asked_url is not None and state.failures + 1 >= _FAILURES_OF_A_MOVE:
        return None, None
    return state.asked_url, state.moving


def _less_safe(state: PollState, to: str) -> bool:
    """Tell whether a move would give up TLS."""
    return bool(state.validated_url) and str(state.validated_url).startswith("https:") and to.startswith("http:")
