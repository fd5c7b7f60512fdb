"""The story streams that the benchmarks retell: our own by default, any other folder of the same form on request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import Row, read_entries

ROOT = Path(__file__).parents[1]
OUR_OWN = (
    ROOT / "bot" / "demo",
    ROOT / "tests" / "streams" / "gravel-saints",
    ROOT / "tests" / "streams" / "kitchen-cabinet",
)


@dataclass(frozen=True, slots=True)
class Streams:
    """Entries of one or more streams, oldest first, and the folders of their seeds."""

    entries: Sequence[Row]
    seeds: Sequence[Path]


def load(folders: Sequence[Path]) -> Streams:
    """Read streams: folders with `seeds/*.toml` and `entries.jsonl` (or, in the demo, `story.jsonl`)."""
    rows = [row for folder in folders for row in read_entries(_entries_of(folder))]
    rows.sort(key=lambda row: str(row["published"]))
    return Streams(rows, [folder / "seeds" for folder in folders])


def _entries_of(folder: Path) -> Path:
    for name in ("entries.jsonl", "story.jsonl"):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"{folder}: no entries.jsonl: --stream wants a folder with entries.jsonl and seeds/")
