"""`python -m benchmarks.crashes [--every N]`: kill bots, print the table of cases and counts, exit 1 at any fault."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.crashes.faults import TROUBLES
from benchmarks.crashes.outcomes import Outcome, added
from benchmarks.crashes.runs import Runs, cases

COLUMNS = {
    "runs": "runs",
    "killed": "killed",
    "told": "news told",
    "lost": "lost",
    "twice": "twice",
    "disordered": "out of order",
    "wrong": "shown wrong",
    "parked": "parked",
    "owner_told": "owner told",
}


def main() -> int:
    """Run all cases."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crashes", description=__doc__)
    parser.add_argument("--every", type=int, default=5, help="kill at each so many-th boundary (1: at every one)")
    every = parser.parse_args().every
    outcomes = asyncio.run(_run(every))
    Console(width=None if sys.stdout.isatty() else 130).print(_table(outcomes))
    return 0 if all(one.good for found in outcomes.values() for one in found) else 1


async def _run(every: int) -> dict[str, list[Outcome]]:
    console = Console(stderr=True)
    outcomes: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="sequelwatch-crashes-") as folder:
        async with Runs.opened(Path(folder)) as runs:
            for trouble in TROUBLES:
                found = outcomes[trouble.name] = []
                # Where nothing else goes wrong, every single boundary is tried.
                step = 1 if trouble is TROUBLES[0] else every
                for case in cases(trouble, *await runs.boundaries(trouble), step):
                    found.append(await runs.run(case))
                    if not found[-1].good:
                        console.print(f"{trouble.name}: {case}: {found[-1]}", style="red", markup=False)
    return outcomes


def _table(outcomes: dict[str, list[Outcome]]) -> Table:
    table = Table("Discord's trouble", *COLUMNS.values())
    for column in table.columns[1:]:
        column.justify = "right"
    for name, found in outcomes.items():
        counts = added(found)
        table.add_row(name, *(f"{counts[column]:,}" for column in COLUMNS))
    everything = added([one for found in outcomes.values() for one in found])
    table.add_section()
    table.add_row("all", *(f"{everything[column]:,}" for column in COLUMNS), style="bold")
    return table


if __name__ == "__main__":
    sys.exit(main())
