"""The unit, held against what the bot and its documentation say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings.environment import CONFIG, variable_of
from bot.settings.loading import options

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "deploy" / "systemd" / "sequelwatch.service").read_text(encoding="utf-8")
KNOWN = {variable_of(section, name) for section, name in options()} | {CONFIG, "DISCORD_TOKEN_FILE"}


def test_every_variable_is_one_that_is_read() -> None:
    assert set(re.findall(r"^Environment=(\w+)=", UNIT, re.MULTILINE)) <= KNOWN


@pytest.mark.parametrize(
    "line",
    [
        "ExecReload=/bin/kill -HUP $MAINPID",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "StateDirectory=sequelwatch",
    ],
)
def test_it_gives_no_more_than_is_needed(line: str) -> None:
    assert line in UNIT.splitlines()


def test_it_waits_for_longer_than_a_stop_takes() -> None:
    assert "TimeoutStopSec=15" in UNIT


def test_the_documentation_installs_it_where_it_looks() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for place in ("/opt/sequelwatch", "/var/lib/sequelwatch", "/etc/sequelwatch/token"):
        assert place in page
        assert place in UNIT
