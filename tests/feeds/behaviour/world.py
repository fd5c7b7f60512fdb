"""Publishers with habits, a wire that is only bytes in memory, and a bot that lives with them for ninety days."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from yarl import URL

from bot.app.service import LEASE
from bot.app.turns import Turns
from bot.feeds.client import Client, make_client
from bot.feeds.dial import Dialler, NoConnectionError
from bot.feeds.document import Document
from bot.feeds.fetch import FetchLimits
from bot.feeds.guard import Guard
from bot.feeds.hosts import Hosts
from bot.feeds.lines import Line
from bot.feeds.parse import read_document
from bot.feeds.schedule import Pacing
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Polled, Poller
from bot.store import Store

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
DAYS = 90
FLOOR, CEILING, PAUSE = timedelta(hours=3), timedelta(hours=12), timedelta(seconds=2)
BURST = 4
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """A request as it came in, and what it was answered; `at` is the time by the clock of the test."""

    at: datetime
    feed: str
    url: str
    method: str
    headers: Mapping[str, bytes]
    status: int
    answered: Mapping[str, bytes]


@dataclass(frozen=True)
class Page:
    """An answer."""

    status: int = 200
    headers: Mapping[str, bytes] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Habit:
    """How a publisher answers: `answer` is given the time, the request's headers and its path."""

    name: str
    answer: Callable[[datetime, Mapping[str, bytes], str], Page]
    host: str = ""


def document(edition: int, extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>Story {number}</title><guid>{number}</guid><description>Text {number}.</description></item>"
        for number in range(edition, max(edition - 3, -1), -1)
    )
    return f"<rss version='2.0'><channel><title>News</title>{extra}{items}</channel></rss>".encode()


def edition(now: datetime, every: timedelta) -> int:
    return int((now - START) / every)


def http_date(moment: datetime) -> bytes:
    return format_datetime(moment, usegmt=True).encode()


class World:
    """The publishers, what they saw, and what time it is."""

    def __init__(self, habits: list[Habit], seed: int) -> None:
        self.now = START
        self.random = random.Random(seed)  # noqa: S311 - the same ninety days at every run
        self.habits = {habit.host or f"{habit.name}.example": habit for habit in habits}
        self.paths = {(habit.host or f"{habit.name}.example", f"/{habit.name}"): habit for habit in habits}
        self.feeds = [
            Feed(
                habit.name,
                f"https://{habit.host or habit.name + '.example'}/{habit.name}",
                Outlet(habit.name, "x"),
                FLOOR,
            )
            for habit in habits
        ]
        self.seen: list[Seen] = []
        self.notes: list[tuple[datetime, str]] = []
        self.polls: list[tuple[datetime, str, Polled]] = []
        self.restarts: list[datetime] = []
        self.next: dict[str, datetime] = {"nobody": datetime.max.replace(tzinfo=UTC)}
        self.parsed: list[tuple[str, bytes]] = []
        self.served: defaultdict[str, list[bytes]] = defaultdict(list)
        self.open: defaultdict[str, int] = defaultdict(int)
        self.dials: defaultdict[str, int] = defaultdict(int)
        self.most_open: defaultdict[str, int] = defaultdict(int)
        self.ended: dict[str, datetime] = {}
        self.gaps: defaultdict[str, list[timedelta]] = defaultdict(list)

    def seconds(self) -> float:
        return self.now.timestamp()

    def answer(self, url: URL, method: str, headers: Mapping[str, bytes]) -> bytes:
        host, path = url.raw_host or "", url.raw_path
        habit = self.paths.get((host, path)) or self.paths[host, "/" + path.split("/")[1]]
        page = habit.answer(self.now, headers, path)
        self.seen.append(
            Seen(self.now, habit.name, str(url), method, headers, page.status, page.headers),
        )
        if page.status == 200:
            self.served[habit.name].append(page.body)
        lines = b"".join(b"%s: %s\r\n" % (name.encode(), value) for name, value in page.headers.items())
        body = b"" if page.status == 304 else page.body
        length = b"" if page.status == 304 else b"Content-Length: %d\r\n" % len(body)
        return b"HTTP/1.1 %d X\r\n%s%s\r\n%s" % (page.status, lines, length, body)

    def begin(self, host: str) -> None:
        self.open[host] += 1
        self.most_open[host] = max(self.most_open[host], self.open[host])
        if host in self.ended:
            self.gaps[host].append(self.now - self.ended[host])

    def end(self, host: str) -> None:
        self.open[host] -= 1
        self.ended[host] = self.now


class Wire(Dialler):
    """Connects to nothing: what is written is answered by the world."""

    def __init__(self, world: World) -> None:
        super().__init__(Guard())
        self._world = world

    async def dial(self, url: URL) -> Line:
        world, host = self._world, url.raw_host or ""
        world.dials[host] += 1
        if host.startswith("flaky") and world.dials[host] % 9 < 2:
            raise NoConnectionError("no connection to it can be made") from ConnectionResetError()
        world.begin(host)
        return _Line(world, url)


class _Line:
    """A connection that the world answers at once."""

    def __init__(self, world: World, url: URL) -> None:
        self._world, self._url = world, url
        self._answer = b""

    async def send(self, data: bytes) -> None:
        first, *lines = data.split(b"\r\n\r\n")[0].split(b"\r\n")
        pairs = (line.split(b": ", 1) for line in lines)
        headers = {name.decode().lower(): value for name, value in pairs}
        self._answer = self._world.answer(self._url, first.split()[0].decode(), headers)
        await asyncio.sleep(0)

    async def receive(self, most: int) -> bytes:
        piece, self._answer = self._answer[:most], self._answer[most:]
        return piece

    def hang_up(self) -> None:
        self._world.end(self._url.raw_host or "")


class Bot:
    """The bot between two restarts: all that it holds in memory."""

    def __init__(self, world: World, store: Store, executor: ThreadPoolExecutor, name: str) -> None:
        self.world, self.store, self.name = world, store, name
        self.turns = Turns(world.feeds, name, LEASE, BURST)
        pattern = make_client("owner@bot.example")
        self.hosts = Hosts(PAUSE, world.seconds, self._sleep)
        client = Client(Wire(world), self.hosts, pattern._headers)
        pipeline = Pipeline(store, [], Outlets())
        self.poller = Poller(
            pipeline, client, FetchLimits(), lambda: world.now, executor, parse=self._parse, pacing=Pacing(CEILING)
        )
        with store.transaction() as tx:
            tx.sync_feeds(world.feeds, world.now)
            rests = tx.resting_hosts(world.now)
        self.poller.respect(rests)

    async def round(self) -> bool:
        """Poll what is due; whether anything was."""
        world = self.world
        by_id = {feed.id: feed for feed in world.feeds}
        with self.store.transaction() as tx:
            due = self.turns.claim(tx, 8, world.now)

        async def poll(state: PollState) -> None:
            polled = await self.poller.poll(by_id[state.feed_id], state)
            world.polls.append((world.now, state.feed_id, polled))
            world.next[state.feed_id] = polled.state.next_poll_at
            if polled.note:
                world.notes.append((world.now, polled.note))

        await asyncio.gather(*map(poll, due))
        return bool(due)

    async def _sleep(self, seconds: float) -> None:
        self.world.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    async def _parse(self, body: bytes, feed: Feed, now: datetime, kind: str | None) -> Document:
        self.world.parsed.append((feed.id, body))
        return read_document(body, feed, now, kind)


async def live(world: World, url: str) -> None:
    """Let the bot live through all days; it is stopped or killed now and then, and stays away for some time."""
    store = Store.open(url)
    with ThreadPoolExecutor(max_workers=1) as executor:
        bot, number = Bot(world, store, executor, "bot-0"), 0
        while world.now < START + DAYS * DAY:
            busy = await bot.round()
            if world.random.random() < 1 / 120:
                number += 1
                _leave(world, store, bot)
                world.now += timedelta(minutes=world.random.choice([0, 1, 10, 300]))
                world.restarts.append(world.now)
                bot = Bot(world, store, executor, f"bot-{number}")
            elif not busy:
                world.now = max(world.now + timedelta(minutes=10), min(*world.next.values(), world.now + HOUR))
    store.close()


def _leave(world: World, store: Store, bot: Bot) -> None:
    """Half of the ends are stops, which give leases back; half are kills."""
    if world.random.random() < 0.5:
        with store.transaction() as tx:
            tx.release_feeds(bot.name)
