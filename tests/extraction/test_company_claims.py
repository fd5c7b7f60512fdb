"""Who makes a title and who shows it."""

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
            "studio",
            NEWS,
            "Brightwater Films is producing the sequel.",
            {"Brightwater Films"},
            id="studio-brightwater-films-is-producing-the-sequel",
        ),
        pytest.param(
            "studio",
            "Paramount Developing ‘The Lantern Keepers 2’",
            "",
            {"Paramount"},
            id="studio-paramount-developing-the-lantern-keepers-2",
        ),
        pytest.param(
            "studio",
            NEWS,
            "The sequel is in the works at Universal Pictures.",
            {"Universal Pictures"},
            id="studio-the-sequel-is-in-the-works-at",
        ),
        pytest.param(
            "studio",
            NEWS,
            "Lionsgate has acquired the rights to the sequel.",
            {"Lionsgate"},
            id="studio-lionsgate-has-acquired-the-rights-to-the",
        ),
        pytest.param(
            "platform",
            "Netflix Orders ‘Harbour Row’ Revival",
            "",
            {"Netflix"},
            id="platform-netflix-orders-harbour-row-revival",
        ),
        pytest.param(
            "platform", NEWS, "The sequel will stream on Hulu.", {"Hulu"}, id="platform-the-sequel-will-stream-on-hulu"
        ),
        pytest.param(
            "platform", NEWS, "It is coming to Apple TV+.", {"Apple TV+"}, id="platform-it-is-coming-to-apple-tv"
        ),
        pytest.param(
            "platform",
            "‘Harbour Row’ Revival Lands at Peacock",
            "",
            {"Peacock"},
            id="platform-harbour-row-revival-lands-at-peacock",
        ),
        pytest.param(
            "platform",
            "HBO Max renews Harbour Row revival",
            "",
            {"HBO Max"},
            id="platform-hbo-max-renews-harbour-row-revival",
        ),
    ],
)
def test_a_company_is_claimed(stated: Stated, prop: str, headline: str, summary: str, expected: set[str]) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected


@pytest.mark.parametrize(
    ("prop", "headline", "summary", "expected"),
    [
        pytest.param(
            "platform",
            NEWS,
            "The original is streaming on Hulu.",
            set(),
            id="platform-the-original-is-streaming-on-hulu",
        ),
        pytest.param(
            "platform",
            NEWS,
            "You can watch the first film on Netflix.",
            set(),
            id="platform-you-can-watch-the-first-film-on",
        ),
    ],
)
def test_a_company_of_something_else_is_no_claim(
    stated: Stated, prop: str, headline: str, summary: str, expected: set[str]
) -> None:
    assert {value for change, value in stated(prop, headline, summary) if change not in _DROPS} == expected
