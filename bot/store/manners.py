"""How a feed's hints and its moves stand in the database: as JSON, which no query looks into."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.model.feeds import Hints, Move


def hints_text(hints: Hints) -> str:
    """Write hints; what a feed does not say is left out."""
    said = {
        "every": hints.every and int(hints.every.total_seconds()),
        "skip_hours": sorted(hints.skip_hours),
        "skip_days": sorted(hints.skip_days),
        "hub": hints.hub,
        "topic": hints.topic,
        "archive": hints.archive,
        "current": hints.current,
    }
    return json.dumps({key: value for key, value in said.items() if value})


def hints(text: str) -> Hints:
    """Read hints back."""
    said = json.loads(text)
    return Hints(
        every=timedelta(seconds=said["every"]) if "every" in said else None,
        skip_hours=frozenset(said.get("skip_hours", ())),
        skip_days=frozenset(said.get("skip_days", ())),
        hub=said.get("hub", ""),
        topic=said.get("topic", ""),
        archive=said.get("archive", False),
        current=said.get("current", ""),
    )


def move_text(move: Move) -> str:
    """Write a move."""
    return json.dumps({"to": move.to, "since": move.since.isoformat(), "polls": move.polls})


def move(text: str) -> Move:
    """Read a move back."""
    said = json.loads(text)
    return Move(said["to"], datetime.fromisoformat(said["since"]), said["polls"])
