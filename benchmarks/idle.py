"""How much memory `sequelwatch run` holds while it waits between polls of 15 feeds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.generate import Row, repeat, write_seeds
from benchmarks.measure import SEQUELWATCH, CommandFailedError, Figure
from benchmarks.streams import Streams
from bot.demo.channels import WINDOW, Channel, Format
from bot.demo.server import FeedServer
from bot.model.entries import Entry, Outlet

FEEDS = 15
TITLES = 20
BAR = 100.0
"""MB of resident memory."""
PATIENCE, SETTLING = 60.0, 5.0
"""Seconds: for the first polls to come, and after them until the memory is read."""


class CountingServer(FeedServer):
    """Does: serves feeds and remembers which of them have been asked for."""

    def __init__(self, channels: list[Channel], entries: list[Entry]) -> None:
        super().__init__(channels, entries)
        self.asked: set[str] = set()

    def document(self, channel_id: str) -> tuple[str, bytes] | None:
        """Answer as a feed server does."""
        self.asked.add(channel_id)
        return super().document(channel_id)


def measure(streams: Streams, folder: Path) -> Iterator[Figure]:
    """Start the bot on 15 feeds of a full window each, wait for the first polls, read its resident memory."""
    write_seeds(folder / "seeds", TITLES, streams.seeds)
    channels = [_channel(number) for number in range(FEEDS)]
    entries = [_entry(row, number) for number, row in enumerate(repeat(streams.entries, FEEDS * WINDOW))]
    with CountingServer(channels, entries) as server:
        (folder / "feeds.toml").write_text("\n".join(_followed(server, channel) for channel in channels), "utf-8")
        megabytes = _resident_after_first_polls(server, folder)
    yield Figure(f"run, {FEEDS} feeds, after the first polls, resident", megabytes, "MB", BAR)


def _resident_after_first_polls(server: CountingServer, folder: Path) -> float:
    errors = folder / "errors.txt"
    with errors.open("wb") as stderr, (folder / "out.txt").open("wb") as stdout:
        bot = subprocess.Popen([SEQUELWATCH, "run"], stdout=stdout, stderr=stderr, cwd=folder, env=_environment(folder))
        try:
            _wait_until_all_asked(server, bot, errors)
            time.sleep(SETTLING)
            return _resident(bot.pid)
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(timeout=30)


def _wait_until_all_asked(server: CountingServer, bot: subprocess.Popen[bytes], errors: Path) -> None:
    end = time.monotonic() + PATIENCE
    while len(server.asked) < FEEDS:
        if bot.poll() is not None or time.monotonic() > end:
            said = errors.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise CommandFailedError(f"sequelwatch run asked for {len(server.asked)} of {FEEDS} feeds:\n{said}")
        time.sleep(0.1)


def _environment(folder: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH_", "DISCORD_"))},
        "SEQUELWATCH_PATHS__SEEDS": str(folder / "seeds"),
        "SEQUELWATCH_PATHS__FEEDS": str(folder / "feeds.toml"),
        "SEQUELWATCH_DATABASE__URL": f"sqlite:///{folder / 'bot.db'}",
        "SEQUELWATCH_POLLING__ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
        "SEQUELWATCH_WEB__PORT": str(free_port()),
    }


def free_port() -> int:
    """Find a port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _resident(pid: int) -> float:
    """Read a process's resident memory in MB (ps gives units of 1024 bytes on Linux and macOS alike)."""
    answer = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(answer.stdout) * 1024 / 1e6


def _channel(number: int) -> Channel:
    name = f"Outlet {number}"
    return Channel(f"feed-{number}", Outlet(name, name), Format.RSS if number % 2 else Format.ATOM)


def _followed(server: FeedServer, channel: Channel) -> str:
    name = channel.outlet.name
    return f'[[feed]]\nid = "{channel.id}"\nurl = "{server.url}/{channel.id}"\noutlet = "{name}"\nowner = "{name}"\n'


def _entry(row: Row, number: int) -> Entry:
    return Entry(
        id=row["id"],
        feed=f"feed-{number % FEEDS}",
        outlet=f"Outlet {number % FEEDS}",
        published=datetime.fromisoformat(row["published"]),
        title=row["title"],
        summary=row["summary"],
        link=row["link"],
        content=row.get("content", ""),
    )
