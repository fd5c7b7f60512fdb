"""What is seen of the story's feeds: how they are, what a look at one shows, what their owner is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.markup import code
from bot.chat.panels import Panel
from bot.chat.views import feeds_panel
from bot.chat.views.checkups import checkup_panel
from bot.demo import story
from bot.feeds.checkup import Checkup, Flaw
from bot.feeds.document import Document
from bot.feeds.notices import Matter, Notice
from bot.feeds.outcomes import Fetched, Outcome
from bot.model.feeds import Hints, PollState
from bot.store import FeedHealth
from bot.wording import Speech


def feeds_at(now: datetime) -> list[FeedHealth]:
    """Give the story's feeds; the last of them fails."""
    fine = [
        PollState(channel.id, now, last_success_at=now - timedelta(minutes=4 + number), first_polled_at=now)
        for number, channel in enumerate(story.channels())
    ]
    failing = replace(
        fine[-1],
        failures=4,
        last_error="the server answered 503 (Service Unavailable)",
        last_success_at=now - timedelta(hours=5),
        next_poll_at=now + timedelta(minutes=40),
    )
    outlets = [channel.outlet.name for channel in story.channels()]
    states = [*fine[:-1], failing]
    return [
        FeedHealth(f"https://{state.feed_id}.example/feed", outlet, True, state)
        for outlet, state in zip(outlets, states, strict=True)
    ]


def feeds_notice(now: datetime, speech: Speech) -> Panel:
    """Tell the owner of two feeds."""
    *_, gone, failing = feeds_at(now)
    since = now - timedelta(hours=31)
    notices = [
        Notice(Matter.STOPPED, gone.state.feed_id, "", "the server answered 410 (Gone)"),
        Notice(Matter.FAILING, failing.state.feed_id, "", failing.state.last_error or "", "Back soon!", since),
    ]
    return feeds_panel(notices, {one.state.feed_id: one.outlet for one in (gone, failing)}, speech)


def checked(speech: Speech) -> Panel:
    """Show what a look at the first feed has shown."""
    channel = story.channels()[0]
    url = f"https://{channel.id}.example/feed"
    entries = tuple(entry for entry in story.entries() if entry.feed == channel.id)
    fetched = Fetched(
        Outcome.DOCUMENT,
        url,
        body=b" " * 41_302,
        etag='W/"5f3a"',
        content_type="application/rss+xml",
        fresh_for=timedelta(minutes=15),
    )
    seen = Checkup(
        url,
        fetched,
        Document(entries, Hints(every=timedelta(hours=1))),
        "RSS 2.0",
        answers_304=True,
        wait=timedelta(minutes=61),
        flaws=((Flaw.NO_IDS, None),),
    )
    return checkup_panel(code(channel.id, 60), seen, speech)
