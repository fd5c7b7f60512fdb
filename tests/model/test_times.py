from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.alerts import Pace, QuietHours, Schedule

BERLIN, NEW_YORK, KATHMANDU = "Europe/Berlin", "America/New_York", "Asia/Kathmandu"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "now", "told"),
    [
        pytest.param(Schedule(), "2026-02-01 12:00", "2026-02-01 12:00", id="at once is now"),
        pytest.param(Schedule(Pace.DAILY, 9), "2026-02-01 08:59", "2026-02-01 09:00", id="later the same day"),
        pytest.param(
            Schedule(Pace.DAILY, 9), "2026-02-01 09:00", "2026-02-02 09:00", id="what comes on the hour waits"
        ),
        pytest.param(Schedule(Pace.DAILY, 0), "2026-12-31 23:59", "2027-01-01 00:00", id="over the end of the year"),
        pytest.param(Schedule(Pace.DAILY, 9, zone=BERLIN), "2026-02-01 12:00", "2026-02-02 08:00", id="winter time"),
        pytest.param(Schedule(Pace.DAILY, 9, zone=BERLIN), "2026-07-01 12:00", "2026-07-02 07:00", id="summer time"),
        pytest.param(
            Schedule(Pace.DAILY, 23, zone=NEW_YORK), "2026-07-02 02:59", "2026-07-02 03:00", id="their evening"
        ),
        pytest.param(
            Schedule(Pace.DAILY, 9, zone=KATHMANDU), "2026-02-01 03:00", "2026-02-01 03:15", id="a zone of :45"
        ),
        pytest.param(
            Schedule(Pace.DAILY, 2, zone=BERLIN), "2026-03-28 12:00", "2026-03-29 01:00", id="an hour left out: put on"
        ),
        pytest.param(
            Schedule(Pace.DAILY, 2, zone=BERLIN), "2026-10-24 12:00", "2026-10-25 00:00", id="an hour twice: the first"
        ),
        pytest.param(
            Schedule(Pace.DAILY, 2, zone=BERLIN), "2026-10-25 00:30", "2026-10-26 01:00", id="an hour twice: told once"
        ),
        pytest.param(Schedule(Pace.WEEKLY, 9, 0), "2026-02-01 12:00", "2026-02-02 09:00", id="Sunday to Monday"),
        pytest.param(Schedule(Pace.WEEKLY, 9, 0), "2026-02-02 09:00", "2026-02-09 09:00", id="a week on the hour"),
        pytest.param(
            Schedule(Pace.WEEKLY, 1, 0, "Pacific/Auckland"),
            "2026-02-01 11:59",
            "2026-02-01 12:00",
            id="Monday is theirs",
        ),
        pytest.param(
            Schedule(Pace.WEEKLY, 9, 6, "Pacific/Apia"),
            "2011-12-29 12:00",
            "2011-12-31 19:00",
            id="a day that never was",
        ),
    ],
)
def test_when_news_is_told(schedule: Schedule, now: str, told: str) -> None:
    assert schedule.next_after(at(now)) == at(told)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds the zone
    st.integers(0, 23),
    st.integers(0, 6),
    st.sampled_from([BERLIN, NEW_YORK, KATHMANDU, "UTC", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_a_digest_comes_after_now_and_within_eight_days(now: datetime, hour: int, weekday: int, zone: str) -> None:
    for pace, most in ((Pace.DAILY, 2), (Pace.WEEKLY, 8)):
        told = Schedule(pace, hour, weekday, zone).next_after(now)
        assert 0 < (told - now).total_seconds() <= most * 86_400


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        pytest.param(QuietHours(time(22), time(7)), "2026-02-01 12:00", None, id="by day"),
        pytest.param(QuietHours(time(22), time(7)), "2026-02-01 21:59", None, id="a minute before"),
        pytest.param(QuietHours(time(22), time(7)), "2026-02-01 22:00", "2026-02-02 07:00", id="from their beginning"),
        pytest.param(QuietHours(time(22), time(7)), "2026-02-02 03:00", "2026-02-02 07:00", id="after midnight"),
        pytest.param(QuietHours(time(22), time(7)), "2026-02-02 07:00", None, id="not at their end"),
        pytest.param(QuietHours(time(9), time(17, 30)), "2026-02-02 10:00", "2026-02-02 17:30", id="within a day"),
        pytest.param(QuietHours(time(22), time(7), BERLIN), "2026-07-01 20:30", "2026-07-02 05:00", id="in their zone"),
        pytest.param(
            QuietHours(time(22), time(7), BERLIN), "2026-03-28 23:00", "2026-03-29 05:00", id="a night of 8 hours"
        ),
        pytest.param(
            QuietHours(time(22), time(7), BERLIN), "2026-10-24 22:00", "2026-10-25 06:00", id="a night of 10 hours"
        ),
        pytest.param(
            QuietHours(time(2, 10), time(2, 50), BERLIN), "2026-03-29 01:20", "2026-03-29 01:50", id="an hour left out"
        ),
        pytest.param(
            QuietHours(time(22), time(7), KATHMANDU), "2026-02-01 16:15", "2026-02-02 01:15", id="a zone of 45 minutes"
        ),
    ],
)
def test_when_quiet_hours_end(quiet: QuietHours, now: str, until: str | None) -> None:
    assert quiet.end_of(at(now)) == (None if until is None else at(until))


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds the zone
    st.times(),
    st.times(),
    st.sampled_from([BERLIN, NEW_YORK, KATHMANDU, "UTC", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_when_quiet_hours_end_they_have_ended(now: datetime, start: time, end: time, zone: str) -> None:
    if start == end:
        return
    quiet = QuietHours(start, end, zone)
    until = quiet.end_of(now)
    assert until is None or (until > now and quiet.end_of(until) is None)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        pytest.param(lambda: Schedule(hour=24), "24 is no hour of a day", id="an hour"),
        pytest.param(lambda: Schedule(weekday=7), "7 is no day of a week", id="a weekday"),
        pytest.param(lambda: Schedule(zone="Berlin"), "'Berlin' is no time zone", id="a zone"),
        pytest.param(lambda: Schedule(zone="../../etc/passwd"), "is no time zone", id="a path"),
        pytest.param(lambda: Schedule(zone=""), "is no time zone", id="nothing"),
        pytest.param(lambda: Schedule(zone="Europe"), "is no time zone", id="a folder of zones"),
        pytest.param(lambda: QuietHours(time(7), time(7)), "another time", id="quiet hours of no length"),
        pytest.param(
            lambda: QuietHours(time(7), time(8), "Nowhere/Land"), "is no time zone", id="the zone of quiet hours"
        ),
    ],
)
def test_what_cannot_be_is_told(make: object, problem: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=problem):
        make()
