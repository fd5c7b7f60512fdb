"""How much memory `sequelwatch run` holds while it waits between polls of 15 feeds: alone, and connected to Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread

from benchmarks.generate import Row, repeat, write_seeds
from benchmarks.measure import SEQUELWATCH, CommandFailedError, Figure
from benchmarks.streams import Streams
from bot.demo.channels import WINDOW, Channel, Format
from bot.demo.server import FeedServer
from bot.model.entries import Entry, Outlet
from tests.chat.fake.server import FakeDiscord

FEEDS = 15
TITLES = 20
BAR, CONNECTED_BAR = 100.0, 110.0
"""MB of resident memory, without and with a connection to Discord."""
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
        megabytes = _resident_after_first_polls(server, folder, _environment(folder, "alone.db"))
        yield Figure(f"run, {FEEDS} feeds, after the first polls, resident", megabytes, "MB", BAR)
        server.asked.clear()
        with discord_on_loopback() as fake:
            surroundings = _environment(folder, "connected.db") | {
                "DISCORD_TOKEN": fake.token,
                "SEQUELWATCH_DISCORD__API_URL": fake.api_url,
                "SEQUELWATCH_DISCORD__GATEWAY_URL": fake.gateway_url,
            }
            megabytes = _resident_after_first_polls(server, folder, surroundings, fake)
        yield Figure("the same, connected to Discord", megabytes, "MB", CONNECTED_BAR)


@contextmanager
def discord_on_loopback() -> Iterator[FakeDiscord]:
    """Serve a Discord from a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    fake = asyncio.run_coroutine_threadsafe(FakeDiscord().start(), loop).result(10)
    try:
        yield fake
    finally:
        asyncio.run_coroutine_threadsafe(fake.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def _resident_after_first_polls(
    server: CountingServer, folder: Path, environment: dict[str, str], discord: FakeDiscord | None = None
) -> float:
    errors = folder / "errors.txt"
    with errors.open("wb") as stderr, (folder / "out.txt").open("wb") as stdout:
        bot = subprocess.Popen([SEQUELWATCH, "run"], stdout=stdout, stderr=stderr, cwd=folder, env=environment)
        try:
            _wait_until_all_asked(server, bot, errors)
            time.sleep(SETTLING)
            if discord is not None and not discord.gateway.alive:
                raise CommandFailedError("sequelwatch run did not connect to Discord")
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


def _environment(folder: Path, database: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH_", "DISCORD_"))},
        "SEQUELWATCH_PATHS__SEEDS": str(folder / "seeds"),
        "SEQUELWATCH_PATHS__FEEDS": str(folder / "feeds.toml"),
        "SEQUELWATCH_DATABASE__URL": f"sqlite:///{folder / database}",
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
