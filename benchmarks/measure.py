"""Running a command and weighing it: wall time, peak memory, output."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SEQUELWATCH = str(Path(sys.executable).with_name("sequelwatch"))
"""The command of the environment that the benchmarks themselves run in."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished command: wall and CPU time in seconds, peak memory in MB (10^6 bytes), lines on standard output."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    lines: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, its value, and the bar that it must meet.

    `at_least` says on which side of the bar is good.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def good(self) -> bool:
        """Whether the bar is met; a figure without a bar is always good."""
        if self.bar is None:
            return True
        return self.value >= self.bar if self.at_least else self.value < self.bar


class CommandFailedError(Exception):
    """A measured command ended in an error; the text has its last words."""


def run(arguments: Sequence[str], folder: Path) -> Run:
    """Run `sequelwatch ARGUMENTS` to its end in an empty folder of its own, output to a file there."""
    out, errors = folder / "out.txt", folder / "errors.txt"
    with out.open("wb") as stdout, errors.open("wb") as stderr:
        begun = time.perf_counter()
        process = subprocess.Popen([SEQUELWATCH, *arguments], stdout=stdout, stderr=stderr, cwd=folder)
        # wait4 gives this child's own peak; getrusage(RUSAGE_CHILDREN) gives the greatest of all so far.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = errors.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFailedError(f"sequelwatch {' '.join(arguments)} ended with {process.returncode}:\n{said}")
    with out.open("rb") as lines:
        return Run(seconds, usage.ru_utime + usage.ru_stime, _megabytes(usage.ru_maxrss), sum(1 for _ in lines))


def _megabytes(maxrss: int) -> float:
    """Convert `ru_maxrss`: kilobytes (of 1024) on Linux, bytes on macOS (getrusage(2) of each)."""
    return maxrss / 1e6 if sys.platform == "darwin" else maxrss * 1024 / 1e6
