"""Coverage-guided fuzzing of all that stands between bytes from a feed and entries.

    python -m benchmarks.fuzz --minutes 10 --seed 1

Documents are mutated; those that reach lines of `bot/feeds` in a new way are kept and mutated further. What ends in
anything but entries or a FeedError, takes longer than a second, makes entries that nobody could store, or is read by
expat otherwise than by feedparser, is a finding.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from bot.feeds.body import first_line
from bot.feeds.decode import decode
from bot.feeds.items import NotAFeedError
from bot.feeds.mend import mended
from bot.feeds.parse import read_document
from bot.feeds.xmlfeed import forgiven_items, plain_items
from bot.model.entries import Outlet
from bot.model.errors import FeedError
from bot.model.feeds import Feed

FEEDS = Path(__file__).parents[1] / "tests" / "feeds" / "data"
ROOM = str(Path(__file__).parents[1] / "bot" / "feeds")
FEED = Feed("fuzz", "https://fuzz.example/feed", Outlet("Fuzz", "Fuzz"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)
SLOW = 2.0
"""Seconds of CPU, under tracing, which makes it several times slower."""
LARGEST = 60_000
WORDS = [
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml version='1.0' encoding='utf-16'?>"),
    *(b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"&x;", b"&#0;", b"&#xD800;", b"&#99999999;", b"&nbsp;"),
    *(b"<item>", b"</item>", b"<entry>", b"</channel>", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3"),
    *(b"\xed\xa0\x80", b"<guid>", b"</guid>", b"<pubDate>", b"9999-99-99", b"[" * 50, b"{", b"}", b'"items":'),
    *(b'"version":"https://jsonfeed.org/version/1.1"', b"<title type='xhtml'>", b"xml:base='//a'", b"<html>"),
    *(b"<link rel='alternate' type='application/rss+xml' href='x'>", b"<ttl>", b"<skipHours><hour>25</hour>"),
]  # fmt: skip


@dataclass
class Findings:
    """What a run came to. `problems` are what is wrong, with the document that showed it."""

    runs: int = 0
    kept: int = 0
    lines: int = 0
    slowest: float = 0.0
    problems: list[tuple[str, bytes]] = field(default_factory=list)


class Coverage:
    """Does: notes which lines of the room are reached, and from which line before."""

    def __init__(self) -> None:
        self.known: set[tuple[str, int, int]] = set()
        self._now: set[tuple[str, int, int]] = set()

    def run(self, call: Callable[[], object]) -> bool:
        """Call; whether that took a way that was not known."""
        self._now = set()
        before = sys.gettrace()  # who measures the tests that call this goes on afterwards
        sys.settrace(self._enter)
        try:
            call()
        finally:
            sys.settrace(before)
            fresh = bool(self._now - self.known)
            self.known |= self._now
        return fresh

    def _enter(self, frame: FrameType, _event: str, _arg: Any) -> Callable[[FrameType, str, Any], Any] | None:
        name = frame.f_code.co_filename
        if not name.startswith(ROOM):
            return None
        last = 0

        def line(inner: FrameType, event: str, _: Any) -> Callable[[FrameType, str, Any], Any]:
            nonlocal last
            if event == "line":
                self._now.add((name, last, inner.f_lineno))
                last = inner.f_lineno
            return line

        return line


def fuzz(seconds: float, seed: int, corpus: Sequence[bytes] | None = None) -> Findings:
    """Fuzz for some seconds; the same seed takes the same way on the same machine's speed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    pool = list(corpus or [path.read_bytes() for path in sorted(FEEDS.iterdir()) if ".expected" not in path.name])
    coverage, found = Coverage(), Findings()
    end = time.monotonic() + seconds
    for document in list(pool):
        _try(document, coverage, found)
    while time.monotonic() < end:
        document = mutated(chance.choice(pool), pool, chance)
        if _try(document, coverage, found) and len(pool) < 5_000:
            pool.append(document)
            found.kept += 1
    found.lines = len(coverage.known)
    return found


def _try(document: bytes, coverage: Coverage, found: Findings) -> bool:
    found.runs += 1
    begun = time.thread_time()
    try:
        fresh = coverage.run(lambda: _read(document))
    except Exception as problem:  # noqa: BLE001 - every exception is a finding
        found.problems.append((f"{type(problem).__name__}: {problem}", document))
        return False
    taken = time.thread_time() - begun
    found.slowest = max(found.slowest, taken)
    if taken > SLOW:
        found.problems.append((f"{taken:.1f} seconds", document))
    return fresh


def _read(document: bytes) -> None:
    first_line(document)
    try:
        entries = read_document(document, FEED, NOW, None).entries
    except FeedError as problem:
        if "\n" in str(problem):
            raise ValueError("an error of several lines") from problem
        return
    if not _read_alike(document):
        raise ValueError("feedparser reads this differently")
    for entry in entries:
        f"{entry.title}{entry.summary}{entry.content}{entry.link}{entry.guid}".encode()
        if entry.published > NOW or entry.published.tzinfo is None:
            raise ValueError("an entry of the future, or of nowhere")


def _read_alike(document: bytes) -> bool:
    """Tell whether a document of the plain sort is read as feedparser reads it."""
    try:
        text = mended(decode(document).lstrip(), FEED.url)
    except NotAFeedError:
        return True
    plain = plain_items(text, FEED.url)
    return plain is None or plain == forgiven_items(text, FEED.url)


def mutated(document: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    """Change a document in one to six places."""
    data = bytearray(document[:LARGEST])
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        chance.choice(_WAYS)(data, at, pool, chance)
    return bytes(data[:LARGEST])


def _flip(data: bytearray, at: int, _: Sequence[bytes], chance: random.Random) -> None:
    if at < len(data):
        data[at] = chance.randrange(256)


def _cut(data: bytearray, at: int, _: Sequence[bytes], chance: random.Random) -> None:
    del data[at : at + chance.choice([1, 10, 100, 100_000])]


def _insert(data: bytearray, at: int, _: Sequence[bytes], chance: random.Random) -> None:
    data[at:at] = chance.choice(WORDS) * chance.choice([1, 1, 1, 3, 40])


def _splice(data: bytearray, at: int, pool: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(pool)
    begin = chance.randint(0, len(other))
    data[at:at] = other[begin : begin + chance.choice([5, 50, 2_000])]


def _repeat(data: bytearray, at: int, _: Sequence[bytes], chance: random.Random) -> None:
    data[at:at] = data[at : at + chance.choice([3, 30, 300])] * chance.choice([2, 20])


_WAYS: list[Callable[[bytearray, int, Sequence[bytes], random.Random], None]] = [_flip, _cut, _insert, _splice, _repeat]


def main(arguments: Iterable[str] | None = None) -> int:
    """Fuzz, and tell what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the documents that show a finding")
    asked = parser.parse_args(None if arguments is None else list(arguments))
    found = fuzz(asked.minutes * 60, asked.seed)
    print(
        f"{found.runs:,} documents, {found.kept:,} took new ways, {found.lines:,} steps from line to line known, "
        f"slowest {found.slowest:.2f} s, {len(found.problems)} findings"
    )
    for number, (problem, document) in enumerate(found.problems):
        print(f"  {problem}"[:200])
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{number}.bin").write_bytes(document)
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
