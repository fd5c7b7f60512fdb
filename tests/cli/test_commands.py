from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from bot import __version__

Run = Callable[..., Result]
COMMANDS = ["demo", "run", "invite", "status", "timeline", "explain", "check", "health"]
COMMANDS += ["backup", "restore", "export"]
COMMANDS += ["replay", "extract", "preview-card"]
HEAVY = ["rich", "pydantic", "sqlalchemy", "discord", "httpx", "apscheduler", "feedparser", "rapidfuzz", "structlog"]


def test_help_lists_every_command_with_a_line_that_is_not_cut(run: Run) -> None:
    shown = run("--help").stdout
    listed = shown[shown.index("Commands:") :]
    assert [line.split()[0] for line in listed.splitlines()[1 : 1 + len(COMMANDS)]] == COMMANDS
    assert "..." not in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_examples(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"sequelwatch {command}" in result.stdout[result.stdout.index("Examples:") :]


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"sequelwatch {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    loaded = f"import sys, bot.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_python_m_bot_is_the_same_command() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout == f"sequelwatch {__version__}\n"


def test_the_shell_can_complete_commands() -> None:
    root = Path(__file__).parents[2]
    surroundings = {"_SEQUELWATCH_COMPLETE": "complete_bash", "COMP_WORDS": "sequelwatch ti", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "bot"], capture_output=True, text=True, cwd=root, env=surroundings, check=False
    )
    assert done.stdout.strip() == "timeline"
