from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model.claims import Evidence, Mention, Span, Subject, TextField, Voice
from bot.model.developments import Development, Judgement, NoDevelopment, Reason
from bot.model.properties import Certainty, Change, Modality, Property
from bot.novelty import Pending
from bot.store import JudgedReading, Store
from tests.store.conftest import Make

TITLE = "lantern-street-2"


@pytest.fixture
def store_with_entries(store: Store, make: Make, now: datetime) -> Store:
    with store.transaction() as tx:
        entries = [make.entry(f"e-{number}", title=f"Headline {number}") for number in range(1, 5)]
        tx.save_entries(tx.admit(entries), now)
    return store


def read(store: Store, now: datetime, *readings: JudgedReading) -> None:
    with store.transaction() as tx:
        tx.save_readings(readings, now)


def decide(store: Store, make: Make, now: datetime, *decided: Development) -> None:
    judged = [Judgement(make.claim(), development) for development in decided]
    read(store, now, JudgedReading("e-1", (), judged))


def developments_of(store: Store, title_id: str = TITLE) -> tuple[Development, ...]:
    with store.snapshot() as snapshot:
        return snapshot.developments_of(title_id)


def test_a_reading_comes_back_as_it_was(store_with_entries: Store, make: Make, now: datetime) -> None:
    mentions = (
        make.mention(),
        Mention("other-title", Subject.ORIGINAL, Span(TextField.CONTENT, 7, 9), "“Others” — 2"),
    )
    full = replace(
        make.claim(),
        value=None,
        change=Change.CHANGED,
        certainty=Certainty.IN_TALKS,
        evidence=Evidence("“It moves,” she said…", Span(TextField.CONTENT, 3, 24)),
        modality=Modality.HOPED,
        voice=Voice.OTHER_OUTLET,
        previous="2026-10",
        role="The Lamplighter",
        country="France",
    )
    judgements = (
        Judgement(make.claim(), make.development(role="Herself", moves=3, previous="2026", was=Certainty.RUMORED)),
        Judgement(full, NoDevelopment(Reason.SPECULATION)),
        Judgement(make.claim(property=Property.CAST), NoDevelopment(Reason.KNOWN, "2026-09-18", "d-1")),
    )
    read(store_with_entries, now, JudgedReading("e-1", mentions, judgements))
    with store_with_entries.snapshot() as snapshot:
        explained = next(one for one in snapshot.explain("e-1") if one.version.id == "e-1")
    assert explained.mentions == mentions
    assert explained.judgements == judgements


def test_developments_come_back_in_the_order_of_their_decision(
    store_with_entries: Store, make: Make, now: datetime
) -> None:
    decided = [make.development(id_, published=now - timedelta(days=day)) for day, id_ in enumerate("cab")]
    decide(store_with_entries, make, now, *decided)
    assert developments_of(store_with_entries) == tuple(decided)
    assert developments_of(store_with_entries, "another-title") == ()


def test_a_development_is_kept_once_and_stays_as_it_was(store_with_entries: Store, make: Make, now: datetime) -> None:
    first, again, other = make.development(), make.development(value="2027"), make.development("d-2")
    decide(store_with_entries, make, now, first)
    read(store_with_entries, now, JudgedReading("e-2", (), [Judgement(make.claim(), one) for one in (again, other)]))
    assert developments_of(store_with_entries) == (first, other)


def test_times_come_back_in_utc(store_with_entries: Store, make: Make, now: datetime) -> None:
    here = datetime(2026, 1, 1, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    decide(store_with_entries, make, now, make.development(published=here))
    (kept,) = developments_of(store_with_entries)
    assert (kept.published, kept.published.tzinfo) == (here, UTC)


def test_a_time_without_a_zone_is_refused(store_with_entries: Store, make: Make) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        decide(store_with_entries, make, datetime(2026, 1, 1), make.development())  # noqa: DTZ001 - the point of it


def test_an_entry_is_judged_once(store_with_entries: Store, make: Make, now: datetime) -> None:
    decide(store_with_entries, make, now, make.development())
    with pytest.raises(IntegrityError):
        decide(store_with_entries, make, now, make.development("d-2"))
    assert [one.id for one in developments_of(store_with_entries)] == ["d-1"]


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param(JudgedReading("nobody", [Make().mention()]), id="an entry that is not kept"),
        pytest.param(
            JudgedReading("e-1", (), [Judgement(Make().claim(), NoDevelopment(Reason.KNOWN, "2026", "nobody"))]),
            id="a development that is not kept",
        ),
    ],
)
def test_nothing_refers_to_what_is_not_there(reading: JudgedReading, store_with_entries: Store, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        read(store_with_entries, now, reading)


def test_endless_evidence_and_addresses_do_not_lose_the_development(
    store_with_entries: Store, make: Make, now: datetime
) -> None:
    endless = "word " * 100_000
    hostile = make.development(evidence=endless, url="https://x.example/" + "a" * 5_000, outlet=endless, role=endless)
    decide(store_with_entries, make, now, hostile)
    (kept,) = developments_of(store_with_entries)
    assert (kept.id, kept.value) == ("d-1", "2026-09-18")
    assert kept.url == ""
    assert len(kept.evidence) == 2_000
    assert kept.evidence.endswith("…")
    assert kept.evidence[:100] == endless[:100]


def test_a_value_is_never_cut(store_with_entries: Store, make: Make, now: datetime) -> None:
    value = "The Very Long Title " * 500
    decide(store_with_entries, make, now, make.development(value=value, previous=value))
    (kept,) = developments_of(store_with_entries)
    assert (kept.value, kept.previous) == (value, value)


def waiting(value: str, entry_id: str = "e-1") -> Pending:
    return Pending(
        property=Property.RELEASE_DATE,
        value=value,
        outlet="The Curtain Ledger",
        owner="Marquee Press",
        published=datetime(2026, 1, 30, 18, 4, tzinfo=UTC),
        entry_id=entry_id,
        change=Change.CHANGED,
        certainty=Certainty.REPORTED,
    )


def test_what_waits_is_what_the_ledger_last_had(store_with_entries: Store) -> None:
    def kept(title_id: str = TITLE) -> tuple[Pending, ...]:
        with store_with_entries.snapshot() as snapshot:
            return snapshot.pending_of(title_id)

    def wait(*claims: Pending) -> None:
        with store_with_entries.transaction() as tx:
            tx.save_pending(TITLE, claims)

    assert kept() == ()
    wait(waiting("2027"), waiting("2026-10", "e-2"))
    assert kept() == (waiting("2027"), waiting("2026-10", "e-2"))
    wait(waiting("2026-10", "e-2"), waiting("2028", "e-3"))
    assert kept() == (waiting("2026-10", "e-2"), waiting("2028", "e-3"))
    assert kept("another-title") == ()
    wait()
    assert kept() == ()


TITLES = [
    pytest.param([("a", "Lamps", "added", "confirmed")], ("Lamps",), id="a name that is confirmed is learned"),
    pytest.param([("a", "Lamps", "added", "reported")], ("Lamps",), id="a name that is reported is learned"),
    pytest.param([("a", "Lamps", "added", "rumored")], (), id="a rumour of a name is not"),
    pytest.param([("a", "Lamps", "added", "in talks")], (), id="nor one that is only talked about"),
    pytest.param(
        [("a", "Lamps", "added", "confirmed"), ("b", "Embers", "changed", "confirmed")],
        ("Lamps", "Embers"),
        id="the newest name is the last, the old one is still used by many",
    ),
    pytest.param(
        [("a", "Lamps", "added", "confirmed"), ("b", "Lamps", "denied", "confirmed")],
        (),
        id="a denied name is forgotten",
    ),
    pytest.param(
        [
            ("a", "Lamps", "added", "confirmed"),
            ("b", "Embers", "changed", "confirmed"),
            ("c", "Lamps", "changed", "confirmed"),
        ],
        ("Embers", "Lamps"),
        id="a name that returns is the newest again",
    ),
]


@pytest.mark.parametrize(("told", "names"), TITLES)
def test_official_names_are_learned_from_developments(
    told: Sequence[tuple[str, str, str, str]],
    names: tuple[str, ...],
    store_with_entries: Store,
    make: Make,
    now: datetime,
) -> None:
    decide(
        store_with_entries,
        make,
        now,
        make.development("date"),
        *(
            make.development(
                id_, property=Property.TITLE, value=name, change=Change(change), certainty=Certainty(certainty)
            )
            for id_, name, change, certainty in told
        ),
    )
    with store_with_entries.snapshot() as snapshot:
        assert snapshot.learned_names() == ({TITLE: names} if names else {})
