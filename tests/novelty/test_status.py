"""The stages of a production, told day by day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.model.claims import Voice
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue

P, C, K, V = Property, Change, Certainty, Voice
S = Property.STATUS
Outcomes = Callable[..., list[str]]
CHANGED, CONFIRMED, OFFICIAL = {"change": C.CHANGED}, {"change": C.CONFIRMED}, {"voice": V.OFFICIAL}
RUMORED, REPORTED, DENIED = {"certainty": K.RUMORED}, {"certainty": K.REPORTED}, {"change": C.DENIED}
HERALD, TRADE = {"by": "City Herald"}, {"by": "Trade Paper"}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [("03-01", S, "rumored", RUMORED), ("03-20", S, "in development", HERALD)],
            ["added rumored rumored", "changed in development from rumored"],
            id="a rumour becomes a project",
        ),
        pytest.param(
            [("03-01", S, "in development"), ("03-02", S, "announced", HERALD)],
            ["added in development", "known"],
            id="the next day another paper calls it announced",
        ),
        pytest.param(
            [("03-01", S, "announced"), ("03-02", S, "in development", HERALD), ("08-02", S, "in development", TRADE)],
            ["added announced", "known", "known"],
            id="announced, and so in development",
        ),
        pytest.param(
            [("03-01", S, "in development"), ("09-02", S, "announced", HERALD | CHANGED)],
            ["added in development", "changed announced from in development"],
            id="greenlit months after it was in development",
        ),
        pytest.param(
            [("03-01", S, "in development"), ("09-02", S, "announced", HERALD)],
            ["added in development", "known"],
            id="months later somebody calls it announced in passing",
        ),
        pytest.param(
            [("03-01", S, "in development", REPORTED), ("03-02", S, "announced", HERALD | OFFICIAL)],
            ["added reported in development", "changed announced from in development"],
            id="reported, then announced by the studio the next day",
        ),
        pytest.param(
            [("03-01", S, "in development", REPORTED), ("03-20", S, "in development", HERALD | OFFICIAL)],
            ["added reported in development", "confirmed in development"],
            id="reported, then confirmed",
        ),
        pytest.param(
            [("03-01", S, "announced"), ("06-01", S, "pre-production", HERALD), ("08-01", S, "filming")],
            ["added announced", "changed pre-production from announced", "changed filming from pre-production"],
            id="step by step",
        ),
        pytest.param(
            [
                ("08-01", S, "filming"),
                ("08-20", S, "in development", HERALD | CHANGED),
                ("08-21", S, "announced", TRADE),
            ],
            ["added filming", "overtaken", "overtaken"],
            id="a late roundup is behind the cameras",
        ),
        pytest.param(
            [("08-01", S, "post-production"), ("08-02", S, "completed", HERALD), ("12-01", S, "completed", TRADE)],
            ["added post-production", "known", "changed completed from post-production"],
            id="wrapped is not yet completed",
        ),
        pytest.param(
            [("08-01", S, "in development"), ("08-05", S, "filming", HERALD | RUMORED)],
            ["added in development", "added rumored filming"],
            id="a rumour that cameras roll stands beside what is known",
        ),
        pytest.param([("08-01", S, "in a drawer")], ["speculation"], id="a stage that is none"),
    ],
)
def test_the_road_goes_forward(outcomes: Outcomes, steps: Sequence[Any], expected: list[str]) -> None:
    assert outcomes(steps) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [("08-20", S, "on hold", CHANGED), ("09-20", S, "post-production", HERALD)],
            ["changed on hold from pre-production", "changed post-production from on hold"],
            id="what is wrapped is on hold no more, nobody calls it so by mistake",
        ),
        pytest.param(
            [("08-20", S, "on hold", CHANGED)],
            ["changed on hold from pre-production"],
            id="put on hold, in words of change",
        ),
        pytest.param(
            [("08-20", S, "on hold"), ("08-21", S, "on hold", HERALD)],
            ["uncorroborated", "changed on hold from pre-production"],
            id="said to be on hold, twice",
        ),
        pytest.param(
            [("08-20", S, "on hold", CHANGED), ("09-20", S, "in development", HERALD)],
            ["changed on hold from pre-production", "uncorroborated"],
            id="an old text still calls it in development",
        ),
        pytest.param(
            [("08-20", S, "on hold", CHANGED), ("09-20", S, "in development", TRADE)],
            ["changed on hold from pre-production", "uncorroborated"],
            id="so may a trade paper's roundup",
        ),
        pytest.param(
            [("08-20", S, "on hold", CHANGED), ("12-20", S, "in development", HERALD | CHANGED)],
            ["changed on hold from pre-production", "changed in development from on hold"],
            id="back from hold",
        ),
        pytest.param(
            [("08-20", S, "on hold", CHANGED), ("12-20", S, "filming", TRADE)],
            ["changed on hold from pre-production", "changed filming from on hold"],
            id="back from hold, and further than ever before",
        ),
        pytest.param(
            [("08-20", S, "on hold", CHANGED), ("09-10", S, "canceled", HERALD | RUMORED)],
            ["changed on hold from pre-production", "uncorroborated"],
            id="a rumour that it is dead",
        ),
        pytest.param(
            [
                ("08-20", S, "on hold", CHANGED),
                ("09-10", S, "canceled", HERALD | RUMORED),
                ("09-12", S, "canceled", {"by": "Third Voice"} | RUMORED),
                ("09-13", S, "canceled", DENIED | OFFICIAL),
                ("09-14", S, "canceled", HERALD | DENIED),
            ],
            [
                "changed on hold from pre-production",
                "uncorroborated",
                "added rumored canceled",
                "denied canceled",
                "known",
            ],
            id="a rumour of two that it is dead, denied once",
        ),
        pytest.param(
            [("08-20", S, "canceled", OFFICIAL), ("08-19", S, "filming", HERALD | CHANGED)],
            ["changed canceled from pre-production", "outdated"],
            id="cameras rolled the day before it was canceled",
        ),
    ],
)
def test_leaving_the_road_and_coming_back(outcomes: Outcomes, steps: Sequence[Any], expected: list[str]) -> None:
    assert outcomes(steps, status=["pre-production"]) == expected


@pytest.mark.parametrize(
    ("said", "last"),
    [
        pytest.param(("03-20", S, "filming"), "uncorroborated", id="cameras months before their date"),
        pytest.param(("03-20", S, "filming", OFFICIAL), "changed filming from pre-production", id="says the studio"),
        pytest.param(("08-20", S, "filming"), "changed filming from pre-production", id="days before their date"),
        pytest.param(("08-20", S, "released", TRADE), "uncorroborated", id="out long before its date: another film's"),
        pytest.param(("11-26", S, "released"), "changed released from pre-production", id="out on the day"),
    ],
)
def test_a_stage_agrees_with_the_dates_that_are_known(outcomes: Outcomes, said: Any, last: str) -> None:
    known = {"status": ["pre-production"], "filming_start": ["2025-09"], "release_date": ["2025-11-26"]}
    assert outcomes([said], **known) == [last]


@pytest.mark.parametrize(
    ("known", "said", "last"),
    [
        pytest.param({}, {}, "uncorroborated", id="nothing is known, and it is out"),
        pytest.param({"status": ["in development"]}, {}, "uncorroborated", id="out, though it was never shot"),
        pytest.param(
            {"status": ["in development"]}, OFFICIAL, "changed released from in development", id="says who knows"
        ),
        pytest.param({"status": ["filming"]}, {}, "changed released from filming", id="shot, so it may be out"),
        pytest.param({"release_date": ["2025-06-20"]}, {}, "added released", id="its day has come"),
    ],
)
def test_what_is_out_was_shot_or_had_a_date(outcomes: Outcomes, known: Any, said: Any, last: str) -> None:
    assert outcomes([("06-20", S, "released", said)], **known) == [last]


def test_a_rumoured_date_is_no_reason_to_doubt_a_stage(outcomes: Outcomes) -> None:
    known = {"status": ["pre-production"], "filming_start": [KnownValue("2025-09", K.RUMORED)]}
    assert outcomes([("03-20", S, "filming")], **known) == ["changed filming from pre-production"]


def test_what_is_out_is_no_longer_put_on_hold(outcomes: Outcomes) -> None:
    assert outcomes([("03-20", S, "on hold", CHANGED)], status=["released"]) == ["overtaken"]


def test_after_the_release_its_credits_are_no_news_but_a_service_is(outcomes: Outcomes) -> None:
    steps = [
        ("06-01", S, "released", OFFICIAL | {"entry": "premiere"}),
        ("06-01", P.RATING, "PG", {"entry": "premiere"}),
        ("06-02", P.CAST, "Theo Marchek", HERALD),
        ("05-30", P.COMPOSER, "Ines Calloway", HERALD),
        ("06-02", P.PLATFORM, "Netflix", HERALD),
    ]
    expected = ["added released", "added PG", "overtaken", "added Ines Calloway", "added Netflix"]
    assert outcomes(steps) == expected


def test_a_project_that_was_denied_comes_back_with_weight_only(outcomes: Outcomes) -> None:
    steps = [
        ("03-01", S, "in development", RUMORED),
        ("03-05", S, "in development", DENIED | OFFICIAL),
        ("03-09", S, "in development", HERALD),
        ("06-01", S, "in development", OFFICIAL),
    ]
    assert outcomes(steps) == [
        "added rumored in development",
        "denied in development",
        "uncorroborated",
        "added in development",
    ]


def test_nobody_can_step_on_from_a_stage_that_is_none(outcomes: Outcomes) -> None:
    assert outcomes([("03-01", S, "filming")], status=["in a drawer"]) == ["added filming"]


def test_of_two_stages_in_one_text_the_further_one_counts(outcomes: Outcomes) -> None:
    steps = [("03-01", S, "pre-production", {"entry": "one"}), ("03-01", S, "filming", {"entry": "one"})]
    assert outcomes(steps) == ["said better in the same entry", "added filming"]
