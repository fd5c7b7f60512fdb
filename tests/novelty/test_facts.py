"""Dates, people, companies, places, titles and numbers, told day by day. Each row is a story with its outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.model.claims import Voice
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType

P, C, K, V = Property, Change, Certainty, Voice
Outcomes = Callable[..., list[str]]
CHANGED, CONFIRMED, OFFICIAL = {"change": C.CHANGED}, {"change": C.CONFIRMED}, {"voice": V.OFFICIAL}
RUMORED, IN_TALKS, REPORTED = {"certainty": K.RUMORED}, {"certainty": K.IN_TALKS}, {"certainty": K.REPORTED}
HERALD, TRADE, STUDIO = {"by": "City Herald"}, {"by": "Trade Paper"}, {"by": "Studio Newsroom"}
SEARCH, SISTER = {"by": "News Search"}, {"by": "Evening Post"}


def _cites(outlet: str) -> dict[str, Any]:
    """Pass on another outlet's report."""
    return {"voice": V.OTHER_OUTLET, "cited": outlet}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([("03-01", P.RELEASE_DATE, "2026-09-18")], ["added 2026-09-18"], id="a first date is news"),
        pytest.param(
            [("03-01", P.FILMING_START, "2025-06"), ("03-09", P.RELEASE_DATE, "2025-06", HERALD)],
            ["added 2025-06", "uncorroborated"],
            id="nothing opens in the month in which its shoot begins",
        ),
        pytest.param(
            [("03-01", P.FILMING_START, "2025-06"), ("03-09", P.RELEASE_DATE, "2025-12", HERALD)],
            ["added 2025-06", "added 2025-12"],
            id="half a year after its shoot begins it may open",
        ),
        pytest.param(
            [("03-01", P.FILMING_START, "2025-06"), ("03-09", P.RELEASE_DATE, "2025-07", STUDIO)],
            ["added 2025-06", "added 2025-07"],
            id="the studio knows how fast it is",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-09-18"), ("03-01", P.RELEASE_DATE, "2026-09-18", HERALD)],
            ["added 2026-09-18", "known"],
            id="the same date from another outlet is known",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-09-18"), ("05-09", P.RELEASE_DATE, "2026", HERALD)],
            ["added 2026-09-18", "vaguer"],
            id="only the year says less than the day",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026"), ("05-09", P.RELEASE_DATE, "2026-22", HERALD)],
            ["added 2026", "changed 2026-22 from 2026"],
            id="a season of the known year is more precise",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-06-19"), ("05-09", P.RELEASE_DATE, "2026-07-10", HERALD | CHANGED)],
            ["added 2026-06-19", "changed 2026-07-10 from 2026-06-19"],
            id="moved, says one newspaper in words of change",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-09", P.RELEASE_DATE, "2026-07-10", HERALD | {"previous": "2026-06-19"}),
            ],
            ["added 2026-06-19", "changed 2026-07-10 from 2026-06-19"],
            id="to name the old date is as good as a word of change",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-09", P.RELEASE_DATE, "2026-07-10", CHANGED),
                ("09-09", P.RELEASE_DATE, "2026-06-19", CHANGED),
            ],
            ["added 2026-06-19", "changed 2026-07-10 from 2026-06-19", "changed 2026-06-19 from 2026-07-10"],
            id="a date that returns has changed again",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-09", P.RELEASE_DATE, "2026-07-10", CHANGED),
                ("05-30", P.RELEASE_DATE, "2026-06-19", TRADE),
            ],
            ["added 2026-06-19", "changed 2026-07-10 from 2026-06-19", "uncorroborated"],
            id="a roundup with the old date brings nothing back, not even a trade paper's",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-09", P.RELEASE_DATE, "2026-07-10", CHANGED),
                ("04-30", P.RELEASE_DATE, "2026-06-19", HERALD | CHANGED),
            ],
            ["added 2026-06-19", "changed 2026-07-10 from 2026-06-19", "outdated"],
            id="an old story that is polled late does not move the date back",
        ),
        pytest.param(
            [
                ("05-09", P.RELEASE_DATE, "2026-07-10"),
                ("03-01", P.RELEASE_DATE, "2026-06-19", HERALD | CHANGED),
            ],
            ["added 2026-07-10", "outdated"],
            id="an older date is outdated even where it was never heard of",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-06-19", RUMORED), ("02-01", P.RELEASE_DATE, "2026-07-10", HERALD)],
            ["added rumored 2026-06-19", "changed 2026-07-10 from 2026-06-19"],
            id="what is sure goes before a rumour, whichever was published first",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-09-18", RUMORED),
                ("03-05", P.RELEASE_DATE, "2026", HERALD | OFFICIAL),
                ("03-09", P.RELEASE_DATE, "2026", TRADE),
            ],
            ["added rumored 2026-09-18", "added 2026", "known"],
            id="a sure year adds to a rumoured day",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026"),
                ("03-05", P.RELEASE_DATE, "2026-09-18", HERALD | RUMORED),
                ("03-09", P.RELEASE_DATE, "2026-09-18", OFFICIAL),
            ],
            ["added 2026", "changed rumored 2026-09-18 from 2026", "confirmed 2026-09-18"],
            id="a rumoured day within the sure year, then confirmed",
        ),
        pytest.param(
            [("03-01", P.RELEASE_DATE, "2026-09-18", RUMORED), ("03-05", P.RELEASE_DATE, "2026-09", HERALD | RUMORED)],
            ["added rumored 2026-09-18", "vaguer"],
            id="a rumoured month adds nothing to a rumoured day",
        ),
        pytest.param(
            [("06-01", P.RELEASE_DATE, "2025-05-02")],
            ["told as history"],
            id="a release that lies in the past is told as history",
        ),
        pytest.param(
            [("06-01", P.RELEASE_DATE, "2025-05-31")],
            ["added 2025-05-31"],
            id="yesterday's date is still news: the time zones differ",
        ),
        pytest.param(
            [("06-01", P.RELEASE_DATE, "2001-10-05"), ("06-01", P.RELEASE_DATE, "2001", HERALD)],
            ["about the original", "about the original"],
            id="the date or the year of the earlier film",
        ),
        pytest.param(
            [("06-01", P.RELEASE_DATE, "someday")],
            ["added someday"],
            id="a date that is none is kept as it is told",
        ),
    ],
)
def test_dates(outcomes: Outcomes, steps: Sequence[Any], expected: list[str]) -> None:
    assert outcomes(steps) == expected


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        pytest.param([("06-01", P.RELEASE_DATE, "2025-08-01")], "uncorroborated", id="this summer, says a newspaper"),
        pytest.param([("06-01", P.RELEASE_DATE, "2025", TRADE)], "added 2025", id="this year is not too soon"),
        pytest.param([("06-01", P.RELEASE_DATE, "2025-22", TRADE)], "uncorroborated", id="this summer, says the trade"),
        pytest.param([("06-01", P.RELEASE_DATE, "2025-08-01", STUDIO)], "added 2025-08-01", id="says the studio"),
        pytest.param(
            [("06-01", P.RELEASE_DATE, "2025-08-01"), ("06-02", P.RELEASE_DATE, "2025-08-01", HERALD)],
            "added 2025-08-01",
            id="say two",
        ),
        pytest.param(
            [("06-01", P.STATUS, "filming"), ("06-02", P.RELEASE_DATE, "2025-09-05", HERALD)],
            "added 2025-09-05",
            id="the cameras roll already",
        ),
        pytest.param(
            [("06-01", P.STATUS, "filming"), ("06-02", P.RELEASE_DATE, "2025-07-04", HERALD)],
            "uncorroborated",
            id="the cameras still roll",
        ),
        pytest.param(
            [("01-06", P.STATUS, "filming"), ("06-02", P.RELEASE_DATE, "2025-07-04", HERALD)],
            "added 2025-07-04",
            id="nobody has said when the cameras stopped",
        ),
        pytest.param(
            [("02-01", P.STATUS, "filming"), ("05-20", P.RELEASE_DATE, "2025-07-04", HERALD)],
            "added 2025-07-04",
            id="the cameras began to roll long enough before",
        ),
        pytest.param(
            [("2025-01-06", P.STATUS, "announced"), ("2025-10-02", P.RELEASE_DATE, "2025-11-14", HERALD)],
            "added 2025-11-14",
            id="nobody has said for most of a year where it stands",
        ),
    ],
)
def test_a_film_that_is_not_shot_yet_does_not_open_soon(outcomes: Outcomes, steps: Sequence[Any], last: str) -> None:
    assert outcomes(steps, status=["pre-production"])[-1] == last


_DATED = ("03-01", P.RELEASE_DATE, "2026-06-19", OFFICIAL)
_PLAIN = ("05-09", P.RELEASE_DATE, "2026-07-10")


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        pytest.param([_PLAIN], "uncorroborated", id="one newspaper alone"),
        pytest.param([(*_PLAIN, TRADE)], "changed 2026-07-10 from 2026-06-19", id="a trade paper alone"),
        pytest.param(
            [("05-09", P.RELEASE_DATE, "2026-07", TRADE)],
            "uncorroborated",
            id="a trade paper with less of a date than is known: another film's",
        ),
        pytest.param(
            [("05-09", P.RELEASE_DATE, "2026-07", OFFICIAL)],
            "uncorroborated",
            id="so is less of a date in a text where the studio speaks",
        ),
        pytest.param(
            [("05-09", P.RELEASE_DATE, "2026-07", TRADE | CHANGED)],
            "changed 2026-07 from 2026-06-19",
            id="a trade paper with less of a date, in words of change",
        ),
        pytest.param([(*_PLAIN, STUDIO)], "changed 2026-07-10 from 2026-06-19", id="the studio itself"),
        pytest.param([(*_PLAIN, OFFICIAL)], "changed 2026-07-10 from 2026-06-19", id="the studio, in a newspaper"),
        pytest.param(
            [(*_PLAIN, TRADE | {"voice": V.OTHER_OUTLET})], "uncorroborated", id="a trade paper that quotes another"
        ),
        pytest.param([_PLAIN, (*_PLAIN, HERALD)], "changed 2026-07-10 from 2026-06-19", id="two newspapers"),
        pytest.param(
            [_PLAIN, ("05-20", P.RELEASE_DATE, "2026-07", HERALD)],
            "changed 2026-07 from 2026-06-19",
            id="a second one that is vaguer says what it says",
        ),
        pytest.param([_PLAIN, (*_PLAIN, SISTER)], "uncorroborated", id="two newspapers of one owner"),
        pytest.param([_PLAIN, (*_PLAIN, SEARCH)], "uncorroborated", id="an aggregator as the second"),
        pytest.param([(*_PLAIN, SEARCH), _PLAIN], "uncorroborated", id="an aggregator as the first"),
        pytest.param(
            [(*_PLAIN, HERALD | {"voice": V.OTHER_OUTLET}), _PLAIN],
            "uncorroborated",
            id="who repeats another is no voice of its own",
        ),
        pytest.param(
            [(*_PLAIN, _cites("The Curtain Ledger")), (*_PLAIN, HERALD | _cites("The Curtain Ledger"))],
            "uncorroborated",
            id="two newspapers that repeat the same one",
        ),
        pytest.param(
            [(*_PLAIN, _cites("The Curtain Ledger")), (*_PLAIN, HERALD)],
            "changed 2026-07-10 from 2026-06-19",
            id="whom a newspaper repeats is a voice",
        ),
        pytest.param(
            [(*_PLAIN, _cites("Morning Post")), (*_PLAIN, HERALD)],
            "changed 2026-07-10 from 2026-06-19",
            id="who cites itself speaks for itself",
        ),
        pytest.param(
            [(*_PLAIN, _cites("Deadline"))],
            "changed 2026-07-10 from 2026-06-19",
            id="a trade paper's word, in a newspaper",
        ),
        pytest.param([_PLAIN, (*_PLAIN, HERALD | _cites("Google News"))], "uncorroborated", id="who repeats a search"),
        pytest.param(
            [_PLAIN, ("06-09", P.RELEASE_DATE, "2026-07-10", HERALD)],
            "uncorroborated",
            id="two slips lie further apart than two reports",
        ),
        pytest.param(
            [_PLAIN, ("05-10", P.RELEASE_DATE, "2026-08-14", HERALD)],
            "uncorroborated",
            id="two newspapers that say different things",
        ),
        pytest.param(
            [
                _PLAIN,
                ("05-12", P.RELEASE_DATE, "2026-12-18", OFFICIAL | CHANGED),
                ("05-13", P.RELEASE_DATE, "2026-07-10", HERALD),
            ],
            "uncorroborated",
            id="the first voice is older than what it would speak against",
        ),
        pytest.param(
            [("05-09", P.RELEASE_DATE, "2026-07-10", RUMORED | CHANGED)],
            "uncorroborated",
            id="a rumour of a change alone",
        ),
        pytest.param(
            [
                ("05-09", P.RELEASE_DATE, "2026-07-10", RUMORED),
                ("05-10", P.RELEASE_DATE, "2026-07-10", HERALD | RUMORED),
            ],
            "added rumored 2026-07-10",
            id="a rumour of two stands beside the sure date",
        ),
        pytest.param(
            [("05-09", P.RELEASE_DATE, "2026-07-10", REPORTED | CHANGED)],
            "changed reported 2026-07-10 from 2026-06-19",
            id="reported, in words of change",
        ),
    ],
)
def test_who_is_believed_against_a_confirmed_date(outcomes: Outcomes, steps: Sequence[Any], last: str) -> None:
    assert outcomes([_DATED, *steps])[-1] == last


def test_a_reported_date_gives_way_to_a_plain_one(outcomes: Outcomes) -> None:
    steps = [("03-01", P.RELEASE_DATE, "2026-06-19", REPORTED), _PLAIN]
    assert outcomes(steps)[-1] == "changed 2026-07-10 from 2026-06-19"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("05-01", P.CAST, "Theo Marchek", CONFIRMED)],
            ["added in talks Theo Marchek", "confirmed Theo Marchek"],
            id="in talks, then confirmed",
        ),
        pytest.param(
            [("03-01", P.CAST, "Marchek", IN_TALKS), ("05-01", P.CAST, "Theo Marchek", OFFICIAL)],
            ["added in talks Marchek", "confirmed Theo Marchek from Marchek"],
            id="confirmed under the full name",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek"), ("05-01", P.CAST, "Theo Marchek", HERALD | RUMORED)],
            ["added Theo Marchek", "less sure"],
            id="a rumour of what is confirmed",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek"), ("05-01", P.CAST, "Marchek"), ("05-02", P.CAST, "Théo Marchek")],
            ["added Theo Marchek", "known", "known"],
            id="a surname and another spelling are nobody new",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", RUMORED), ("03-20", P.CAST, "Theo Marchek", HERALD | IN_TALKS)],
            ["added rumored Theo Marchek", "added in talks Theo Marchek"],
            id="a rumour becomes talks",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", RUMORED), ("03-02", P.CAST, "Theo Marchek", HERALD | REPORTED)],
            ["added rumored Theo Marchek", "known"],
            id="the same rumour a day later in surer words",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("03-10", P.CAST, "Theo Marchek", HERALD)],
            ["added in talks Theo Marchek", "uncorroborated"],
            id="a roundup that leaves the talks out",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("03-10", P.CAST, "Theo Marchek", TRADE)],
            ["added in talks Theo Marchek", "confirmed Theo Marchek"],
            id="a trade paper's plain word, days after the talks",
        ),
        pytest.param(
            [
                ("03-01", P.CAST, "Theo Marchek", IN_TALKS),
                ("03-10", P.CAST, "Theo Marchek", HERALD),
                ("03-11", P.CAST, "Theo Marchek", {"by": "Third Voice"}),
            ],
            ["added in talks Theo Marchek", "uncorroborated", "confirmed Theo Marchek"],
            id="two newspapers' plain words, days after the talks",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("05-01", P.CAST, "Theo Marchek", HERALD)],
            ["added in talks Theo Marchek", "confirmed Theo Marchek"],
            id="a newspaper's plain word, months after the talks",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", IN_TALKS), ("05-01", P.CAST, "Theo Marchek", SEARCH)],
            ["added in talks Theo Marchek", "uncorroborated"],
            id="an aggregator's plain word",
        ),
        pytest.param(
            [("03-01", P.CAST, "Theo Marchek", RUMORED), ("05-01", P.CAST, "Theo Marchek", HERALD)],
            ["added rumored Theo Marchek", "uncorroborated"],
            id="a rumour stays one, however old",
        ),
        pytest.param(
            [("03-01", P.CAST, "Pia Solano"), ("03-01", P.CAST, "Theo Marchek", HERALD)],
            ["added Pia Solano", "added Theo Marchek"],
            id="a cast has many, the earlier film's among them",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Greta Finn"), ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD)],
            ["added Greta Finn", "uncorroborated"],
            id="another director merely turns up in a text",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Greta Finn"), ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD | CHANGED)],
            ["added Greta Finn", "changed Marek Ravensby from Greta Finn"],
            id="another director takes over",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD | {"previous": "Finn"}),
            ],
            ["added Greta Finn", "changed Marek Ravensby from Greta Finn"],
            id="another director instead of the one that is named",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD | {"previous": "Odile Marchetti"}),
            ],
            ["added Greta Finn", "added Marek Ravensby"],
            id="another director instead of somebody who is not known",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Greta Finn", REPORTED), ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD)],
            ["added reported Greta Finn", "changed Marek Ravensby from Greta Finn"],
            id="a director who was only reported gives way",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Greta Finn", IN_TALKS), ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD | IN_TALKS)],
            ["added in talks Greta Finn", "added in talks Marek Ravensby"],
            id="two candidates for one job",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn", {"entry": "one"}),
                ("03-01", P.DIRECTOR, "Marek Ravensby", {"entry": "one"}),
            ],
            ["added Greta Finn", "added Marek Ravensby"],
            id="two directors named together",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD | {"role": "co-director"}),
            ],
            ["added Greta Finn", "added Marek Ravensby"],
            id="a co-director stands beside the director",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Odile Marchetti"), ("03-01", P.DIRECTOR, "Odile Marchetti", HERALD)],
            ["added Odile Marchetti", "known"],
            id="the earlier film's director may well return",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Odile Marchetti", IN_TALKS)],
            ["added in talks Odile Marchetti"],
            id="the earlier film's director is in talks: that cannot be the earlier film",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Odile Marchetti", TRADE)],
            ["added Odile Marchetti"],
            id="the earlier film's director, says a trade paper",
        ),
        pytest.param(
            [("03-01", P.STUDIO, "Netflix"), ("03-05", P.PLATFORM, "Netflix", HERALD)],
            ["added Netflix", "known"],
            id="one company as the studio and as the platform",
        ),
        pytest.param(
            [("03-01", P.STUDIO, "Disney"), ("05-01", P.STUDIO, "20th Century Studios", HERALD)],
            ["added Disney", "changed 20th Century Studios from Disney"],
            id="the studio says more than its owner",
        ),
        pytest.param(
            [("03-01", P.STUDIO, "Disney"), ("05-01", P.STUDIO, "20th Century Studios", HERALD | RUMORED)],
            ["added Disney", "added rumored 20th Century Studios"],
            id="a rumour does not replace the owner",
        ),
        pytest.param(
            [("03-01", P.STUDIO, "20th Century Studios"), ("05-01", P.STUDIO, "Disney", HERALD)],
            ["added 20th Century Studios", "vaguer"],
            id="the owner says less",
        ),
        pytest.param(
            [("03-01", P.PLATFORM, "Netflix"), ("05-01", P.PLATFORM, "Hulu", IN_TALKS)],
            ["added Netflix", "uncorroborated"],
            id="talks with another service, once",
        ),
        pytest.param(
            [("03-01", P.PLATFORM, "Netflix"), ("05-01", P.PLATFORM, "Hulu", IN_TALKS | CHANGED)],
            ["added Netflix", "added in talks Hulu"],
            id="talks to go to another service",
        ),
        pytest.param(
            [("03-01", P.FILMING_LOCATION, "Prague"), ("05-01", P.FILMING_LOCATION, "Lisbon", HERALD)],
            ["added Prague", "added Lisbon"],
            id="two cities",
        ),
        pytest.param(
            [("03-01", P.RUNTIME, "114"), ("05-01", P.RUNTIME, "118", HERALD)],
            ["added 114", "uncorroborated"],
            id="another running time, once",
        ),
        pytest.param(
            [("03-01", P.TITLE, "Lantern Street: Last Light"), ("05-01", P.TITLE, "Last Light", HERALD)],
            ["added Lantern Street: Last Light", "known"],
            id="the subtitle alone is the title",
        ),
        pytest.param(
            [("03-01", P.TITLE, "Lantern Street 2"), ("03-01", P.TITLE, "Lantern Street II", HERALD)],
            ["known", "known"],
            id="a name that the seed has",
        ),
        pytest.param(
            [("03-01", P.TITLE, "Street Lantern")], ["known"], id="a name that adds nothing to those of the seed"
        ),
        pytest.param([("03-01", P.TITLE, "Lantern Street")], ["about the original"], id="the earlier film's name"),
        pytest.param(
            [("03-01", P.TITLE, "Stonehouse", REPORTED), ("05-01", P.TITLE, "Lantern Street: Last Light", OFFICIAL)],
            ["added reported Stonehouse", "changed Lantern Street: Last Light from Stonehouse"],
            id="a working title gives way to the official one",
        ),
        pytest.param(
            [("03-01", P.TITLE, "Stonehouse"), ("05-01", P.TITLE, "Lantern Street: Last Light", HERALD)],
            ["added Stonehouse", "changed Lantern Street: Last Light from Stonehouse"],
            id="a title that names the series is no slip for a working title",
        ),
        pytest.param(
            [("03-01", P.TITLE, "Lantern Street: Last Light"), ("05-01", P.TITLE, "Lantern Street: Dusk", HERALD)],
            ["added Lantern Street: Last Light", "uncorroborated"],
            id="another title, once",
        ),
        pytest.param(
            [("03-01", P.TITLE, "Lantern Street: Last Light"), ("05-01", P.TITLE, "Dusk", TRADE)],
            ["added Lantern Street: Last Light", "uncorroborated"],
            id="a trade paper mentions another title",
        ),
        pytest.param(
            [
                ("03-01", P.RELEASE_DATE, "2026-06-19"),
                ("05-01", P.RELEASE_DATE, "2026-07-10", REPORTED | CHANGED),
                ("05-01", P.RELEASE_DATE, "2026-07-10", HERALD | CHANGED | OFFICIAL),
            ],
            ["added 2026-06-19", "changed reported 2026-07-10 from 2026-06-19", "known"],
            id="the same move in surer words on the same day",
        ),
        pytest.param(
            [("03-01", P.STUDIO, "Northgate"), ("05-01", P.STUDIO, "Neon", TRADE)],
            ["added Northgate", "uncorroborated"],
            id="a trade paper mentions another company",
        ),
        pytest.param(
            [("03-01", P.DIRECTOR, "Greta Finn"), ("05-01", P.DIRECTOR, "Marek Ravensby", TRADE)],
            ["added Greta Finn", "added Marek Ravensby"],
            id="a trade paper names another director",
        ),
        pytest.param(
            [
                ("03-01", P.DIRECTOR, "Greta Finn"),
                ("05-01", P.DIRECTOR, "Greta Finn", {"change": C.REMOVED}),
                ("06-01", P.DIRECTOR, "Greta Finn", HERALD | OFFICIAL),
                ("07-01", P.DIRECTOR, "Greta Finn", STUDIO),
            ],
            ["added Greta Finn", "removed Greta Finn", "uncorroborated", "added Greta Finn"],
            id="an old press release that is printed again brings nobody back, the newsroom itself does",
        ),
        pytest.param(
            [("03-01", P.WRITER, "Ana Ruiz", REPORTED), ("03-02", P.WRITER, "Ana Ruiz", HERALD | OFFICIAL)],
            ["added reported Ana Ruiz", "known"],
            id="the day after a report a text with the studio's voice restates it",
        ),
        pytest.param(
            [("03-01", P.WRITER, "Ana Ruiz", REPORTED), ("03-02", P.WRITER, "Ana Ruiz", HERALD | CONFIRMED)],
            ["added reported Ana Ruiz", "confirmed Ana Ruiz"],
            id="the day after a report it is confirmed, in so many words",
        ),
    ],
)
def test_people_companies_places_titles(outcomes: Outcomes, steps: Sequence[Any], expected: list[str]) -> None:
    assert outcomes(steps) == expected


def test_what_the_seed_knows_is_no_news(outcomes: Outcomes) -> None:
    steps = [("03-01", P.CAST, "Theo Marchek"), ("03-02", P.CAST, "Theo Marchek", OFFICIAL)]
    assert outcomes(steps, cast=["Theo Marchek"]) == ["known", "known"]


def test_what_the_seed_knows_less_surely_can_be_confirmed(outcomes: Outcomes) -> None:
    seed = [KnownValue("Theo Marchek", K.REPORTED)]
    assert outcomes([("01-01", P.CAST, "Theo Marchek", TRADE)], cast=seed) == ["confirmed Theo Marchek"]


def test_a_series_has_a_director_an_episode(outcomes: Outcomes) -> None:
    steps = [("03-01", P.DIRECTOR, "Greta Finn"), ("05-01", P.DIRECTOR, "Marek Ravensby", HERALD)]
    assert outcomes(steps, type_=TitleType.SERIES) == ["added Greta Finn", "added Marek Ravensby"]


def test_of_three_directors_nobody_knows_who_is_replaced(outcomes: Outcomes) -> None:
    steps = [("05-01", P.DIRECTOR, "Marek Ravensby", CHANGED)]
    assert outcomes(steps, director=["Greta Finn", "Ana Ruiz"]) == ["added Marek Ravensby"]


@pytest.mark.parametrize(
    ("stage", "steps", "last"),
    [
        pytest.param(
            "filming", [("04-17", P.FILMING_START, "2025-04")], "vaguer", id="shooting was news in that month"
        ),
        pytest.param("filming", [("04-17", P.FILMING_START, "2025-21")], "vaguer", id="... in that season"),
        pytest.param("filming", [("04-17", P.FILMING_START, "2025-04-13")], "added 2025-04-13", id="the day is more"),
        pytest.param("filming", [("04-17", P.FILMING_START, "2025-03")], "added 2025-03", id="another month is more"),
        pytest.param("filming", [("04-17", P.FILMING_END, "2025-04")], "added 2025-04", id="the end is something else"),
        pytest.param(
            "post-production", [("11-24", P.FILMING_END, "2025-04")], "vaguer", id="the wrap was news in that month"
        ),
        pytest.param("pre-production", [("04-17", P.FILMING_START, "2025-04")], "added 2025-04", id="not shooting yet"),
    ],
)
def test_a_stage_tells_roughly_when(outcomes: Outcomes, stage: str, steps: Sequence[Any], last: str) -> None:
    assert outcomes([("04-16", P.STATUS, stage), *steps])[-1] == last


def test_a_seeds_stage_tells_no_day(outcomes: Outcomes) -> None:
    assert outcomes([("01-17", P.FILMING_START, "2025-01")], status=["filming"]) == ["added 2025-01"]
