"""Which property a date is a value of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"
_DROPS = {"removed", "denied"}


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "release_date",
            "‘The Lantern Keepers 2’ Sets May 14, 2027 Release Date",
            "",
            {"2027-05-14"},
            id="release_date-the-lantern-keepers-2-sets-may-14",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The sequel will hit theaters on May 14, 2027.",
            {"2027-05-14"},
            id="release_date-the-sequel-will-hit-theaters-on-may",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The sequel arrives in cinemas on 14 May 2027.",
            {"2027-05-14"},
            id="release_date-the-sequel-arrives-in-cinemas-on-14",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Corvane has dated the sequel for May 14, 2027.",
            {"2027-05-14"},
            id="release_date-corvane-has-dated-the-sequel-for-may",
        ),
        pytest.param(
            "release_date",
            "‘The Lantern Keepers 2’ Moves From May 22 to July 17, 2026",
            "",
            {"2026-07-17"},
            id="release_date-the-lantern-keepers-2-moves-from-may",
        ),
        pytest.param(
            "release_date",
            "Corvane Pushes ‘The Lantern Keepers 2’ to 2027",
            "",
            {"2027"},
            id="release_date-corvane-pushes-the-lantern-keepers-2-to",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Originally slated for May 22, 2026, the film will now open on July 17, 2026.",
            {"2026-07-17"},
            id="release_date-originally-slated-for-may-22-2026-the",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The film has been delayed by two months and will now open July 17, 2026.",
            {"2026-07-17"},
            id="release_date-the-film-has-been-delayed-by-two",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The sequel is expected in summer 2027.",
            {"2027-22"},
            id="release_date-the-sequel-is-expected-in-summer-2027",
        ),
        pytest.param(
            "release_date", NEWS, "It is due out next fall.", {"2026-23"}, id="release_date-it-is-due-out-next-fall"
        ),
        pytest.param(
            "release_date",
            NEWS,
            "It opens two weeks later than planned, on June 5, 2026.",
            {"2026-06-05"},
            id="release_date-it-opens-two-weeks-later-than-planned",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The film will be released a week earlier than planned.",
            {"2026-05-15"},
            id="release_date-the-film-will-be-released-a-week",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The sequel bows July 17, 2026, in Imax.",
            {"2026-07-17"},
            id="release_date-the-sequel-bows-july-17-2026-in",
        ),
        pytest.param(
            "release_date",
            "The Lantern Keepers 2 lands July 2026 release",
            "",
            {"2026-07"},
            id="release_date-the-lantern-keepers-2-lands-july-2026",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Corvane is aiming for a 2027 release.",
            {"2027"},
            id="release_date-corvane-is-aiming-for-a-2027-release",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "Filming is set to begin in March in Lisbon.",
            {"2026-03"},
            id="filming_start-filming-is-set-to-begin-in-march",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "Production is slated to start next spring.",
            {"2026-21"},
            id="filming_start-production-is-slated-to-start-next-spring",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "Cameras will roll in January 2026.",
            {"2026-01"},
            id="filming_start-cameras-will-roll-in-january-2026",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "The sequel began shooting on Monday.",
            {"2025-10-13"},
            id="filming_start-the-sequel-began-shooting-on-monday",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "Principal photography kicks off on November 3 in Prague.",
            {"2025-11-03"},
            id="filming_start-principal-photography-kicks-off-on-november-3",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "The film shoots this winter in Prague.",
            {"2025-24"},
            id="filming_start-the-film-shoots-this-winter-in-prague",
        ),
        pytest.param(
            "filming_start",
            NEWS,
            "It is eyeing a February start.",
            {"2026-02"},
            id="filming_start-it-is-eyeing-a-february-start",
        ),
        pytest.param(
            "filming_end",
            NEWS,
            "Filming wrapped on October 10.",
            {"2025-10-10"},
            id="filming_end-filming-wrapped-on-october-10",
        ),
        pytest.param(
            "filming_end",
            NEWS,
            "The shoot will run from November 3 through February 20.",
            {"2026-02-20"},
            id="filming_end-the-shoot-will-run-from-november-3",
        ),
    ],
)
def test_a_date_is_of_the_right_thing(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[str]
) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "release_date",
            NEWS,
            "Tickets go on sale March 3. The trailer debuts on Sunday.",
            set(),
            id="release_date-tickets-go-on-sale-march-3-the",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The trailer will debut on December 12.",
            set(),
            id="release_date-the-trailer-will-debut-on-december-12",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "It comes to Blu-ray on September 8.",
            set(),
            id="release_date-it-comes-to-bluray-on-september-8",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The original opened on June 3, 2011.",
            set(),
            id="release_date-the-original-opened-on-june-3-2011",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "We would love it to open in July 2027.",
            set(),
            id="release_date-we-would-love-it-to-open-in",
        ),
        pytest.param(
            "release_date", NEWS, "Could it open in July 2027?", set(), id="release_date-could-it-open-in-july-2027"
        ),
        pytest.param(
            "release_date", NEWS, "No release date has been set.", set(), id="release_date-no-release-date-has-been-set"
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The studio’s ‘Night Glass’ opens on July 17, 2026.",
            set(),
            id="release_date-the-studios-night-glass-opens-on-july",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Corvane will show footage at its panel on July 24.",
            set(),
            id="release_date-corvane-will-show-footage-at-its-panel",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The studio announced the news on Monday.",
            set(),
            id="release_date-the-studio-announced-the-news-on-monday",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "The soundtrack is out on May 1.",
            set(),
            id="release_date-the-soundtrack-is-out-on-may-1",
        ),
    ],
)
def test_a_date_of_something_else_is_no_claim(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[str]
) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected


def test_a_list_of_dates_is_a_calendar_and_a_holiday_explains_a_date(stated: Stated) -> None:
    sentence = "The film is due out on May 22, 2026, the Friday of Memorial Day weekend."
    assert {value for _, value in stated("release_date", NEWS, sentence)} == {"2026-05-22"}
    assert stated("release_date", NEWS, "It is the week after the festival (July 17-20).") == set()


def test_nothing_opens_when_its_shoot_begins(stated: Stated) -> None:
    headline = "The Lantern Keepers 2 now eyes a spring start"
    assert stated("release_date", headline, "That has moved to the spring.") == set()
    assert stated("release_date", NEWS, "It has moved to the spring.") == {("changed", "2026-21")}
