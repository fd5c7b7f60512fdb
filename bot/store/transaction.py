"""The store as the other rooms see it: what can be asked, and what can be done within a transaction.

Both classes do; they hand each call to the module that holds its SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.model.alerts import Alert, Delivery, DeliveryState, Subscription
from bot.model.developments import Development
from bot.model.entries import Entry
from bot.model.feeds import Feed, PollState
from bot.novelty import Pending
from bot.store import claims, developments, enqueue, entries, feeds, outbox, queries
from bot.store.admission import Admission
from bot.store.claims import JudgedReading
from bot.store.records import Counts, Explanation, FeedHealth, TimelineItem


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

    def deliveries_in(self, sink: str, state: DeliveryState) -> tuple[Delivery, ...]:
        """Give a sink's alerts that stand in one state, oldest first."""
        return outbox.deliveries_in(self._connection, sink, state)

    def troubled_deliveries(self) -> tuple[Delivery, ...]:
        """Give the newest alerts of all sinks that were put aside or are being tried again, oldest first."""
        return outbox.troubled(self._connection)

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


class Transaction(Snapshot):
    """Does: changes the database; all of it is committed at the end of the transaction, or nothing."""

    def admit(self, batch: Sequence[Entry]) -> tuple[Admission, ...]:
        """Tell for each entry, in order, whether it is new, revised or seen; see `bot.store.admission`. Keeps nothing.

        Go on with `Admission.entry`: its id is free, even where a feed uses one id for several texts.
        """
        return entries.admit(self._connection, batch)

    def save_entries(self, admissions: Iterable[Admission], now: datetime) -> None:
        """Keep the new and the revised entries; what was seen is passed over."""
        entries.save_entries(self._connection, admissions, now)

    def save_readings(self, readings: Iterable[JudgedReading], now: datetime) -> None:
        """Keep mentions, claims with their fates, and the developments among those, of entries that are kept.

        One reading an entry, with the judgements of all its titles.
        """
        claims.save_readings(self._connection, readings, now)

    def save_pending(self, title_id: str, waiting: Iterable[Pending]) -> None:
        """Keep a title's claims that wait, as its ledger has them now, in place of what was kept before."""
        claims.save_pending(self._connection, title_id, waiting)

    def sync_feeds(self, configured: Iterable[Feed], now: datetime) -> None:
        """Make the feeds those that are configured: new and moved ones are due at once, gone ones are disabled."""
        feeds.sync_feeds(self._connection, configured, now)

    def claim_due_feeds(self, now: datetime, lease: timedelta, owner: str, limit: int) -> tuple[PollState, ...]:
        """Lease up to `limit` due feeds to `owner` until `now + lease`, those that have waited longest first."""
        return feeds.claim_due_feeds(self._connection, now, lease, owner, limit)

    def finish_poll(self, state: PollState) -> None:
        """Keep what a poll found out about its feed, and give the lease back."""
        feeds.finish_poll(self._connection, state)

    def release_feeds(self, owner: str) -> None:
        """Give back the leases of `owner`, who stops without having polled them; they stay due."""
        feeds.release_feeds(self._connection, owner)

    def add_alerts(self, alerts: Sequence[Alert], now: datetime, due_at: datetime) -> None:
        """Put alerts into the outbox, due from `due_at` on; nobody is told a thing twice. See `bot.store.enqueue`."""
        enqueue.add_alerts(self._connection, alerts, now, due_at)

    def redirect(self, to: Subscription, now: datetime) -> int:
        """Give what waits for any other destination to this one, as after a change of channel; the number of alerts."""
        return outbox.redirect(self._connection, to, now)

    def claim_deliveries(self, sink: str, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Take up to `limit` due alerts for handing to their sink, oldest first, at most one a target."""
        return outbox.claim_deliveries(self._connection, sink, now, limit)

    def interrupted(self, sink: str) -> tuple[Delivery, ...]:
        """Give what is being sent. At a start that is what an earlier process left with an unknown outcome."""
        return outbox.deliveries_in(self._connection, sink, DeliveryState.SENDING)

    def record_sent(self, alert_id: str, now: datetime) -> None:
        """Note that people have been told."""
        outbox.record_sent(self._connection, alert_id, now)

    def record_retry(self, alert_id: str, due_at: datetime, note: str) -> None:
        """Have an alert tried again from `due_at` on; `note` says why."""
        outbox.record_retry(self._connection, alert_id, due_at, note)

    def park(self, alert_id: str, note: str) -> None:
        """Put an alert aside for its owner; `note` says why. Later ones of its target go on."""
        outbox.park(self._connection, alert_id, note)
