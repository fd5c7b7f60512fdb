"""A thousand alerts to fifty channels of a loopback Discord with its rate limits, while people ask questions.

The bot is `sequelwatch run` in a process of its own. Discord's buckets are 5 messages in 5 seconds a channel, and 50
requests a second in all (its API reference, "Rate Limits").
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from benchmarks.generate import write_seeds
from benchmarks.measure import SEQUELWATCH, CommandFailedError, Figure
from benchmarks.outbox import fill
from benchmarks.streams import Streams
from bot.seeds import load_seeds
from tests.chat.fake.people import GUILD_ID, MODERATOR_ID
from tests.chat.fake.server import FakeDiscord

CHANNELS, ALERTS = 50, 1_000
BUCKET = (5, 5.0)
PER_SECOND = 50
PATIENCE = 120.0
ASKING = 0.4
"""Seconds between two questions."""
SPAN = 5.0
_POSTS = r"POST /channels/\d+/messages"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the loopback Discord saw. Times in seconds."""

    told: Sequence[float]
    in_order: bool
    refused: int
    busiest: float
    answers: Sequence[float]


def measure(streams: Streams, folder: Path) -> Iterator[Figure]:
    """Have the bot tell all alerts, and ask it things meanwhile."""
    write_seeds(folder / "seeds", 3, streams.seeds)
    channels = [str(900000000000001000 + number) for number in range(CHANNELS)]
    titles = load_seeds(folder / "seeds")
    fill(f"sqlite:///{folder / 'bot.db'}", titles[0].id, channels, ALERTS // CHANNELS, GUILD_ID)
    outcome = asyncio.run(_observe(folder, channels, titles[0].title))
    yield from _figures(outcome)


def _figures(outcome: Outcome) -> Iterator[Figure]:
    seconds = outcome.told[-1] - outcome.told[0]
    by_channel = (ALERTS / CHANNELS / BUCKET[0] - 1) * BUCKET[1]
    allowed = max(by_channel, (ALERTS - 1) / PER_SECOND)
    name = f"{ALERTS:,} alerts to {CHANNELS} channels"
    yield Figure(f"{name}, told", len(outcome.told), "alerts", ALERTS, at_least=True)
    yield Figure(f"{name}, order kept in each channel", float(outcome.in_order), "", 1, at_least=True)
    yield Figure(f"{name}, first to last", seconds, "s", allowed * 1.1, note=f"the buckets allow {allowed:.1f} s")
    yield Figure(f"{name}, 429 caused by us", outcome.refused, "", 1)
    # They leave evenly (a test holds that); how they arrive tells the stalls of this machine as well.
    busiest = Figure(f"{name}, busiest {SPAN:.0f} s", outcome.busiest, "requests/s", PER_SECOND * 1.1)
    yield replace(busiest, note="as they arrive, with this machine's stalls")
    answers = sorted(outcome.answers)
    note = f"{len(answers)} answers, median {answers[len(answers) // 2] * 1000:.0f} ms"
    yield Figure("/status meanwhile, slowest answer", answers[-1], "s", 1.0, note=note)


async def _observe(folder: Path, channels: Sequence[str], title: str) -> Outcome:
    fake = await FakeDiscord().start()
    fake.buckets.routes[_POSTS] = BUCKET
    for channel in channels:
        fake.world.add_channel(channel, GUILD_ID, f"alerts-{channel[-2:]}")
    try:
        with _bot(folder, fake) as process:
            answers = await _ask_until_told(fake, process, channels, title)
    finally:
        await fake.stop()
    posts = [call for call in fake.calls if call.status == 200 and _is_post(call.method, call.path)]
    return Outcome(
        told=[call.at for call in posts],
        in_order=all(_in_order(fake, channel) for channel in channels),
        refused=fake.buckets.refused,
        busiest=_busiest([call.at for call in fake.calls if not call.path.startswith("/interactions")]),
        answers=answers,
    )


async def _ask_until_told(
    fake: FakeDiscord, process: subprocess.Popen[bytes], channels: Sequence[str], title: str
) -> list[float]:
    """Ask for a title's status again and again; how long each answer took."""
    answers: list[float] = []
    end = time.monotonic() + PATIENCE
    while sum(len(fake.world.messages[channel]) for channel in channels) < ALERTS:
        if process.poll() is not None or time.monotonic() > end:
            raise CommandFailedError(f"sequelwatch run told {len(fake.calls)} things and not all {ALERTS} alerts")
        if fake.world.commands[None] and fake.gateway.sessions:
            begun = time.perf_counter()
            asked = await fake.person(MODERATOR_ID).slash("status", title=title)
            if asked.callback is None:
                raise CommandFailedError("a question was not answered")
            answers.append(time.perf_counter() - begun)
        await asyncio.sleep(ASKING)
    return answers


@contextmanager
def _bot(folder: Path, fake: FakeDiscord) -> Iterator[subprocess.Popen[bytes]]:
    (folder / "feeds.toml").write_text(
        '[[feed]]\nid = "nobody"\nurl = "http://127.0.0.1:9/feed"\noutlet = "Nobody"\n', encoding="utf-8"
    )
    settings = {
        "DISCORD_TOKEN": fake.token,
        "SEQUELWATCH_DISCORD__API_URL": fake.api_url,
        "SEQUELWATCH_DISCORD__GATEWAY_URL": fake.gateway_url,
        "SEQUELWATCH_DATABASE__URL": f"sqlite:///{folder / 'bot.db'}",
        "SEQUELWATCH_PATHS__SEEDS": str(folder / "seeds"),
        "SEQUELWATCH_PATHS__FEEDS": str(folder / "feeds.toml"),
        "SEQUELWATCH_WEB__PORT": "0",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEQUELWATCH_", "DISCORD_"))}
    with (folder / "errors.txt").open("wb") as stderr:
        bot = subprocess.Popen([SEQUELWATCH, "run"], stderr=stderr, cwd=folder, env=kept | settings)
        try:
            yield bot
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(timeout=30)


def _is_post(method: str, path: str) -> bool:
    return method == "POST" and path.startswith("/channels/") and path.endswith("/messages")


def _in_order(fake: FakeDiscord, channel: str) -> bool:
    """Whether a channel was told the numbers that the alerts bear in their order, each once."""
    texts = [str(message["components"]) for message in fake.messages(channel)]
    numbers = [int(text.split("Extra No ")[1][:4]) for text in texts]
    return len(numbers) == ALERTS // CHANNELS and all(one < other for one, other in pairwise(numbers))


def _busiest(moments: Sequence[float]) -> float:
    """Tell the requests a second of the busiest time, wherever it begins. Shorter ones tell how busy we are here."""
    return max(sum(begin <= moment < begin + SPAN for moment in moments) for begin in moments) / SPAN
