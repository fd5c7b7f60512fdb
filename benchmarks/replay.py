"""How fast `sequelwatch replay` reads with 10,000 tracked titles, and how much memory it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.generate import Row, repeat, unrelated, write_entries, write_seeds
from benchmarks.measure import Figure, Run, run
from benchmarks.streams import Streams

TITLES = 10_000
ENTRIES = 20_000
SPEAKING_BAR, UNRELATED_BAR = 700.0, 8_000.0
"""Entries a second, start-up left aside."""
MEMORY_BAR = 150.0
"""MB at the peak."""


def measure(streams: Streams, folder: Path) -> Iterator[Figure]:
    """Replay 20,000 entries that speak of tracked titles, then 20,000 that do not, out of files in `folder`."""
    seeds = folder / "seeds"
    write_seeds(seeds, TITLES, streams.seeds)
    starts = [_replay(folder, seeds, repeat(streams.entries, 1)) for _ in range(3)]
    startup = min(starts, key=lambda start: start.seconds)
    yield Figure("replay, start-up with 10,000 titles", startup.seconds, "s")
    about = "replay, news of tracked titles"
    yield from _figures(about, _replay(folder, seeds, repeat(streams.entries, ENTRIES)), startup, SPEAKING_BAR)
    about = "replay, news of other titles"
    yield from _figures(about, _replay(folder, seeds, unrelated(ENTRIES)), startup, UNRELATED_BAR)


def _figures(about: str, done: Run, startup: Run, bar: float) -> Iterator[Figure]:
    told = f"{done.lines:,} developments told"
    yield Figure(f"{about}, whole command", ENTRIES / done.seconds, "entries/s", note=told)
    rate, by_cpu = (ENTRIES / max(all_ - before, 1e-3) for all_, before in _times(done, startup))
    note = f"{by_cpu:,.0f} per second of CPU"
    yield Figure(f"{about}, start-up left aside", rate, "entries/s", bar, at_least=True, note=note)
    yield Figure(f"{about}, peak memory", done.peak_mb, "MB", MEMORY_BAR)


def _times(done: Run, startup: Run) -> tuple[tuple[float, float], tuple[float, float]]:
    """Pair the wall times and the CPU times of two runs."""
    return (done.seconds, startup.seconds), (done.cpu_seconds, startup.cpu_seconds)


def _replay(folder: Path, seeds: Path, rows: Iterable[Row]) -> Run:
    path = folder / "saved.jsonl"
    write_entries(path, rows)
    return run(["replay", str(path), "--seeds", str(seeds), "--format", "jsonl"], folder)
