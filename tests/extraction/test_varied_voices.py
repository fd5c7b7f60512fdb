"""The same facts in other voices: trade shorthand, newspapers, agencies, blogs, and how they say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param("status", "Picture Locked on ‘The Lantern Keepers 2’", "", {("added", "completed")}, id="locked"),
        pytest.param("status", NEWS, "Petra Holloway has finished the film.", {("added", "completed")}, id="finished"),
        pytest.param(
            "status", NEWS, "The sequel is crewing up in Leeds.", {("added", "pre-production")}, id="crewing-up"
        ),
        pytest.param(
            "status",
            NEWS,
            "Corvane has given the sequel the green light.",
            {("changed", "announced")},
            id="given-the-green-light",
        ),
        pytest.param(
            "status",
            NEWS,
            "The sequel will no longer go ahead, the broadcaster said.",
            {("added", "canceled")},
            id="no-longer-goes-ahead",
        ),
        pytest.param(
            "title",
            NEWS,
            "The sequel will be known as “The Last Wick.”",
            {("added", "The Last Wick")},
            id="known-as",
        ),
        pytest.param(
            "studio", "Corvane Boards ‘Lantern Keepers’ Sequel", "", {("added", "Corvane Pictures")}, id="boards"
        ),
        pytest.param(
            "studio",
            "Corvane in Talks for ‘Lantern Keepers’ Sequel",
            "",
            {("added", "Corvane Pictures")},
            id="company-in-talks-for-it",
        ),
        pytest.param(
            "studio",
            "Corvane Exits ‘Lantern Keepers’ Sequel",
            "",
            {("removed", "Corvane Pictures")},
            id="company-exits",
        ),
        pytest.param(
            "platform",
            "No, The Lantern Keepers 2 isn’t heading to Netflix",
            "",
            {("denied", "Netflix")},
            id="not-heading-to-a-platform",
        ),
        pytest.param(
            "writer",
            "Ada Quill Joins Robin Teale on ‘The Lantern Keepers 2’",
            "Screenwriter Robin Teale has delivered a draft.",
            {("added", "Ada Quill"), ("added", "Robin Teale")},
            id="who-joins-the-writer-writes",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Ada Quill was filming outside the harbour in a yellow coat for the sequel.",
            {("added", "Ada Quill")},
            id="seen-filming",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Idris Fenwick’s team: he is NOT in the sequel.",
            {("denied", "Idris Fenwick")},
            id="their-people-deny-it",
        ),
        pytest.param(
            "writer",
            NEWS,
            "Screenwriter Ada Quill has quit the sequel and been replaced by Robin Teale.",
            {("added", "Ada Quill"), ("removed", "Ada Quill"), ("added", "Robin Teale")},
            id="replaced-by",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "“The Lantern Keepers 2” will open March 13, 2026, followed by “Glass Orchard” on May 1.",
            {("added", "2026-03-13")},
            id="another-film-follows",
        ),
        pytest.param(
            "director",
            NEWS,
            "Saoirse Kent is behind the camera. Kent, who is directing “The Lantern Keepers 2,” lives in York.",
            {("added", "Saoirse Kent")},
            id="a-surname-spelled-like-a-place",
        ),
        pytest.param(
            "director",
            "Petra Holloway steps down as Lantern Keepers director; Ada Quill takes over",
            "",
            {("removed", "Petra Holloway"), ("added", "Ada Quill")},
            id="nobody-leaves-a-film-that-is-out",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The sequel slides from May 22 to Feb. 12, 2027, and cameras will now roll in late April.",
            {("changed", "2027-02-12")},
            id="a-cue-of-the-next-clause",
        ),
        pytest.param(
            "status",
            NEWS,
            "<ul><li>Petra Holloway has wrapped the sequel</li></ul>",
            {("added", "post-production")},
            id="an-item-on-the-sequel",
        ),
        pytest.param(
            "director",
            "Jonas Bell Boards ‘The Lantern Keepers 2’",
            "Bell will direct.",
            {("added", "Jonas Bell")},
            id="who-boards-it-and-directs",
        ),
        pytest.param(
            "director",
            "‘The Lantern Keepers 2’ Taps ‘Blue Hour’ Filmmaker Jonas Bell",
            "",
            {("added", "Jonas Bell")},
            id="a-credit-before-the-trade",
        ),
        pytest.param(
            "director",
            NEWS,
            "Jonas Bell has been hired to make the sequel.",
            {("added", "Jonas Bell")},
            id="hired-to-make-it",
        ),
        pytest.param(
            "director",
            "‘Lantern Keepers 2’: Petra Holloway Out, Jonas Bell In",
            "",
            {("removed", "Petra Holloway"), ("added", "Jonas Bell")},
            id="out-and-in",
        ),
        pytest.param(
            "cast",
            "Mo Adeyemi shoots down The Lantern Keepers 2 casting rumours",
            "",
            {("denied", "Mo Adeyemi")},
            id="shoots-it-down",
        ),
        pytest.param(
            "cast", "No role for Mo Adeyemi in The Lantern Keepers 2", "", {("denied", "Mo Adeyemi")}, id="no-role"
        ),
        pytest.param("cast", NEWS, "Mo Adeyemi has said yes to the sequel.", {("added", "Mo Adeyemi")}, id="says-yes"),
        pytest.param(
            "cast",
            NEWS,
            "New to the sequel are Mo Adeyemi (“Tideline”) and Ivy Blackwood.",
            {("added", "Mo Adeyemi"), ("added", "Ivy Blackwood")},
            id="new-to-the-sequel",
        ),
        pytest.param(
            "producer",
            "‘The Lantern Keepers 2’ Adds Producer Lena Ortiz",
            "",
            {("added", "Lena Ortiz")},
            id="adds-a-producer",
        ),
        pytest.param(
            "status",
            "‘The Lantern Keepers 2’ Halts Production After Star’s Injury",
            "",
            {("added", "on hold")},
            id="halts-production",
        ),
        pytest.param(
            "title",
            NEWS,
            "The follow-up will go by The Lantern Keepers: Low Flame.",
            {("added", "The Lantern Keepers: Low Flame")},
            id="goes-by",
        ),
        pytest.param(
            "rating",
            "‘The Lantern Keepers 2’ Rated R for “Some Violence”",
            "",
            {("added", "R")},
            id="the-reason-for-a-rating",
        ),
        pytest.param(
            "writer",
            "Dara Finch Penning ‘The Lantern Keepers 2’",
            "",
            {("added", "Dara Finch")},
            id="a-verb-is-no-name",
        ),
        pytest.param(
            "platform",
            NEWS,
            "Lowtide TV is developing the sequel and is talking to streamer Quayside about it.",
            {("added", "Quayside")},
            id="talking-to-a-streamer",
        ),
        pytest.param(
            "platform",
            NEWS,
            "The sequel will debut on Quayside in May.",
            {("added", "Quayside")},
            id="what-things-debut-on",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "Filming, which had been due to begin in February, has been pushed to March.",
            {("changed", "2026-03")},
            id="pushed-in-the-main-clause",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The release has been set for June 12.",
            {("added", "2026-06-12")},
            id="what-has-been-set-lies-ahead",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Corvane said on Monday it would release the sequel on Oct. 16, 2026.",
            {("added", "2026-10-16")},
            id="would-in-reported-speech",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "“The Lantern Keepers 2,” previously dated for May 22, will now open on July 17, 2026.",
            {("changed", "2026-07-17")},
            id="an-aside-on-the-old-date",
        ),
        pytest.param(
            "cast",
            "Otis Wynn joins as Theo Marsh exits ‘The Lantern Keepers 2’",
            "",
            {("added", "Otis Wynn")},
            id="as-somebody-acts",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Mo Adeyemi has recorded his lines for the sequel.",
            {("added", "Mo Adeyemi")},
            id="records-lines",
        ),
        pytest.param(
            "director",
            "Corvane parts ways with The Lantern Keepers 2 director Petra Holloway",
            "",
            {("removed", "Petra Holloway")},
            id="a-studio-parts-ways",
        ),
        pytest.param(
            "director",
            "Petra Holloway fired from The Lantern Keepers 2",
            "",
            {("removed", "Petra Holloway")},
            id="fired",
        ),
        pytest.param(
            "status",
            "The Lantern Keepers 2 paused after funding row",
            "",
            {("changed", "on hold")},
            id="a-title-that-is-paused",
        ),
        pytest.param(
            "status",
            "Sequel to The Lantern Keepers confirmed 14 years on",
            "",
            {("confirmed", "announced")},
            id="confirmed-years-on",
        ),
        pytest.param("rating", "The Lantern Keepers 2 gets PG-13", "", {("added", "PG-13")}, id="gets-a-rating"),
        pytest.param(
            "platform",
            "‘The Lantern Keepers 2’ Moves From Hulu to Netflix",
            "",
            {("changed", "Netflix")},
            id="from-one-to-another",
        ),
    ],
)
def test_other_voices_are_understood(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[tuple[str, str]]
) -> None:
    assert stated(prop, headline, summary) == expected
