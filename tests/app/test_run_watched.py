"""`run` and those who watch it: the pages, the probe, and a disk that is full for a while."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

Config = Callable[..., Path]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH", "DISCORD"))}


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(config: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-m", "bot", "--config", str(config), "run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=CLEAN) as process:
        try:
            yield process
        finally:
            process.kill()


def asked(port: int, page: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


async def until(port: int, page: str, words: str) -> str:
    """Ask again and again until the answer has the words."""
    end, text = monotonic() + 60, ""
    while monotonic() < end:
        _, text = await asyncio.to_thread(asked, port, page)
        if words in text:
            return text
        await asyncio.sleep(0.05)
    raise AssertionError(f"{page} never said {words!r}, but: {text}")


def health(config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "--config", str(config), "health"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=CLEAN, timeout=60)


async def test_the_bot_at_work_is_ready_healthy_and_counted(config: Config, feed_of_news: str, port: int) -> None:
    settings = config(feed_of_news, more=f"[web]\nport = {port}\n")
    before = health(settings)
    assert (before.returncode, before.stderr.count("\n")) == (1, 1)
    with running(settings) as bot:
        await until(port, "/readyz", "ready")
        numbers = await until(port, "/metrics", 'sequelwatch_deliveries{state="sent"} 1.0')
        assert 'sequelwatch_polls_total{feed="ledger",outcome="document"} 1.0' in numbers
        assert 'sequelwatch_entries_total{fate="new"} 3.0' in numbers
        assert "sequelwatch_claims_total 0.0" not in numbers
        assert asked(port, "/healthz") == (200, "alive\n")
        at_work = health(settings)
        assert (at_work.returncode, at_work.stdout) == (0, "ready\n"), at_work.stderr
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=20) == 0
    assert health(settings).returncode == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where the bot keeps its data."""
    data = tmp_path / "data"
    data.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(data)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
        pytest.skip("a disk of its own size needs Linux, root and mounts")
    yield data
    subprocess.run(["umount", "--lazy", data], check=True)


async def test_a_disk_that_is_full_for_a_while_loses_nothing(
    config: Config, feed_of_news: str, port: int, tmp_path: Path, small_disk: Path
) -> None:
    with running(config("http://127.0.0.1:9/feed", more=f"[web]\nport = {port}\n")) as bot:
        await until(port, "/healthz", "alive")
        _fill(small_disk / "ballast")
        feeds = f'[[feed]]\nid = "news"\nurl = "{feed_of_news}"\noutlet = "The Ledger"\n'
        (tmp_path / "feeds.toml").write_text(feeds, encoding="utf-8")
        bot.send_signal(signal.SIGHUP)
        said = await asyncio.to_thread(_line_with, bot, "the disk is full; make room")
        assert "Traceback" not in said
        (small_disk / "ballast").unlink()
        bot.send_signal(signal.SIGHUP)
        await until(port, "/metrics", 'sequelwatch_deliveries{state="sent"} 1.0')
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=20) == 0


def _fill(path: Path) -> None:
    """Take all room that is left."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65_536)
        except OSError:
            return


def _line_with(bot: subprocess.Popen[str], words: str) -> str:
    assert bot.stderr is not None
    for line in bot.stderr:
        if words in line:
            return line
    raise AssertionError(f"never said {words!r}")
