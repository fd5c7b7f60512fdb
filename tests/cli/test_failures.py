from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.failures import Commands
from bot.cli.options import Globals
from bot.model.errors import FaultsError, InputError, StoreError


def _app(act: Callable[[], None]) -> typer.Typer:
    app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.callback()
    def common(ctx: typer.Context, verbose: bool = False) -> None:  # noqa: FBT002 - a flag is a boolean to typer
        ctx.obj = Globals(verbose=verbose)

    @app.command()
    def act_now(count: int = 0) -> None:
        typer.echo(f"begun {count}")
        act()

    return app


def _raising(problem: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise problem

    return act


@pytest.mark.parametrize(
    ("problem", "lines"),
    [
        pytest.param(StoreError("data.db: is locked"), ["data.db: is locked"], id="one thing is wrong"),
        pytest.param(
            FaultsError([InputError("a.jsonl", "no entry", 3), StoreError("data.db: is locked")]),
            ["a.jsonl:3: no entry", "data.db: is locked"],
            id="several things are wrong, a line each",
        ),
        pytest.param(StoreError("evil\x1b[31m\u202ename.db"), ["evilname.db"], id="nothing steers the terminal"),
    ],
)
def test_what_people_can_mend_is_its_lines_on_stderr_and_code_1(problem: Exception, lines: list[str]) -> None:
    result = CliRunner().invoke(_app(_raising(problem)), ["act-now"])
    assert (result.exit_code, result.stdout, result.stderr.splitlines()) == (1, "begun 0\n", lines)


def test_a_bug_is_one_line_that_names_the_file_with_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = CliRunner().invoke(_app(_raising(ValueError("three\nlines\x1b"))), ["act-now"])
    (line,) = result.stderr.splitlines()
    (report,) = tmp_path.iterdir()
    assert result.exit_code == 3
    assert "ValueError: three lines" in line
    assert str(report) in line
    assert "Traceback" in report.read_text(encoding="utf-8")


def test_a_bug_where_no_disk_takes_its_file_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    result = CliRunner().invoke(_app(_raising(ValueError("three"))), ["act-now"])
    assert result.exit_code == 3
    assert result.stderr.startswith("Traceback")
    assert result.stderr.rstrip().endswith("Please report it with the lines above")


def test_verbose_shows_the_traceback_of_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = CliRunner().invoke(_app(_raising(ValueError("three"))), ["--verbose", "act-now"])
    assert result.exit_code == 3
    assert "Traceback (most recent call last):" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
@pytest.mark.parametrize("command", [["status"], ["demo"]], ids=" ".join)
def test_a_full_disk_is_one_line_and_no_bug(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "seeds").mkdir()
    seed = 'title = "Dusk 2"\ntype = "film"\nknown_as_of = 2026-01-01\n'
    (tmp_path / "seeds" / "dusk-2.toml").write_text(seed, encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(Path(__file__).parents[2])},
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "standard output: the disk is full; make room\n")


def test_ctrl_c_ends_quietly_with_130() -> None:
    result = CliRunner().invoke(_app(_raising(KeyboardInterrupt())), ["act-now"])
    assert (result.exit_code, result.stderr) == (130, "")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["act-later"], id="an unknown command"),
        pytest.param(["act-now", "--count", "many"], id="a number that is none"),
        pytest.param(["act-now", "--nonsense"], id="an unknown option"),
    ],
)
def test_wrong_usage_is_code_2_and_says_what_is_wrong(arguments: list[str]) -> None:
    result = CliRunner().invoke(_app(_raising(AssertionError("not reached"))), arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_a_command_ends_with_0() -> None:
    assert CliRunner().invoke(_app(lambda: None), ["act-now"]).exit_code == 0
