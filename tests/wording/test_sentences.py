from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.wording.sentences import sentence
from bot.wording.speech import ENGLISH

P, C, K = Property, Change, Certainty
_ANY = Development(
    id="d-1",
    title_id="lantern-street-2",
    property=P.STATUS,
    value="filming",
    previous=None,
    change=C.ADDED,
    certainty=K.CONFIRMED,
    entry_id="e-1",
    outlet="The Curtain Ledger",
    url="",
    published=datetime(2026, 1, 30, tzinfo=UTC),
    evidence="",
)


@pytest.mark.parametrize(
    ("prop", "value", "rest", "expected"),
    [
        pytest.param(P.RELEASE_DATE, "2026-09-18", {}, "Release date set: 18 September 2026", id="a first date"),
        pytest.param(
            P.RELEASE_DATE,
            "2026",
            {"certainty": K.REPORTED},
            "Release date: 2026 (reported)",
            id="a date that nobody official gave is not called set",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2027-02-12",
            {"change": C.CHANGED, "previous": "2026-09-18", "moves": 1},
            "Release date moved: 18 September 2026 → 12 February 2027",
            id="a first move",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2027-02-12",
            {"change": C.CHANGED, "previous": "2026-09-18", "moves": 2},
            "Release date moved: 18 September 2026 → 12 February 2027 (moved for the second time)",
            id="a second move says so",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2026-10-02",
            {"change": C.CHANGED, "previous": "2026-22", "moves": 1, "certainty": K.REPORTED},
            "Release date moved: summer 2026 → 2 October 2026 (reported)",
            id="out of the season is a move",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2026-09-18",
            {"change": C.CHANGED, "previous": "2026-09"},
            "Release date, more precise: 18 September 2026 (was: September 2026)",
            id="within the month is more precise",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2026-09-18",
            {"change": C.CONFIRMED, "previous": "2026-09-18", "was": K.REPORTED},
            "Release date confirmed: 18 September 2026 (was reported)",
            id="a reported date becomes official",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2026-09-18",
            {"change": C.REMOVED, "previous": "2026-09-18"},
            "Release date dropped: 18 September 2026",
            id="a date is dropped",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2026-22",
            {"certainty": K.RUMORED},
            "Rumour: release in summer 2026",
            id="a rumoured date",
        ),
        pytest.param(
            P.RELEASE_DATE,
            "2027",
            {"change": C.CHANGED, "previous": "2026-09-18", "certainty": K.RUMORED},
            "Rumour: release in 2027 (instead of 18 September 2026)",
            id="a rumoured move is no move",
        ),
        pytest.param(P.DIRECTOR, "Tim Federle", {}, "Director: Tim Federle", id="a director"),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"certainty": K.IN_TALKS},
            "Director: Tim Federle is in talks",
            id="a director in talks",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.CONFIRMED, "previous": "Tim Federle", "was": K.IN_TALKS},
            "Director confirmed: Tim Federle (was in talks)",
            id="a director is official now",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.CONFIRMED, "certainty": K.REPORTED, "was": K.RUMORED},
            "Director: Tim Federle (reported; was a rumour)",
            id="surer but still not official",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"certainty": K.RUMORED},
            "Rumour: Tim Federle as director",
            id="a rumoured director",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.DENIED},
            "Denied: Tim Federle as director",
            id="a denied director",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.DENIED, "certainty": K.RUMORED},
            "Denied: Tim Federle as director (says a rumour)",
            id="a denial by hearsay",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.REMOVED},
            "Left the project: Tim Federle, director",
            id="a director leaves",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.REMOVED, "certainty": K.REPORTED},
            "Left the project: Tim Federle, director (reported)",
            id="a director is reported to leave",
        ),
        pytest.param(
            P.DIRECTOR,
            "Tim Federle",
            {"change": C.REMOVED, "certainty": K.RUMORED},
            "Rumour: Tim Federle leaves the project (director)",
            id="a director is rumoured to leave",
        ),
        pytest.param(
            P.DIRECTOR,
            "Ada Quill",
            {"change": C.CHANGED, "previous": "Tim Federle"},
            "Director changed: Ada Quill (was: Tim Federle)",
            id="another director",
        ),
        pytest.param(P.CAST, "Camryn Manheim", {}, "Cast: Camryn Manheim", id="a cast member"),
        pytest.param(
            P.CAST,
            "Camryn Manheim",
            {"role": "Toby Walters"},
            "Cast: Camryn Manheim as Toby Walters",
            id="a cast member with a role",
        ),
        pytest.param(
            P.CAST,
            "Camryn Manheim",
            {"role": "Toby Walters", "certainty": K.IN_TALKS},
            "Cast: Camryn Manheim is in talks to play Toby Walters",
            id="a cast member in talks for a role",
        ),
        pytest.param(
            P.CAST,
            "Camryn Manheim",
            {"role": "Toby Walters", "certainty": K.RUMORED},
            "Rumour: Camryn Manheim in the cast as Toby Walters",
            id="a rumoured cast member",
        ),
        pytest.param(
            P.CAST,
            "Camryn Manheim",
            {"change": C.REMOVED, "role": "Toby Walters"},
            "Left the project: Camryn Manheim, cast as Toby Walters",
            id="a cast member leaves",
        ),
        pytest.param(P.STATUS, "in development", {}, "Status: in development", id="a first status"),
        pytest.param(
            P.STATUS,
            "filming",
            {"change": C.CHANGED, "previous": "in development"},
            "Status: filming (was: in development)",
            id="the next stage",
        ),
        pytest.param(
            P.STATUS,
            "canceled",
            {"change": C.CHANGED, "previous": "on hold"},
            "Status: cancelled (was: on hold)",
            id="a cancelled project",
        ),
        pytest.param(
            P.STATUS,
            "canceled",
            {"certainty": K.RUMORED},
            "Rumour: it is cancelled",
            id="a rumoured cancellation",
        ),
        pytest.param(
            P.STATUS,
            "in development",
            {"change": C.DENIED},
            "Denied: it is in development",
            id="a denied development",
        ),
        pytest.param(
            P.FILMING_START,
            "2026-07",
            {},
            "Filming starts: July 2026",
            id="filming that is still to come",
        ),
        pytest.param(
            P.FILMING_START,
            "2026-01-12",
            {},
            "Filming started: 12 January 2026",
            id="filming that has begun",
        ),
        pytest.param(
            P.FILMING_START,
            "2026-09",
            {"change": C.CHANGED, "previous": "2026-07", "moves": 3},
            "Filming start moved: July 2026 → September 2026 (moved for the third time)",
            id="filming moves",
        ),
        pytest.param(
            P.FILMING_START,
            "2026-07",
            {"certainty": K.RUMORED},
            "Rumour: filming to start in July 2026",
            id="rumoured filming",
        ),
        pytest.param(P.FILMING_END, "2026-01-20", {}, "Filming ended: 20 January 2026", id="filming has wrapped"),
        pytest.param(P.FILMING_LOCATION, "Dublin", {}, "Filming location: Dublin", id="a place"),
        pytest.param(
            P.FILMING_LOCATION,
            "Dublin",
            {"change": C.REMOVED},
            "No longer filming in: Dublin",
            id="a place is dropped",
        ),
        pytest.param(P.TITLE, "Lantern Street: Dusk", {}, "Title: Lantern Street: Dusk", id="a title"),
        pytest.param(
            P.TITLE,
            "Lantern Street: Dawn",
            {"change": C.CHANGED, "previous": "Lantern Street: Dusk"},
            "New title: Lantern Street: Dawn (was: Lantern Street: Dusk)",
            id="another title",
        ),
        pytest.param(P.PLATFORM, "Hulu", {"certainty": K.IN_TALKS}, "Platform: Hulu is in talks", id="a platform"),
        pytest.param(
            P.STUDIO, "Searchlight", {"certainty": K.REPORTED}, "Studio: Searchlight (reported)", id="a studio"
        ),
        pytest.param(P.TRAILER, "teaser", {}, "Teaser released", id="a teaser"),
        pytest.param(P.TRAILER, "final trailer", {}, "Final trailer released", id="a final trailer"),
        pytest.param(
            P.TRAILER, "trailer", {"certainty": K.RUMORED}, "Rumour: release of the trailer", id="a trailer soon"
        ),
        pytest.param(P.FIRST_LOOK, "image", {}, "First image released", id="a first image"),
        pytest.param(P.RUNTIME, "102", {}, "Running time: 102 minutes", id="a running time"),
        pytest.param(P.RATING, "PG-13", {}, "Rating: PG-13", id="a rating"),
        pytest.param(
            P.RATING, "PG-13", {"certainty": K.IN_TALKS}, "Rating: PG-13 (in talks)", id="an odd certainty is said"
        ),
    ],
)
def test_a_development_reads_as_a_person_would_write_it(
    development: Callable[..., Development], prop: Property, value: str, rest: dict[str, object], expected: str
) -> None:
    assert sentence(development(prop, value, **rest)) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        pytest.param({"role": "Toby Walters"}, "Cast: Camryn Manheim returns as Toby Walters", id="in her old role"),
        pytest.param({}, "Cast: Camryn Manheim returns", id="no role given"),
        pytest.param(
            {"role": "Toby Walters", "certainty": K.IN_TALKS},
            "Cast: Camryn Manheim is in talks to return as Toby Walters",
            id="in talks for her old role",
        ),
        pytest.param({"certainty": K.IN_TALKS}, "Cast: Camryn Manheim is in talks to return", id="in talks"),
        pytest.param(
            {"role": "Toby Walters", "change": C.CONFIRMED, "was": K.IN_TALKS},
            "Cast confirmed: Camryn Manheim returns as Toby Walters (was in talks)",
            id="official now",
        ),
    ],
)
def test_who_was_in_the_earlier_work_returns(
    development: Callable[..., Development], rest: dict[str, object], expected: str
) -> None:
    assert sentence(development(P.CAST, "Camryn Manheim", **rest), returning=True) == expected


_VALUES = st.sampled_from(
    ["2026-09-18", "2026", "filming", "released", "trailer", "Ada Quill", "{value}", "{0}", "\x1b[1m"]
)


@given(
    prop=st.sampled_from(Property),
    change=st.sampled_from(Change),
    value=_VALUES,
    previous=st.none() | _VALUES,
    was=st.none() | st.sampled_from(Certainty),
)
def test_a_rumour_never_reads_like_a_fact(
    prop: Property, change: Change, value: str, previous: str | None, was: Certainty | None
) -> None:
    rumour = replace(
        _ANY, property=prop, change=change, value=value, previous=previous, certainty=Certainty.RUMORED, was=was
    )
    said = sentence(rumour)
    assert said.startswith("Rumour: ") or said.endswith("(says a rumour)")
    assert "\x1b" not in said


@given(
    prop=st.sampled_from(Property),
    change=st.sampled_from(Change),
    certainty=st.sampled_from([Certainty.IN_TALKS, Certainty.REPORTED]),
    value=_VALUES,
    previous=st.none() | _VALUES,
)
def test_what_is_not_confirmed_says_so_in_its_line(
    prop: Property, change: Change, certainty: Certainty, value: str, previous: str | None
) -> None:
    said = sentence(replace(_ANY, property=prop, change=change, value=value, previous=previous, certainty=certainty))
    assert certainty.value in said


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "first"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (33, "33rd"), (111, "111th")],
)
def test_ordinals(number: int, expected: str) -> None:
    assert ENGLISH.ordinal(number) == expected
