"""What can be asked of the store. It hands each question to the module that holds its SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.model.alerts import Delivery, DeliveryState, Subscription
from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.feedback import Feedback
from bot.novelty import Pending
from bot.store import (
    claims,
    clock,
    corrections,
    developments,
    entries,
    feeds,
    hubs,
    outbox,
    queries,
    revisions,
    subscriptions,
    tracked,
)
from bot.store.hubs import HubSubscription
from bot.store.records import Counts, Explanation, FeedHealth, TimelineItem, Tracked


class Snapshot:
    """Does: answers questions about one state of the database."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def developments_of(self, title_id: str) -> tuple[Development, ...]:
        """Give a title's developments in the order in which they were decided."""
        return developments.developments_of(self._connection, title_id)

    def pending_of(self, title_id: str) -> tuple[Pending, ...]:
        """Give the claims of a title that wait for a second voice, in the order of its ledger."""
        return claims.pending_of(self._connection, title_id)

    def learned_names(self) -> Mapping[str, tuple[str, ...]]:
        """Give the official names that developments brought, by title id; the newest name last."""
        return developments.learned_names(self._connection)

    def headlines(self, since: datetime) -> tuple[Entry, ...]:
        """Give what is kept of the entries that were published since a moment, oldest first: their headlines."""
        return entries.headlines(self._connection, since)

    def deliveries_in(self, sink: str, state: DeliveryState) -> tuple[Delivery, ...]:
        """Give a sink's alerts that stand in one state, oldest first."""
        return outbox.deliveries_in(self._connection, sink, state)

    def troubled_deliveries(self) -> tuple[Delivery, ...]:
        """Give the newest alerts of all sinks that were put aside or are being tried again, oldest first."""
        return outbox.troubled(self._connection)

    def deliveries_aside(self) -> tuple[Delivery, ...]:
        """Give the alerts of all sinks that were put aside, oldest first."""
        return outbox.put_aside(self._connection)

    def due_revisions(self, sink: str, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Give up to `limit` alerts whose messages are due to be edited; see `bot.store.revisions`."""
        return revisions.due_revisions(self._connection, sink, now, limit)

    def timeline(self, title_id: str) -> tuple[TimelineItem, ...]:
        """Tell a title's developments in the order of their decision, each with who else has reported it."""
        return queries.timeline(self._connection, title_id)

    def explain(self, address: str) -> tuple[Explanation, ...]:
        """Tell what became of an entry, by its id or link: each of its versions, oldest first.

        UnknownEntryError where none has been read.
        """
        return queries.explain(self._connection, address)

    def counts(self) -> Counts:
        """Count what there is."""
        return queries.counts(self._connection)

    def feed_health(self) -> tuple[FeedHealth, ...]:
        """Tell where polling stands for every feed, the configured ones first."""
        return queries.feed_health(self._connection)

    def noteworthy_feeds(self, ids: Collection[str] = ()) -> tuple[FeedHealth, ...]:
        """Give the configured feeds that fail, have stopped or have moved for good, and those of these ids."""
        return queries.noteworthy_feeds(self._connection, ids)

    def hub_subscription(self, feed_id: str) -> HubSubscription | None:
        """Give a feed's subscription at its hub; None where there is none."""
        return hubs.of_feed(self._connection, feed_id)

    def hub_subscription_at(self, path: str) -> HubSubscription | None:
        """Give the subscription that a path of ours belongs to; None where there is none."""
        return hubs.at_path(self._connection, path)

    def resting_hosts(self, now: datetime) -> Mapping[str, datetime]:
        """Tell which hosts want to be left alone, and until when."""
        return feeds.resting_hosts(self._connection, now)

    def subscriptions(self, guild: str | None = None) -> tuple[Subscription, ...]:
        """Give the subscriptions that a server set up, or those of all servers, the oldest first."""
        return subscriptions.subscriptions_of(self._connection, guild)

    def subscription(self, id_: str) -> Subscription | None:
        """Give one subscription that was set up; None where there is none of that id."""
        return subscriptions.subscription(self._connection, id_)

    def missed_by(self, subscription_id: str) -> tuple[Development, ...]:
        """Give what was decided since a subscription was paused; nothing for one that is not."""
        return subscriptions.missed_by(self._connection, subscription_id)

    def tracked(self) -> tuple[Tracked, ...]:
        """Give the titles that were added while the bot ran and are followed, by id."""
        return tracked.tracked(self._connection)

    def development(self, id_: str) -> Development | None:
        """Give one development; None where there is none of that id."""
        return corrections.development_with(self._connection, id_)

    def told_in(self, alert_id: str) -> tuple[Development, ...]:
        """Give what an alert tells, in the order of its decision; nothing where there is none of that id."""
        return corrections.told_in(self._connection, alert_id)

    def feedback(self) -> tuple[Feedback, ...]:
        """Give what moderators thought of developments, oldest first."""
        return corrections.all_feedback(self._connection)

    def newest(self, remembered: str) -> datetime | None:
        """Give the newest time that this database knows the past by; `remembered` is the key of a time kept."""
        return clock.newest(self._connection, remembered)

    def remembered(self, key: str) -> str | None:
        """Give the small fact that is remembered under a key; None where none is."""
        return corrections.recall(self._connection, key)
