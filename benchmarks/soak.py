"""Whether `sequelwatch run` grows or complains: twenty minutes at sixty times the speed.

SOAK_MINUTES sets another time. The numbers are those that the bot itself serves, and what its process holds open.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from statistics import mean

from benchmarks.generate import Row, repeat, unrelated, write_seeds
from benchmarks.idle import free_port
from benchmarks.measure import CommandFailedError, Figure
from benchmarks.soaking import START, FastClock
from benchmarks.streams import Streams
from bot.demo.channels import Channel, Format
from bot.demo.server import FeedServer
from bot.model.entries import Entry, Outlet

SPEED, MINUTES, FEEDS, TITLES = 60, 20.0, 15, 20
AN_HOUR = 3
"""Entries that each feed publishes in an hour of the fast clock; every other one speaks of a tracked title."""
PAUSE = 5.0
WARM = 0.3
"""The share of the time that counts as warming up: caches fill, and every code path is taken once."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the process held at a moment."""

    megabytes: float
    files: int
    sockets: int
    cpu_seconds: float


def measure(streams: Streams, folder: Path) -> Iterator[Figure]:
    """Run on loopback feeds that go on publishing; look again and again."""
    minutes = float(os.environ.get("SOAK_MINUTES", MINUTES))
    write_seeds(folder / "seeds", TITLES, streams.seeds)
    channels = [_channel(number) for number in range(FEEDS)]
    with FeedServer(channels, _entries(streams, minutes)) as server:
        server.at(START)
        (folder / "feeds.toml").write_text("\n".join(_followed(server, channel) for channel in channels), "utf-8")
        looks, polls = _soaked(server, folder, minutes)
    complaints = _complaints(folder / "log.jsonl")
    warm, end = _minutes(looks, WARM), looks[-max(len(looks) // 20, 1) :]
    grown = mean(look.megabytes for look in end) - mean(look.megabytes for look in warm)
    note = f"{end[-1].megabytes:.0f} MB at the end, {polls:,.0f} polls in {minutes:g} minutes at {SPEED}x"
    yield Figure("soak: memory grown after warming up", grown, "MB", 5, note=note)
    yield Figure(
        "soak: files more than then", max(look.files for look in end) - max(look.files for look in warm), "", 3
    )
    sockets = max(look.sockets for look in end) - max(look.sockets for look in warm)
    yield Figure("soak: sockets more than then", sockets, "", 3)
    yield Figure("soak: warnings in the log", len(complaints), "", 1, note="; ".join(sorted(set(complaints)))[:100])
    busy = (end[-1].cpu_seconds - warm[0].cpu_seconds) / max((len(looks) - looks.index(warm[0])) * PAUSE, 1)
    yield Figure("soak: of a core, at this speed", busy * 100, "%")


def _soaked(server: FeedServer, folder: Path, minutes: float) -> tuple[list[Look], float]:
    """Run the bot for so long; what was seen of it, and its polls."""
    port = free_port()
    with (folder / "log.jsonl").open("wb") as log, (folder / "out.txt").open("wb") as out:
        command = [sys.executable, "-m", "benchmarks.soaking", str(SPEED)]
        bot = subprocess.Popen(command, stdout=out, stderr=log, env=_environment(folder, port))
        looks, clock, numbers = list[Look](), FastClock(SPEED), {"polls": 0.0}
        try:
            _wait_for(port)
            end = time.monotonic() + minutes * 60
            while time.monotonic() < end:
                time.sleep(PAUSE)
                server.at(clock())
                if bot.poll() is not None:
                    raise CommandFailedError((folder / "log.jsonl").read_text(encoding="utf-8")[-2000:])
                look, numbers["polls"] = _look(bot.pid, port)
                looks.append(look)
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(timeout=30)
    return looks, numbers["polls"]


def _wait_for(port: int) -> None:
    """Wait for the bot to serve its pages; CommandFailedError where it does not."""
    for _ in range(120):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.5)
    raise CommandFailedError("the bot has not come up for a minute")


def _look(pid: int, port: int) -> tuple[Look, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        text = answer.read().decode()
    held = list(_held(pid))
    sockets = sum(one.startswith("socket:") for one in held)
    memory, cpu = _value(text, "process_resident_memory_bytes"), _value(text, "process_cpu_seconds_total")
    polls = sum(float(number) for number in re.findall(r"^sequelwatch_polls_total{.*} (\S+)$", text, re.MULTILINE))
    return Look(memory / 1e6, len(held) - sockets, sockets, cpu), polls


def _held(pid: int) -> Iterator[str]:
    """Tell what a process has open; it goes on working meanwhile, so that one or the other is closed by now."""
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            yield str(link.readlink())


def _value(text: str, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
    if found is None:
        raise CommandFailedError(f"the metrics have no {name}")
    return float(found[1])


def _minutes(looks: list[Look], share: float) -> list[Look]:
    """Give the looks just after the warm-up, a twentieth of all."""
    begin = int(len(looks) * share)
    return looks[begin : begin + max(len(looks) // 20, 1)]


def _complaints(log: Path) -> list[str]:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    return [str(line["event"]) for line in lines if line["level"] not in {"debug", "info"}]


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH_", "DISCORD_"))},
        "SEQUELWATCH_PATHS__SEEDS": str(folder / "seeds"),
        "SEQUELWATCH_PATHS__FEEDS": str(folder / "feeds.toml"),
        "SEQUELWATCH_DATABASE__URL": f"sqlite:///{folder / 'bot.db'}",
        "SEQUELWATCH_POLLING__ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
        "SEQUELWATCH_POLLING__HOST_PAUSE": "0s",
        "SEQUELWATCH_ARTICLES__ENABLED": "false",
        "SEQUELWATCH_LOG__FORMAT": "json",
        "SEQUELWATCH_WEB__PORT": str(port),
    }


def _channel(number: int) -> Channel:
    name = f"Outlet {number}"
    return Channel(f"feed-{number}", Outlet(name, name), Format.RSS if number % 2 else Format.ATOM)


def _followed(server: FeedServer, channel: Channel) -> str:
    name = channel.outlet.name
    return f'[[feed]]\nid = "{channel.id}"\nurl = "{server.url}/{channel.id}"\noutlet = "{name}"\ninterval = "10m"\n'


def _entries(streams: Streams, minutes: float) -> list[Entry]:
    """Spread stories evenly over the time, and a day before it: what feeds hold when the bot comes to them."""
    hours = minutes * SPEED / 60
    count = int((hours + 24) * FEEDS * AN_HOUR)
    rows = chain.from_iterable(zip(repeat(streams.entries, count // 2), unrelated(count // 2), strict=True))
    step = timedelta(hours=1) / (FEEDS * AN_HOUR)
    return [_entry(row, number, START - timedelta(hours=24) + number * step) for number, row in enumerate(rows)]


def _entry(row: Row, number: int, published: datetime) -> Entry:
    return Entry(
        id=row["id"],
        feed=f"feed-{number % FEEDS}",
        outlet=f"Outlet {number % FEEDS}",
        published=published,
        title=row["title"],
        summary=row["summary"],
        link=row["link"],
    )
