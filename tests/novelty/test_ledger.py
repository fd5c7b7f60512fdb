from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.model.claims import Claim, Voice
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import Knowledge, KnownPerson, KnownValue, TrackedTitle
from bot.novelty import Ledger, Rank, Statement, Verdict

P, C, K = Property, Change, Certainty
OFFICIAL = {"voice": Voice.OFFICIAL}


def test_the_baseline_is_what_the_seed_knows(title: TrackedTitle) -> None:
    known = {
        P.CAST: (KnownValue("Theo Marchek", K.IN_TALKS, "Us Weekly", "https://us.example/1", date(2025, 1, 2)),),
        P.STATUS: (KnownValue("in development"),),
        P.WRITER: (),
    }
    ledger = Ledger.of(replace(title, known=known))
    assert ledger.current(P.CAST) == (
        Statement(
            property=P.CAST,
            value="Theo Marchek",
            certainty=K.IN_TALKS,
            rank=Rank.NORMAL,
            since=datetime(2025, 1, 2, tzinfo=UTC),
            source="Us Weekly",
            url="https://us.example/1",
        ),
    )
    (status,) = ledger.current(P.STATUS)
    assert (status.rank, status.since) == (Rank.PREFERRED, datetime(2025, 1, 1, tzinfo=UTC))
    assert ledger.history(P.WRITER) == ledger.current(P.DIRECTOR) == ()
    assert ledger.moves(P.STATUS) == 0


def test_nothing_is_deleted_superseded_values_are_deprecated(ledger_after: Callable[..., Ledger]) -> None:
    ledger = ledger_after(
        [
            ("03-01", P.RELEASE_DATE, "2026"),
            ("03-20", P.RELEASE_DATE, "2026-06-19", OFFICIAL),
            ("05-01", P.RELEASE_DATE, "2026-07-10", {"change": C.CHANGED}),
            ("06-01", P.RELEASE_DATE, "2026-07-10", {"change": C.REMOVED}),
        ]
    )
    rows = [(one.value, one.rank, one.end.change if one.end else None) for one in ledger.history(P.RELEASE_DATE)]
    assert rows == [
        ("2026", Rank.DEPRECATED, C.CHANGED),
        ("2026-06-19", Rank.DEPRECATED, C.CHANGED),
        ("2026-07-10", Rank.DEPRECATED, C.REMOVED),
    ]
    assert ledger.current(P.RELEASE_DATE) == ()
    assert ledger.preferred(P.RELEASE_DATE) is None


def test_a_rumour_stands_beside_the_preferred_value_until_that_changes(ledger_after: Callable[..., Ledger]) -> None:
    steps = [
        ("03-01", P.STATUS, "in development"),
        ("03-05", P.STATUS, "filming", {"certainty": K.RUMORED}),
    ]
    beside = ledger_after(steps)
    assert [(one.value, one.rank) for one in beside.current(P.STATUS)] == [
        ("in development", Rank.PREFERRED),
        ("filming", Rank.NORMAL),
    ]
    moved = ledger_after([*steps, ("06-01", P.STATUS, "pre-production", OFFICIAL)])
    assert [(one.value, one.rank) for one in moved.current(P.STATUS)] == [("pre-production", Rank.PREFERRED)]


def test_a_sure_year_is_preferred_to_a_rumoured_day_that_came_first(ledger_after: Callable[..., Ledger]) -> None:
    ledger = ledger_after(
        [
            ("03-01", P.RELEASE_DATE, "2026-09-18", {"certainty": K.RUMORED}),
            ("03-05", P.RELEASE_DATE, "2026", OFFICIAL),
        ]
    )
    assert [(one.value, one.rank) for one in ledger.current(P.RELEASE_DATE)] == [
        ("2026-09-18", Rank.NORMAL),
        ("2026", Rank.PREFERRED),
    ]


def test_the_day_falls_with_its_month_but_not_with_its_neighbour(ledger_after: Callable[..., Ledger]) -> None:
    steps = [
        ("03-01", P.RELEASE_DATE, "2026"),
        ("03-05", P.RELEASE_DATE, "2026-09-18", {"certainty": K.RUMORED}),
        ("03-09", P.RELEASE_DATE, "2026-09-18", {"change": C.DENIED}),
    ]
    assert [one.value for one in ledger_after(steps).current(P.RELEASE_DATE)] == ["2026"]


def test_reading_may_lean_on_everybody_who_was_ever_part_of_it(
    title: TrackedTitle, says: Callable[..., Claim], hears: Callable[..., Verdict]
) -> None:
    ledger = Ledger.of(title)
    for day, claim in (
        ("03-01", says(P.DIRECTOR, "Greta Finn")),
        ("03-02", says(P.WRITER, "Greta Finn")),
        ("03-03", says(P.CAST, "Theo Marchek", role="Rufus")),
        ("03-04", says(P.PLATFORM, "Quill+")),
        ("03-05", says(P.RELEASE_DATE, "2026-06-19")),
        ("03-06", says(P.DIRECTOR, "Greta Finn", change=C.REMOVED)),
    ):
        ledger = hears(ledger, day, claim).ledger
    assert ledger.knowledge == Knowledge(
        people=(
            KnownPerson("Greta Finn", frozenset({P.DIRECTOR, P.WRITER})),
            KnownPerson("Theo Marchek", frozenset({P.CAST})),
        ),
        original_people=(
            KnownPerson("Odile Marchetti", frozenset({P.DIRECTOR})),
            KnownPerson("Pia Solano", frozenset({P.CAST})),
        ),
        companies=("Quill+", "Brightwater Films"),
        release_date="2026-06-19",
    )


def test_a_title_that_follows_nothing_has_its_own_names_only(title: TrackedTitle) -> None:
    ledger = Ledger.of(replace(title, follows=None))
    assert ledger.relate(P.TITLE, "Lantern Street: Last Light", "Last Light") == "same"
