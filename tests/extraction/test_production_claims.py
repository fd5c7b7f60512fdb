"""Where a production stands, what it is called, and what has been shown of it."""

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
            "filming_location",
            NEWS,
            "The sequel will be shot in Prague.",
            {"Prague"},
            id="filming_location-the-sequel-will-be-shot-in-prague",
        ),
        pytest.param(
            "filming_location",
            NEWS,
            "Production is under way in New Zealand.",
            {"New Zealand"},
            id="filming_location-production-is-under-way-in-new-zealand",
        ),
        pytest.param(
            "status",
            NEWS,
            "The sequel is in development at Corvane.",
            {"in development"},
            id="status-the-sequel-is-in-development-at-corvane",
        ),
        pytest.param(
            "status",
            NEWS,
            "A sequel to The Lantern Keepers is in the works.",
            {"in development"},
            id="status-a-sequel-to-the-lantern-keepers-is",
        ),
        pytest.param(
            "status",
            NEWS,
            "Corvane has greenlit the sequel.",
            {"announced"},
            id="status-corvane-has-greenlit-the-sequel",
        ),
        pytest.param(
            "status",
            "‘The Lantern Keepers 2’ Greenlit at Corvane",
            "",
            {"announced"},
            id="status-the-lantern-keepers-2-greenlit-at-corvane",
        ),
        pytest.param(
            "status",
            NEWS,
            "The sequel has been given the go-ahead.",
            {"announced"},
            id="status-the-sequel-has-been-given-the-goahead",
        ),
        pytest.param(
            "status",
            NEWS,
            "The sequel is now filming in Prague.",
            {"filming"},
            id="status-the-sequel-is-now-filming-in-prague",
        ),
        pytest.param(
            "status",
            "Cameras roll on The Lantern Keepers 2",
            "",
            {"filming"},
            id="status-cameras-roll-on-the-lantern-keepers-2",
        ),
        pytest.param(
            "status", NEWS, "Production has officially begun.", {"filming"}, id="status-production-has-officially-begun"
        ),
        pytest.param(
            "status", NEWS, "That’s a wrap on the sequel!", {"post-production"}, id="status-thats-a-wrap-on-the-sequel"
        ),
        pytest.param(
            "status",
            NEWS,
            "The film has wrapped production.",
            {"post-production"},
            id="status-the-film-has-wrapped-production",
        ),
        pytest.param(
            "status",
            NEWS,
            "The film is in post-production.",
            {"post-production"},
            id="status-the-film-is-in-postproduction",
        ),
        pytest.param(
            "status", NEWS, "The sequel has been put on hold.", {"on hold"}, id="status-the-sequel-has-been-put-on-hold"
        ),
        pytest.param(
            "status", NEWS, "Corvane has shelved the sequel.", {"on hold"}, id="status-corvane-has-shelved-the-sequel"
        ),
        pytest.param(
            "status", NEWS, "Production has been halted.", {"on hold"}, id="status-production-has-been-halted"
        ),
        pytest.param(
            "status",
            NEWS,
            "Corvane has scrapped the sequel.",
            {"canceled"},
            id="status-corvane-has-scrapped-the-sequel",
        ),
        pytest.param(
            "status", NEWS, "The sequel has been canceled.", {"canceled"}, id="status-the-sequel-has-been-canceled"
        ),
        pytest.param(
            "status",
            NEWS,
            "The project is no longer moving forward.",
            {"canceled"},
            id="status-the-project-is-no-longer-moving-forward",
        ),
        pytest.param(
            "status",
            NEWS,
            "The sequel is in pre-production.",
            {"pre-production"},
            id="status-the-sequel-is-in-preproduction",
        ),
        pytest.param(
            "trailer",
            "‘The Lantern Keepers 2’ Trailer: The Keeper Returns",
            "",
            {"trailer"},
            id="trailer-the-lantern-keepers-2-trailer-the-keeper",
        ),
        pytest.param(
            "trailer",
            "Watch the first teaser for The Lantern Keepers 2",
            "",
            {"teaser"},
            id="trailer-watch-the-first-teaser-for-the-lantern",
        ),
        pytest.param(
            "trailer",
            "Corvane Drops ‘The Lantern Keepers 2’ Trailer",
            "",
            {"trailer"},
            id="trailer-corvane-drops-the-lantern-keepers-2-trailer",
        ),
        pytest.param(
            "trailer",
            "The Lantern Keepers 2: final trailer released",
            "",
            {"final trailer"},
            id="trailer-the-lantern-keepers-2-final-trailer-released",
        ),
        pytest.param(
            "trailer",
            NEWS,
            "A new trailer for the sequel has been released.",
            {"trailer"},
            id="trailer-a-new-trailer-for-the-sequel-has",
        ),
        pytest.param(
            "trailer",
            NEWS,
            "The first teaser trailer arrived on Tuesday.",
            {"teaser"},
            id="trailer-the-first-teaser-trailer-arrived-on-tuesday",
        ),
        pytest.param(
            "first_look",
            "First Look: Idris Fenwick in ‘The Lantern Keepers 2’",
            "",
            {"image"},
            id="first_look-first-look-idris-fenwick-in-the-lantern",
        ),
        pytest.param(
            "first_look",
            NEWS,
            "The studio has released the first image from the sequel.",
            {"image"},
            id="first_look-the-studio-has-released-the-first-image",
        ),
        pytest.param(
            "first_look",
            NEWS,
            "A new poster has been unveiled as well.",
            {"poster"},
            id="first_look-a-new-poster-has-been-unveiled-as",
        ),
        pytest.param("runtime", NEWS, "The film runs 112 minutes.", {"112"}, id="runtime-the-film-runs-112-minutes"),
        pytest.param(
            "runtime",
            NEWS,
            "It has a running time of 2 hours and 5 minutes.",
            {"125"},
            id="runtime-it-has-a-running-time-of-2",
        ),
        pytest.param("runtime", NEWS, "The runtime is 1h 52m.", {"112"}, id="runtime-the-runtime-is-1h-52m"),
        pytest.param(
            "rating",
            NEWS,
            "The film is rated PG-13 for action.",
            {"PG-13"},
            id="rating-the-film-is-rated-pg13-for-action",
        ),
        pytest.param("rating", NEWS, "It has received an R rating.", {"R"}, id="rating-it-has-received-an-r-rating"),
        pytest.param("rating", "‘The Lantern Keepers 2’ Rated R", "", {"R"}, id="rating-the-lantern-keepers-2-rated-r"),
        pytest.param(
            "title",
            "‘The Lantern Keepers 2’ Officially Titled ‘The Lantern Keepers: Low Water’",
            "",
            {"The Lantern Keepers: Low Water"},
            id="title-the-lantern-keepers-2-officially-titled-the",
        ),
        pytest.param(
            "title",
            NEWS,
            "The sequel will be called “Low Water.”",
            {"Low Water"},
            id="title-the-sequel-will-be-called-low-water",
        ),
        pytest.param(
            "title",
            NEWS,
            "The sequel is officially titled The Last Lantern.",
            {"The Last Lantern"},
            id="title-the-sequel-is-officially-titled-the-last",
        ),
        pytest.param(
            "title",
            "‘Lantern Keepers’ Sequel Gets Official Title: ‘Low Water’",
            "",
            {"Low Water"},
            id="title-lantern-keepers-sequel-gets-official-title-low",
        ),
        pytest.param(
            "title",
            NEWS,
            "Corvane has revealed the title of the sequel: Low Water.",
            {"Low Water"},
            id="title-corvane-has-revealed-the-title-of-the",
        ),
    ],
)
def test_a_stage_a_name_or_a_still_is_claimed(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[str]
) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "filming_location",
            NEWS,
            "The original was filmed in Prague.",
            set(),
            id="filming_location-the-original-was-filmed-in-prague",
        ),
        pytest.param(
            "status",
            NEWS,
            "The sequel isn’t in development, the studio says.",
            set(),
            id="status-the-sequel-isnt-in-development-the-studio",
        ),
        pytest.param("status", NEWS, "Filming begins in March.", set(), id="status-filming-begins-in-march"),
        pytest.param("status", NEWS, "Is the sequel canceled?", set(), id="status-is-the-sequel-canceled"),
        pytest.param(
            "status",
            NEWS,
            "The original was canceled twice before it was made.",
            set(),
            id="status-the-original-was-canceled-twice-before-it",
        ),
        pytest.param(
            "status",
            NEWS,
            "If the sequel is greenlit, he will return.",
            set(),
            id="status-if-the-sequel-is-greenlit-he-will",
        ),
        pytest.param("trailer", NEWS, "There is no trailer yet.", set(), id="trailer-there-is-no-trailer-yet"),
        pytest.param(
            "trailer", NEWS, "A trailer is expected next month.", set(), id="trailer-a-trailer-is-expected-next-month"
        ),
        pytest.param(
            "trailer",
            NEWS,
            "That Lantern Keepers 2 trailer is fake.",
            set(),
            id="trailer-that-lantern-keepers-2-trailer-is-fake",
        ),
        pytest.param(
            "runtime", NEWS, "He spoke for 90 minutes at the panel.", set(), id="runtime-he-spoke-for-90-minutes-at-the"
        ),
        pytest.param("title", NEWS, "No title has been announced.", set(), id="title-no-title-has-been-announced"),
    ],
)
def test_nothing_of_the_kind_is_claimed(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[str]
) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected
