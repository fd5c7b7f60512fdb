from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bot.model.alerts import AlertKind, Pace, Schedule
from bot.model.entries import Outlet, Trust
from bot.model.properties import Property
from bot.novelty import Outlets
from bot.pipeline import Batch
from tests.pipeline.conftest import FERRY, LANTERN, LOBBY, STORIES, Office

NEWS, CATCH_UP, DIGEST = AlertKind.NEWS, AlertKind.CATCH_UP, AlertKind.DIGEST


def test_a_title_that_is_followed_from_now_on_has_news_from_now_on(office: Office) -> None:
    assert office.hears("ferry director").developments == ()
    office.pipeline.follow([LANTERN, FERRY], [LOBBY])
    assert [one.title_id for one in office.hears("ferry named", "lantern dated").developments] == [FERRY.id, LANTERN.id]


def test_a_title_that_is_followed_no_more_has_none(office: Office) -> None:
    office.pipeline.follow([FERRY], [LOBBY])
    assert office.hears("lantern dated").developments == ()


def test_who_subscribes_from_now_on_is_told_from_now_on(office: Office) -> None:
    office.hears("lantern dated")
    office.pipeline.follow([LANTERN], [replace(LOBBY, id="attic", target="21")])
    office.hears("lantern director")
    assert office.waiting() == [(NEWS, ["2026-11-20"]), (NEWS, ["Nora Finch"])]


def test_official_names_are_known_after_other_titles_are_followed(office: Office) -> None:
    office.pipeline.follow([FERRY], [LOBBY])
    office.hears("ferry named")
    office.pipeline.follow([LANTERN, FERRY], [LOBBY])
    assert office.pipeline.name_of(FERRY.id) == "Night Ferry: Landfall"
    assert [one.title_id for one in office.hears("landfall dated").developments] == [FERRY.id]


def test_a_name_learned_earlier_is_known_once_its_title_is_followed_again(office: Office) -> None:
    office.pipeline.follow([FERRY], [LOBBY])
    office.hears("ferry named")
    office.pipeline.follow([LANTERN], [LOBBY])
    office.pipeline.follow([FERRY], [LOBBY])
    assert [one.title_id for one in office.hears("landfall dated").developments] == [FERRY.id]


def test_whom_to_believe_may_change_as_well(office: Office) -> None:
    office.pipeline.follow([LANTERN], [LOBBY], Outlets([Outlet("The Pier Gazette", "Pier", Trust.TRADE)]))
    (dated,) = office.hears("lantern dated", outlet="pier gazette").developments
    assert dated.outlet == "The Pier Gazette"


def test_the_headlines_of_the_last_weeks_catch_up_a_title_that_is_followed_newly(office: Office) -> None:
    office.hears("ferry director", "lantern dated")
    office.pipeline.follow([LANTERN, FERRY], [LOBBY])
    read = office.pipeline.read_back([FERRY.id], office.now)
    assert [one.value for one in read.developments] == ["Robin Shaw"]
    assert office.waiting() == [(NEWS, ["2026-11-20"]), (CATCH_UP, ["Robin Shaw"])]
    assert office.knows(Property.DIRECTOR, FERRY) == ["Robin Shaw"]


def test_an_entry_may_speak_of_a_title_followed_then_and_of_one_followed_newly(office: Office) -> None:
    both = replace(
        office.entry("lantern director"), title="Nora Finch to direct ‘Lantern Street 2’ and ‘Night Ferry 2’"
    )
    office.pipeline.ingest(Batch([both]), office.now)
    office.pipeline.follow([LANTERN, FERRY], [LOBBY])
    office.pipeline.read_back([FERRY.id], office.now)
    with office.store.snapshot() as snapshot:
        (why,) = snapshot.explain(both.id)
    assert {mention.title_id for mention in why.mentions} == {LANTERN.id, FERRY.id}


def test_reading_back_tells_nothing_from_before_the_baseline(office: Office) -> None:
    office.hears("ferry director")
    late = replace(FERRY, known_as_of=office.now.date().replace(day=31))
    office.pipeline.follow([late], [LOBBY])
    assert office.pipeline.read_back([FERRY.id], office.now).developments == ()


def test_reading_back_for_nobody_is_nothing(office: Office) -> None:
    office.hears("ferry director")
    assert office.pipeline.read_back([FERRY.id], office.now).developments == ()


def test_who_is_resumed_catches_up_on_what_was_missed(office: Office) -> None:
    with office.store.transaction() as tx:
        tx.save_subscription(LOBBY, office.now)
        tx.pause_subscription(LOBBY.id, "the channel is gone")
    paused = replace(LOBBY, paused="the channel is gone")
    office.pipeline.follow([LANTERN], [paused])
    office.hears("lantern dated", "lantern director")
    assert office.waiting() == []
    office.pipeline.tell_missed(paused, office.now)
    assert office.waiting() == [(CATCH_UP, ["2026-11-20", "Nora Finch"])]
    with office.store.snapshot() as snapshot:
        assert snapshot.subscriptions() == (LOBBY,)


def test_a_digest_is_one_alert_of_all_titles(office: Office) -> None:
    office.pipeline.follow([LANTERN, FERRY], [replace(LOBBY, schedule=Schedule(Pace.DAILY, 9))])
    office.hears("lantern dated", "ferry director")
    assert office.waiting() == [(DIGEST, ["2026-11-20", "Robin Shaw"])]


def test_what_is_followed_may_change_while_entries_come_in(office: Office) -> None:
    with ThreadPoolExecutor() as threads:
        for number in range(20):
            titles = [LANTERN, replace(FERRY, also_known_as=(f"The Crossing {number}",))]
            threads.submit(office.pipeline.follow, titles, [LOBBY]).result()
            follows = threads.submit(office.pipeline.follow, titles[::-1], [LOBBY, replace(LOBBY, id="attic")])
            hears = threads.submit(office.hears, *STORIES, outlet=f"Outlet {number}")
            follows.result()
            hears.result()
    assert office.knows(Property.DIRECTOR) == ["Nora Finch"]
    assert office.knows(Property.DIRECTOR, FERRY) == ["Robin Shaw"]
