"""Answers: what each question tells, in what order, and over how many pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat.panels import MOST_TEXT, Panel, length
from bot.chat.views import (
    Figures,
    News,
    about_pages,
    calendar_pages,
    channel_forbidden,
    channel_gone,
    help_pages,
    latest_pages,
    sources_pages,
    status_pages,
    timeline_pages,
    why_pages,
)
from bot.chat.views.checkups import checkup_panel
from bot.feeds.checkup import Checkup, Flaw
from bot.feeds.document import Document
from bot.feeds.outcomes import Fetched, Outcome
from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.entries import Entry
from bot.model.feeds import PollState
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import Facts, KnownValue, TitleType, TrackedTitle, Work
from bot.novelty import Ledger
from bot.store import FeedHealth
from bot.wording import ENGLISH, EntryFate, Speech, TitleFacts, facts_of, fate_of, timeline_of
from tests.chat.discord_markdown import read

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GERMAN = Speech("de")
TITLE = TrackedTitle(
    "lantern",
    "Lantern Street 2",
    TitleType.FILM,
    date(2026, 1, 1),
    follows=Work("Lantern Street", 1997),
    known={Property.WRITER: (KnownValue("Robin Shaw"), KnownValue("Kit Moss"))},
)
DATE = Development(
    id="d1",
    title_id="lantern",
    property=Property.RELEASE_DATE,
    value="2026-09-18",
    previous=None,
    change=Change.ADDED,
    certainty=Certainty.CONFIRMED,
    entry_id="e1",
    outlet="The Curtain Ledger",
    url="https://ledger.example/1",
    published=NOW,
    evidence="It opens on September 18.",
)
RUMOUR = replace(DATE, id="d2", value="2027", certainty=Certainty.RUMORED, outlet="Reel Gossip", entry_id="e2")


def words(panels: Sequence[Panel]) -> list[str]:
    text = "\n".join(text for panel in panels for text in panel.all_texts)
    return read(text).words.replace("\u200b", "").split("\n")


def facts(known: Facts, title_id: str = "x", developments: Sequence[Development] = ()) -> TitleFacts:
    title = TrackedTitle(title_id, title_id.title(), TitleType.FILM, date(2026, 1, 1), known=known)
    return facts_of(Ledger.of(title, developments), title.title)


def test_status_tells_what_is_known_how_sure_since_when_from_whom_and_what_is_not() -> None:
    (panel,) = status_pages(facts_of(Ledger.of(TITLE, [DATE, RUMOUR]), TITLE.title), ENGLISH)
    lines = words([panel])
    assert lines[:-1] == [
        "Lantern Street 2",
        "Film · follows Lantern Street (1997)",
        "Release date",
        "🟢 18 September 2026",
        "confirmed · since  · The Curtain Ledger",
        "⚪ 2027",
        "rumour · since  · Reel Gossip",
        "Writer",
        "🟢 Robin Shaw, Kit Moss",
        "confirmed · since 1 January 2026 · known at the start",
    ]
    assert lines[-1].startswith("Not known yet: status, title, studio")
    assert [made.custom_id for made in panel.buttons] == ["sw:1:timeline:lantern"]


def test_what_was_known_at_the_start_is_a_day_and_never_an_instant() -> None:
    (panel,) = status_pages(facts_of(Ledger.of(TITLE), TITLE.title), ENGLISH)
    assert not any("<t:" in text for text in panel.all_texts)


def test_status_of_which_nothing_is_known_says_so_in_german() -> None:
    title = replace(TITLE, known={}, follows=None)
    lines = words(status_pages(facts_of(Ledger.of(title), "Leer", GERMAN), GERMAN))
    assert lines[1:3] == ["Film", "Noch ist nichts bekannt."]


def test_status_of_a_great_cast_spreads_over_pages() -> None:
    cast = [
        replace(DATE, id=f"c{n}", property=Property.CAST, value=f"Name {n} " + "x" * 90, published=NOW + timedelta(n))
        for n in range(40)
    ]
    known = facts({}, developments=cast)
    pages = status_pages(known, ENGLISH)
    assert len(pages) > 1
    assert sum("Name " in line for line in words(pages)) == len(known.facts)
    assert all(sum(map(length, page.all_texts)) <= MOST_TEXT for page in pages)


def test_a_timeline_tells_the_newest_first_and_ends_with_the_start() -> None:
    later = replace(RUMOUR, published=NOW + timedelta(days=1))
    (panel,) = timeline_pages(timeline_of(TITLE, TITLE.title, [DATE, later], {"d1": ["Late Wire"]}), ENGLISH)
    assert words([panel]) == [
        "Lantern Street 2: timeline",
        "⚪ Rumour: release in 2027",
        "Reel Gossip · ledger.example · article · ",
        "🟢 Release date set: 18 September 2026",
        "The Curtain Ledger · ledger.example · article · ",
        "Also reported by Late Wire",
        "Known at the start, 1 January 2026",
        "Writer: Robin Shaw, Kit Moss",
    ]


def test_a_long_timeline_has_numbered_pages_and_its_chart_on_the_first() -> None:
    many = [replace(DATE, id=f"d{n}", published=NOW + timedelta(days=n), entry_id=f"e{n}") for n in range(30)]
    pages = timeline_pages(timeline_of(TITLE, TITLE.title, many, {}), ENGLISH, "timeline.png")
    assert [page.foot for page in pages] == [f"-# Page {n} of {len(pages)}" for n in range(1, len(pages) + 1)]
    assert pages[0].picture is not None
    assert pages[0].picture.name == "timeline.png"
    assert all(page.picture is None for page in pages[1:])


def test_a_timeline_of_nothing_says_so() -> None:
    lines = words(timeline_pages(timeline_of(replace(TITLE, known={}), TITLE.title, [], {}), ENGLISH))
    assert lines[1:] == ["Nothing new since then.", "Known at the start, 1 January 2026", "Nothing."]


def test_latest_names_a_title_once_for_what_comes_after_each_other() -> None:
    happenings = timeline_of(TITLE, TITLE.title, [DATE, replace(RUMOUR, published=NOW - timedelta(1))], {}).happenings
    lines = words(latest_pages([News("Lantern Street 2", one) for one in happenings], 7, ENGLISH))
    assert lines[0] == "What was new in the last 7 days"
    assert lines.count("Lantern Street 2") == 1
    assert lines.index("🟢 Release date set: 18 September 2026") < lines.index("⚪ Rumour: release in 2027")


@pytest.mark.parametrize(
    ("days", "speech", "title", "heading"),
    [
        pytest.param(1, ENGLISH, "", "What was new in the last day", id="one day"),
        pytest.param(7, ENGLISH, "Ant 2", "Ant 2: what was new in the last 7 days", id="of one title"),
        pytest.param(7, GERMAN, "", "Was in den letzten 7 Tagen neu war", id="in German"),
    ],
)
def test_no_news_is_an_answer(days: int, speech: Speech, title: str, heading: str) -> None:
    assert words(latest_pages([], days, speech, title)) == [heading, speech.say("latest.nothing")]


def test_the_calendar_goes_from_days_to_years_and_counts_the_days() -> None:
    known: dict[str, Facts] = {
        "ant": {Property.RELEASE_DATE: (KnownValue("2026-03-02"),)},
        "bee": {Property.RELEASE_DATE: (KnownValue("2026-12"),)},
        "cat": {Property.RELEASE_DATE: (KnownValue("2026-22", Certainty.RUMORED),)},
        "dog": {Property.RELEASE_DATE: (KnownValue("2027"),)},
        "eel": {},
        "fox": {Property.RELEASE_DATE: (KnownValue("2025-01-01"),)},
        "gnu": {Property.STATUS: (KnownValue("released"),)},
        "hen": {Property.FILMING_START: (KnownValue("2026-04"),)},
    }
    lines = words(calendar_pages([facts(values, id_) for id_, values in known.items()], NOW.date(), ENGLISH))
    assert lines == [
        "What comes when",
        "On a day",
        "🟢 2 March 2026 · Ant · tomorrow",
        "In a month",
        "🟢 April 2026 · Filming starts: Hen",
        "🟢 December 2026 · Bee",
        "In a season",
        "⚪ summer 2026 · Cat · rumour",
        "In a year",
        "🟢 2027 · Dog",
        "No date yet",
        "▫️ Eel",
        "▫️ Hen",
        "Already out",
        "🟢 1 January 2025 · Fox",
        "▫️ Gnu",
    ]


def test_the_day_itself_is_today() -> None:
    lines = words(calendar_pages([facts({Property.RELEASE_DATE: (KnownValue("2026-03-01"),)})], NOW.date(), GERMAN))
    assert lines[-1] == "🟢 1. März 2026 · X · heute"


def test_a_calendar_of_nothing_says_so() -> None:
    assert words(calendar_pages([], NOW.date(), ENGLISH)) == ["What comes when", "No title is tracked yet."]


def fate(speech: Speech = ENGLISH) -> EntryFate:
    claim = Claim(
        "lantern",
        Property.RELEASE_DATE,
        "2026-09-18",
        Change.ADDED,
        Certainty.CONFIRMED,
        Evidence("It opens on September 18.", Span(TextField.TITLE, 0, 1)),
    )
    vague = replace(claim, value="2026", evidence=replace(claim.evidence, text="It opens this year."))
    judged = [Judgement(claim, DATE), Judgement(vague, NoDevelopment(Reason.VAGUER, "2026-09-18"))]
    entry = Entry("e1", "f", "The Curtain Ledger", NOW, "A date for Lantern Street", "", "https://ledger.example/1")
    return fate_of(entry, ["lantern"], judged, lambda _: "Lantern Street 2", speech)


def test_why_tells_what_became_of_every_claim() -> None:
    assert words(why_pages([fate()], ENGLISH)) == [
        "A date for Lantern Street",
        "The Curtain Ledger · ledger.example · article · ",
        "News: 1 of 2 claims were new.",
        "It opens on September 18.",
        "📣 Release date: 18 September 2026",
        "News: confirmed.",
        "It opens this year.",
        "🟢 Release date: 2026",
        "Something more precise is already known. On record: 18 September 2026.",
    ]


def test_why_shows_the_newest_version_first_and_speaks_german() -> None:
    first, second = why_pages([fate(GERMAN), fate(GERMAN)], GERMAN)
    assert words([first])[0] == "Fassung 2 von 2"
    assert words([second])[0] == "Fassung 1 von 2"
    assert "Es ist schon Genaueres bekannt. Bekannt ist: 18. September 2026." in words([first])


def test_sources_that_fail_come_first_with_their_reason() -> None:
    fine = FeedHealth("https://a.example/f", "Fine", True, PollState("fine", NOW, last_success_at=NOW))
    new = FeedHealth("https://b.example/f", "New", True, PollState("new", NOW))
    state = PollState("bad", NOW, last_success_at=NOW, failures=3, last_error="it refuses us")
    bad = FeedHealth("https://c.example/f", "Bad", True, state)
    never = FeedHealth("https://e.example/f", "Never", True, PollState("never", NOW, failures=3))
    gone = FeedHealth("https://d.example/f", "Gone", False, PollState("gone", NOW))
    lines = words(sources_pages([fine, new, never, bad, gone], ENGLISH))
    assert lines == [
        "Where the news comes from",
        "1 of 4 feeds work",
        "🔴 Bad",
        "c.example · last read  · failing: it refuses us · next try ",
        "🔴 Never",
        "e.example · has never worked: no reason was noted · next try ",
        "🟢 Fine",
        "a.example · last read ",
        "⚪ New",
        "b.example · not read yet",
    ]
    assert words(sources_pages([], ENGLISH))[1:] == ["No feed is configured."]


def test_help_lists_what_everybody_may_ask_and_for_moderators_more() -> None:
    everybody, moderators = help_pages(ENGLISH), help_pages(ENGLISH, {"status": 42}, moderator=True)
    assert not any("/watch" in line for line in words(everybody))
    assert any("/watch" in line for line in words(moderators))
    assert "</status:42>" in moderators[0].texts[1]


def test_about_counts() -> None:
    figures = Figures("1.0", titles=3, feeds=8, entries=12345, developments=44, held_back=151, since=NOW)
    (panel,) = about_pages(figures, GERMAN, "https://code.example")
    assert "Gelesene Artikel: 12.345" in words([panel])
    assert [made.url for made in panel.buttons] == ["https://code.example"]


def test_notices_say_what_is_wrong_and_what_to_do() -> None:
    gone = words([channel_gone("#news", "trailers", ENGLISH)])
    forbidden = words([channel_forbidden("#news", "trailers", ["Send Messages", "Embed Links"], GERMAN)])
    assert "paused" in gone[1]
    assert "Send Messages und Embed Links" in forbidden[1]


def test_a_look_at_a_feed_stays_within_a_message_however_long_all_is() -> None:
    long, url = "@" * 2_000, "https://good.example/f"
    entry = Entry("e", "f", long, NOW, long, long, "")
    fetched = Fetched(Outcome.DOCUMENT, f"{url}?{long}", etag=long, last_modified=long, content_type=long)
    flaws = tuple((flaw, long) for flaw in Flaw)
    seen = Checkup(url, fetched, Document((entry,)), wait=timedelta(1), said=long, flaws=flaws, proposed=(url,) * 9)
    panel = checkup_panel("good", seen, ENGLISH)
    assert sum(map(length, panel.all_texts)) <= MOST_TEXT
    assert words([panel])[0] == "good"
