"""Entries as JSON Lines: one object a line, oldest first. Read line by line, so that a file may have any length.

{"id": "x-1", "feed": "deadline", "outlet": "Deadline", "published": "2026-05-19T13:00:00Z",
 "title": "…", "summary": "…", "link": "https://…", "content": "… (optional)", "guid": "… (optional)"}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.feeds.items import storable
from bot.model.entries import Entry
from bot.model.errors import InputError

_LONGEST_LINE = 10_000_000
_NEEDED = ("id", "feed", "outlet", "published", "title", "summary", "link")
_OPTIONAL = ("content", "guid")
_EXAMPLE = "2026-05-19T13:00:00Z"


class _LineError(Exception):
    """A line is not an entry; the text says why, in plain words."""


def read_jsonl(path: Path) -> Iterator[Entry]:
    """Return the entries of a file in its order; blank lines are passed over, InputError names a line that is none."""
    found = False
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), start=1):
            try:
                entry = _entry(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
            except _LineError as why:
                raise InputError(path, str(why), number) from why
            if entry is not None:
                found = True
                yield entry
    if not found:
        raise InputError(path, "there is no entry in this file")


def _entry(line: bytes) -> Entry | None:
    """Read a line; None where it is blank."""
    if not line.strip():
        return None
    fields = _fields(line)
    try:
        return Entry(
            id=fields["id"],
            feed=fields["feed"],
            outlet=fields["outlet"],
            published=_moment(fields["published"]),
            title=fields["title"],
            summary=fields["summary"],
            link=fields["link"],
            content=fields.get("content") or "",
            guid=fields.get("guid") or "",
        )
    except KeyError:
        missing = ", ".join(repr(key) for key in _NEEDED if key not in fields)
        raise _LineError(f"the entry lacks {missing}") from None


def _fields(line: bytes) -> dict[str, Any]:
    """Read a line's object; the keys that it has hold what they should."""
    fields = _object(line)
    for key in _NEEDED:
        if not isinstance(fields.get(key, ""), str):
            raise _LineError(f"{key!r} must be text")
    for key in _OPTIONAL:
        if not isinstance(fields.get(key) or "", str):
            raise _LineError(f"{key!r} must be text, where it is given")
    if fields.get("id") == "":
        raise _LineError("'id' is empty; every entry needs its own")
    return _storable(fields) if b"\\u" in line else fields


def _object(line: bytes) -> dict[str, Any]:
    if len(line) >= _LONGEST_LINE:
        raise _LineError(f"this line is longer than {_LONGEST_LINE:,} bytes")
    try:
        value = json.loads(line.decode())
    except UnicodeDecodeError:
        raise _LineError("this is not text in UTF-8") from None
    except json.JSONDecodeError as why:
        raise _LineError(f"this is not JSON: {why.msg} at column {why.colno}") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        raise _LineError("this is not an entry") from None
    if not isinstance(value, dict):
        raise _LineError('this is not an entry: an entry is an object, {"id": …}')
    return value


def _storable(fields: dict[str, Any]) -> dict[str, Any]:
    """Take out what no database holds. Only an escape can bring that: JSON and UTF-8 forbid it elsewhere."""
    return {key: storable(value) if isinstance(value, str) else value for key, value in fields.items()}


def _moment(text: str) -> datetime:
    """Read when an entry was published, as UTC (RFC 3339)."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is UTC:
            return moment
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _LineError(f"'published' is {text[:40]!r}, no date; write {_EXAMPLE}") from None
    raise _LineError(f"'published' is {text[:40]!r}, which has no time zone; write {_EXAMPLE}")
