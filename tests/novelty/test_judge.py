"""What every claim goes through, whatever it says, and what a decision carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.model.claims import Claim, Voice
from bot.model.developments import Development, NoDevelopment, Reason
from bot.model.properties import Certainty, Change, Modality, Property
from bot.model.titles import Facts, KnownValue, TrackedTitle
from bot.novelty import Ledger, Verdict, development_id

P, C, K, M = Property, Change, Certainty, Modality
Says = Callable[..., Claim]
Hears = Callable[..., Verdict]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param({"modality": M.NEGATED}, Reason.NEGATED, id="it is not so, or not yet"),
        pytest.param({"modality": M.ASKED}, Reason.SPECULATION, id="will it"),
        pytest.param({"modality": M.HOPED}, Reason.SPECULATION, id="if only it would"),
        pytest.param({"modality": M.CONDITIONAL}, Reason.SPECULATION, id="it could"),
        pytest.param({"modality": M.HISTORICAL}, Reason.HISTORICAL, id="it once was"),
        pytest.param({"modality": M.ORIGINAL}, Reason.ORIGINAL, id="the earlier film was"),
        pytest.param({"modality": M.ELSEWHERE}, Reason.ELSEWHERE, id="another film is"),
        pytest.param({"country": "Germany"}, Reason.ONE_COUNTRY, id="in one country"),
        pytest.param({"modality": M.NEGATED, "country": "Germany"}, Reason.NEGATED, id="the words go first"),
        pytest.param({"value": None}, Reason.NEGATED, id="there is none"),
    ],
)
def test_some_claims_are_not_even_held_against_the_ledger(
    title: TrackedTitle, says: Says, hears: Hears, words: dict[str, Any], reason: Reason
) -> None:
    claim = replace(says(P.RELEASE_DATE, "2026-06-19"), **words)
    verdict = hears(Ledger.of(title), "03-01", claim)
    assert [one.decision for one in verdict.judgements] == [NoDevelopment(reason)]
    assert verdict.ledger == Ledger.of(title)


def test_what_was_published_before_the_baseline_is_older_than_all_that_is_asked_for(
    title: TrackedTitle, says: Says, hears: Hears
) -> None:
    claim = says(P.RELEASE_DATE, "2026-06-19")
    early = hears(Ledger.of(title), "2024-12-31T23:00", claim)
    same_day = hears(Ledger.of(title), "2025-01-01T00:00", claim)
    assert [one.decision for one in early.judgements] == [NoDevelopment(Reason.BEFORE_BASELINE)]
    assert len(same_day.developments) == 1


def test_claims_of_other_titles_are_left_alone(title: TrackedTitle, says: Says, hears: Hears) -> None:
    other = replace(says(P.CAST, "Theo Marchek"), title_id="another-title")
    verdict = hears(Ledger.of(title), "03-01", other)
    assert verdict == Verdict((), Ledger.of(title))


def test_a_development_says_all_that_a_card_needs(title: TrackedTitle, says: Says, hears: Hears) -> None:
    rumour = says(P.CAST, "Theo Marchek", certainty=K.IN_TALKS, role="Rufus")
    ledger = hears(Ledger.of(title), "03-01", rumour).ledger
    sure = says(P.CAST, "Marchek", voice=Voice.OFFICIAL)
    (found,) = hears(ledger, "05-01T10:00", sure, by="City Herald", entry="e-7").developments
    assert found == Development(
        id=development_id(
            title.id, prop=P.CAST, value="Theo Marchek", change=C.CONFIRMED, certainty=K.CONFIRMED, entry_id="e-7"
        ),
        title_id=title.id,
        property=P.CAST,
        value="Theo Marchek",
        previous="Theo Marchek",
        change=C.CONFIRMED,
        certainty=K.CONFIRMED,
        entry_id="e-7",
        outlet="City Herald",
        url="https://news.example/e-7",
        published=found.published,
        evidence="cast: Marchek",
        role="Rufus",
        was=K.IN_TALKS,
    )
    assert found.published.isoformat() == "2025-05-01T10:00:00+00:00"


def test_what_is_no_news_says_what_it_was_held_against_and_who_said_it_first(
    title: TrackedTitle, says: Says, hears: Hears
) -> None:
    first = hears(Ledger.of(title), "03-01", says(P.RELEASE_DATE, "2026-06-19"))
    again = hears(first.ledger, "03-02", says(P.RELEASE_DATE, "2026-06"), by="City Herald")
    assert [one.decision for one in again.judgements] == [
        NoDevelopment(Reason.VAGUER, "2026-06-19", first.developments[0].id)
    ]


def test_moves_count_changes_but_not_refinements(title: TrackedTitle, says: Says, hears: Hears) -> None:
    ledger, counted = Ledger.of(title), []
    steps = [
        ("03-01", "2026", C.ADDED),
        ("03-20", "2026-06-19", C.ADDED),
        ("05-01", "2026-07-10", C.CHANGED),
        ("06-01", None, C.REMOVED),
        ("07-01", "2026-10-02", C.ADDED),
        ("08-01", "2026-07-10", C.CHANGED),
    ]
    for day, value, change in steps:
        verdict = hears(ledger, day, says(P.RELEASE_DATE, value, change=change, voice=Voice.OFFICIAL))
        ledger = verdict.ledger
        counted += [one.moves for one in verdict.developments]
    assert counted == [0, 0, 1, 1, 2, 3]


def test_of_what_one_entry_says_twice_the_fuller_claim_is_judged_with_the_stronger_words(
    title: TrackedTitle, says: Says, hears: Hears
) -> None:
    claims = [
        says(P.RELEASE_DATE, "2026-07", change=C.CHANGED, at=0),
        says(P.RELEASE_DATE, "2026-07-10", at=40),
        says(P.RELEASE_DATE, "2026-07-10", at=80, voice=Voice.OFFICIAL),
    ]
    ledger = hears(Ledger.of(title), "03-01", says(P.RELEASE_DATE, "2026-06-19")).ledger
    for order in (claims, claims[::-1]):
        verdict = hears(ledger, "05-01", *order, by="City Herald")
        told = {one.claim: one.decision for one in verdict.judgements}
        (news,) = verdict.developments
        assert (news.value, news.previous, news.evidence) == ("2026-07-10", "2026-06-19", claims[1].evidence.text)
        assert told[claims[1]] == news
        assert told[claims[0]] == told[claims[2]] == NoDevelopment(Reason.SAME_ENTRY, "2026-07-10", news.id)


@pytest.mark.parametrize(
    ("claims", "certainty"),
    [
        pytest.param([{"certainty": K.IN_TALKS}, {}], K.IN_TALKS, id="the headline leaves the talks out"),
        pytest.param([{"certainty": K.IN_TALKS}, {"voice": Voice.OFFICIAL}], K.CONFIRMED, id="the studio confirms"),
        pytest.param([{"certainty": K.RUMORED}, {"change": C.CONFIRMED}], K.CONFIRMED, id="a rumour, now official"),
        pytest.param([{"certainty": K.REPORTED}, {"certainty": K.RUMORED}], K.RUMORED, id="the most careful words"),
    ],
)
def test_two_certainties_in_one_entry(
    title: TrackedTitle, says: Says, hears: Hears, claims: list[dict[str, Any]], certainty: Certainty
) -> None:
    said = [says(P.CAST, "Theo Marchek", at=place, **words) for place, words in enumerate(claims)]
    (news,) = hears(Ledger.of(title), "03-01", *said).developments
    assert news.certainty is certainty


def test_two_dates_in_one_entry_are_one_development(title: TrackedTitle, says: Says, hears: Hears) -> None:
    claims = [says(P.RELEASE_DATE, "2026-06-19", at=0), says(P.RELEASE_DATE, "2026-07-03", at=50)]
    for order in (claims, claims[::-1]):
        verdict = hears(Ledger.of(title), "03-01", *order)
        assert [one.value for one in verdict.developments] == ["2026-06-19"]
        assert [one.decision.reason for one in verdict.judgements if isinstance(one.decision, NoDevelopment)] == [
            Reason.SAME_ENTRY
        ]


def test_a_date_beside_the_known_one_is_about_something_else(title: TrackedTitle, says: Says, hears: Hears) -> None:
    known = hears(Ledger.of(title), "03-01", says(P.RELEASE_DATE, "2026-06-19")).ledger
    claims = [says(P.RELEASE_DATE, "2026-06-19", at=0), says(P.RELEASE_DATE, "2026-07-03", at=50)]
    verdict = hears(known, "05-01", *claims, by="Trade Paper")
    assert not verdict.developments


def test_a_platform_goes_before_the_studio_of_the_same_name(title: TrackedTitle, says: Says, hears: Hears) -> None:
    verdict = hears(Ledger.of(title), "03-01", says(P.STUDIO, "Netflix"), says(P.PLATFORM, "Netflix"))
    assert [(one.property, one.value) for one in verdict.developments] == [(P.PLATFORM, "Netflix")]


@pytest.mark.parametrize("prop", [P.RELEASE_DATE, P.STATUS])
def test_an_entry_does_not_fill_the_gap_that_it_has_made(
    title: TrackedTitle, says: Says, hears: Hears, prop: Property
) -> None:
    old, new = ("2026-06-19", "2026-07-10") if prop is P.RELEASE_DATE else ("announced", "rumored")
    ledger = hears(Ledger.of(title), "03-01", says(prop, old)).ledger
    claims = says(prop, old, change=C.REMOVED), says(prop, new, certainty=K.RUMORED)
    once = hears(ledger, "05-01", *claims)
    again = hears(once.ledger, "05-01", *claims)
    assert [(one.change, one.value) for one in once.developments] == [(C.REMOVED, old)]
    assert {one.decision.reason for one in again.judgements if isinstance(one.decision, NoDevelopment)} == {
        Reason.SAME_ENTRY
    }
    assert not again.developments


def test_what_becomes_news_waits_no_longer(title: TrackedTitle, says: Says, hears: Hears) -> None:
    ledger = hears(Ledger.of(title), "03-01", says(P.RELEASE_DATE, "2026-06-19")).ledger
    moved = says(P.RELEASE_DATE, "2026-07-10")
    waits = hears(ledger, "05-01", moved).ledger
    assert hears(waits, "05-01", moved).ledger == waits  # one voice waits once
    assert [(one.value, one.outlet, one.owner) for one in waits.pending] == [
        ("2026-07-10", "Morning Post", "Post Group")
    ]
    news = hears(waits, "05-02", moved, by="City Herald")
    assert [(one.value, one.outlet) for one in news.developments] == [("2026-07-10", "City Herald")]
    assert news.ledger.pending == ()


def test_an_entry_does_not_drop_what_it_has_just_told(title: TrackedTitle, says: Says, hears: Hears) -> None:
    claims = says(P.RUNTIME, "111"), says(P.RUNTIME, None, change=C.REMOVED)
    once = hears(Ledger.of(title), "05-01", *claims)
    assert [one.value for one in once.developments] == ["111"]
    assert not hears(once.ledger, "05-01", *claims).developments


def test_a_flood_of_contradictions_does_not_grow_for_ever(title: TrackedTitle, says: Says, hears: Hears) -> None:
    ledger = hears(Ledger.of(title), "03-01", says(P.RUNTIME, "111")).ledger
    for minutes in range(1000, 1300):
        ledger = hears(ledger, "05-01", says(P.RUNTIME, str(minutes)), entry=str(minutes)).ledger
    assert [one.value for one in ledger.pending] == [str(minutes) for minutes in range(1100, 1300)]


def test_a_seed_that_names_several_dates_prefers_the_last(title: TrackedTitle, says: Says, hears: Hears) -> None:
    known: Facts = {P.RELEASE_DATE: (KnownValue("2026"), KnownValue("2026-06-19", K.RUMORED))}
    ledger = Ledger.of(replace(title, known=known))
    assert ledger.knowledge.release_date == "2026"
    assert not hears(ledger, "03-01", says(P.RELEASE_DATE, "2026")).developments
