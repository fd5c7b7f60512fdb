"""What holds for every story, whatever is claimed, by whom and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.claims import Claim, Evidence, Reading, Span, TextField, Voice
from bot.model.entries import Entry, Outlet, Trust
from bot.model.feedback import Correction
from bot.model.properties import Certainty, Change, Property, ValueKind
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty import Ledger, Verdict, corrected, entry_by_hand, judge

_TITLE = TrackedTitle(
    id="lantern-street-2",
    title="Lantern Street 2",
    type=TitleType.FILM,
    known_as_of=date(2025, 1, 1),
    follows=Work("Lantern Street", 2001),
    known={
        Property.STATUS: (KnownValue("in development", Certainty.REPORTED),),
        Property.RELEASE_DATE: (KnownValue("2026"),),
        Property.DIRECTOR: (KnownValue("Greta Finn"),),
        Property.TRAILER: (KnownValue("teaser"),),
    },
    original={Property.DIRECTOR: (KnownValue("Odile Marchetti"),)},
)
_VALUES = {
    ValueKind.STATUS: ("rumored", "in development", "announced", "filming", "released", "on hold", "canceled"),
    ValueKind.DATE: ("2026", "2026-06", "2026-06-19", "2026-07-10", "2026-22", "2027", "2025-02-01"),
    ValueKind.PERSON: ("Greta Finn", "Finn", "Marek Ravensby", "Odile Marchetti", "Gréta Finn"),
    ValueKind.COMPANY: ("Disney", "Pixar", "Netflix", "Hulu"),
    ValueKind.PLACE: ("Prague", "Astoria, Oregon", "Oregon"),
    ValueKind.MEDIA: ("teaser", "trailer", "final trailer", "image"),
    ValueKind.MINUTES: ("114", "1h 54m", "118"),
    ValueKind.TEXT: ("Lantern Street: Last Light", "Last Light", "PG", "PG-13"),
}
_OUTLETS = [Outlet(f"{trust} {place}", f"{trust} {place}", trust) for trust in Trust for place in (1, 2)]
_START = datetime(2025, 3, 1, tzinfo=UTC)

outlets = st.sampled_from(_OUTLETS)
moments = st.integers(0, 24 * 200).map(lambda hours: _START + timedelta(hours=hours))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    prop = draw(st.sampled_from(Property))
    change = draw(st.sampled_from(Change))
    start = draw(st.integers(0, 3))
    return Claim(
        title_id=_TITLE.id,
        property=prop,
        value=draw(st.sampled_from([*_VALUES[prop.kind], None])),
        change=change,
        certainty=draw(st.sampled_from(Certainty)),
        evidence=Evidence("It says so.", Span(TextField.SUMMARY, start, start + 1)),
        voice=draw(st.sampled_from(Voice)),
        previous=draw(st.sampled_from([None, None, *_VALUES[prop.kind]])),
        role=draw(st.sampled_from([None, None, "Rufus"])),
    )


Told = tuple[Outlet, datetime, tuple[Claim, ...]]
entries = st.tuples(outlets, moments, st.lists(claims(), min_size=1, max_size=4).map(tuple))
stories = st.lists(entries, max_size=6)


def _hear(ledger: Ledger, told: Told, entry_id: str) -> Verdict:
    outlet, published, said = told
    entry = Entry(entry_id, "feed", outlet.name, published, "", "", "https://news.example/1")
    return judge(Reading(entry_id, (), said), entry, outlet, ledger)


def _verdicts(story: Sequence[Told]) -> list[Verdict]:
    ledger, heard = Ledger.of(_TITLE), list[Verdict]()
    for place, told in enumerate(story):
        heard.append(_hear(ledger, told, f"e-{place}"))
        ledger = heard[-1].ledger
    return heard


def _ledger_after(story: Sequence[Told]) -> Ledger:
    heard = _verdicts(story)
    return heard[-1].ledger if heard else Ledger.of(_TITLE)


@given(story=stories, told=entries)
def test_the_same_entry_again_brings_nothing(story: list[Told], told: Told) -> None:
    first = _hear(_ledger_after(story), told, "again")
    second = _hear(first.ledger, told, "again")
    assert second.developments == ()
    assert second.ledger == first.ledger


@given(story=stories, claim=claims(), voices=st.tuples(outlets, outlets), at=moments, hours=st.integers(0, 36))
def test_two_restatements_are_one_development_in_whichever_order_they_come(
    story: list[Told], claim: Claim, voices: tuple[Outlet, Outlet], at: datetime, hours: int
) -> None:
    early, late = (voices[0], at, (claim,)), (voices[1], at + timedelta(hours=hours), (claim,))
    before = _ledger_after(story)
    outcomes = []
    for one, other in ((early, late), (late, early)):
        heard = _hear(before, one, "one")
        again = _hear(heard.ledger, other, "other")
        told = [*heard.developments, *again.developments]
        outcomes.append({(news.property, news.value, news.change, news.previous) for news in told})
        assert len(told) <= 1
    assert outcomes[0] == outcomes[1]


@given(story=stories)
def test_a_ledger_can_be_folded_from_what_was_decided(story: list[Told]) -> None:
    heard = _verdicts(story)
    stepwise = heard[-1].ledger if heard else Ledger.of(_TITLE)
    decided = [news for verdict in heard for news in verdict.developments]
    assert Ledger.of(_TITLE, decided, stepwise.pending) == stepwise


@given(story=stories)
def test_no_statement_is_ever_deleted_and_every_development_makes_its_mark(story: list[Told]) -> None:
    ledger = Ledger.of(_TITLE)
    for verdict in _verdicts(story):
        for prop in Property:
            old, new = ledger.history(prop), verdict.ledger.history(prop)
            assert [_identity(one) for one in new[: len(old)]] == [_identity(one) for one in old]
            assert all(now == then for then, now in zip(old, new, strict=False) if then.end is not None)
        assert (ledger.statements != verdict.ledger.statements) == bool(verdict.developments)
        ledger = verdict.ledger


def _identity(statement: object) -> object:
    return replace(statement, rank=None, end=None)  # type: ignore[type-var]  # any statement


@given(story=stories, told=entries, data=st.data())
def test_the_order_of_sentences_does_not_matter(story: list[Told], told: Told, data: st.DataObject) -> None:
    outlet, at, said = told
    before = _ledger_after(story)
    shuffled = (outlet, at, tuple(data.draw(st.permutations(said))))
    one, other = _hear(before, told, "one"), _hear(before, shuffled, "one")
    assert one.developments == other.developments
    assert one.ledger == other.ledger


@given(story=stories)
def test_every_claim_gets_one_decision_and_ids_are_unique(story: list[Told]) -> None:
    heard = _verdicts(story)
    assert [len(verdict.judgements) for verdict in heard] == [len(said) for _, _, said in story]
    ids = [news.id for verdict in heard for news in verdict.developments]
    assert len(ids) == len(set(ids))


@given(story=stories)
def test_a_property_that_holds_one_value_prefers_one(story: list[Told]) -> None:
    ledger = _ledger_after(story)
    for prop in Property:
        if not prop.holds_many and ledger.current(prop):
            assert sum(one == ledger.preferred(prop) for one in ledger.current(prop)) == 1


def _standing(ledger: Ledger) -> dict[Property, set[tuple[str, Certainty]]]:
    return {prop: {(one.value, one.certainty) for one in ledger.current(prop)} for prop in Property}


@given(stories)
def test_when_everything_is_taken_back_what_stands_is_the_baseline(story: Sequence[Told]) -> None:
    decided = [one for verdict in _verdicts(story) for one in verdict.developments]
    ledger = Ledger.of(_TITLE, [replace(one, retracted_at=_START, retracted_by="Mara") for one in decided])
    assert _standing(ledger) == _standing(Ledger.of(_TITLE))


@given(stories, st.data())
def test_what_is_taken_back_stands_only_where_somebody_else_says_so(story: Sequence[Told], data: st.DataObject) -> None:
    decided = [one for verdict in _verdicts(story) for one in verdict.developments]
    wrong = set(data.draw(st.lists(st.sampled_from(decided), unique=True))) if decided else set()
    ledger = Ledger.of(_TITLE, [replace(one, retracted_at=_START) if one in wrong else one for one in decided])
    assert not {one.development_id for prop in Property for one in ledger.current(prop)} & {one.id for one in wrong}


def _preferred(ledger: Ledger, prop: Property) -> str | None:
    """The value that holds; beside it may stand what is only rumoured of it, such as its day."""
    preferred = ledger.preferred(prop)
    return preferred.value if preferred is not None else None


@given(stories, st.data())
def test_what_is_set_by_hand_holds_and_what_is_cleared_does_not(story: Sequence[Told], data: st.DataObject) -> None:
    ledger = _ledger_after(story)
    prop = data.draw(st.sampled_from(Property))
    value = data.draw(st.sampled_from(_VALUES[prop.kind]))
    for said in (
        Correction(_TITLE.id, prop, value, "Mara"),
        Correction(_TITLE.id, prop, None, "Mara", clears=True),
    ):
        for one in corrected(ledger, said, entry_by_hand(said, _START + timedelta(days=300))):
            ledger = ledger.with_development(one)
        sure = {one.value for one in ledger.current(prop) if one.certainty is Certainty.CONFIRMED}
        assert (not ledger.current(prop)) if said.clears else value in sure
        assert said.clears or prop.holds_many or _preferred(ledger, prop) == value
