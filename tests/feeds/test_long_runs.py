"""Short versions of what `python -m benchmarks.faults.run` and `python -m benchmarks.fuzz` do for long."""

from __future__ import annotations

from pathlib import Path

from benchmarks.faults.run import run
from benchmarks.fuzz import fuzz


def test_through_faults_and_kills_nothing_is_lost_and_nothing_is_read_twice(tmp_path: Path) -> None:
    outcome = run(feeds=5, days=3, kills=4, folder=tmp_path)
    assert (outcome.lost, outcome.doubled) == ((), ())
    assert outcome.killed == 4
    assert outcome.failed > 5
    assert outcome.owed > 10


def test_two_seconds_of_fuzzing_find_nothing() -> None:
    found = fuzz(seconds=2, seed=9)
    assert found.problems == []
    assert found.runs > 50
