"""What is counted, for Prometheus: a registry of our own, so that nothing is told that we did not decide to tell.

Labels come from the configuration and from the model's own words, never from a feed, so that their number is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot import __version__
from bot.feeds.outcomes import Fetched
from bot.model.alerts import Delivery, DeliveryState
from bot.model.developments import Reason
from bot.model.feeds import Feed
from bot.pipeline import Polled
from bot.store import FeedHealth

_LAGS = (60, 300, 900, 1800, 3600, 7200, 14400, 43200, 86400, 259200)
_PAUSES = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """Does: counts what the hooks tell, and writes it in Prometheus's text form."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Gauge("sequelwatch_info", "Which version runs.", ["version"], registry=registry).labels(__version__).set(1)
        self._polls = Counter(
            "sequelwatch_polls", "Polls, by what came of them.", ["feed", "outcome"], registry=registry
        )
        self._entries = Counter("sequelwatch_entries", "Entries in polled feeds.", ["fate"], registry=registry)
        self._mentions = Counter("sequelwatch_mentions", "Entries that speak of a tracked title.", registry=registry)
        self._claims = Counter("sequelwatch_claims", "Claims about tracked titles.", registry=registry)
        self._developments = Counter(
            "sequelwatch_developments", "Claims that were news.", ["change"], registry=registry
        )
        self._held_back = Counter(
            "sequelwatch_held_back", "Claims that were no news, by why.", ["reason"], registry=registry
        )
        self._lag = Histogram(
            "sequelwatch_post_lag_seconds",
            "From an article's publication to the post.",
            buckets=_LAGS,
            registry=registry,
        )
        self._deliveries = Gauge("sequelwatch_deliveries", "Alerts, by where they stand.", ["state"], registry=registry)
        self._ages = Gauge("sequelwatch_feed_age_seconds", "Since a feed last answered.", ["feed"], registry=registry)
        self._failures = Gauge("sequelwatch_feed_failures", "Polls that failed in a row.", ["feed"], registry=registry)
        self._pauses = Histogram(
            "sequelwatch_loop_lag_seconds", "How late the event loop was.", buckets=_PAUSES, registry=registry
        )
        for reason in Reason:
            self._held_back.labels(reason.value)

    def polled(self, feed: Feed, polled: Polled) -> None:
        """Count a poll and what it brought."""
        outcome, ingested = polled.outcome, polled.ingested
        word = outcome.outcome.value if isinstance(outcome, Fetched) else "failed"
        self._polls.labels(feed.id, word).inc()
        self._entries.labels("new").inc(ingested.fresh)
        self._entries.labels("seen").inc(ingested.seen)
        self._mentions.inc(sum(bool(reading.mentions) for reading in ingested.readings))
        self._claims.inc(len(ingested.judgements))
        for one in ingested.developments:
            self._developments.labels(one.change.value).inc()
        for decision in ingested.held_back:
            self._held_back.labels(decision.reason.value).inc()

    def sent(self, delivery: Delivery, now: datetime) -> None:
        """Note how old the news is that people have just been told."""
        for one in delivery.alert.developments:
            self._lag.observe(max((now - one.published).total_seconds(), 0))

    def loop_was_late(self, seconds: float) -> None:
        """Note how much later than asked the event loop came back."""
        self._pauses.observe(max(seconds, 0))

    def stand(self, deliveries: Mapping[DeliveryState, int], feeds: Iterable[FeedHealth], now: datetime) -> None:
        """Take over what the database says: where alerts stand, and how the feeds are."""
        for state in DeliveryState:
            self._deliveries.labels(state.value).set(deliveries.get(state, 0))
        self._ages.clear()
        self._failures.clear()
        for feed in feeds:
            if not feed.enabled:
                continue
            self._failures.labels(feed.state.feed_id).set(feed.state.failures)
            if feed.state.last_success_at is not None:
                self._ages.labels(feed.state.feed_id).set((now - feed.state.last_success_at).total_seconds())

    def text(self) -> bytes:
        """Write all of it in Prometheus's text form 0.0.4."""
        return generate_latest(self.registry)
