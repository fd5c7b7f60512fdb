"""What goes into the pipeline, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.feeds.articles import Article
from bot.feeds.outcomes import Fetched
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
    `articles` are those behind some of the entries, by the entries' ids.
    """

    entries: Sequence[Entry]
    first: bool = False
    state: PollState | None = None
    articles: Mapping[str, Article] = field(default_factory=dict)

    def to_read(self, entry: Entry, id_: str) -> Entry:
        """Give an entry as it is to be read: with its article's text, where that was fetched for `id_`."""
        article = self.articles.get(id_)
        if article is None or not article.text:
            return entry
        return replace(entry, content=article.text, outlet=article.outlet or entry.outlet)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A batch, and when it arrived."""

    batch: Batch
    at: datetime


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
    """What one poll came to: the server's answer or why there was none, what it brought, and what comes next.

    `note` is what the bot's owner is to be told now, once; None for most polls.
    """

    outcome: Fetched | FeedError
    ingested: Ingested
    state: PollState
    note: str | None = None
