"""Trailers and first looks: told apart by kind and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.model.properties import Property

T, F = Property.TRAILER, Property.FIRST_LOOK
HERALD = {"by": "City Herald"}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [("03-01", T, "teaser"), ("03-02", T, "teaser", HERALD)], ["added teaser", "known"], id="one teaser, twice"
        ),
        pytest.param(
            [("03-01", T, "teaser"), ("03-02", T, "trailer", HERALD)],
            ["added teaser", "known"],
            id="the next day somebody calls it a trailer",
        ),
        pytest.param(
            [("03-01", T, "teaser"), ("05-01", T, "trailer", HERALD), ("07-01", T, "final trailer")],
            ["added teaser", "added trailer", "added final trailer"],
            id="teaser, trailer, final trailer",
        ),
        pytest.param(
            [("03-01", T, "trailer"), ("03-09", T, "trailer", HERALD)],
            ["added trailer", "known"],
            id="a week later it is still the same trailer",
        ),
        pytest.param(
            [("03-01", T, "trailer"), ("04-09", T, "trailer", HERALD)],
            ["added trailer", "added trailer"],
            id="weeks later it is another one",
        ),
        pytest.param(
            [("03-01", T, "final trailer"), ("05-01", T, "final trailer", HERALD)],
            ["added final trailer", "known"],
            id="there is one final trailer",
        ),
        pytest.param(
            [("03-01", T, "trailer"), ("05-01", T, "teaser", HERALD)],
            ["added trailer", "overtaken"],
            id="a teaser after the trailer is an old one",
        ),
        pytest.param(
            [("05-01", T, "trailer"), ("03-01", T, "trailer", HERALD)],
            ["added trailer", "known"],
            id="an older story about a trailer",
        ),
        pytest.param(
            [("03-01", T, "featurette"), ("05-01", T, "featurette", HERALD)],
            ["added featurette", "known"],
            id="a kind without a place of its own",
        ),
        pytest.param(
            [("03-01", T, "teaser"), ("05-01", T, "teaser", HERALD)],
            ["added teaser", "known"],
            id="there is one teaser",
        ),
        pytest.param(
            [("03-01", F, "image"), ("03-02", F, "image", HERALD), ("06-01", F, "image")],
            ["added image", "known", "known"],
            id="there is one first image",
        ),
        pytest.param(
            [("03-01", F, "image", {"entry": "one"}), ("03-01", F, "poster", {"entry": "one"})],
            ["added image", "added poster"],
            id="an image and a poster",
        ),
        pytest.param(
            [("03-01", T, "teaser", {"entry": "one"}), ("03-01", T, "trailer", {"entry": "one", "at": 40})],
            ["added teaser", "said better in the same entry"],
            id="one text has two words for it",
        ),
    ],
)
def test_what_is_out(outcomes: Callable[..., list[str]], steps: Sequence[Any], expected: list[str]) -> None:
    assert outcomes(steps) == expected


def test_trailers_that_the_seed_knows_are_no_echo_of_what_comes_next(outcomes: Callable[..., list[str]]) -> None:
    assert outcomes([("01-02", T, "trailer")], trailer=["teaser"]) == ["added trailer"]
    assert outcomes([("01-02", T, "teaser")], trailer=["teaser"]) == ["known"]
