"""Killed at any boundary and started again, the bot loses no development and prints none twice."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

CHILD = Path(__file__).with_name("crash_child.py")
DAY = datetime(2026, 2, 2, 9, tzinfo=UTC)


class Ledger(Protocol):
    """The feed on loopback."""

    url: str

    def publish(self, items: dict[str, str]) -> None: ...


class Bots:
    """Starts bots over the ledger's feed, one after the other, and tells what became of each."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self._process, self._url = process, url

    def start(self, database: Path, now: datetime, kill_at: int = 0) -> tuple[int, int]:
        """Run one; its exit code and the boundaries that it crossed. What it shows is added to a file beside."""
        shown = database.with_suffix(".txt")
        job = [f"sqlite:///{database}", self._url, now.isoformat(), kill_at, str(shown)]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        code, crossed = json.loads(self._process.stdout.readline())
        return code, crossed


@pytest.fixture(scope="module")
def bots(ledger: Ledger) -> Iterator[Bots]:
    command = [sys.executable, "-W", "error", str(CHILD)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Bots(process, ledger.url)


@pytest.fixture(scope="module")
def polled_before(tmp_path_factory: pytest.TempPathFactory, bots: Bots, ledger: Ledger, news: dict[str, str]) -> Path:
    """A database whose feed has been polled once, so that what comes now is news."""
    path = tmp_path_factory.mktemp("crash") / "before.db"
    ledger.publish({"Rain in the hills": "It may clear up towards the evening."})
    code, _ = bots.start(path, DAY - timedelta(days=1))
    assert code == 0
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == ""
    ledger.publish(news)
    return path


@pytest.fixture(scope="module")
def undisturbed(polled_before: Path, bots: Bots) -> tuple[set[str], int]:
    """What a run that nobody kills shows, and how many boundaries it crosses."""
    alive = copy_of(polled_before, "alive")
    code, crossed = bots.start(alive, DAY)
    assert code == 0
    return told_in(alive), crossed


def copy_of(database: Path, name: str) -> Path:
    copy = database.with_name(f"{name}.db")
    copy.write_bytes(database.read_bytes())
    return copy


def told_in(database: Path) -> set[str]:
    """All that was told: in cards, each at most once, or in the line that says that a card was perhaps not shown."""
    shown = database.with_suffix(".txt").read_text(encoding="utf-8")
    cards: list[str] = []
    doubts: list[str] = []
    for line in shown.splitlines():
        found = re.findall(r"Director: Nora Finch|20 November 2026|Cast: Ada Quill", line)
        (cards if line.startswith("▌") else doubts).extend(found)
    assert len(cards) == len(set(cards)), f"told twice: {shown}"
    return {*cards, *doubts}


def test_a_run_that_nobody_kills_tells_all_three(undisturbed: tuple[set[str], int]) -> None:
    told, crossed = undisturbed
    assert len(told) == 3
    assert crossed > 20


@pytest.mark.timeout(300)
def test_killed_at_every_boundary(polled_before: Path, bots: Bots, undisturbed: tuple[set[str], int]) -> None:
    everything, crossed = undisturbed
    for kill_at in range(1, crossed + 1):
        database = copy_of(polled_before, str(kill_at))
        code, _ = bots.start(database, DAY, kill_at)
        assert code == -signal.SIGKILL
        # By then the lease of the dead process has run out, and the feed is due again.
        code, _ = bots.start(database, DAY + timedelta(hours=2))
        assert code == 0
        assert told_in(database) == everything, f"killed at boundary {kill_at}"
