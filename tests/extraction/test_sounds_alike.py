"""What only sounds like news: other films, other people, wishes, and what is still to come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"


@pytest.mark.parametrize(
    ("prop", "headline", "summary"),
    [
        pytest.param("status", NEWS, "Petra Holloway has finished the script.", id="finished-something-else"),
        pytest.param("status", NEWS, "Prep for her next role took Rosalba Quint a year.", id="prep-for-a-role"),
        pytest.param("status", NEWS, "The start of the shoot has been called off.", id="called-off-is-the-start"),
        pytest.param("title", NEWS, "She plays a novice called Sister Wick in the sequel.", id="called-is-a-character"),
        pytest.param("studio", "Corvane Scraps ‘Lantern Keepers’ Sequel", "", id="who-scraps-it-does-not-make-it"),
        pytest.param(
            "release_date",
            NEWS,
            "“Glass Orchard” will open March 13, 2026, a week before “The Lantern Keepers 2.”",
            id="what-opens-before-it",
        ),
        pytest.param(
            "director",
            NEWS,
            "Petra Holloway turned down “The Understudies” to make the sequel.",
            id="turned-down-something-else",
        ),
        pytest.param(
            "filming_location",
            NEWS,
            "The sequel has entered pre-production, with designers at work in Burbank.",
            id="no-cameras-yet",
        ),
        pytest.param(
            "cast",
            NEWS,
            "Ada Quill was filming a pilot in Leeds when the sequel was announced.",
            id="filming-something-else",
        ),
        pytest.param(
            "filming_location",
            "Bits and bobs",
            "<ul><li>Corvane is making the Lantern Keepers sequel</li><li>Moonlight Cadets wraps in Malta</li></ul>",
            id="an-item-on-another-film",
        ),
        pytest.param(
            "release_date",
            "Five things the Lantern Keepers sequel must not do",
            "1. Explain the wick. 2. Come out in 2029.",
            id="a-wish-with-a-number",
        ),
        pytest.param(
            "filming_location",
            "What the Lantern Keepers sequel needs",
            "Shoot it in Iceland. Let the lamps burn.",
            id="a-wish-in-the-imperative",
        ),
        pytest.param(
            "filming_end",
            NEWS,
            "The sequel slides from May 22 to Feb. 12, 2027, and cameras will now roll in late April.",
            id="a-release-is-no-end-of-filming",
        ),
        pytest.param(
            "cast",
            "Jonas Bell Boards ‘The Lantern Keepers 2’",
            "Bell will direct.",
            id="who-boards-it-and-directs-plays-nothing",
        ),
        pytest.param(
            "director", "Petra Holloway denies quitting The Lantern Keepers 2", "", id="who-denies-leaving-stays"
        ),
        pytest.param(
            "cast", NEWS, "Lena Ortiz is producing, with Paul Grieve as executive producer.", id="as-producer"
        ),
        pytest.param(
            "producer",
            NEWS,
            "Mo Adeyemi, who plays a novice, has joined the sequel, a producer confirmed.",
            id="a-producer-says-so",
        ),
        pytest.param(
            "first_look",
            NEWS,
            "Rosalba Quint, the novice of the first picture, may return.",
            id="the-first-picture-is-a-film",
        ),
        pytest.param(
            "first_look",
            NEWS,
            "A poster on a stunt riders’ board claims to know the plot of the sequel.",
            id="who-posts",
        ),
        pytest.param("status", NEWS, "Shooting begins at the end of the month.", id="begins-later"),
        pytest.param("runtime", NEWS, "The sequel cost £108m.", id="millions"),
        pytest.param("platform", NEWS, "The sequel will debut on Boxing Day.", id="a-day-is-no-platform"),
        pytest.param("platform", NEWS, "The sequel will premiere on Digital first.", id="a-format-is-no-platform"),
        pytest.param(
            "cast", "Fan casting The Lantern Keepers 2: Ivy Blackwood as the young Keeper", "", id="fan-casting"
        ),
        pytest.param(
            "director",
            "Seven things the Lantern Keepers sequel needs to get right",
            "Jo Prentice will direct, in our dreams.",
            id="a-wish-list",
        ),
        pytest.param(
            "release_date",
            NEWS,
            "Petra Holloway said that she would love to release the sequel in May 2027.",
            id="would-love-to",
        ),
        pytest.param(
            "studio",
            "Corvane parts ways with The Lantern Keepers 2 director Petra Holloway",
            "",
            id="who-parts-ways-with-a-director-stays",
        ),
        pytest.param(
            "cast", "Idris Fenwick leaves The Lantern Keepers 2 premiere early", "", id="who-leaves-a-premiere"
        ),
        pytest.param(
            "cast",
            "Idris Fenwick leaves hospital",
            "He was hurt on the set of The Lantern Keepers 2.",
            id="who-leaves-a-hospital",
        ),
    ],
)
def test_what_only_sounds_alike_is_left(stated: Stated, prop: str, headline: str, summary: str) -> None:
    assert stated(prop, headline, summary) == set()
