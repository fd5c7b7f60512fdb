from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.model.claims import Claim
from bot.model.developments import Development
from bot.model.feedback import Correction
from bot.model.properties import Certainty, Change, Property
from bot.model.titles import TrackedTitle
from bot.novelty import Ledger, Rank, Verdict, corrected, entry_by_hand, taken_back_with

P, C, K = Property, Change, Certainty
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
Steps = Sequence[tuple[object, ...]]


def correct(ledger: Ledger, prop: Property, value: str | None, **words: Any) -> tuple[Development, ...]:
    said = Correction("lantern-street-2", prop, value, "Mara", link="https://discord.com/channels/1/2/3", **words)
    return corrected(ledger, said, entry_by_hand(said, NOW))


def stands(ledger: Ledger, prop: Property) -> list[str]:
    return [one.value for one in ledger.current(prop)]


DATED: Steps = [("03-01", P.RELEASE_DATE, "2026-06-19")]
CAST: Steps = [("03-01", P.CAST, "Theo Marchek", {"certainty": K.IN_TALKS}), ("03-02", P.CAST, "Ada Quill")]


@pytest.mark.parametrize(
    ("steps", "prop", "value", "expected"),
    [
        pytest.param([], P.RELEASE_DATE, "2026-09-18", (C.ADDED, None, 0, None), id="the first value"),
        pytest.param(
            DATED, P.RELEASE_DATE, "2026-09-18", (C.CHANGED, "2026-06-19", 1, None), id="another in its place"
        ),
        pytest.param(DATED, P.RELEASE_DATE, "2026", (C.CHANGED, "2026-06-19", 1, None), id="a vaguer one in its place"),
        pytest.param(DATED, P.RELEASE_DATE, "2026-06-19", None, id="what is known anyway"),
        pytest.param(CAST, P.CAST, "Robin Shaw", (C.ADDED, None, 0, None), id="beside others"),
        pytest.param(
            CAST, P.CAST, "Theo Marchek", (C.CONFIRMED, "Theo Marchek", 0, K.IN_TALKS), id="what was not sure yet"
        ),
        pytest.param(CAST, P.CAST, "Ada Quill", None, id="somebody who is known anyway"),
    ],
)
def test_what_is_set_by_hand_holds_as_confirmed(
    ledger_after: Callable[..., Ledger],
    steps: Steps,
    prop: Property,
    value: str,
    expected: tuple[object, ...] | None,
) -> None:
    ledger = ledger_after(steps)
    all_made = correct(ledger, prop, value)
    if expected is None:
        assert all_made == ()
        return
    (made,) = all_made
    assert (made.change, made.previous, made.moves, made.was) == expected
    assert (made.certainty, made.evidence, made.outlet) == (K.CONFIRMED, "set by Mara", "moderators")
    assert made.is_by_hand()
    after = ledger.with_development(made)
    assert value in stands(after, prop)
    assert prop.holds_many or stands(after, prop) == [value]


def test_a_role_may_be_set_for_somebody_who_is_known(ledger_after: Callable[..., Ledger]) -> None:
    ledger = ledger_after(CAST)
    (made,) = correct(ledger, P.CAST, "Ada Quill", role="the lamplighter")
    (other, ada) = ledger.with_development(made).current(P.CAST)
    assert (other.role, ada.role, ada.certainty) == (None, "the lamplighter", K.CONFIRMED)


@pytest.mark.parametrize(
    ("steps", "prop", "value", "gone_and_left"),
    [
        pytest.param(DATED, P.RELEASE_DATE, None, (["2026-06-19"], []), id="the only value"),
        pytest.param(CAST, P.CAST, "Ada Quill", (["Ada Quill"], ["Theo Marchek"]), id="one of several"),
        pytest.param(CAST, P.CAST, "Quill", (["Ada Quill"], ["Theo Marchek"]), id="by the surname"),
        pytest.param(CAST, P.CAST, None, (["Theo Marchek", "Ada Quill"], []), id="all of several"),
        pytest.param(CAST, P.CAST, "Robin Shaw", ([], ["Theo Marchek", "Ada Quill"]), id="nobody of that name"),
        pytest.param([], P.DIRECTOR, None, ([], []), id="nothing is known"),
    ],
)
def test_what_is_cleared_by_hand_holds_no_more(
    ledger_after: Callable[..., Ledger],
    steps: Steps,
    prop: Property,
    value: str | None,
    gone_and_left: tuple[list[str], list[str]],
) -> None:
    ledger, (gone, left) = ledger_after(steps), gone_and_left
    made = correct(ledger, prop, value, clears=True)
    assert [(one.change, one.value, one.previous, one.evidence) for one in made] == [
        (C.REMOVED, value, value, "cleared by Mara") for value in gone
    ]
    for one in made:
        ledger = ledger.with_development(one)
    assert stands(ledger, prop) == left


def test_the_same_correction_later_rests_on_another_entry() -> None:
    said = Correction("lantern-street-2", P.RATING, "PG", "Mara")
    first, second = (entry_by_hand(said, NOW + timedelta(minutes=minutes)) for minutes in (0, 1))
    assert first.id != second.id
    assert first.summary != second.summary


History = Callable[..., tuple[list[Development], Ledger]]


@pytest.fixture
def told(title: TrackedTitle, says: Callable[..., Claim], hears: Callable[..., Verdict]) -> History:
    """Some claims, day by day, and the developments that they made; those at `wrong` are taken back."""

    def tell(
        *claims: tuple[str, str, str, dict[str, object]], wrong: Sequence[int] = ()
    ) -> tuple[list[Development], Ledger]:
        ledger, news = Ledger.of(title), list[Development]()
        for day, by, value, words in claims:
            verdict = hears(ledger, day, says(P.RELEASE_DATE, value, **words), by=by)
            ledger, news = verdict.ledger, [*news, *verdict.developments]
        news = [replace(one, retracted_at=NOW) if at in wrong else one for at, one in enumerate(news)]
        return news, Ledger.of(title, news)

    return tell


MOVED = {"change": C.CHANGED}
A_DATE = ("03-01", "Trade Paper", "2026-06-19", dict[str, object]())
ANOTHER = ("04-01", "Trade Paper", "2026-09-18", dict[str, object](MOVED))


def test_what_is_taken_back_stands_no_more_and_what_it_changed_stands_again(told: History) -> None:
    _, before = told(A_DATE, ANOTHER)
    assert stands(before, P.RELEASE_DATE) == ["2026-09-18"]
    news, ledger = told(A_DATE, ANOTHER, wrong=[1])
    assert stands(ledger, P.RELEASE_DATE) == ["2026-06-19"]
    assert ledger.moves(P.RELEASE_DATE) == 0
    gone = ledger.history(P.RELEASE_DATE)[-1]
    assert (gone.value, gone.rank, gone.end and gone.end.development_id) == ("2026-09-18", Rank.DEPRECATED, news[1].id)


def test_the_next_text_that_says_what_was_wrong_is_no_news(
    told: History, says: Callable[..., Claim], hears: Callable[..., Verdict]
) -> None:
    _, ledger = told(A_DATE, ANOTHER, wrong=[1])
    again = says(P.RELEASE_DATE, "2026-09-18")
    assert hears(ledger, "05-01", again, by="City Herald").developments == ()
    assert hears(ledger, "07-01", again, by="City Herald").developments == ()


def test_a_removal_that_was_wrong_gives_the_value_back(told: History) -> None:
    _, ledger = told(A_DATE, ("04-01", "Trade Paper", "2026-06-19", {"change": C.REMOVED}), wrong=[1])
    assert stands(ledger, P.RELEASE_DATE) == ["2026-06-19"]


def test_what_has_only_said_the_same_since_falls_with_it(told: History) -> None:
    rumour = ("03-01", "City Herald", "2026-06-19", dict[str, object](certainty=K.RUMORED))
    news, ledger = told(rumour, ("03-05", "Trade Paper", "2026-06-19", {}), ANOTHER)
    assert [one.change for one in news] == [C.ADDED, C.CONFIRMED, C.CHANGED]
    assert taken_back_with(news[0], news, ledger) == (news[0].id, news[1].id)
    assert taken_back_with(news[1], news, ledger) == (news[1].id,)
    assert taken_back_with(news[2], news, ledger) == (news[2].id,)


def test_a_rumour_stands_again_where_only_its_confirmation_was_wrong(told: History) -> None:
    rumour = ("03-01", "City Herald", "2026-06-19", dict[str, object](certainty=K.RUMORED))
    _, ledger = told(rumour, ("03-05", "Trade Paper", "2026-06-19", {}), wrong=[1])
    (known,) = ledger.current(P.RELEASE_DATE)
    assert (known.value, known.certainty) == ("2026-06-19", K.RUMORED)
