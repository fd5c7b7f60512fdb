"""A title's history as a chart: what is to be drawn, and the drawing of it outside this process.

Drawing needs libraries that the bot itself has no use for, and time. So it happens in a short-lived process of its own
(`bot.chat.drawing`), off the event loop, with a time limit; where it fails, an answer has no picture and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import structlog

from bot.novelty.statements import Statement, never_stood
from bot.wording import Speech, Standing, Timeline, as_date, date_words, standing_name

log: structlog.stdlib.BoundLogger = structlog.get_logger()

FILE_NAME = "timeline.png"
MOST_HAPPENINGS = 20
MOST_MOVES = 12
FAR_AWAY = 30
"""Years: a date so far away is somebody's slip, and would press all others flat."""
TIME_LIMIT = 15.0
"""Seconds. Discord waits 15 minutes for a deferred answer; people do not."""
_PASSED_ON = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "TMPDIR", "HOME")
KEPT = 16
"""So many charts are kept, some 50 KB each: whoever turns pages, or asks again, gets the same."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Something that happened: on which day (ISO 8601), in words, how sure (a name of `Standing`)."""

    day: str
    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class Band:
    """A release date as it was known from one day to another: the days that it may mean, in words, how sure."""

    since: str
    until: str
    first: str
    last: str
    text: str
    standing: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a drawing shows. `legend` names the standings, `months` the months, `notes` the rest."""

    title: str
    today: str
    dots: tuple[Dot, ...]
    bands: tuple[Band, ...]
    legend: tuple[tuple[str, str], ...]
    months: tuple[str, ...]
    notes: dict[str, str]

    def as_json(self) -> str:
        """Write it for the process that draws."""
        return json.dumps(asdict(self), ensure_ascii=True)


def chart_of(timeline: Timeline, releases: Sequence[Statement], today: date, speech: Speech) -> Chart | None:
    """Choose what to draw of a title; `releases` is its ledger's history of the release date. None: nothing at all."""
    happenings = timeline.happenings[-MOST_HAPPENINGS:]
    bands = tuple(_bands(releases, today, speech))[-MOST_MOVES:]
    if not happenings and len(bands) < 2:
        return None
    dots = tuple(Dot(one.when.date().isoformat(), one.text, one.standing.name) for one in happenings)
    left = len(timeline.happenings) - len(happenings)
    return Chart(
        title=timeline.name,
        today=today.isoformat(),
        dots=dots,
        bands=bands,
        legend=tuple((one.name, standing_name(one, speech)) for one in Standing),
        months=speech.row("date.months"),
        notes={
            "developments": speech.say("chart.developments"),
            "release": speech.say("chart.release"),
            "more": speech.say("chart.more", number=left) if left else "",
        },
    )


def _bands(releases: Sequence[Statement], today: date, speech: Speech) -> Iterable[Band]:
    for one in releases:
        known = as_date(one.value)
        if known is None or never_stood(one) or abs(known.year - today.year) > FAR_AWAY:
            continue
        until = one.end.published.date() if one.end else today
        yield Band(
            since=one.since.date().isoformat(),
            until=max(until, one.since.date()).isoformat(),
            first=known.first_day.isoformat(),
            last=known.last_day.isoformat(),
            text=date_words(one.value, speech),
            standing=Standing.of(one.certainty).name,
        )


class Artist:
    """Does: has charts drawn, one at a time, and keeps the last few."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._one_at_a_time = asyncio.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def draw(self, chart: Chart | None) -> bytes | None:
        """Give the picture (PNG); None where there is nothing to draw, or where it cannot be drawn in time."""
        if chart is None:
            return None
        wanted = chart.as_json()
        async with self._one_at_a_time:
            if wanted not in self._kept:
                drawn = await self._drawn(wanted)
                if drawn is None:
                    return None
                self._kept[wanted] = drawn
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(wanted)
            return self._kept[wanted]

    async def _drawn(self, wanted: str) -> bytes | None:
        try:
            child = await _start()
        except OSError as why:
            log.warning("a chart cannot be drawn", why=str(why))
            return None
        try:
            async with asyncio.timeout(self._time_limit):
                picture, errors = await child.communicate(wanted.encode())
        except TimeoutError:
            log.warning("a chart took too long to draw", seconds=self._time_limit)
            return None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        if child.returncode != 0 or not picture.startswith(b"\x89PNG"):
            log.warning("a chart could not be drawn", why=errors.decode(errors="replace").strip()[-300:])
            return None
        return picture


async def _start() -> asyncio.subprocess.Process:
    """Start the process that draws. Of our settings it sees nothing, least of all the token."""
    kept = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.chat.drawing",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=kept,
    )
