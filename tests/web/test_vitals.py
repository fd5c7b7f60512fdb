"""When a bot that answers is nevertheless not at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.web.vitals import Vitals, troubles

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGO = timedelta(hours=1)
WELL = Vitals(
    now=NOW,
    started_at=NOW - timedelta(days=3),
    beats={"poll": timedelta(seconds=2), "deliver": timedelta(seconds=1)},
    polled_at=NOW - timedelta(minutes=20),
    feeds=15,
    failing=2,
)


def test_all_is_well_though_some_feeds_fail() -> None:
    assert troubles(WELL) == ()


@pytest.mark.parametrize(
    "vitals",
    [
        pytest.param(replace(WELL, polled_at=NOW - timedelta(hours=5)), id="publishers asked to be left alone"),
        pytest.param(replace(WELL, polled_at=None, started_at=NOW, failing=0), id="it has just begun"),
        pytest.param(
            replace(WELL, polled_at=NOW - timedelta(days=9), started_at=NOW),
            id="it was off for days and has just begun",
        ),
        pytest.param(replace(WELL, beats={"deliver": timedelta(minutes=4)}), id="a beat has many alerts to post"),
        pytest.param(replace(WELL, feeds=0, polled_at=None), id="nothing is polled"),
    ],
)
def test_what_is_no_trouble(vitals: Vitals) -> None:
    assert troubles(vitals) == ()


@pytest.mark.parametrize(
    ("vitals", "told"),
    [
        pytest.param(replace(WELL, database="the disk is full"), "database: the disk is full", id="database"),
        pytest.param(
            replace(WELL, gateway="not connected for 3 min"), "Discord: not connected for 3 min", id="gateway"
        ),
        pytest.param(
            replace(WELL, beats={"poll": timedelta(minutes=6)}),
            "scheduler: nothing has come of its beat “poll” for 6 min; the log says why",
            id="a beat that hangs",
        ),
        pytest.param(
            replace(WELL, polled_at=NOW - timedelta(hours=7, minutes=5)),
            "feeds: none has answered for 7 h 05 min; check this machine's connection",
            id="a line that is down",
        ),
        pytest.param(
            replace(WELL, polled_at=None, failing=15),
            "feeds: none has answered yet; check this machine's connection and the feeds' addresses",
            id="no feed was ever reached",
        ),
    ],
)
def test_what_is_trouble(vitals: Vitals, told: str) -> None:
    assert troubles(vitals) == (told,)
