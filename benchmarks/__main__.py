"""`python -m benchmarks [NAME ...] [--stream PATH ...]`: measure, print a table, exit 1 where a bar is missed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import backups, delivery, idle, length, polling, replay, soak, startup
from benchmarks.measure import CommandFailedError, Figure
from benchmarks.streams import OUR_OWN, Streams, load

BENCHMARKS = {
    "replay": replay.measure,
    "startup": startup.measure,
    "length": length.measure,
    "idle": idle.measure,
    "delivery": delivery.measure,
    "polling": polling.measure,
    "backups": backups.measure,
}
LONG = {"soak": soak.measure}
"""Run only where they are named."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named benchmarks, all of them where none is named."""
    asked = _parser().parse_args(arguments)
    console = Console(stderr=True)
    try:
        streams = load(asked.stream or OUR_OWN)
        figures = [figure for name in asked.name or BENCHMARKS for figure in _measured(name, streams, console)]
    except (CommandFailedError, OSError) as problem:
        console.print(str(problem), style="red", markup=False)
        return 2
    out = Console(width=None if sys.stdout.isatty() else 130)
    out.print(_table(figures))
    return 0 if all(figure.good for figure in figures) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*BENCHMARKS, *LONG, []], help="which to run: %(choices)s")
    parser.add_argument(
        "--stream",
        type=Path,
        action="append",
        metavar="PATH",
        help="retell this story stream (a folder with entries.jsonl and seeds/) instead of our own; may be repeated",
    )
    return parser


def _measured(name: str, streams: Streams, console: Console) -> list[Figure]:
    with console.status(f"measuring {name} ..."), tempfile.TemporaryDirectory(prefix="sequelwatch-bench-") as folder:
        return list((BENCHMARKS | LONG)[name](streams, Path(folder)))


def _table(figures: Iterable[Figure]) -> Table:
    table = Table("figure", "measured", "bar", "", "note")
    table.columns[1].justify = table.columns[2].justify = "right"
    for figure in figures:
        bar = "" if figure.bar is None else f"{'≥' if figure.at_least else '<'} {figure.bar:,g} {figure.unit}"
        mark = "" if figure.bar is None else "ok" if figure.good else "MISSED"
        table.add_row(figure.name, f"{_rounded(figure.value)} {figure.unit}", bar, mark, figure.note)
    return table


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
