from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from bot.chat.typed import typed_value
from bot.chat.wishes import WishError, Wishes, granted, pieces_of
from bot.model.alerts import Subscription
from bot.model.properties import Property
from bot.model.times import Pace, QuietHours, Schedule
from bot.wording import ENGLISH

FRESH = Subscription("discord:1", "discord", target="1")


def wish(to: Subscription = FRESH, **typed: Any) -> Subscription:
    return granted(Wishes(**typed), to, lambda title: title.casefold(), ENGLISH)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        pytest.param("22:00-07:30", time(22), time(7, 30), id="over midnight"),
        pytest.param("22-7", time(22), time(7), id="hours alone"),
        pytest.param(" 1:15 \u2013 6 ", time(1, 15), time(6), id="with a dash and spaces"),
        pytest.param("22 to 7", time(22), time(7), id="in words"),
        pytest.param("18-24", time(18), time(0), id="until midnight"),
    ],
)
def test_quiet_hours_are_understood_as_people_write_them(typed: str, start: time, end: time) -> None:
    assert wish(quiet=typed, zone="Europe/Berlin").quiet == QuietHours(start, end, "Europe/Berlin")


@pytest.mark.parametrize("typed", ["22", "22-22", "25-7", "22:70-7", "at night", ""])
def test_what_is_no_time_of_the_day_says_how_to_write_it(typed: str) -> None:
    with pytest.raises(WishError, match="22:00-07:00"):
        wish(quiet=typed)


def test_a_new_zone_moves_the_quiet_hours_too() -> None:
    before = wish(quiet="22-7")
    assert wish(before, zone="Asia/Tokyo").quiet == QuietHours(time(22), time(7), "Asia/Tokyo")


@pytest.mark.parametrize(
    ("typed", "pace"),
    [
        pytest.param({"hour": 18}, Pace.DAILY, id="an hour means a daily digest"),
        pytest.param({"weekday": 4}, Pace.WEEKLY, id="a day means a weekly one"),
        pytest.param({"hour": 18, "pace": Pace.AT_ONCE}, Pace.AT_ONCE, id="what is said goes before"),
        pytest.param({"zone": "UTC"}, Pace.AT_ONCE, id="a zone alone means no digest"),
    ],
)
def test_nobody_sets_an_hour_to_be_told_at_once(typed: dict[str, Any], pace: Pace) -> None:
    assert wish(**typed).schedule.pace is pace


def test_a_digest_stays_one_when_its_hour_changes() -> None:
    weekly = wish(weekday=2)
    assert wish(weekly, hour=20).schedule == Schedule(Pace.WEEKLY, 20, 2)


def test_roles_are_added_changed_and_taken_one_by_one() -> None:
    both = wish(wish(role="5"), role="6", role_for=Property.CAST)
    assert (both.roles_for(Property.CAST), both.roles_for(Property.RUNTIME)) == (("6",), ("5",))
    less = wish(both, without_role="cast")
    assert less.roles_for(Property.CAST) == ("5",)
    assert wish(both, without_role="all").roles == ()


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        pytest.param("one, two ,, three", ["one", "two", "three"], id="a list"),
        pytest.param("all", [], id="all"),
        pytest.param("ALLE", [], id="all, in German"),
        pytest.param(" ", [], id="nothing"),
    ],
)
def test_lists_are_taken_apart(typed: str, pieces: list[str]) -> None:
    assert pieces_of(typed) == pieces


@pytest.mark.parametrize(
    ("prop", "typed", "kept"),
    [
        pytest.param(Property.RELEASE_DATE, "2026-22", "2026-22", id="EDTF"),
        pytest.param(Property.RELEASE_DATE, "Sept. 18, 2026", "2026-09-18", id="a day"),
        pytest.param(Property.RELEASE_DATE, "summer 2026", "2026-22", id="a season"),
        pytest.param(Property.RELEASE_DATE, "May 1", "2026-05-01", id="a day without its year lies ahead"),
        pytest.param(Property.RELEASE_DATE, "soon", "soon", id="no date stays, for the ledger to refuse"),
        pytest.param(Property.STATUS, "Filming", "filming", id="a stage in capitals"),
        pytest.param(Property.CAST, " Ada Quill ", "Ada Quill", id="a name keeps its capitals"),
    ],
)
def test_values_are_kept_in_their_propertys_form(prop: Property, typed: str, kept: str) -> None:
    assert typed_value(prop, typed, date(2026, 3, 1)) == kept
