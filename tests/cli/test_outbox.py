"""What was put aside is listed, told after all, or given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from benchmarks.outbox import fill
from bot.model.alerts import DeliveryState
from bot.store import Store

Run = Callable[..., Result]


@pytest.fixture
def database(tmp_path: Path, seeds: Path) -> str:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    assert seeds.exists()
    fill(url, "lantern-street-2", ["20"], rounds=3)
    store = Store.open(url)
    with store.transaction() as tx:
        for delivery in tx.deliveries_in("discord", DeliveryState.PENDING)[:2]:
            tx.park(delivery.alert.id, "nobody knows\x1b[31m whether it was told")
    store.close()
    return url


def ids(database: str, state: DeliveryState) -> list[str]:
    store = Store.open(database)
    with store.snapshot() as snapshot:
        found = [one.alert.id for one in snapshot.deliveries_in("discord", state)]
    store.close()
    return found


def test_each_is_a_line_with_what_it_says_and_why(run: Run, database: str) -> None:
    lines = run("outbox", "list", "--database", database).stdout.splitlines()
    parked = ids(database, DeliveryState.PARKED)
    assert [line.split()[0] for line in lines] == [id_[:8] for id_ in parked]
    assert "discord 20: Lantern Street 2: " in lines[0]
    assert "Extra No 0000" in lines[0]
    assert "nobody knows" in lines[0]
    assert "\x1b" not in lines[0]


def test_one_is_told_after_all(run: Run, database: str) -> None:
    first, second = ids(database, DeliveryState.PARKED)
    assert run("outbox", "retry", first[:8], "--database", database).stdout.startswith("1 alert will be told")
    assert ids(database, DeliveryState.PARKED) == [second]
    assert first in ids(database, DeliveryState.PENDING)


def test_all_are_given_up(run: Run, database: str) -> None:
    assert run("outbox", "drop", "--all", "--database", database).stdout == "2 alerts dropped.\n"
    assert len(ids(database, DeliveryState.DROPPED)) == 2
    assert run("outbox", "list", "--database", database).stdout == "No alert was put aside.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["ffffffff"], "no alert that was put aside", id="one that there is not"),
        pytest.param([""], "several alerts begin so", id="a beginning of several"),
        pytest.param([], "--all", id="none named"),
        pytest.param(["ffffffff", "--all"], "--all", id="both"),
    ],
)
def test_what_cannot_be_meant_is_told(run: Run, database: str, arguments: list[str], words: str) -> None:
    result = run("outbox", "drop", *arguments, "--database", database)
    assert result.exit_code == 2
    assert words in result.stderr.replace("\n", " ")
    assert len(ids(database, DeliveryState.PARKED)) == 2


def test_where_no_bot_ever_ran_that_is_said(run: Run, tmp_path: Path) -> None:
    result = run("outbox", "list", "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert result.exit_code == 1
    assert "no database yet" in result.stderr
