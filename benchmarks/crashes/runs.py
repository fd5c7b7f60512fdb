"""One bot after the other: killed at a boundary or before an answer, started again, and what came of it."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crashes.discord import Discord, Past
from benchmarks.crashes.faults import Trouble
from benchmarks.crashes.outcomes import Expected, Outcome, outcome_of
from benchmarks.crashes.story import OUTLETS, SUBSCRIPTIONS, TITLE
from bot.novelty import Outlets
from bot.pipeline import Pipeline
from bot.store import Store
from tests.chat.fake.people import GUILD_ID

AT_ONCE, HOURS_LATER, IN_THE_END = 30.0, 7_200.0, 14_400.0
"""Seconds by which the clock of a bot that is started again is put on."""
KILLED = -9


@dataclass(frozen=True, slots=True)
class Case:
    """A trouble, and when the bot is killed: at its `kill_at`-th boundary, or before the `kill_on`-th answer.

    It is started again `at_once`, or hours later, when Discord has forgotten all nonces.
    """

    trouble: Trouble
    kill_at: int = 0
    kill_on: int = 0
    at_once: bool = False


class Runs:
    """Does: runs cases one after the other against one loopback Discord. `folder` is for the databases."""

    def __init__(self, discord: Discord, bots: asyncio.subprocess.Process, folder: Path) -> None:
        self._discord = discord
        self._bots = bots
        self._folder = folder
        self._before, self._database = folder / "before.db", folder / "bot.db"
        self._past = Past()
        self.expected: Expected

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path) -> AsyncIterator[Runs]:
        """Start the Discord and the bots, and have the story's first part told."""
        discord = Discord()
        await discord.start()
        command = ["-m", "benchmarks.crashes.child"]
        pipe = asyncio.subprocess.PIPE
        bots = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=pipe, stdout=pipe)
        try:
            runs = cls(discord, bots, folder)
            await runs._tell_the_evening()
            yield runs
        finally:
            assert bots.stdin is not None
            bots.stdin.close()
            await bots.wait()
            await discord.stop()

    async def boundaries(self, trouble: Trouble) -> tuple[int, int]:
        """Tell how many boundaries a bot with this trouble crosses, and how many answers it waits for."""
        self._begin(trouble)
        _, crossed = await self._live()
        return crossed, self._discord.changes

    async def run(self, case: Case) -> Outcome:
        """Kill a bot, start others, mend what does not pass by itself, and look at what was told."""
        self._begin(case.trouble)
        self._discord.kill_on = case.kill_on
        code, _ = await self._live(case.kill_at)
        self._discord.kill_on = 0
        await self._restart(AT_ONCE if case.at_once else HOURS_LATER, forgetful=not case.at_once)
        if case.trouble.lasting:
            case.trouble.mend(self._discord)
            self._resume()
        self._discord.faults.clear()
        await self._restart(IN_THE_END, forgetful=True)
        return outcome_of(self._discord, self._url, self.expected, case.trouble, killed=code == KILLED)

    def _begin(self, trouble: Trouble) -> None:
        self._discord.begin_anew(self._past)
        shutil.copy(self._before, self._database)
        for leftover in ("-wal", "-shm"):
            self._database.with_name(f"bot.db{leftover}").unlink(missing_ok=True)
        trouble.begin(self._discord)

    async def _restart(self, ahead: float, *, forgetful: bool) -> None:
        if forgetful:
            self._discord.routes.nonces.forget()
        await self._live(ahead=ahead)

    async def _tell_the_evening(self) -> None:
        self._discord.begin_anew(Past())
        store = Store.open(self._url)
        with store.transaction() as tx:
            for subscription in SUBSCRIPTIONS:
                tx.save_subscription(subscription, datetime.now(UTC))
        store.close()
        code, _ = await self._live(evening=True)
        assert code == 0, "the first part of the story was not told"
        shutil.copy(self._database, self._before)
        self._past = self._discord.past()
        self._begin(Trouble("none"))
        code, _ = await self._live()
        assert code == 0, "the story was not told"
        self.expected = Expected.of(self._discord, self._url)

    async def _live(self, kill_at: int = 0, *, ahead: float = 0.0, evening: bool = False) -> tuple[int, int]:
        """Have a bot live; its exit code, and how many boundaries it crossed."""
        assert self._bots.stdin is not None
        assert self._bots.stdout is not None
        job = {"database": self._url, "api_url": self._discord.api_url, "token": "good.token"}
        rest = {"ahead": ahead, "kill_at": kill_at, "evening": evening}
        self._bots.stdin.write(json.dumps(job | rest).encode() + b"\n")
        self._discord.bot = int(await self._bots.stdout.readline())
        code, crossed = json.loads(await self._bots.stdout.readline())
        self._discord.bot = None
        return code, crossed

    @property
    def _url(self) -> str:
        return f"sqlite:///{self._database}"

    def _resume(self) -> None:
        """Do what /watch resume does."""
        store = Store.open(self._url)
        try:
            with store.snapshot() as snapshot:
                paused = [one for one in snapshot.subscriptions(GUILD_ID) if one.paused is not None]
            for one in paused:
                Pipeline(store, [TITLE], Outlets(OUTLETS), [one]).tell_missed(one, datetime.now(UTC))
        finally:
            store.close()


def cases(trouble: Trouble, boundaries: int, changes: int, every: int) -> Iterator[Case]:
    """List the cases of a trouble: each `every`-th boundary, each answer, with both ways of starting again in turn."""
    for number, kill_at in enumerate(range(1, boundaries + 1, every)):
        yield Case(trouble, kill_at=kill_at, at_once=number % 2 == 0)
    for kill_on in range(1, changes + 1):
        for at_once in (True, False):
            yield Case(trouble, kill_on=kill_on, at_once=at_once)
