"""The files that say what is followed, and what reading them anew came to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bot.model.errors import SequelwatchError
from bot.model.feeds import Feed
from bot.model.titles import TrackedTitle
from bot.seeds import Seeds, load_seeds, read_seeds
from bot.settings import Feeds, load_feeds, read_feeds

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where seeds and feeds are. `least_interval` is the least time between two polls of a feed.

    `search` says whether Google News is searched for each title beside the feeds of the file.
    """

    seeds: Path
    feeds: Path
    least_interval: timedelta
    search: bool = False

    def load_feeds(self) -> tuple[Feed, ...]:
        """Read the file of feeds. ConfigError or FaultsError where something is wrong in it."""
        return load_feeds(self.feeds, self.least_interval)


@dataclass(frozen=True, slots=True)
class Files:
    """What stands in the files."""

    seeds: tuple[TrackedTitle, ...] = ()
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What a reload came to. `added`, `changed` and `removed` are ids of titles; `problems` are lines for people.

    Of a seed or a feed with a problem what stood before goes on; everything else is taken.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    feeds: int = 0
    subscriptions: int = 0
    problems: tuple[str, ...] = ()


@dataclass
class Reading:
    """Does: reads the files, and keeps what stood before where they are broken."""

    sources: Sources
    problems: list[str] = field(default_factory=list)

    @staticmethod
    def whole(sources: Sources, *, seeds_needed: bool) -> Files:
        """Read all there is. FaultsError, SeedError or ConfigError where something is wrong."""
        seeds = load_seeds(sources.seeds, needed=seeds_needed)
        return Files(seeds, sources.load_feeds())

    def anew(self, before: Files, *, seeds_needed: bool) -> Files:
        """Read what can be read, in place of what stood `before`; `problems` are told."""
        return Files(self._seeds(before.seeds, needed=seeds_needed), self._feeds(before.feeds))

    def _seeds(self, before: tuple[TrackedTitle, ...], *, needed: bool) -> tuple[TrackedTitle, ...]:
        try:
            found = read_seeds(self.sources.seeds, needed=needed)
        except SequelwatchError as problem:
            return self._told(str(problem).splitlines(), before)
        return self._told(map(str, found.faults), seeds_of(found, before))

    def _feeds(self, before: tuple[Feed, ...]) -> tuple[Feed, ...]:
        try:
            found = read_feeds(self.sources.feeds, self.sources.least_interval)
        except SequelwatchError as problem:
            return self._told(str(problem).splitlines(), before)
        return self._told(map(str, found.faults), feeds_of(found, before))

    def _told(self, problems: Iterable[str], stands: T) -> T:
        self.problems += problems
        return stands


def seeds_of(found: Seeds, before: Sequence[TrackedTitle]) -> tuple[TrackedTitle, ...]:
    """Decide which titles a folder stands for: of a broken seed its earlier version, if there was one. By file name."""
    kept = (title for title in before if title.id in found.broken)
    return tuple(sorted((*found.titles, *kept), key=lambda title: f"{title.id}.toml"))


def feeds_of(found: Feeds, before: Sequence[Feed]) -> tuple[Feed, ...]:
    """Decide which feeds a file stands for: of a broken one its earlier version, if there was one and it is in no way.

    Where a broken one cannot be told by its id, none of those before is taken for deleted.
    """
    ids, urls = {feed.id for feed in found.whole}, {feed.url for feed in found.whole}
    kept = {feed.id: feed for feed in before if feed.id not in ids and feed.url not in urls}
    rows = [row if isinstance(row, Feed) else kept.get(row or "") for row in found.rows]
    unnamed = [feed for id_, feed in kept.items() if None in found.rows and id_ not in found.rows]
    return tuple({row.id: row for row in (*rows, *unnamed) if row is not None}.values())
