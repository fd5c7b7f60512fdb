"""What no longer holds, or never did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.model.claims import Evidence, Span, TextField, Voice
from bot.model.properties import Certainty, Change, Property

P, C, K, V = Property, Change, Certainty, Voice
Outcomes = Callable[..., list[str]]
REMOVED, DENIED, OFFICIAL = {"change": C.REMOVED}, {"change": C.DENIED}, {"voice": V.OFFICIAL}
RUMORED, IN_TALKS, REPORTED = {"certainty": K.RUMORED}, {"certainty": K.IN_TALKS}, {"certainty": K.REPORTED}
HEADLINE = {"evidence": Evidence("Finn: not me", Span(TextField.TITLE, 0, 12))}
HERALD, TRADE = {"by": "City Herald"}, {"by": "Trade Paper"}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [("03-01", P.DIRECTOR, "Greta Finn"), ("05-01", P.DIRECTOR, "Finn", HERALD | REMOVED)],
            ["added Greta Finn", "removed Greta Finn"],
            id="the director leaves, by her surname",
        ),
        pytest.param(
            [("05-01", P.DIRECTOR, "Greta Finn", REMOVED | HEADLINE)],
            ["removed Greta Finn"],
            id="who leaves in a headline was in it, though nobody told us",
        ),
        pytest.param(
            [("05-01", P.DIRECTOR, "Greta Finn", REMOVED)],
            ["nothing to drop"],
            id="who leaves in passing may have left something else",
        ),
        pytest.param(
            [("05-01", P.RELEASE_DATE, "2026-05-22", REMOVED | HEADLINE)],
            ["nothing to drop"],
            id="a headline drops no date that never stood",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Greta Finn", REMOVED),
                ("05-02", P.DIRECTOR, "Greta Finn", HERALD | REMOVED),
            ],
            ["added Greta Finn", "removed Greta Finn", "known"],
            id="that she has left is known the next day",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Greta Finn", REMOVED),
                ("05-20", P.DIRECTOR, "Greta Finn", TRADE),
            ],
            ["added Greta Finn", "removed Greta Finn", "uncorroborated"],
            id="a stale roundup does not bring her back",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Greta Finn", REMOVED),
                ("09-20", P.DIRECTOR, "Greta Finn", {"change": C.CHANGED}),
            ],
            ["added Greta Finn", "removed Greta Finn", "added Greta Finn"],
            id="she does return",
        ),
        pytest.param(
            [("05-01", P.CAST, "Greta Finn", DENIED | HEADLINE), ("05-02", P.CAST, "Greta Finn", DENIED | HEADLINE)],
            ["denied Greta Finn", "known"],
            id="a headline denies what was not heard of",
        ),
        pytest.param(
            [("05-01", P.CAST, "Greta Finn", DENIED)],
            ["nothing to drop"],
            id="an aside denies what was not heard of",
        ),
        pytest.param(
            [("05-01", P.DIRECTOR, "Greta Finn"), ("03-01", P.DIRECTOR, "Greta Finn", REMOVED)],
            ["added Greta Finn", "outdated"],
            id="an older story that she would leave",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", RUMORED), ("03-05", P.CAST, "Theo Marchek", REMOVED)],
            ["added rumored Theo Marchek", "denied Theo Marchek"],
            id="a rumour is denied, whatever the word",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("03-05", P.CAST, "Theo Marchek", REMOVED)],
            ["added in talks Theo Marchek", "removed Theo Marchek"],
            id="talks fall through",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("03-05", P.CAST, "Theo Marchek", DENIED)],
            ["added in talks Theo Marchek", "removed Theo Marchek"],
            id="talks were held, whatever the word",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", REPORTED), ("03-05", P.CAST, "Theo Marchek", DENIED)],
            ["added reported Theo Marchek", "denied Theo Marchek"],
            id="a report is denied",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek"), ("03-05", P.CAST, "Theo Marchek", DENIED)],
            ["added Theo Marchek", "removed Theo Marchek"],
            id="what was confirmed cannot be denied, only undone",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", REMOVED), ("03-01", P.CAST, "Pia Solano", HERALD | DENIED)],
            ["nothing to drop", "nothing to drop"],
            id="nobody had reported them",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek"), ("05-01", P.CAST, "Theo Marchek", HERALD | REMOVED | RUMORED)],
            ["added Theo Marchek", "uncorroborated"],
            id="a rumour that he leaves",
        ),
        pytest.param(
            [
                ("03-01", P.CAST, "Theo Marchek"),
                ("05-01", P.CAST, "Theo Marchek", HERALD | REMOVED | RUMORED),
                ("05-02", P.CAST, "Theo Marchek", {"by": "Third Voice"} | REMOVED | RUMORED),
            ],
            ["added Theo Marchek", "uncorroborated", "removed rumored Theo Marchek"],
            id="a rumour of two that he leaves",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek"), ("05-01", P.CAST, "Theo Marchek", TRADE | REMOVED | RUMORED)],
            ["added Theo Marchek", "removed rumored Theo Marchek"],
            id="a trade paper's rumour that he leaves",
        ),
        pytest.param(
            [
                ("03-01", P.PLATFORM, "Netflix"),
                ("04-01", P.PLATFORM, "Hulu", HERALD),
                ("04-02", P.PLATFORM, "Hulu", DENIED | OFFICIAL),
                ("04-03", P.PLATFORM, "Hulu", HERALD | DENIED),
            ],
            ["added Netflix", "uncorroborated", "denied Hulu", "known"],
            id="what only waited for a second voice is denied once",
        ),
        pytest.param(
            [
                ("03-01", P.PLATFORM, "Netflix"),
                ("04-01", P.PLATFORM, "Hulu", HERALD),
                ("04-02", P.PLATFORM, "Hulu", DENIED | RUMORED),
            ],
            ["added Netflix", "uncorroborated", "nothing to drop"],
            id="a rumour denies nothing that waits",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-06-19"), ("05-01", P.RELEASE_DATE, None, HERALD | REMOVED)],
            ["added 2026-06-19", "removed 2026-06-19"],
            id="no longer has a date",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-06-19"), ("05-01", P.RELEASE_DATE, "2026", HERALD | REMOVED)],
            ["added 2026-06-19", "removed 2026-06-19"],
            id="will not come in 2026: the day in it falls",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-06-19"), ("05-01", P.RELEASE_DATE, "2025-12-12", REMOVED)],
            ["added 2026-06-19", "nothing to drop"],
            id="a date that it never had",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-01", P.RELEASE_DATE, "2026-07-10", {"change": C.CHANGED}),
                ("05-02", P.RELEASE_DATE, "2026-06-19", HERALD | REMOVED),
            ],
            ["added 2026-06-19", "changed 2026-07-10 from 2026-06-19", "known"],
            id="the old date is gone, as is known",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-01", P.RELEASE_DATE, None, REMOVED),
                ("06-01", P.RELEASE_DATE, "2026-10-02", HERALD),
            ],
            ["added 2026-06-19", "removed 2026-06-19", "added 2026-10-02"],
            id="a new date after none",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-01", P.RELEASE_DATE, None, REMOVED),
                ("05-02", P.RELEASE_DATE, None, HERALD | REMOVED),
                ("06-01", P.RELEASE_DATE, "2026-10-02", HERALD),
                ("07-01", P.RELEASE_DATE, None, REMOVED),
            ],
            ["added 2026-06-19", "removed 2026-06-19", "known", "added 2026-10-02", "removed 2026-10-02"],
            id="without a date, as is known, and months later once more",
        ),
        pytest.param([("05-01", P.RELEASE_DATE, None, REMOVED)], ["nothing to drop"], id="no date to lose"),
        pytest.param([("05-01", P.CAST, "", REMOVED)], ["nothing to drop"], id="nobody leaves"),
        pytest.param([("05-01", P.CAST, " ")], ["negated"], id="nobody comes"),
    ],
)
def test_what_falls(outcomes: Outcomes, steps: Sequence[Any], expected: list[str]) -> None:
    assert outcomes(steps) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [
                ("05-01", P.RELEASE_DATE, "2026-06-19", REMOVED),
                ("05-01", P.RELEASE_DATE, "2026-07-10", {"change": C.CHANGED}),
            ],
            ["said better in the same entry", "changed 2026-07-10 from 2026-06-19"],
            id="moved from one date to another is one change",
        ),
        pytest.param(
            [
                ("05-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-01", P.RELEASE_DATE, "2026-07-10", {"change": C.CHANGED}),
            ],
            ["said better in the same entry", "changed 2026-07-10 from 2026-06-19"],
            id="the old date named beside the new one",
        ),
        pytest.param(
            [
                ("05-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-01", P.RELEASE_DATE, None, REMOVED),
            ],
            ["said better in the same entry", "removed 2026-06-19"],
            id="the old date named where it is dropped",
        ),
        pytest.param(
            [("05-01", P.RELEASE_DATE, None, REMOVED), ("05-01", P.RELEASE_DATE, "2026-07-10")],
            ["said better in the same entry", "changed 2026-07-10 from 2026-06-19"],
            id="to drop the old date is a word of change for the new one",
        ),
        pytest.param(
            [("05-01", P.RELEASE_DATE, None, REMOVED), ("05-01", P.RELEASE_DATE, "2026-07-10", RUMORED)],
            ["removed 2026-06-19", "uncorroborated"],
            id="the date is dropped, the new one a rumour",
        ),
        pytest.param(
            [("05-01", P.DIRECTOR, "Marek Ravensby"), ("05-01", P.DIRECTOR, "Greta Finn", REMOVED)],
            ["added Marek Ravensby", "removed Greta Finn"],
            id="who comes for who leaves needs no second voice",
        ),
        pytest.param(
            [("05-01", P.CAST, "Theo Marchek"), ("05-01", P.CAST, "Theo Marchek", REMOVED)],
            ["said better in the same entry", "nothing to drop"],
            id="who had joined and has left already does not join",
        ),
        pytest.param(
            [
                ("05-01", P.DIRECTOR, "Greta Finn", REMOVED),
                ("05-01", P.DIRECTOR, "Finn", REMOVED | {"at": 50}),
            ],
            ["removed Greta Finn", "said better in the same entry"],
            id="said twice in one text",
        ),
        pytest.param(
            [
                ("05-01", P.RELEASE_DATE, "2026", {"at": 50}),
                ("05-01", P.RELEASE_DATE, "2026-06-19", REMOVED),
            ],
            ["vaguer", "removed 2026-06-19"],
            id="no longer that day, though still that year",
        ),
    ],
)
def test_within_one_entry(outcomes: Outcomes, steps: Sequence[Any], expected: list[str]) -> None:
    one = [(*step[:3], {**(step[3] if len(step) > 3 else {}), "entry": "one"}) for step in steps]
    assert outcomes(one, release_date=["2026-06-19"], director=["Greta Finn"]) == expected
