"""Dates that count from the day of publication or from another date are worked out, never invented."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extraction.dates import DateFound, find_dates
from bot.extraction.text import fold
from bot.model.edtf import parse_edtf

TODAY = date(2026, 1, 15)  # a Thursday


def found(text: str, published: date = TODAY, anchor: str | None = None) -> tuple[DateFound, ...]:
    return find_dates(fold(text), published, parse_edtf(anchor) if anchor else None, text=text)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        pytest.param("Out today.", TODAY, "2026-01-15", id="today"),
        pytest.param("In cinemas from tomorrow.", TODAY, "2026-01-16", id="tomorrow"),
        pytest.param("It wrapped yesterday.", TODAY, "2026-01-14", id="yesterday"),
        pytest.param("Out next year.", TODAY, "2027", id="next year"),
        pytest.param("Out early next year.", TODAY, "2027", id="early next year"),
        pytest.param("Out later this year.", TODAY, "2026", id="later this year"),
        pytest.param("Out by the end of the year.", TODAY, "2026", id="the end of the year"),
        pytest.param("It starts next month.", date(2025, 12, 3), "2026-01", id="next month, over New Year"),
        pytest.param("It wrapped last month.", TODAY, "2025-12", id="last month"),
        pytest.param("It starts this month.", TODAY, "2026-01", id="this month"),
        pytest.param("On the 18th of next month.", TODAY, "2026-02-18", id="a day of next month"),
        pytest.param("The hotel is full from the fourth of the month.", TODAY, "2026-01-04", id="a day of this month"),
        pytest.param("On the service from the 20th.", TODAY, "2026-01-20", id="a day alone"),
        pytest.param("It wraps this week.", TODAY, "2026-01", id="a week is as precise as its month"),
        pytest.param("It starts next week.", date(2026, 5, 20), "2026-05", id="next week"),
        pytest.param("It starts next week.", date(2026, 4, 22), "2026-21", id="a week in two months is its season"),
        pytest.param("It opens this weekend.", TODAY, "2026-01", id="a weekend"),
        pytest.param("It opens next Friday.", TODAY, "2026-01-23", id="next Friday is next week's"),
        pytest.param("It opens next Friday.", date(2026, 1, 16), "2026-01-23", id="also on a Friday"),
        pytest.param("It wrapped last Friday.", date(2026, 1, 16), "2026-01-09", id="last Friday, on a Friday"),
        pytest.param("Friday the 20th, it says.", TODAY, "2026-02-20", id="the month in which the 20th is a Friday"),
        pytest.param("On the service from the 31st.", date(2026, 2, 1), "2026-03-31", id="not every month has it"),
        pytest.param("Friday the 20th, it says.", date(2026, 2, 25), "2026-03-20", id="or the one in the month after"),
        pytest.param("It opens next June.", date(2025, 11, 20), "2026-06", id="next June in November"),
        pytest.param("It opens next June.", date(2026, 4, 20), "2027-06", id="next June in April is not this June"),
        pytest.param("It opens next December.", TODAY, "2026-12", id="next December in January is far enough"),
        pytest.param("It shoots this June.", date(2026, 2, 1), "2026-06", id="this June"),
        pytest.param("It opens this January.", date(2025, 11, 1), "2026-01", id="this January in November"),
        pytest.param("He left last August.", TODAY, "2025-08", id="last August"),
        pytest.param("It shoots this summer.", date(2026, 4, 1), "2026-22", id="this summer"),
        pytest.param("It opens next summer.", date(2025, 11, 24), "2026-22", id="next summer"),
        pytest.param("It was a hit last fall.", date(2026, 7, 1), "2025-23", id="last fall"),
        pytest.param("It was a hit last spring.", date(2026, 7, 1), "2026-21", id="last spring, this year's"),
        pytest.param("It was shot last winter.", date(2026, 7, 1), "2025-24", id="last winter began last year"),
        pytest.param("It opens next winter.", date(2026, 3, 1), "2026-24", id="next winter in March"),
        pytest.param("It opens next winter.", date(2026, 11, 1), "2027-24", id="next winter in November"),
        pytest.param("It opens this Christmas.", date(2026, 5, 1), "2026-12", id="this Christmas"),
        pytest.param("It opened last Thanksgiving.", TODAY, "2025-11", id="last Thanksgiving"),
        pytest.param("It starts in ten days.", TODAY, "2026-01-25", id="in ten days"),
        pytest.param("It starts in two weeks.", date(2026, 5, 1), "2026-05", id="in two weeks, about"),
        pytest.param("It starts in two months.", TODAY, "2026-03", id="in two months"),
        pytest.param("It wrapped three days ago.", TODAY, "2026-01-12", id="three days ago"),
        pytest.param("It opens two months from now.", TODAY, "2026-03", id="months from now"),
        pytest.param("It opens ten months from today.", date(2025, 7, 1), "2026-05-01", id="ten months to the day"),
        pytest.param("It opens a month from today.", date(2026, 1, 31), "2026-02-28", id="to a shorter month"),
        pytest.param("A year from tomorrow we sit there.", date(2024, 11, 13), "2025-11-14", id="a year from tomorrow"),
        pytest.param("It opens a week from Friday.", TODAY, "2026-01-23", id="a week from Friday"),
        pytest.param("It opens two days before May 1, 2026.", TODAY, "2026-04-29", id="before a date"),
        pytest.param("It opens a week after Labor Day.", TODAY, "2026-09-14", id="after a holiday"),
    ],
)
def test_a_date_counts_from_the_day_of_publication(text: str, published: date, expected: str) -> None:
    (one,) = found(text, published)
    assert str(one.date) == expected
    assert not one.relative


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        pytest.param("On Friday it opens.", "2026-01-16", "2026-01-09", id="on Friday"),
        pytest.param("It opens this Friday.", "2026-01-16", "2026-01-09", id="this Friday"),
        pytest.param("Thursday it is.", "2026-01-15", "2026-01-15", id="its own weekday is today"),
        pytest.param("They said so late Tuesday.", "2026-01-20", "2026-01-13", id="without a preposition"),
    ],
)
def test_a_weekday_is_the_nearest_and_marked(text: str, ahead: str, behind: str) -> None:
    (one,) = found(text)
    assert (str(one.date), str(one.behind), one.weekday) == (ahead, behind, True)


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        pytest.param("It comes two weeks later.", "2026-09-18", "2026-10-02", id="two weeks later"),
        pytest.param("It comes a week earlier than planned.", "2026-09-18", "2026-09-11", id="a week earlier"),
        pytest.param("It comes a couple of days early.", "2026-09-18", "2026-09-16", id="a couple of days early"),
        pytest.param("It comes a fortnight later.", "2026-09-18", "2026-10-02", id="a fortnight"),
        pytest.param("Pushed back seven months.", "2025-10-17", "2026-05", id="months give a month"),
        pytest.param("Delayed by a year.", "2025-10-17", "2026", id="a year gives a year"),
        pytest.param("A year later than planned.", "2025-22", "2026", id="from a season"),
        pytest.param("It moves up two weeks.", "2026-09-18", "2026-09-04", id="moved up"),
        pytest.param("Fans must wait 10 days longer.", "2026-09-18", "2026-09-28", id="in figures"),
        pytest.param("It opens the same day.", "2026-09-18", "2026-09-18", id="the same day"),
        pytest.param("It opens the same Friday.", "2026-09-18", "2026-09-18", id="the same Friday"),
        pytest.param("It opens the same month.", "2026-09-18", "2026-09", id="the same month"),
        pytest.param("It opens the following Friday.", "2026-09-18", "2026-09-25", id="the following Friday"),
        pytest.param("It opens the following month.", "2026-12-18", "2027-01", id="the following month"),
        pytest.param("The album is out a week before the film.", "2026-09-18", "2026-09-11", id="a week before"),
    ],
)
def test_a_date_counts_from_the_date_that_is_known(text: str, anchor: str, expected: str) -> None:
    (one,) = found(text, anchor=anchor)
    assert str(one.date) == expected
    assert one.relative


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        pytest.param("It leaves July 24 for the following Friday.", None, "2026-07-31", id="the sentence's own date"),
        pytest.param("Out July 24; two weeks later than planned.", "2026-09-18", "2026-10-02", id="the plan's date"),
        pytest.param("Due July 24, it opens a week later.", "2026-09-18", "2026-07-31", id="the sentence's date first"),
        pytest.param("They met in 2025. A week later it moved.", "2026-09-18", "2026-09-25", id="another sentence's"),
        pytest.param("A 2025 hit, it opens a week later.", "2026-09-18", "2026-09-25", id="a work's year is no anchor"),
        pytest.param("In June 2025 it was set; a day later", "2026-09-18", "2026-09-19", id="too vague an anchor"),
    ],
)
def test_what_a_date_counts_from(text: str, anchor: str | None, expected: str) -> None:
    assert [str(one.date) for one in found(text, anchor=anchor) if one.relative] == [expected]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        pytest.param("It comes two weeks later.", None, id="no date is known"),
        pytest.param("It comes two weeks later.", "2026-09", id="a month is too vague for weeks"),
        pytest.param("It comes two months later.", "2026-22", id="a season is too vague for months"),
        pytest.param("The sequel comes twenty-one years later.", "2026-09-18", id="decades are the story's"),
        pytest.param("The sequel comes 21 years later.", "2026-09-18", id="in figures too"),
        pytest.param("It took 38 days in 20 years.", "2026-09-18", id="how long it took"),
        pytest.param("It opens the same Monday.", "2026-09-18", id="the known date is no Monday"),
        pytest.param("It opens the following Friday.", "2026-09", id="no day to follow"),
        pytest.param("It opens the same month.", "2026-22", id="a season has no month"),
        pytest.param("It opens the same week.", "2026-09-18", id="a week has no date"),
        pytest.param("It comes two weeks later.", "9999-12-31", id="the calendar ends"),
        pytest.param("A week from the opening.", "2026-09-18", id="from no date"),
        pytest.param("A week from February 31.", "2026-09-18", id="from a day that is none"),
        pytest.param("It is on for two and a half years.", "2026-09-18", id="halves"),
    ],
)
def test_what_cannot_be_worked_out_is_no_date(text: str, anchor: str | None) -> None:
    assert found(text, anchor=anchor) == ()


def test_a_date_that_is_described_is_not_moved() -> None:
    dates = found("With us on 3 April, a week before America.", anchor="2026-09-18")
    assert [str(one.date) for one in dates] == ["2026-04-03"]
