from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.model.claims import Claim, Evidence, Span, TextField
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.entries import Entry
from bot.model.properties import Certainty, Change, Modality, Property
from bot.wording import EntryFate, Standing, claim_words, fate_of

P, C, K, M = Property, Change, Certainty, Modality
ENTRY = Entry(
    id="e-1",
    feed="marquee",
    outlet="The Curtain Ledger",
    published=datetime(2026, 1, 30, tzinfo=UTC),
    title="Federle &amp; Quill: <i>Lantern Street 2</i>\x1b[31m",
    summary="",
    link="https://www.marquee.example/1",
)


def claim(prop: Property = P.DIRECTOR, value: str | None = "Tim Federle", **rest: object) -> Claim:
    said = {
        "change": C.ADDED,
        "certainty": K.CONFIRMED,
        "evidence": Evidence("He directs.", Span(TextField.TITLE, 0, 3)),
    }
    return Claim("lantern-street-2", prop, value, **(said | rest))  # type: ignore[arg-type]  # the tests name its fields


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(claim(), "Director: Tim Federle", id="a plain statement"),
        pytest.param(claim(certainty=K.RUMORED), "Director: Tim Federle (rumour)", id="a rumour"),
        pytest.param(claim(change=C.DENIED), "Director: Tim Federle (denied)", id="a denial"),
        pytest.param(
            claim(P.RELEASE_DATE, "2026-22", modality=M.ASKED, certainty=K.REPORTED),
            "Release date: summer 2026 (reported, asked)",
            id="a question",
        ),
        pytest.param(claim(P.RELEASE_DATE, None, modality=M.NEGATED), "Release date: none (negated)", id="no date yet"),
        pytest.param(
            claim(P.RELEASE_DATE, "2026", country="France"), "Release date: 2026 (in France)", id="one country"
        ),
        pytest.param(claim(P.CAST, "Ada Quill", role="Mara"), "Cast: Ada Quill as Mara", id="a role"),
    ],
)
def test_a_claim_is_said_with_what_weakens_it(said: Claim, expected: str) -> None:
    assert claim_words(said) == expected


def _fate(*judgements: Judgement, about: tuple[str, ...] = ("lantern-street-2",)) -> EntryFate:
    return fate_of(ENTRY, about, judgements, {"lantern-street-2": "Lantern Street 2"}.__getitem__)


def test_an_entry_is_shown_as_plain_text() -> None:
    fate = _fate()
    assert fate.headline == "Federle & Quill: Lantern Street 2"
    assert fate.source.host == "marquee.example"


@pytest.mark.parametrize(
    ("judged", "about", "verdict"),
    [
        pytest.param("", (), "No news: it speaks of no tracked title.", id="of nothing that is followed"),
        pytest.param(
            "",
            ("lantern-street-2",),
            "No news: it speaks of Lantern Street 2, but states nothing about it.",
            id="a mention alone",
        ),
        pytest.param("k", ("lantern-street-2",), "No news: nothing that it states was new.", id="only the known"),
        pytest.param("n", ("lantern-street-2",), "News: what it states was new.", id="all of it is news"),
        pytest.param("nkk", ("lantern-street-2",), "News: 1 of 3 claims were new.", id="some of it is news"),
    ],
)
def test_a_verdict_sums_an_entry_up(
    development: Callable[..., Development], judged: str, about: tuple[str, ...], verdict: str
) -> None:
    decisions: dict[str, Development | NoDevelopment] = {
        "k": NoDevelopment(Reason.KNOWN, "Tim Federle"),
        "n": development(P.DIRECTOR, "Tim Federle"),
    }
    assert _fate(*(Judgement(claim(), decisions[one]) for one in judged), about=about).verdict == verdict


def test_every_claim_keeps_its_reason(development: Callable[..., Development]) -> None:
    known = Judgement(claim(), NoDevelopment(Reason.KNOWN, "Tim Federle"))
    denied = Judgement(claim(change=C.DENIED), development(P.DIRECTOR, "Tim Federle", change=C.DENIED))
    held, told = _fate(known, denied).claims
    assert (held.outcome, held.is_news) == ("This was already known. On record: Tim Federle.", False)
    assert (told.outcome, told.is_news, told.standing) == ("News: denied.", True, Standing.DENIED)
