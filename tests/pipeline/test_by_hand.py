from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model.alerts import AlertKind, DeliveryState, Receipt
from bot.model.errors import CorrectionError, UnknownDevelopmentError, UnknownTitleError
from bot.model.feedback import Correction, Feedback, Opinion
from bot.model.properties import Change, Property
from tests.pipeline.conftest import FERRY, Office

P = Property
NEWS, CATCH_UP = AlertKind.NEWS, AlertKind.CATCH_UP


def says(prop: Property, value: str | None, **more: object) -> Correction:
    return Correction("lantern-street-2", prop, value, "Mara", link="https://discord.com/channels/1/20/3", **more)  # type: ignore[arg-type]  # the tests name its fields


def test_a_value_that_is_set_holds_and_is_told_as_news_with_who_set_it(office: Office) -> None:
    office.hears("lantern dated")
    set_ = office.pipeline.correct(says(P.RELEASE_DATE, "2027-05-14"), office.now)
    assert office.knows(P.RELEASE_DATE) == ["2027-05-14"]
    assert office.waiting() == [(NEWS, ["2026-11-20"]), (NEWS, ["2027-05-14"])]
    (one,) = set_.developments
    assert (one.change, one.previous, one.evidence) == (Change.CHANGED, "2026-11-20", "set by Mara")
    assert one.is_by_hand()
    with office.store.snapshot() as snapshot:
        assert snapshot.developments_of("lantern-street-2")[-1] == one
        (why,) = snapshot.explain("https://discord.com/channels/1/20/3")
    assert [judgement.decision for judgement in why.judgements] == [one]


def test_a_value_that_is_cleared_holds_no_more(office: Office) -> None:
    office.hears("lantern dated")
    office.pipeline.correct(says(P.RELEASE_DATE, None, clears=True), office.now)
    assert office.knows(P.RELEASE_DATE) == []
    with office.store.snapshot() as snapshot:
        assert snapshot.developments_of("lantern-street-2")[-1].evidence == "cleared by Mara"


def test_a_value_may_be_set_cleared_and_set_again(office: Office) -> None:
    for minute, value in enumerate(("PG", None, "PG")):
        moment = office.now + timedelta(minutes=minute)
        office.pipeline.correct(says(P.RATING, value, clears=value is None), moment)
    assert office.knows(P.RATING) == ["PG"]


def test_feeds_repeat_what_was_set_by_hand_in_vain(office: Office) -> None:
    office.pipeline.correct(says(P.RELEASE_DATE, "2026-11-20"), office.now)
    assert office.hears("lantern dated").developments == ()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        pytest.param(says(P.RELEASE_DATE, "soon"), "'soon' is no date", id="no date"),
        pytest.param(says(P.STATUS, "nearly done"), "unknown", id="no status"),
        pytest.param(says(P.RUNTIME, "long"), "number of minutes", id="no number"),
        pytest.param(says(P.RATING, "  "), "write a text", id="nothing"),
        pytest.param(says(P.RATING, None), "a value for rating is missing", id="no value"),
        pytest.param(says(P.RELEASE_DATE, "2026-11-20"), "is known to be 2026-11-20 already", id="known"),
        pytest.param(says(P.DIRECTOR, None, clears=True), "nothing is known of director", id="nothing to clear"),
        pytest.param(says(P.RELEASE_DATE, "2027", clears=True), "is not known to be 2027", id="another value"),
    ],
)
def test_what_cannot_be_set_or_cleared_is_told_and_changes_nothing(
    office: Office, said: Correction, problem: str
) -> None:
    office.hears("lantern dated")
    with office.store.snapshot() as snapshot:
        before = snapshot.counts()
    with pytest.raises(CorrectionError, match=problem):
        office.pipeline.correct(said, office.now)
    with office.store.snapshot() as snapshot:
        assert snapshot.counts() == before


def test_a_title_that_nobody_follows_has_no_facts(office: Office) -> None:
    with pytest.raises(UnknownTitleError, match="night-ferry-2"):
        office.pipeline.correct(Correction(FERRY.id, P.RATING, "PG", "Mara"), office.now)


def test_a_name_that_is_set_by_hand_finds_the_title(office: Office) -> None:
    office.pipeline.follow([FERRY], [])
    office.pipeline.correct(Correction(FERRY.id, P.TITLE, "Night Ferry: Landfall", "Mara"), office.now)
    assert office.pipeline.name_of(FERRY.id) == "Night Ferry: Landfall"
    assert [one.value for one in office.hears("landfall dated").developments] == ["2027-07-02"]


def test_what_is_wrong_is_taken_back_with_who_did_it(office: Office) -> None:
    office.hears("lantern dated")
    (moved,) = office.hears("lantern moved").developments
    (taken,) = office.pipeline.mark_wrong(moved.id, "Mara", office.now)
    assert (taken.id, taken.retracted_by) == (moved.id, "Mara")
    assert office.knows(P.RELEASE_DATE) == ["2026-11-20"]
    with office.store.snapshot() as snapshot:
        assert snapshot.feedback() == (Feedback(moved.id, Opinion.WRONG, "Mara", office.now),)
        assert snapshot.developments_of("lantern-street-2")[-1] == taken


def test_a_name_that_was_wrong_finds_the_title_no_more(office: Office) -> None:
    office.pipeline.follow([FERRY], [])
    (named,) = office.hears("ferry named").developments
    office.pipeline.mark_wrong(named.id, "Mara", office.now)
    assert office.pipeline.name_of(FERRY.id) == FERRY.title
    assert office.hears("landfall dated").developments == ()


def test_what_is_wrong_is_not_told_again_by_the_next_outlet(office: Office) -> None:
    office.hears("lantern dated")
    (moved,) = office.hears("lantern moved").developments
    office.pipeline.mark_wrong(moved.id, "Mara", office.now)
    assert office.hears("lantern again", outlet="Harbour Post").developments == ()


def test_who_has_not_been_told_yet_what_is_wrong_is_not_told(office: Office) -> None:
    (dated, directed) = office.hears("lantern dated", "lantern director").developments
    office.pipeline.mark_wrong(dated.id, "Mara", office.now)
    assert office.waiting() == [(NEWS, [directed.value])]
    with office.store.snapshot() as snapshot:
        assert len(snapshot.deliveries_in("discord", DeliveryState.DROPPED)) == 1


def test_a_message_that_told_what_is_wrong_is_edited(office: Office) -> None:
    (dated,) = office.hears("lantern dated").developments
    with office.store.transaction() as tx:
        (sending,) = tx.claim_deliveries("discord", office.now, 9)
        tx.record_sent(sending.alert.id, office.now, Receipt("m-1", "20"))
    office.pipeline.mark_wrong(dated.id, "Mara", office.now)
    with office.store.snapshot() as snapshot:
        (edit,) = snapshot.due_revisions("discord", office.now + timedelta(hours=1), 9)
    assert edit.receipt == Receipt("m-1", "20")
    assert edit.alert.developments[0].retracted_by == "Mara"


def test_taking_back_twice_is_once_and_both_are_remembered(office: Office) -> None:
    (dated,) = office.hears("lantern dated").developments
    assert len(office.pipeline.mark_wrong(dated.id, "Mara", office.now)) == 1
    assert office.pipeline.mark_wrong(dated.id, "Jun", office.now) == ()
    with office.store.snapshot() as snapshot:
        assert [one.by for one in snapshot.feedback()] == ["Mara", "Jun"]
        assert snapshot.developments_of("lantern-street-2")[-1].retracted_by == "Mara"


def test_what_is_wrong_can_be_set_by_hand(office: Office) -> None:
    (dated,) = office.hears("lantern dated").developments
    office.pipeline.mark_wrong(dated.id, "Mara", office.now)
    office.pipeline.correct(says(P.RELEASE_DATE, "2026-11-20"), office.now)
    assert office.knows(P.RELEASE_DATE) == ["2026-11-20"]


def test_a_title_that_is_followed_no_more_still_has_its_developments_taken_back(office: Office) -> None:
    (dated,) = office.hears("lantern dated").developments
    office.pipeline.follow([FERRY], [])
    assert [one.id for one in office.pipeline.mark_wrong(dated.id, "Mara", office.now)] == [dated.id]


def test_what_is_no_news_holds_and_is_remembered(office: Office) -> None:
    (dated,) = office.hears("lantern dated").developments
    assert office.pipeline.mark_not_news(dated.id, "Mara", office.now) == dated
    assert office.knows(P.RELEASE_DATE) == ["2026-11-20"]
    with office.store.snapshot() as snapshot:
        assert snapshot.feedback() == (Feedback(dated.id, Opinion.NOT_NEWS, "Mara", office.now),)


def test_what_nobody_knows_cannot_be_wrong(office: Office) -> None:
    with pytest.raises(UnknownDevelopmentError, match="d-9"):
        office.pipeline.mark_wrong("d-9", "Mara", office.now)
    with pytest.raises(UnknownDevelopmentError, match="d-9"):
        office.pipeline.mark_not_news("d-9", "Mara", office.now)
