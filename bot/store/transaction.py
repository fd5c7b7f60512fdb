"""What can be done within a transaction. It hands each call to the module that holds its SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.model.alerts import Alert, Delivery, DeliveryState, Receipt, Subscription
from bot.model.entries import Entry
from bot.model.feedback import Feedback
from bot.model.feeds import Feed, PollState
from bot.model.titles import TrackedTitle
from bot.novelty import Pending
from bot.store import (
    articles,
    claims,
    clock,
    corrections,
    enqueue,
    entries,
    feeds,
    hubs,
    outbox,
    retention,
    revisions,
    subscriptions,
    tracked,
)
from bot.store.admission import Admission
from bot.store.articles import ArticleFound
from bot.store.claims import JudgedReading
from bot.store.hubs import HubSubscription
from bot.store.snapshot import Snapshot


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
        readings = tuple(readings)
        claims.save_readings(self._connection, readings, now)
        revisions.mark_after(self._connection, readings, now)

    def add_readings(self, readings: Iterable[JudgedReading], now: datetime) -> None:
        """Keep what entries that were read before say of titles that are followed newly."""
        claims.save_readings(self._connection, readings, now, again=True)

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
        feeds.finish_polls(self._connection, [state], {})

    def finish_polls(self, states: Iterable[PollState], rests: Mapping[str, datetime]) -> None:
        """Keep what several polls found out, and let hosts rest until the times in `rests`."""
        feeds.finish_polls(self._connection, states, rests)

    def save_hub_subscription(self, subscription: HubSubscription) -> None:
        """Keep a feed's subscription at its hub, in place of the former one."""
        hubs.save(self._connection, subscription)

    def confirm_hub_subscription(self, path: str, until: datetime | None) -> None:
        """Note until when a hub will tell of a feed; None where it will not."""
        hubs.confirm(self._connection, path, until)

    def articles_not_read(self, links: Collection[str]) -> frozenset[str]:
        """Give those of the links whose articles were never asked for."""
        return articles.not_yet_read(self._connection, links)

    def save_articles(self, read: Iterable[ArticleFound], now: datetime) -> None:
        """Note which articles were asked for, and what came of it."""
        articles.save_articles(self._connection, read, now)

    def resume_feed(self, feed_id: str, now: datetime) -> bool:
        """Ask a feed again that was stopped, or that fails; False where there is none of that id."""
        return feeds.resume_feed(self._connection, feed_id, now)

    def release_feeds(self, owner: str) -> None:
        """Give back the leases of `owner`, who stops without having polled them; they stay due."""
        feeds.release_feeds(self._connection, owner)

    def add_alerts(self, alerts: Sequence[Alert], now: datetime, due_at: datetime) -> None:
        """Put alerts into the outbox, due from `due_at` on or when their subscriptions want it.

        Nobody is told a thing twice; see `bot.store.enqueue`.
        """
        enqueue.add_alerts(self._connection, alerts, now, due_at)

    def redirect(self, to: Subscription, now: datetime, kept: Collection[str] = ()) -> int:
        """Give what waits for any other destination to this one, as after a change of channel; the number of alerts.

        What waits for one of the `kept` subscriptions stays.
        """
        return outbox.redirect(self._connection, to, now, kept)

    def claim_deliveries(self, sink: str, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Take up to `limit` due alerts for handing to their sink, oldest first, at most one a target."""
        return outbox.claim_deliveries(self._connection, sink, now, limit)

    def interrupted(self, sink: str) -> tuple[Delivery, ...]:
        """Give what is being sent. At a start that is what an earlier process left with an unknown outcome."""
        return outbox.deliveries_in(self._connection, sink, DeliveryState.SENDING)

    def record_sent(self, alert_id: str, now: datetime, receipt: Receipt | None = None) -> None:
        """Note that people have been told, and where it stands if it can be edited."""
        outbox.record_sent(self._connection, alert_id, now, receipt)

    def record_retry(self, alert_id: str, due_at: datetime, note: str, *, doubtful: bool = False) -> None:
        """Have an alert tried again from `due_at` on; `note` says why, `doubtful` that it may have been told."""
        outbox.record_retry(self._connection, alert_id, due_at, note, doubtful=doubtful)

    def park(self, alert_id: str, note: str) -> None:
        """Put an alert aside for its owner; `note` says why. Later ones of its target go on."""
        outbox.park(self._connection, alert_id, note)

    def try_again(self, alert_ids: Sequence[str], now: datetime) -> int:
        """Have alerts told that were put aside, whatever became of them before; the number of those that were."""
        return outbox.try_again(self._connection, alert_ids, now)

    def drop(self, alert_ids: Sequence[str]) -> int:
        """Give up alerts that were put aside; the number of those that were."""
        return outbox.drop(self._connection, alert_ids)

    def record_revised(self, alert_id: str, seen: datetime | None, again: datetime | None = None) -> None:
        """Note that a message was edited as it was due at `seen`, or that it is to be tried `again` then."""
        revisions.record_revised(self._connection, alert_id, seen, again)

    def pause_destination(self, subscription: Subscription, why: str) -> bool:
        """Pause all that is told where this subscription is; whether it can be paused itself."""
        return subscriptions.pause_destination(self._connection, subscription, why)

    def save_subscription(self, subscription: Subscription, now: datetime) -> None:
        """Keep a subscription, in place of the one of that id; whether it is paused included."""
        subscriptions.save_subscription(self._connection, subscription, now)

    def pause_subscription(self, id_: str, why: str | None) -> bool:
        """Tell a subscription nothing more because of `why`, or tell it again (None); False where there is none."""
        return subscriptions.pause(self._connection, id_, why)

    def remove_subscription(self, id_: str) -> bool:
        """Forget a subscription, and drop what waits to be told to it; False where there is none."""
        return subscriptions.remove(self._connection, id_)

    def save_tracked(self, title: TrackedTitle, guild: str, by: str, now: datetime) -> None:
        """Follow a title beside those of the seeds; one of that id is changed, or followed again."""
        tracked.save_tracked(self._connection, title, guild, by, now)

    def remove_tracked(self, id_: str, by: str, now: datetime) -> bool:
        """Follow such a title no more, and keep its history; False where none of that id is followed."""
        return tracked.remove_tracked(self._connection, id_, by, now)

    def retract(self, development_ids: Collection[str], by: str, now: datetime) -> int:
        """Note that developments were wrong; the number of those that had not been taken back before."""
        revisions.mark_taken_back(self._connection, development_ids, now)
        return corrections.retract(self._connection, development_ids, by, now)

    def add_feedback(self, feedback: Feedback) -> None:
        """Keep what a moderator thinks of a development. The same again is nothing."""
        corrections.add_feedback(self._connection, feedback)

    def remember(self, key: str, value: str) -> None:
        """Remember a small fact under a key, in place of what was remembered before."""
        corrections.remember(self._connection, key, value)

    def forget(self, unrelated: datetime, held_back: datetime, now: datetime, most: int) -> int:
        """Forget up to `most` entries that made no news; those that name no title were read before `unrelated`.

        The others were read before `held_back`. The number of entries forgotten; see `bot.store.retention`.
        """
        return retention.forget(self._connection, unrelated, held_back, now, most)

    def clock_went_back(self, now: datetime) -> None:
        """Have feeds and retries that wait for a time of the wrong clock due `now`; see `bot.store.clock`."""
        clock.clock_went_back(self._connection, now)
