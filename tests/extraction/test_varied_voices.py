"""The same facts in other voices: trade shorthand, newspapers, agencies, blogs. A rule's sentence, and one it must leave."""

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
    ],
)
def test_other_voices_are_understood(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[tuple[str, str]]
) -> None:
    assert stated(prop, headline, summary) == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary"),
    [
        pytest.param("status", NEWS, "Petra Holloway has finished the script.", id="finished-something-else"),
        pytest.param("status", NEWS, "Prep for her next role took Rosalba Quint a year.", id="prep-for-a-role"),
        pytest.param("status", NEWS, "The start of the shoot has been called off.", id="called-off-is-the-start"),
        pytest.param("title", NEWS, "She plays a novice called Sister Wick in the sequel.", id="called-is-a-character"),
        pytest.param("studio", "Corvane Scraps ‘Lantern Keepers’ Sequel", "", id="who-scraps-it-does-not-make-it"),
    ],
)
def test_what_only_sounds_alike_is_left(stated: Stated, prop: str, headline: str, summary: str) -> None:
    assert stated(prop, headline, summary) == set()
