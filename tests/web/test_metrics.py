from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.feeds.outcomes import Fetched, Outcome
from bot.model.alerts import Alert, AlertKind, Delivery, DeliveryState, Subscription
from bot.model.claims import Claim, Evidence, Mention, Reading, Span, Subject, TextField
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.entries import Outlet
from bot.model.errors import FeedError
from bot.model.feeds import Feed, PollState
from bot.model.properties import Certainty, Change, Property
from bot.pipeline import Ingested, Polled
from bot.store import FeedHealth
from bot.web.metrics import Metrics

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEDGER = Feed("ledger", "https://ledger.example/feed", Outlet("The Ledger", "The Ledger"))
STATE = PollState("ledger", NOW, last_success_at=NOW - timedelta(minutes=10), failures=2)
SPAN = Span(TextField.TITLE, 0, 5)
CLAIM = Claim(
    "lantern", Property.DIRECTOR, "Ada Quill", Change.ADDED, Certainty.CONFIRMED, Evidence("Ada Quill directs", SPAN)
)
NEWS = Development(
    id="d-1",
    title_id="lantern",
    property=Property.DIRECTOR,
    value="Ada Quill",
    previous=None,
    change=Change.ADDED,
    certainty=Certainty.CONFIRMED,
    entry_id="e-1",
    outlet="The Ledger",
    url="",
    published=NOW - timedelta(minutes=4),
    evidence="Ada Quill directs",
)
READING = Reading("e-1", (Mention("lantern", Subject.SEQUEL, SPAN, "Lantern"),), ())
BROUGHT = Ingested(
    seen=19,
    fresh=2,
    readings=(READING,),
    judgements=(Judgement(CLAIM, NEWS), Judgement(CLAIM, NoDevelopment(Reason.KNOWN))),
)
TELLING = Alert("a-1", AlertKind.NEWS, Subscription("s", "discord", "20"), "lantern", (NEWS,))


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_a_poll_is_counted_with_all_that_it_brought(metrics: Metrics) -> None:
    metrics.polled(LEDGER, Polled(Fetched(Outcome.DOCUMENT, LEDGER.url), BROUGHT, STATE))
    assert value(metrics, "sequelwatch_polls_total", feed="ledger", outcome="document") == 1
    assert value(metrics, "sequelwatch_entries_total", fate="new") == 2
    assert value(metrics, "sequelwatch_entries_total", fate="seen") == 19
    assert value(metrics, "sequelwatch_mentions_total") == 1
    assert value(metrics, "sequelwatch_claims_total") == 2
    assert value(metrics, "sequelwatch_developments_total", change="added") == 1
    assert value(metrics, "sequelwatch_held_back_total", reason="known") == 1


def test_a_poll_that_failed_is_counted_as_such(metrics: Metrics) -> None:
    metrics.polled(LEDGER, Polled(FeedError("ledger", "no answer"), Ingested(), STATE))
    assert value(metrics, "sequelwatch_polls_total", feed="ledger", outcome="failed") == 1


def test_every_reason_has_a_line_from_the_start(metrics: Metrics) -> None:
    assert [value(metrics, "sequelwatch_held_back_total", reason=reason.value) for reason in Reason] == [0] * len(
        Reason
    )


def test_the_lag_is_from_publication_to_post(metrics: Metrics) -> None:
    metrics.sent(Delivery(TELLING, DeliveryState.SENDING, 0, NOW, NOW), NOW)
    assert value(metrics, "sequelwatch_post_lag_seconds_sum") == 240
    assert value(metrics, "sequelwatch_post_lag_seconds_bucket", le="300.0") == 1


def test_what_the_database_says_replaces_what_it_said(metrics: Metrics) -> None:
    gone = FeedHealth("https://gone.example", "Gone", enabled=True, state=PollState("gone", NOW))
    metrics.stand({DeliveryState.SENT: 3}, [gone], NOW)
    metrics.stand({DeliveryState.PARKED: 1}, [FeedHealth(LEDGER.url, "The Ledger", enabled=True, state=STATE)], NOW)
    assert value(metrics, "sequelwatch_deliveries", state="sent") == 0
    assert value(metrics, "sequelwatch_deliveries", state="parked") == 1
    assert value(metrics, "sequelwatch_feed_age_seconds", feed="ledger") == 600
    assert value(metrics, "sequelwatch_feed_failures", feed="ledger") == 2
    assert value(metrics, "sequelwatch_feed_failures", feed="gone") is None


def test_the_text_has_the_loop_and_the_process(metrics: Metrics) -> None:
    metrics.loop_was_late(0.02)
    text = metrics.text().decode()
    assert 'sequelwatch_loop_lag_seconds_bucket{le="0.05"} 1.0' in text
    assert "process_resident_memory_bytes" in text
    assert 'sequelwatch_info{version="' in text
