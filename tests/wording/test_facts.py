from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from bot.model.developments import Development
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import KnownValue, TitleType, TrackedTitle, Work
from bot.novelty.ledger import Ledger
from bot.wording import Standing, facts_of, timeline_of

Make = Callable[..., Development]
P, C, K = Property, Change, Certainty


@pytest.fixture
def title() -> TrackedTitle:
    return TrackedTitle(
        id="lantern-street-2",
        title="Lantern Street 2",
        type=TitleType.FILM,
        known_as_of=date(2024, 1, 12),
        follows=Work("Lantern Street", 1997),
        known={
            P.STATUS: (KnownValue("in development"),),
            P.CAST: (KnownValue("Ada Quill"), KnownValue("Bo Lark", K.IN_TALKS, "The Post", "https://post.example/1")),
        },
        original={P.CAST: (KnownValue("Cy Marsh"),)},
    )


def test_a_baseline_fact_names_its_source_and_its_day(title: TrackedTitle) -> None:
    facts = facts_of(Ledger.of(title), "Lantern Street 2")
    ada, bo = [fact for fact in facts.facts if fact.property is P.CAST]
    assert (ada.words, ada.standing, ada.source.outlet, ada.in_baseline) == ("Ada Quill", Standing.CONFIRMED, "", True)
    assert (bo.standing, bo.source.outlet, bo.source.host) == (Standing.IN_TALKS, "The Post", "post.example")
    assert ada.source.published == datetime(2024, 1, 12, tzinfo=UTC)
    assert facts.follows == "Lantern Street (1997)"


def test_what_nothing_is_known_of_is_named(title: TrackedTitle) -> None:
    facts = facts_of(Ledger.of(title), "Lantern Street 2")
    assert P.RELEASE_DATE in facts.unknown
    assert P.STATUS not in facts.unknown
    assert facts.answer(P.RELEASE_DATE) is None


def test_the_value_that_holds_answers_though_a_rumour_stands_beside_it(title: TrackedTitle, development: Make) -> None:
    dated = development(P.RELEASE_DATE, "2026-09-18", id="d-1")
    rumour = development(P.RELEASE_DATE, "2028", id="d-2", certainty=K.RUMORED)
    facts = facts_of(Ledger.of(title, [dated, rumour]), "Lantern Street 2")
    answer = facts.answer(P.RELEASE_DATE)
    assert answer is not None
    assert (answer.words, answer.in_baseline) == ("18 September 2026", False)
    assert {fact.value: fact.preferred for fact in facts.facts if fact.property is P.RELEASE_DATE} == {
        "2026-09-18": True,
        "2028": False,
    }


def test_a_role_is_part_of_what_is_read_and_not_of_the_value(title: TrackedTitle, development: Make) -> None:
    joined = development(P.CAST, "Dee Farr", role="Mara\x07")
    fact = facts_of(Ledger.of(title, [joined]), "Lantern Street 2").facts[-1]
    assert (fact.value, fact.words, fact.role) == ("Dee Farr", "Dee Farr as Mara", "Mara")


def test_a_timeline_begins_with_the_baseline_and_says_what_is_unsure_of_it(title: TrackedTitle) -> None:
    timeline = timeline_of(title, "Lantern Street 2", (), {})
    assert timeline.baseline == ("Status: in development", "Cast: Ada Quill, Bo Lark (in talks)")
    assert timeline.happenings == ()


def test_a_timeline_is_in_order_of_time_and_names_who_said_it_too(title: TrackedTitle, development: Make) -> None:
    late = development(id="late", published=datetime(2026, 2, 2, tzinfo=UTC))
    early = development(P.CAST, "Cy Marsh", id="early", published=datetime(2026, 1, 2, tzinfo=UTC))
    also = {"early": ("The Curtain Ledger", "Late Wire", "Late Wire")}
    timeline = timeline_of(title, "Lantern Street 2", [late, early], also)
    assert [one.development_id for one in timeline.happenings] == ["early", "late"]
    assert timeline.happenings[0].text == "Cast: Cy Marsh returns"
    assert timeline.happenings[0].also == ("Late Wire",)


def test_what_was_taken_back_is_no_fact_and_the_timeline_says_who_did(title: TrackedTitle, development: Make) -> None:
    wrong = development(
        P.RELEASE_DATE,
        "2026-09-18",
        retracted_at=datetime(2026, 2, 1, tzinfo=UTC),
        retracted_by="Mara\x07",
    )
    assert facts_of(Ledger.of(title, [wrong]), "Lantern Street 2").answer(P.RELEASE_DATE) is None
    (happening,) = timeline_of(title, "Lantern Street 2", [wrong], {}).happenings
    assert happening.text == "Release date set: 18 September 2026 (taken back as wrong by Mara)"
    assert happening.standing is Standing.DENIED
