"""Pure: whether the bot is at work. A process that only answers is alive; it is ready when news would get through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LONGEST_PAUSE = timedelta(minutes=5)
"""Of a beat. They come every second or two, but one that has many alerts to post takes minutes."""
LONGEST_SILENCE = timedelta(hours=6)
"""Without any feed having answered. Publishers ask for an hour or two; a line that is down is told before that."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """Where the bot stands at a moment. All times are aware.

    `beats` tells for each beat of the scheduler how long it has been overdue. `database` and `gateway` say what is
    wrong with them, None where nothing is (or none is configured). `polled_at` is when a feed last answered, `failing`
    how many of the `feeds` fail.
    """

    now: datetime
    started_at: datetime
    beats: Mapping[str, timedelta] = field(default_factory=dict)
    database: str | None = None
    gateway: str | None = None
    polled_at: datetime | None = None
    feeds: int = 0
    failing: int = 0


def troubles(vitals: Vitals) -> tuple[str, ...]:
    """Tell why the bot is not ready, a line each; none where it is."""
    found = [f"database: {vitals.database}"] if vitals.database else []
    if vitals.gateway:
        found.append(f"Discord: {vitals.gateway}")
    found += [_beat(name, pause) for name, pause in sorted(vitals.beats.items()) if pause > LONGEST_PAUSE]
    return (*found, *_polls(vitals))


def _beat(name: str, pause: timedelta) -> str:
    return f"scheduler: nothing has come of its beat “{name}” for {_span(pause)}; the log says why"


def _polls(vitals: Vitals) -> tuple[str, ...]:
    if vitals.polled_at is None and vitals.feeds and vitals.failing >= vitals.feeds:
        return ("feeds: none has answered yet; check this machine's connection and the feeds' addresses",)
    silent = vitals.now - max(vitals.polled_at or vitals.started_at, vitals.started_at)
    if vitals.feeds and silent > LONGEST_SILENCE:
        return (f"feeds: none has answered for {_span(silent)}; check this machine's connection",)
    return ()


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
