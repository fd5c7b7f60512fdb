"""Reading saved entries on all cores, before their turn comes.

Entries are judged one after the other, because each may change what is known. To read them is most of the work, and
depends on what is known only in so far as `Knowledge` says. So the next few entries are read in other processes with
the knowledge of the moment, and what was read is used where that knowledge still holds when their turn comes; the
others are read again. What comes out is the same, whatever the number of processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from types import TracebackType
from typing import Self

from bot.extraction import EntryReader
from bot.extraction.frames import frames
from bot.model.claims import Reading
from bot.model.entries import Entry
from bot.model.titles import Knowledge, TrackedTitle
from bot.novelty import Ledger

CHUNK = 6
"""Entries handed over at once: enough that handing over costs little, few enough that news does not outrun them."""
_CHUNKS_A_PROCESS = 2
"""One at which it works, and one to go on with: of what waits longer, more would be outrun by news."""
WORTH_IT = 100
"""For fewer entries no process is started."""

Names = Mapping[str, Sequence[str]]
Task = tuple[Entry, Mapping[str, Knowledge]]


def cores() -> int:
    """How many processes can read at once on this machine; one where a process cannot be forked safely."""
    if sys.platform in {"win32", "darwin"}:
        return 1
    return len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class _Ahead:
    """An entry that was sent off: the titles that it may speak of, what its reading leans on, and where that will be.

    `chunk` is None where nobody reads it: it speaks of no title, or there is nobody left to read.
    """

    entry: Entry
    title_ids: tuple[str, ...]
    names: Names
    knowledge: Mapping[str, Knowledge]
    chunk: Future[list[Reading]] | None
    place: int


class ReadAhead:
    """Does: reads as an EntryReader does, and entries that it was told to expect in `jobs` other processes.

    One thread at a time may use it. It has to be closed.
    """

    def __init__(self, titles: Iterable[TrackedTitle], jobs: int) -> None:
        self._titles = {title.id: title for title in titles}
        self._seeded = self._reader = EntryReader(self._titles.values())
        self._names: Names = {}
        self._known: dict[str, Knowledge] = {}
        self._expected: deque[Entry] = deque()
        self._sent: deque[_Ahead] = deque()
        self._turn: _Ahead | None = None
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def expect(self, entries: Iterable[Entry]) -> None:
        """Tell which entries come next, in their order; some of them may be left out then."""
        if self._jobs > 1:
            self._expected.extend(entries)
        if self._pool is None and len(self._expected) >= WORTH_IT:
            self._pool = _pool(self._seeded, self._jobs)

    def with_names(self, names: Names) -> ReadAhead:
        """Know these names from now on, besides those of the titles."""
        self._names = names
        self._reader = self._seeded.with_names(names)
        return self

    def spot(self, entry: Entry) -> tuple[str, ...]:
        """Return the ids of the titles that an entry may speak of."""
        self._turn = self._taken(entry)
        self._send()
        if self._turn is None or self._turn.names is not self._names:
            return self._reader.spot(entry)
        return self._turn.title_ids

    def read(self, entry: Entry, knowledge: Mapping[str, Knowledge]) -> Reading:
        """Return what an entry says; what was read ahead with other knowledge is read again."""
        self._known.update(knowledge)
        ahead, self._turn = self._turn, None
        if ahead is None or ahead.entry is not entry or ahead.chunk is None:
            return self._reader.read(entry, knowledge)
        if ahead.names is not self._names or ahead.knowledge != knowledge:
            return self._reader.read(entry, knowledge)
        try:
            return ahead.chunk.result()[ahead.place]
        except Exception:  # noqa: BLE001 - a process that died, or a bug: it is met here, where its entry is known
            return self._reader.read(entry, knowledge)

    def _taken(self, entry: Entry) -> _Ahead | None:
        """Take an entry from among those that were sent off, and forget what was expected before it."""
        if not any(one is entry for one in chain((ahead.entry for ahead in self._sent), self._expected)):
            return None
        while self._sent:
            ahead = self._sent.popleft()
            if ahead.entry is entry:
                return ahead
        while self._expected.popleft() is not entry:
            pass
        return None

    def _send(self) -> None:
        """Send the next entries off, as many as may be under way."""
        most = self._jobs * _CHUNKS_A_PROCESS * CHUNK
        while self._pool is not None and self._expected and len(self._sent) + CHUNK <= most:
            entries = [self._expected.popleft() for _ in range(min(CHUNK, len(self._expected)))]
            spotted = [(entry, self._reader.spot(entry)) for entry in entries]
            tasks = {id(one): (one, {id_: self._knowledge(id_) for id_ in ids}) for one, ids in spotted if ids}
            chunk, places = self._submitted(list(tasks.values())), list(tasks)
            for entry, ids in spotted:
                knowledge = tasks[id(entry)][1] if ids else {}
                place = places.index(id(entry)) if ids else 0
                self._sent.append(_Ahead(entry, ids, self._names, knowledge, chunk, place))

    def _submitted(self, tasks: Sequence[Task]) -> Future[list[Reading]] | None:
        try:
            return self._pool.submit(_read, self._names, tasks) if self._pool and tasks else None
        except RuntimeError:  # a process was killed, which breaks the pool for good
            return None

    def _knowledge(self, title_id: str) -> Knowledge:
        if title_id not in self._known:
            self._known[title_id] = Ledger.of(self._titles[title_id]).knowledge
        return self._known[title_id]


class _Seat:
    """Does: reads some entries at a time, in a process of its own."""

    def __init__(self, seeded: EntryReader) -> None:
        self._seeded = self._reader = seeded
        self._names: Names = {}

    def read(self, names: Names, tasks: Sequence[Task]) -> list[Reading]:
        if self._names != names:
            self._names, self._reader = names, self._seeded.with_names(names)
        return [self._reader.read(entry, knowledge) for entry, knowledge in tasks]


_SEATS: list[_Seat] = []
"""Of a process that reads: its seat. It is handed over by forking, so that ten thousand titles are shared."""


def _pool(reader: EntryReader, jobs: int) -> ProcessPoolExecutor:
    frames()  # compiled once, before there are several
    gc.collect()
    gc.freeze()  # else the first collection in each process makes a copy of everything
    seat = _Seat(reader)
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _SEATS.append, (seat,))


def _read(names: Names, tasks: Sequence[Task]) -> list[Reading]:
    return _SEATS[-1].read(names, tasks)
