"""`run`, started and stopped as its owner would: a process of its own, a feed on loopback, signals."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Config = Callable[..., Path]


@contextmanager
def running(config: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-m", "bot", "--config", str(config), "run"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH", "DISCORD"))}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**clean, **environment}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(stream: Iterable[str], words: str) -> str:
    """Everything up to the line that holds `words`; the test's own time-out ends a wait in vain."""
    seen = ""
    for line in stream:
        seen += line
        if words in line:
            return seen
    raise AssertionError(f"never said {words!r}, but: {seen}")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_preview_tells_news_in_the_terminal_and_stops_when_it_is_asked_to(
    config: Config, feed_of_news: str, stop: signal.Signals
) -> None:
    with running(config(feed_of_news)) as bot:
        assert bot.stdout is not None
        assert "Lantern Street 2" in read_until(bot.stdout, "Nora Finch")
        bot.send_signal(stop)
        _, said = bot.communicate(timeout=10)
        assert bot.returncode == 0
        assert "DISCORD_TOKEN" in said


def test_a_feed_that_cannot_be_reached_is_told_and_polled_again_later(config: Config) -> None:
    with running(config()) as bot:
        assert bot.stderr is not None
        said = read_until(bot.stderr, "poll failed")
        assert "ledger" in said
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=10) == 0


def test_a_stop_in_the_middle_of_a_slow_fetch_is_quick_and_the_next_start_asks_at_once(config: Config) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = config(f"http://127.0.0.1:{silent.getsockname()[1]}/feed")
        with running(settings) as bot:
            connection, _ = silent.accept()  # and never answer
            bot.send_signal(signal.SIGINT)
            _, said = bot.communicate(timeout=10)
            connection.close()
            assert bot.returncode == 0
            assert "Traceback" not in said
        with running(settings):
            silent.settimeout(30)
            silent.accept()[0].close()


def test_seeds_are_read_anew_on_a_signal_and_a_broken_one_changes_nothing(
    config: Config, feed_of_news: str, tmp_path: Path
) -> None:
    seed = tmp_path / "seeds" / "night-ferry-2.toml"
    with running(config(feed_of_news)) as bot:
        assert bot.stdout is not None
        assert bot.stderr is not None
        read_until(bot.stdout, "Nora Finch")
        seed.write_text('title = "Night Ferry 2"\ntype = "opera"\nknown_as_of = 2025-01-01\n', encoding="utf-8")
        bot.send_signal(signal.SIGHUP)
        assert "night-ferry-2.toml:2: type" in read_until(bot.stderr, "read anew")
        seed.write_text('title = "Night Ferry 2"\ntype = "film"\nknown_as_of = 2025-01-01\n', encoding="utf-8")
        bot.send_signal(signal.SIGHUP)
        assert "night-ferry-2" in read_until(bot.stderr, "read anew")
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=10) == 0


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        pytest.param("COMMIT", "is another program's database", id="not ours"),
        pytest.param("SELECT 1", "is locked by another program", id="locked"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_and_left_alone(
    config: Config, tmp_path: Path, statement: str, says: str
) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.execute(statement)
    with running(config(), SEQUELWATCH_DATABASE__URL=f"sqlite:///{path}?timeout=0") as bot:
        shown, said = bot.communicate(timeout=20)
    assert (bot.returncode, shown, len(said.splitlines())) == (1, "", 1)
    assert says in said
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    other.close()


@pytest.mark.parametrize(
    ("environment", "more", "words"),
    [
        pytest.param(
            {"DISCORD_TOKEN": "s3cret", "SEQUELWATCH_DISCORD__CHANNEL_ID": "general"},
            "",
            "SEQUELWATCH_DISCORD__CHANNEL_ID: channel_id cannot be used",
            id="a channel's name for its id",
        ),
        pytest.param({}, "[pollling]\n", "sequelwatch.toml", id="a table that there is none of"),
        pytest.param({"SEQUELWATCH_DATABASE__URL": "sqlite:////no/such/x.db"}, "", "/no/such", id="no folder"),
    ],
)
def test_what_its_owner_can_mend_is_one_line_and_exit_code_1(
    config: Config, environment: dict[str, str], more: str, words: str
) -> None:
    with running(config(more=more), **environment) as bot:
        shown, said = bot.communicate(timeout=20)
    assert bot.returncode == 1
    assert shown == ""
    assert words in said.splitlines()[-1]
    assert "Traceback" not in said
    assert "s3cret" not in said
