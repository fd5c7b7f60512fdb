"""What moderators see: a server's subscriptions, a title that is about to be followed, a correction by hand."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bot.chat.panels import Panel
from bot.chat.views.corrections import corrected_panel
from bot.chat.views.titles import proposal_panel
from bot.chat.views.watches import watches_pages
from bot.demo import story
from bot.library import Library
from bot.model.alerts import Subscription
from bot.model.developments import Development
from bot.model.properties import Certainty, Property
from bot.model.times import Pace, QuietHours, Schedule
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty.baseline import Proposal
from bot.wording import Speech, sentence

_MODERATOR = "mira"
_NEW = TrackedTitle(
    "fog-lane-returns",
    "Fog Lane Returns",
    TitleType.SERIES,
    datetime(2026, 3, 1, tzinfo=UTC).date(),
    follows=Work("Fog Lane", 1999),
    also_known_as=("Fog Lane 2",),
)
_SAID = "Odette Brannigan will direct all six episodes of Fog Lane Returns, which comes in the autumn of 2027."


def moderating(library: Library, moved: Development, speech: Speech) -> dict[str, Panel]:
    """Give one message of each command of theirs, by the command's name."""
    proposals = [
        Proposal(Property.DIRECTOR, KnownValue("Odette Brannigan"), _SAID),
        Proposal(Property.RELEASE_DATE, KnownValue("2027-23", Certainty.REPORTED), _SAID),
    ]
    (watches,) = watches_pages(_subscriptions(), library.name, speech)
    corrected = [sentence(moved, speech=speech)]
    return {
        "watch": watches,
        "track": proposal_panel(_NEW, proposals, "sample", speech),
        "fact": corrected_panel(library.name(story.TITLE_ID), story.TITLE_ID, corrected, _MODERATOR, speech),
    }


def _subscriptions() -> list[Subscription]:
    all_news = Subscription(
        "all", "discord", "1", name="all news", roles=((Property.RELEASE_DATE, "1"),), created_by=_MODERATOR
    )
    digest = Subscription(
        "digest",
        "discord",
        "2",
        titles=frozenset({story.TITLE_ID}),
        properties=frozenset({Property.RELEASE_DATE, Property.TRAILER}),
        least_certainty=Certainty.REPORTED,
        name="Romy & Michele",
        schedule=Schedule(Pace.WEEKLY, hour=18, weekday=4, zone="Europe/Berlin"),
        quiet=QuietHours(time(22), time(7), "Europe/Berlin"),
        created_by=_MODERATOR,
    )
    return [all_news, digest]
