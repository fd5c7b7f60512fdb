"""How reading time grows with the length of an entry's text: texts of many sorts, written by a careful enemy.

Each sort repeats one piece until the text is long enough. Twice the text may take twice the time, and no longer; and
no entry of 200 KB may hold up the others for a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from benchmarks.measure import Figure
from benchmarks.streams import Streams
from bot.extraction import EntryReader
from bot.model.entries import Entry
from bot.model.properties import Property
from bot.model.titles import Knowledge, KnownPerson, TitleType, TrackedTitle, Work

LENGTHS = (50_000, 100_000, 200_000)
"""In characters."""
TRIES = 2
SLOWEST = 1.0
"""Seconds for the longest text."""
GROWTH = 3.0
"""Twice the text may take so many times as long; two is linear, the rest is for a machine that does other work."""
LEAST = 0.02
"""Seconds; what is quicker has no growth worth measuring."""

PIECES: Mapping[str, str] = {
    "prose": "Ada Quill will direct \u2018Fog Lane 2\u2019 for Halden Pictures, which opens on May 3, 2027. ",
    "pronouns": "Ada Quill joins. She will also produce it, and he is set to write. They star. The actress returns. ",
    "one sentence": "Ada Quill and Bo Winter, who will direct, and who will write, and ",
    "names": "Ada Quill, Bo Winter, Cy Marsh and ",
    "names of one letter": "A B C D ",
    "the title": "Fog Lane 2 ",
    "the title and numbers": "\u2018Fog Lane 2\u2019 and \u20183\u2019 and 4 and ",
    "another title": "\u2018Fog Lane: The Return\u2019 ",
    "quotes that open": "\u2018Fog \u201cLane \u20182 \u201c",
    "dates": "May 3, 2027, from June 4 to July 5 until ",
    "days of the week": "on Friday, next Monday, last Tuesday, ",
    "places": "filming in London, Kesmark, Abtow and ",
    "companies": "Halden Pictures and Corvane Films and ",
    "outlets": "according to Deadline, as first reported by The Curtain Ledger, ",
    "denials": "Ada Quill is not, will not, has never and won't ",
    "moves": "Halden Pictures has postponed and pushed and delayed the release to ",
    "datelines": "LONDON, June 18 (NWA) - PARIS, June 19 (NWA) - ",
    "lines": "Fog Lane 2\n",
    "markup": "<b><i>Fog Lane 2</i></b> &amp;lt;p&amp;gt; ",
    "tags that open": "<a <b <i ",
    "entities": "&amp;&amp;amp;&#39;",
    "capitals": "FOG LANE 2 ADA QUILL TO DIRECT ",
    "spaces": "Fog Lane 2          ",
    "one word": "foglane",
    "brackets": "Ada Quill ((((('Fog Lane 2') ",
    "marks of our own": "\ue010\ue011 Fog Lane 2 \ue012 ",
}


def measure(_: Streams, _folder: Path) -> Iterator[Figure]:
    """Read every sort of text at every length; tell the slowest, and the one that grows most."""
    reader, knowledge = _reader()
    times = {name: [_seconds(reader, knowledge, piece, length) for length in LENGTHS] for name, piece in PIECES.items()}
    slowest = max(times, key=lambda name: times[name][-1])
    growth = {name: _growth(row) for name, row in times.items()}
    steepest = max(growth, key=lambda name: growth[name])
    yield Figure(f"an entry of {LENGTHS[-1] // 1000} KB, the slowest", times[slowest][-1], "s", SLOWEST, note=slowest)
    yield Figure("twice the text takes, at most", growth[steepest], "times as long", GROWTH, note=steepest)


def _seconds(reader: EntryReader, knowledge: Mapping[str, Knowledge], piece: str, length: int) -> float:
    """Return the least CPU time of some readings of a text of that length."""
    text = (piece * (length // len(piece) + 1))[:length]
    entry = Entry(
        "e", "f", "The Gazette", datetime(2026, 5, 1, tzinfo=UTC), "Fog Lane 2 news", text, "https://a.example"
    )
    taken = []
    for _ in range(TRIES):
        begun = time.process_time()
        reader.read(entry, knowledge)
        taken.append(time.process_time() - begun)
    return min(taken)


def _growth(row: list[float]) -> float:
    return max(after / max(before, LEAST) for before, after in pairwise(row))


def _reader() -> tuple[EntryReader, Mapping[str, Knowledge]]:
    title = TrackedTitle(
        "fog-lane-2",
        "Fog Lane 2",
        TitleType.FILM,
        date(2026, 1, 1),
        Work("Fog Lane", 2003),
        ("Fog Lane sequel",),
        {},
        {},
    )
    later = TrackedTitle("fog-lane-3", "Fog Lane 3", TitleType.FILM, date(2026, 1, 1), Work("Fog Lane 2"), (), {}, {})
    people = (KnownPerson("Ada Quill", frozenset({Property.DIRECTOR})), KnownPerson("Bo Winter", frozenset()))
    known = Knowledge(people=people, companies=("Halden Pictures",), release_date="2027")
    return EntryReader([title, later]), {"fog-lane-2": known}
