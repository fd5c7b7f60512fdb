"""Facts in the words that a first report tells them by, beside the same words where they say nothing of the kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Stated = Callable[..., set[tuple[str, str | None]]]

NEWS = "The Lantern Keepers 2 news"


@pytest.mark.parametrize(
    ("prop", "sentence", "expected"),
    [
        pytest.param(
            "status", "Corvane confirmed the project on Monday.", {("confirmed", "in development")}, id="the project"
        ),
        pytest.param("status", "Corvane confirmed the project was dear.", set(), id="only what the project was"),
        pytest.param("studio", "Netflix confirmed the project.", set(), id="a streamer is no studio"),
        pytest.param(
            "platform", "Netflix confirmed the project.", {("confirmed", "Netflix")}, id="whose project it is"
        ),
        pytest.param("platform", "Netflix confirmed the rumor mill.", set(), id="... not what else it confirms"),
        pytest.param(
            "first_look",
            "A photo of Naomi Castellan in oilskins, the first from the sequel, came along.",
            {("added", "image")},
            id="a photo, the first from the sequel",
        ),
        pytest.param(
            "first_look", "A photo of Naomi Castellan on holiday came along.", set(), id="a photo of something else"
        ),
        pytest.param(
            "cast",
            "Naomi Castellan has joined the sequel, as have Teun Ashgrove and Mirela Vance.",
            {("added", "Naomi Castellan"), ("added", "Teun Ashgrove"), ("added", "Mirela Vance")},
            id="as have two more",
        ),
        pytest.param(
            "cast",
            "Naomi Castellan has joined the sequel, as has been said of Teun Ashgrove.",
            {("added", "Naomi Castellan")},
            id="as has been said",
        ),
        pytest.param(
            "cast",
            "The sequel's cast list reads Naomi Castellan, Teun Ashgrove, and, back as the Keeper, Mirela Vance.",
            {("added", "Naomi Castellan"), ("added", "Teun Ashgrove"), ("added", "Mirela Vance")},
            id="back as somebody, last in a row",
        ),
        pytest.param(
            "cast",
            "There is a crab in the sequel that is called Bo, it sings, and it is Naomi Castellan!",
            {("added", "Naomi Castellan")},
            id="a character, and who it is",
        ),
        pytest.param(
            "cast", "The sequel's studio has a new head, and it is Naomi Castellan.", set(), id="a job, and who has it"
        ),
        pytest.param(
            "cast",
            "Since a voice changes, Bo is now Naomi Castellan, who waved to us from the sequel's stage.",
            {("added", "Naomi Castellan")},
            id="a character is somebody else now",
        ),
        pytest.param("cast", "The sequel's boss is now Naomi Castellan.", set(), id="the boss is somebody else now"),
        pytest.param(
            "cast",
            "Naomi Castellan will bring a crab to life in The Lantern Keepers 2.",
            {("added", "Naomi Castellan")},
            id="brings somebody to life",
        ),
        pytest.param(
            "cast", "Naomi Castellan brought her garden to life in a week.", set(), id="brings a garden to life"
        ),
        pytest.param(
            "producer",
            "Naomi Castellan and Teun Ashgrove have signed for the sequel, and both will executive produce.",
            {("added", "Naomi Castellan"), ("added", "Teun Ashgrove")},
            id="and both will produce",
        ),
        pytest.param(
            "producer",
            "Naomi Castellan and Teun Ashgrove have signed for the sequel, and both will sing.",
            set(),
            id="and both will sing",
        ),
        pytest.param(
            "director",
            "Marta Oyelaran is making The Lantern Keepers 2 as her next film.",
            {("added", "Marta Oyelaran")},
            id="a maker's next film",
        ),
        pytest.param(
            "director", "Marta Oyelaran is making a cake after The Lantern Keepers 2.", set(), id="what else one makes"
        ),
        pytest.param(
            "status",
            "Marta Oyelaran is reviving The Lantern Keepers 2.",
            {("added", "in development")},
            id="somebody revives it",
        ),
        pytest.param("status", "Marta Oyelaran is reviving her role.", set(), id="somebody revives a role"),
        pytest.param(
            "release_date",
            "It gets an exclusive run on Imax screens starting Nov. 25.",
            {("added", "2025-11-25")},
            id="a run on screens",
        ),
        pytest.param("release_date", "Her Imax interview starts on Nov. 25.", set(), id="a talk about screens"),
        pytest.param(
            "filming_end",
            "Filming is to begin on November 5 and last until December 18.",
            {("added", "2025-12-18")},
            id="from a day and until another",
        ),
        pytest.param("filming_end", "The shoot runs through November.", {("added", "2025-11")}, id="runs through"),
        pytest.param("filming_end", "They won't begin filming until November.", set(), id="not until is a beginning"),
        pytest.param(
            "filming_start",
            "She left in August, and the start of shooting in November, which had been planned for Prague, is off.",
            {("removed", "2025-11")},
            id="of two dates the one that is off",
        ),
        pytest.param(
            "filming_start", "The sequel had its first day on Monday.", {("added", "2025-10-13")}, id="its first day"
        ),
        pytest.param("filming_start", "It was her first day back on Monday.", set(), id="somebody's first day"),
        pytest.param(
            "release_date", "The teaser ends on a single line: 2025.", {("added", "2025")}, id="a single line"
        ),
        pytest.param("release_date", "She released a new single: 2025.", set(), id="a single"),
        pytest.param(
            "release_date",
            "It puts the premiere a week earlier than planned.",
            {("changed", "2026-05-15")},
            id="earlier than planned is a change",
        ),
    ],
)
def test_a_first_report(stated: Stated, prop: str, sentence: str, expected: set[tuple[str, str | None]]) -> None:
    assert stated(prop, NEWS, sentence) == expected
