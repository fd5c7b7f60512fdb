"""What goes into the pipeline, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.feeds.fetch import Fetched
from bot.model.alerts import Alert
from bot.model.claims import Reading
from bot.model.developments import Development, Judgement, NoDevelopment
from bot.model.entries import Entry
from bot.model.errors import FeedError
from bot.model.feeds import PollState
from bot.model.titles import Knowledge


class Reader(Protocol):
    """Who reads entries: an EntryReader, or several that share the work."""

    def spot(self, entry: Entry) -> tuple[str, ...]:
        """Return the ids of the titles that an entry may speak of."""

    def read(self, entry: Entry, knowledge: Mapping[str, Knowledge]) -> Reading:
        """Return what an entry says of them."""

    def with_names(self, names: Mapping[str, Sequence[str]]) -> Reader:
        """Return a reader that also knows these names, by title id."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that came together, and the poll that brought them.

    `first` says that the feed had never been polled, so that all this is old news. `state` is stored with it.
    """

    entries: Sequence[Entry]
    first: bool = False
    state: PollState | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one batch brought, in the order of its entries: `seen` counts the known, `fresh` the new and the changed."""

    seen: int = 0
    fresh: int = 0
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    alerts: tuple[Alert, ...] = ()

    @property
    def developments(self) -> tuple[Development, ...]:
        """The news in it."""
        return tuple(one.decision for one in self.judgements if isinstance(one.decision, Development))

    @property
    def held_back(self) -> tuple[NoDevelopment, ...]:
        """The claims that were none, with their reasons."""
        return tuple(one.decision for one in self.judgements if isinstance(one.decision, NoDevelopment))


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll came to: the server's answer or why there was none, what it brought, and what comes next."""

    outcome: Fetched | FeedError
    ingested: Ingested
    state: PollState
