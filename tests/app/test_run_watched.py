"""`run` and those who watch it: the pages, the probe, and disks that are full or read-only for a while."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

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
        await until(port, "/metrics", 'sequelwatch_polls_total{feed="ledger",outcome="failed"} 1.0')
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


@dataclass(frozen=True)
class FailingDisk:
    """A disk (ext4, on a loop device) that can be made to fail, as a worn card does, and mended as its owner would."""

    image: Path
    at: Path

    def mount(self) -> bool:
        command = ["mount", "-o", "loop,errors=remount-ro", str(self.image), str(self.at)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def fail(self) -> None:
        self._trigger().write_text("a test", encoding="ascii")

    def unmount(self) -> None:
        """Take it out; it is gone once nobody holds a file of it any more."""
        subprocess.run(["umount", "--lazy", self.at], check=False, capture_output=True)

    def wait(self) -> None:
        """Wait until nobody holds a file of it any more."""
        end = monotonic() + 60
        while self._device():
            assert monotonic() < end, "the bot never let go of its files"
            sleep(0.05)

    def mend(self) -> None:
        """Check it; 1 says that something was corrected (e2fsck(8))."""
        done = subprocess.run(["e2fsck", "-fy", self.image], check=False, capture_output=True, text=True)
        assert done.returncode in {0, 1}, done.stdout

    @property
    def can_fail(self) -> bool:
        return self._trigger().exists()

    def _device(self) -> str:
        command = ["losetup", "--noheadings", "--output", "NAME", "--associated", str(self.image)]
        return Path(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()).name

    def _trigger(self) -> Path:
        return Path("/sys/fs/ext4") / self._device() / "trigger_fs_error"


@pytest.fixture
def failing_disk(tmp_path: Path) -> Iterator[FailingDisk]:
    """A disk of sixteen megabytes, where the bot keeps its data."""
    disk = FailingDisk(tmp_path / "disk.img", tmp_path / "data")
    disk.at.mkdir()
    disk.image.write_bytes(bytes(16_000_000))
    tools = all(shutil.which(tool) for tool in ("mkfs.ext4", "e2fsck", "losetup"))
    can = sys.platform == "linux" and os.geteuid() == 0 and tools
    if can:
        subprocess.run(["mkfs.ext4", "-q", disk.image], check=True)
    if not can or not disk.mount():
        pytest.skip("a disk that fails needs Linux, root, ext4 and loop devices")
    try:
        if not disk.can_fail:
            pytest.skip("this kernel has no way to make a disk fail")
        yield disk
    finally:
        disk.unmount()


async def test_a_disk_that_turns_read_only_is_told_and_taken_up_again_once_it_is_mended(
    config: Config, feed_of_news: str, port: int, tmp_path: Path, failing_disk: FailingDisk
) -> None:
    with running(config("http://127.0.0.1:9/feed", more=f"[web]\nport = {port}\n")) as bot:
        await until(port, "/metrics", 'sequelwatch_polls_total{feed="ledger",outcome="failed"} 1.0')
        failing_disk.fail()
        feeds = f'[[feed]]\nid = "news"\nurl = "{feed_of_news}"\noutlet = "The Ledger"\n'
        (tmp_path / "feeds.toml").write_text(feeds, encoding="utf-8")
        bot.send_signal(signal.SIGHUP)
        said = await asyncio.to_thread(_line_with, bot, "the disk is read-only")
        assert "Traceback" not in said
        assert asked(port, "/healthz") == (200, "alive\n")
        failing_disk.unmount()
        await asyncio.to_thread(failing_disk.wait)
        failing_disk.mend()
        assert failing_disk.mount()
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
