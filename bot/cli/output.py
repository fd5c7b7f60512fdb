"""What commands write to standard output."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TextIO


def write_json(record: Mapping[str, object] | Sequence[Mapping[str, object]], out: TextIO) -> None:
    """Write a record as one line: readable where the stream can say it, in escapes of ASCII where it cannot."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode(out.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(record)
    out.write(text + "\n")


def iso(moment: datetime) -> str:
    """Write a time in UTC to the second, as the entry files do: `2025-01-30T18:04:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
