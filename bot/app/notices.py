"""Telling the bot's owner of feeds, in Discord: what is due is told once, whatever happens to Discord or to us."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import structlog

from bot.feeds.notices import Matter, Memory, Notice, Told, due_notices, key_of, recoveries, told_after
from bot.model.errors import ConfigError, SinkError
from bot.model.feeds import PollState
from bot.store import Store

T = TypeVar("T")
log: structlog.stdlib.BoundLogger = structlog.get_logger()

BEAT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
"""Between two tries, where Discord cannot be reached or takes nothing."""
_KEPT = "told to the owner in Discord"


class OwnerLine(Protocol):
    """How the bot's owner is reached."""

    async def tell_of_feeds(self, notices: Sequence[Notice], outlets: Mapping[str, str], key: str) -> None:
        """Tell them in one message, which `key` names. `outlets` are by feed id. SinkError where it cannot be told."""

    async def has_told(self, key: str) -> bool:
        """Whether the message of that key stands somewhere. SinkError where that cannot be seen now."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the database says: what has been told, and the feeds of which there is something to tell, or was."""

    memory: Memory
    states: tuple[PollState, ...]
    outlets: Mapping[str, str]


class Notices:
    """Does: tells what is due, and remembers that. The store is only touched from `executor`.

    What cannot be told is tried again, ever more seldom. It is noted before it goes out, so that a process that dies
    on the way looks first whether it stands.
    """

    def __init__(self, store: Store, owner: OwnerLine, clock: Callable[[], datetime], executor: Executor) -> None:
        self._store = store
        self._owner = owner
        self._clock = clock
        self._executor = executor
        self._failures = 0
        self._not_before: datetime | None = None

    async def beat(self) -> None:
        """Tell what is due."""
        now = self._clock()
        if self._not_before is not None and now < self._not_before:
            return
        try:
            await self._tell(await self._in_store(self._look), now)
        except (SinkError, ConfigError) as problem:
            self._wait(problem, now)
        else:
            self._failures, self._not_before = 0, None

    async def _tell(self, seen: _Seen, now: datetime) -> None:
        memory = await self._settled(seen.memory, now)
        notices = due_notices(memory, seen.states, now)
        if not notices:
            waiting = (memory.returning or now) if recoveries(memory, seen.states) else None
            await self._keep(seen.memory, replace(memory, returning=waiting))
            return
        tried = told_after(memory.told, notices, seen.states)
        memory = replace(memory, trying=key_of(notices), tried=tried)
        await self._keep(seen.memory, memory)
        await self._owner.tell_of_feeds(notices, seen.outlets, memory.trying)
        await self._keep(memory, _told(memory, now))
        log.info("the owner has been told of feeds", feeds=[one.feed_id for one in notices])

    async def _settled(self, memory: Memory, now: datetime) -> Memory:
        """Find out what became of a message whose outcome is unknown."""
        if not memory.trying:
            return memory
        if await self._owner.has_told(memory.trying):
            return _told(memory, now)
        return replace(memory, trying="", tried={})

    def _wait(self, problem: Exception, now: datetime) -> None:
        if not self._failures:
            log.warning("the owner could not be told of feeds, it is tried again", why=str(problem))
        self._failures += 1
        self._not_before = now + min(BEAT * 2 ** min(self._failures, 10), LONGEST_WAIT)

    def _look(self) -> _Seen:
        with self._store.snapshot() as snapshot:
            memory = read_memory(snapshot.remembered(_KEPT))
            feeds = snapshot.noteworthy_feeds(memory.told.keys())
        return _Seen(memory, tuple(one.state for one in feeds), {one.state.feed_id: one.outlet for one in feeds})

    async def _keep(self, before: Memory, memory: Memory) -> None:
        if memory == before:
            return

        def kept() -> None:
            with self._store.transaction() as tx:
                tx.remember(_KEPT, write_memory(memory))

        await self._in_store(kept)

    async def _in_store(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, call)


def read_memory(kept: str | None) -> Memory:
    """Read what `write_memory` wrote; nothing has been told where there is nothing."""
    row = json.loads(kept or "{}")
    at, returning = (datetime.fromisoformat(row[key]) if row.get(key) else None for key in ("at", "returning"))
    return Memory(_matters(row.get("told", {})), at, returning, row.get("trying", ""), _matters(row.get("tried", {})))


def write_memory(memory: Memory) -> str:
    """Write it as JSON."""
    moments = {"at": memory.at, "returning": memory.returning}
    rest = {"told": memory.told, "trying": memory.trying, "tried": memory.tried}
    return json.dumps({key: when.isoformat() for key, when in moments.items() if when} | rest)


def _matters(rows: Mapping[str, Mapping[str, str]]) -> Told:
    return {feed_id: {Matter(matter): mark for matter, mark in known.items()} for feed_id, known in rows.items()}


def _told(memory: Memory, now: datetime) -> Memory:
    return Memory(told=memory.tried, at=now)
