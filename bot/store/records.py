"""What the store tells those who ask: status, timeline, explanations, the feeds' health."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.alerts import DeliveryState
from bot.model.claims import Mention
from bot.model.developments import Development, Judgement, Reason
from bot.model.feeds import PollState
from bot.model.titles import TrackedTitle


@dataclass(frozen=True, slots=True)
class Report:
    """An entry that says the same as a development. `published` is aware; `url` is "" where there is none."""

    outlet: str
    url: str
    published: datetime
    entry_id: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A development, when it was decided, and who else has reported it since, oldest first."""

    development: Development
    decided_at: datetime
    also_reported_by: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was read. `revises` is the id of the version before it."""

    id: str
    feed: str
    outlet: str
    published: datetime
    title: str
    link: str
    revises: str | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one version of an entry. No mentions: it speaks of no tracked title."""

    version: Version
    mentions: tuple[Mention, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is. What is not in a mapping has none."""

    entries: int
    entries_with_mention: int
    developments: int
    held_back: Mapping[Reason, int]
    deliveries: Mapping[DeliveryState, int]


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed and where polling it stands. A disabled one is not configured any more."""

    url: str
    outlet: str
    enabled: bool
    state: PollState


@dataclass(frozen=True, slots=True)
class Tracked:
    """A title that was added while the bot ran: in which server, by whom, and who changed it last. Times are aware."""

    title: TrackedTitle
    guild: str
    added_by: str
    added_at: datetime
    changed_by: str
    changed_at: datetime
