from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.model.developments import Judgement
from bot.model.feedback import Feedback, Opinion
from bot.model.properties import Certainty, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.store import JudgedReading, Store, Tracked
from tests.store.conftest import Later, Make

PLAIN = TrackedTitle("night-ferry-2", "Night Ferry 2", TitleType.FILM, date(2026, 1, 1))
FULL = TrackedTitle(
    id="lantern-street-2",
    title="Lantern Street 2",
    type=TitleType.SERIES,
    known_as_of=date(2026, 2, 3),
    follows=Work("Lantern Street", 1998),
    also_known_as=("Lantern Street sequel", "Laternengasse 2"),
    known={
        Property.RELEASE_DATE: (
            KnownValue("2026-22", Certainty.RUMORED, "The Curtain Ledger", "https://curtain.example", date(2025, 5, 6)),
        ),
        Property.CAST: (KnownValue("Ada Quill"), KnownValue("Theo Marchek")),
    },
    original={Property.DIRECTOR: (KnownValue("Wanda Osei"),)},
)


def tracked(store: Store) -> tuple[Tracked, ...]:
    with store.snapshot() as snapshot:
        return snapshot.tracked()


@pytest.mark.parametrize("title", [pytest.param(PLAIN, id="a plain one"), pytest.param(FULL, id="with all there is")])
def test_a_tracked_title_comes_back_as_it_was_saved(store: Store, later: Later, title: TrackedTitle) -> None:
    with store.transaction() as tx:
        tx.save_tracked(title, "1", "Mara", later(0))
    assert tracked(store) == (Tracked(title, "1", "Mara", later(0), "Mara", later(0)),)


def test_who_changes_a_title_is_kept_beside_who_added_it(store: Store, later: Later) -> None:
    changed = replace(PLAIN, also_known_as=("Night Boat 2",))
    with store.transaction() as tx:
        tx.save_tracked(PLAIN, "1", "Mara", later(0))
        tx.save_tracked(changed, "2", "Jun", later(5))
    assert tracked(store) == (Tracked(changed, "1", "Mara", later(0), "Jun", later(5)),)


def test_a_removed_title_is_followed_no_more_and_can_come_back(store: Store, later: Later) -> None:
    with store.transaction() as tx:
        tx.save_tracked(PLAIN, "1", "Mara", later(0))
        assert tx.remove_tracked(PLAIN.id, "Jun", later(1))
        assert not tx.remove_tracked(PLAIN.id, "Jun", later(2))
    assert tracked(store) == ()
    with store.transaction() as tx:
        tx.save_tracked(PLAIN, "1", "Jun", later(3))
    assert [one.title for one in tracked(store)] == [PLAIN]


def test_a_fact_is_remembered_until_another_takes_its_place(store: Store) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.remembered("commands") is None
    for value in ("one", "two"):
        with store.transaction() as tx:
            tx.remember("commands", value)
            tx.remember("owner told", "yes")
    with store.snapshot() as snapshot:
        assert snapshot.remembered("commands") == "two"
        assert snapshot.remembered("owner told") == "yes"


@pytest.fixture
def told(store: Store, make: Make, later: Later) -> Store:
    """A store with the developments d-1 and d-2."""
    both = [make.development(f"d-{number}", value=f"2026-0{number}") for number in (1, 2)]
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), later(0))
        tx.save_readings([JudgedReading("e-1", (), [Judgement(make.claim(), one) for one in both])], later(0))
    return store


def test_a_development_is_found_by_its_id(told: Store, make: Make) -> None:
    with told.snapshot() as snapshot:
        assert snapshot.development("d-1") == make.development("d-1", value="2026-01")
        assert snapshot.development("d-9") is None


def test_who_takes_a_development_back_first_is_kept(told: Store, later: Later) -> None:
    with told.transaction() as tx:
        assert tx.retract(["d-1"], "Mara", later(1)) == 1
        assert tx.retract(["d-1", "d-2"], "Jun", later(2)) == 1
    with told.snapshot() as snapshot:
        first, second = snapshot.developments_of("lantern-street-2")
    assert (first.retracted_by, first.retracted_at) == ("Mara", later(1))
    assert (second.retracted_by, second.retracted_at) == ("Jun", later(2))


def test_opinions_are_kept_once_each(told: Store, later: Later) -> None:
    wrong, not_news = (Feedback("d-1", what, "Mara", later(1)) for what in Opinion)
    jun = Feedback("d-1", Opinion.WRONG, "Jun", later(2))
    with told.transaction() as tx:
        for one in (wrong, not_news, jun, replace(wrong, at=later(3))):
            tx.add_feedback(one)
    with told.snapshot() as snapshot:
        assert snapshot.feedback() == (wrong, not_news, jun)


def test_a_name_that_was_taken_back_is_not_learned(told: Store, make: Make, later: Later) -> None:
    named = make.development("d-3", property=Property.TITLE, value="Lantern Street: Dusk", entry_id="marquee-3")
    with told.transaction() as tx:
        tx.save_entries(tx.admit([make.story(3)]), later(1))
        tx.save_readings([JudgedReading("marquee-3", (), [Judgement(make.claim(), named)])], later(1))
        assert tx.learned_names() == {"lantern-street-2": ("Lantern Street: Dusk",)}
        tx.retract(["d-3"], "Mara", later(2))
        assert tx.learned_names() == {}
