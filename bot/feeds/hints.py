"""What the headers of an answer say about when to ask again. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

_LONGEST = timedelta(days=365)
"""Longer waits would only overflow the calendar."""
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_UNCACHEABLE = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)


def retry_after(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """Read Retry-After (RFC 9110, 10.2.3), in seconds or as a date; a date counts from the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal() and value.isascii():
        return min(timedelta(seconds=int(value)), _LONGEST) if len(value) < 10 else _LONGEST
    return _until(value, _date(headers.get("date", "")) or now)


def max_age(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """Read how long an answer stays fresh (RFC 9111, 4.2): max-age less Age, or else Expires."""
    control = headers.get("cache-control", "")
    if _UNCACHEABLE.search(control):
        return None
    found = _MAX_AGE.search(control)
    if found is None:
        return _until(headers.get("expires", ""), _date(headers.get("date", "")) or now)
    age = headers.get("age", "")
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
