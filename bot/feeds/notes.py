"""What the bot's owner is told of a feed, each thing once, in plain words. Pure."""

from __future__ import annotations

from bot.feeds.body import first_line
from bot.model.feeds import PollState


def owner_note(before: PollState, after: PollState) -> str | None:
    """Say what a poll has brought to light that only the owner can mend; None where there is nothing new to say."""
    if after.stopped and not before.stopped:
        return f"feed {after.feed_id} is asked no more: {_reason(after)}"
    if after.told_at and not before.told_at and after.failing_since:
        since = f"{after.failing_since:%Y-%m-%d %H:%M} UTC"
        return f"feed {after.feed_id} has not been read since {since}: {_reason(after)}. It is tried again and again."
    if after.asked_url and after.asked_url != before.asked_url:
        return f"feed {after.feed_id} has moved for good and is asked at {after.asked_url} now; change its url"
    if before.told_at and not after.failing_since and not after.stopped:
        return f"feed {after.feed_id} is read again"
    return None


def _reason(state: PollState) -> str:
    said = first_line((state.last_said or "").encode())
    return f"{state.last_error or 'no reason was noted'}" + (f'; its server says "{said}"' if said else "")
