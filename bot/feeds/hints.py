"""What the headers of an answer say about when to ask again. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.feeds.client import Answer

_LONGEST = timedelta(days=365)
"""Longer waits would only overflow the calendar."""
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_UNCACHEABLE = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)


def retry_after(answer: Answer, now: datetime) -> timedelta | None:
    """Read Retry-After (RFC 9110, 10.2.3), in seconds or as a date; a date counts from the server's own clock."""
    value = answer.header("retry-after").strip()
    if not value:
        return None
    if value.isdecimal() and value.isascii():
        return min(timedelta(seconds=int(value)), _LONGEST) if len(value) < 10 else _LONGEST
    return _until(value, _date(answer.header("date")) or now)


def fresh_for(answer: Answer, now: datetime) -> timedelta | None:
    """Read how long an answer stays fresh (RFC 9111, 4.2): max-age less Age, or else Expires.

    None where nothing is said; zero where it says that it is never fresh, or has an Expires that is no date (5.3).
    """
    control, expires = answer.header("cache-control"), answer.header("expires")
    if _UNCACHEABLE.search(control):
        return timedelta()
    found = _MAX_AGE.search(control)
    if found is None:
        until = _until(expires, _date(answer.header("date")) or now)
        return timedelta() if until is None and expires else until
    age = answer.header("age")
    spent = int(age) if age.isdecimal() and age.isascii() and len(age) < 10 else 0
    return min(timedelta(seconds=min(max(int(found[1]) - spent, 0), 10**9)), _LONGEST)


def _until(value: str, now: datetime) -> timedelta | None:
    moment = _date(value)
    return None if moment is None else min(max(moment - now, timedelta()), _LONGEST)


def _date(value: str) -> datetime | None:
    """Read an HTTP date (RFC 9110, 5.6.7); None for anything else."""
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
