from __future__ import annotations

from datetime import UTC, datetime

import structlog

from bot.app.polls import PollLog
from bot.feeds.outcomes import Fetched, Outcome
from bot.model.claims import Claim, Evidence, Reading, Span, TextField
from bot.model.developments import Judgement, NoDevelopment, Reason
from bot.model.entries import Outlet
from bot.model.feeds import Feed, PollState
from bot.model.properties import Certainty, Change, Property
from bot.pipeline import Ingested, Polled

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = Feed("ledger", "https://ledger.example/feed", Outlet("The Ledger", "The Ledger"))
CLAIM = Claim(
    "lantern-street-2",
    Property.RELEASE_DATE,
    "2026-09-18",
    Change.ADDED,
    Certainty.CONFIRMED,
    Evidence("It opens on September 18.", Span(TextField.TITLE, 0, 5)),
)


def test_a_poll_is_a_line_and_each_claim_is_one_for_who_wants_to_know_more() -> None:
    judged = Judgement(CLAIM, NoDevelopment(Reason.KNOWN, "2026-09-18"))
    brought = Ingested(seen=20, fresh=1, readings=(Reading("e-1"),), judgements=(judged,))
    answer = Fetched(Outcome.DOCUMENT, FEED.url)
    with structlog.testing.capture_logs() as logged:
        PollLog().tell(FEED, Polled(answer, brought, PollState(FEED.id, NOON)))
    assert logged == [
        {"event": "polled", "log_level": "info", "feed": "ledger", "next": NOON}
        | {"entries": 1, "mentions": 1, "claims": 1, "developments": 0},
        {"event": "claim", "log_level": "debug", "feed": "ledger", "title": "lantern-street-2"}
        | {"says": "Release date: 18 September 2026"}
        | {"outcome": "This was already known. On record: 18 September 2026."},
    ]
