"""A process that is killed leaves all of a transaction or nothing of it, wherever it stood."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.model.alerts import DeliveryState
from bot.store import Store

ROOT = Path(__file__).parents[2]

_INGEST = """
import os, signal, sys
from datetime import timedelta
from sqlalchemy import event
from bot.model.developments import Judgement
from bot.store import JudgedReading, Store
from tests.store.conftest import NOW, Make

url, deadly = sys.argv[1], int(sys.argv[2])
store, make, statements = Store.open(url), Make(), 0

@event.listens_for(store._engine, "after_cursor_execute")
def count(*_):
    global statements
    statements += 1
    if statements == deadly:
        os.kill(os.getpid(), signal.SIGKILL)

with store.transaction() as tx:
    tx.sync_feeds([make.feed()], NOW)
    (state,) = tx.claim_due_feeds(NOW, timedelta(minutes=9), "us", 1)
    development = make.development(entry_id="marquee-1")
    tx.save_entries(tx.admit([make.story(number) for number in range(700)]), NOW)
    tx.save_readings([JudgedReading("marquee-1", [make.mention()], [Judgement(make.claim(), development)])], NOW)
    tx.add_alerts([make.alert("a", development)], NOW, NOW)
    tx.claim_deliveries("discord", NOW, 1)
    tx.finish_poll(state)
if deadly == -1:
    os.kill(os.getpid(), signal.SIGKILL)
print(statements)
"""


def ingest(url: str, deadly: int) -> subprocess.CompletedProcess[str]:
    """Run one ingest that is killed after so many statements; 0: never; -1: right after its commit."""
    command = [sys.executable, "-c", _INGEST, url, str(deadly)]
    return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, timeout=60, check=False)


def left_in(url: str) -> tuple[int, int, int, int, list[DeliveryState]]:
    with closing(Store.open(url)) as store, store.snapshot() as snapshot:
        counts, feeds = snapshot.counts(), snapshot.feed_health()
        told = [state for state in DeliveryState for _ in snapshot.deliveries_in("discord", state)]
    return counts.entries, counts.entries_with_mention, counts.developments, len(feeds), told


NOTHING: tuple[int, int, int, int, list[DeliveryState]] = (0, 0, 0, 0, [])
ALL = (700, 1, 1, 1, [DeliveryState.SENDING])


def test_wherever_a_process_is_killed_nothing_or_all_is_left(tmp_path: Path) -> None:
    whole = ingest(f"sqlite:///{tmp_path / 'whole.db'}", 0)
    assert left_in(f"sqlite:///{tmp_path / 'whole.db'}") == ALL
    statements = int(whole.stdout)
    assert statements > 12
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    Store.open(url).close()
    for deadly in range(1, statements + 1, 3):
        assert ingest(url, deadly).returncode == -signal.SIGKILL
        assert left_in(url) == NOTHING, f"after {deadly} statements"


def test_what_is_committed_survives_a_kill(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    assert ingest(url, -1).returncode == -signal.SIGKILL
    assert left_in(url) == ALL


@pytest.mark.parametrize("deadly", [1, 5, 15])
def test_a_database_whose_making_was_cut_short_is_made_by_the_next_start(tmp_path: Path, deadly: int) -> None:
    url = f"sqlite:///{tmp_path / 'cut.db'}"
    program = f"""
import os, signal
from sqlalchemy import Engine, event
from bot.store import Store
statements = 0

@event.listens_for(Engine, "after_cursor_execute")
def count(*_):
    global statements
    statements += 1
    if statements == {deadly}:
        os.kill(os.getpid(), signal.SIGKILL)

Store.open({url!r})
"""
    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert left_in(url) == NOTHING
