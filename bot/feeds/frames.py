"""What the bot and its reading process say to each other: a document's entries, in frames of JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from struct import Struct
from typing import Any

from bot.feeds.document import Document
from bot.model.entries import Entry
from bot.model.feeds import Feed, Hints

LENGTH = BODY_LENGTH = Struct(">I")
"""Before each frame, and before a body."""
_FRAME = 100_000
"""In characters, about. Decoding a frame must not hold the event loop."""


def as_frames(document: Document) -> Iterator[bytes]:
    """Write a document; all frames but the last say that there are more."""
    rows: list[list[str]] = []
    size = 0
    for entry in document.entries:
        row = [
            *(entry.id, entry.outlet, entry.published.isoformat(), entry.title),
            *(entry.summary, entry.link, entry.content, entry.guid),
        ]
        rows.append(row)
        size += sum(map(len, row))
        if size > _FRAME:
            yield frame({"entries": rows, "more": True})
            rows, size = [], 0
    hints = document.hints
    said = {
        "every": hints.every.total_seconds() if hints.every else None,
        "skip_hours": sorted(hints.skip_hours),
        "skip_days": sorted(hints.skip_days),
        "links": [hints.hub, hints.topic, hints.current],
        "archive": hints.archive,
    }
    yield frame({"entries": rows, "hints": said})


def frame(content: dict[str, Any]) -> bytes:
    """Write one frame, its length before it."""
    written = json.dumps(content).encode()
    return LENGTH.pack(len(written)) + written


def as_document(frames: Sequence[dict[str, Any]], feed: Feed) -> Document:
    """Read a document's frames back."""
    entries = tuple(_entry(row, feed) for part in frames for row in part["entries"])
    said = frames[-1]["hints"]
    hub, topic, current = said["links"]
    return Document(
        entries,
        Hints(
            every=timedelta(seconds=said["every"]) if said["every"] else None,
            skip_hours=frozenset(said["skip_hours"]),
            skip_days=frozenset(said["skip_days"]),
            hub=hub,
            topic=topic,
            archive=said["archive"],
            current=current,
        ),
    )


def _entry(row: list[str], feed: Feed) -> Entry:
    id_, outlet, published, title, summary, link, content, guid = row
    return Entry(id_, feed.id, outlet, datetime.fromisoformat(published), title, summary, link, content, guid)
