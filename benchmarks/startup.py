"""How soon `sequelwatch --help` answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, run
from benchmarks.streams import Streams

TRIES = 5
BAR = 0.3
"""Seconds."""


def measure(_: Streams, folder: Path) -> Iterator[Figure]:
    """Ask for help five times; the best counts, because the first also reads the files from disk."""
    runs = [run(["--help"], folder) for _ in range(TRIES)]
    yield Figure("--help, best of five", min(done.seconds for done in runs), "s", BAR)
