"""The files that say what is followed, and what reading them anew came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bot.model.errors import SequelwatchError
from bot.model.feeds import Feed
from bot.model.titles import TrackedTitle
from bot.seeds import load_seeds
from bot.settings import load_feeds

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

    Of a file with a problem what stood before goes on.
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
        sources = self.sources
        return Files(
            self._or(before.seeds, lambda: load_seeds(sources.seeds, needed=seeds_needed)),
            self._or(before.feeds, sources.load_feeds),
        )

    def _or(self, before: tuple[T, ...], read: Callable[[], Sequence[T]]) -> tuple[T, ...]:
        try:
            return tuple(read())
        except SequelwatchError as problem:
            self.problems += str(problem).splitlines()
            return before
