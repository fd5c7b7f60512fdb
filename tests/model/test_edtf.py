"""Dates keep their precision: what is written is read back, and a vaguer date contains a more precise one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.edtf import EdtfDate, Precision, narrowest, of_day, parse_edtf

DAYS = st.dates(min_value=date(1000, 1, 1)).map(of_day)
MONTHS = st.builds(EdtfDate, st.integers(1, 9999), st.integers(1, 12) | st.integers(21, 24))
YEARS = st.builds(EdtfDate, st.integers(1, 9999))
DATES = DAYS | MONTHS | YEARS


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        pytest.param("2026-09-18", EdtfDate(2026, 9, 18), Precision.DAY, id="a day"),
        pytest.param("2026-09", EdtfDate(2026, 9), Precision.MONTH, id="a month"),
        pytest.param("2026-22", EdtfDate(2026, 22), Precision.SEASON, id="a season has a code where a month would be"),
        pytest.param("2026", EdtfDate(2026), Precision.YEAR, id="a year"),
        pytest.param(" 2026-09 ", EdtfDate(2026, 9), Precision.MONTH, id="spaces around it do not matter"),
        pytest.param("2028-02-29", EdtfDate(2028, 2, 29), Precision.DAY, id="a leap day"),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, expected: EdtfDate, precision: Precision) -> None:
    assert parse_edtf(text) == expected
    assert expected.precision is precision


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("soon", "write 2026-09-18", id="a word"),
        pytest.param("", "write 2026-09-18", id="nothing"),
        pytest.param("18.09.2026", "write 2026-09-18", id="another notation"),
        pytest.param("2026-9", "write 2026-09-18", id="a month of one digit"),
        pytest.param("2026-09-18T10:00:00Z", "write 2026-09-18", id="an instant"),
        pytest.param("٢٠٢٦", "write 2026-09-18", id="digits of another script"),
        pytest.param("2026-13", "neither a month", id="a thirteenth month"),
        pytest.param("2026-25", "neither a month", id="a fifth season"),
        pytest.param("2026-00", "neither a month", id="month zero"),
        pytest.param("2026-02-29", "day", id="a leap day in a common year"),
        pytest.param("2026-22-01", "month", id="a day of a season"),
        pytest.param("0000", "between 1 and 9999", id="the year zero"),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="is no date") as raised:
        parse_edtf(text)
    assert reason in str(raised.value)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        EdtfDate(2026, None, 18)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2026-09-18", date(2026, 9, 18), date(2026, 9, 18), id="a day is one day"),
        pytest.param("2028-02", date(2028, 2, 1), date(2028, 2, 29), id="February of a leap year"),
        pytest.param("2026-21", date(2026, 3, 1), date(2026, 5, 31), id="spring"),
        pytest.param("2026-22", date(2026, 5, 1), date(2026, 9, 30), id="the trade's summer is long"),
        pytest.param("2026-23", date(2026, 9, 1), date(2026, 11, 30), id="autumn"),
        pytest.param("2026-24", date(2026, 1, 1), date(2026, 12, 31), id="winter may be either end of the year"),
        pytest.param("2026", date(2026, 1, 1), date(2026, 12, 31), id="a year"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert (parse_edtf(text).first_day, parse_edtf(text).last_day) == (first, last)


@pytest.mark.parametrize(
    ("vague", "precise", "expected"),
    [
        pytest.param("2026", "2026-09-18", True, id="a year contains its days"),
        pytest.param("2026", "2026-22", True, id="a year contains its seasons"),
        pytest.param("2026-22", "2026-05", True, id="a summer film may open in May"),
        pytest.param("2026-22", "2026-10-01", False, id="October is not summer"),
        pytest.param("2026-24", "2026-12-25", True, id="winter contains December"),
        pytest.param("2026-24", "2026-01", True, id="winter contains January"),
        pytest.param("2026-24", "2026-06-01", False, id="winter does not contain June"),
        pytest.param("2026-24", "2027-01-05", False, id="nor another year's January"),
        pytest.param("2026-09", "2026", False, id="a month does not contain its year"),
        pytest.param("2026-05", "2026-06", False, id="two months"),
        pytest.param("2026-09", "2027-09-18", False, id="another year's day"),
    ],
)
def test_a_vaguer_date_contains_the_more_precise_one(vague: str, precise: str, *, expected: bool) -> None:
    assert parse_edtf(vague).contains(parse_edtf(precise)) is expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2026, 5, 22), date(2026, 5, 22), "2026-05-22", id="one day"),
        pytest.param(date(2026, 5, 22), date(2026, 5, 25), "2026-05", id="a weekend in one month"),
        pytest.param(date(2026, 8, 28), date(2026, 9, 7), "2026-22", id="two months of a season"),
        pytest.param(date(2026, 11, 28), date(2026, 12, 4), "2026", id="two months of no season"),
        pytest.param(date(2026, 12, 28), date(2027, 1, 3), None, id="two years have nothing in common"),
    ],
)
def test_days_are_held_by_the_narrowest_date(first: date, last: date, expected: str | None) -> None:
    assert narrowest(first, last) == (parse_edtf(expected) if expected else None)


@given(DATES)
def test_every_date_that_is_written_is_read_back(value: EdtfDate) -> None:
    assert parse_edtf(str(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        value = parse_edtf(text)
    except ValueError as why:
        assert "is no date" in str(why)  # noqa: PT017  most texts are none: both outcomes are right
    else:
        assert str(value) == text.strip()


@given(DATES)
def test_a_date_contains_itself_and_spans_its_own_days(value: EdtfDate) -> None:
    assert value.contains(value)
    assert value.first_day <= value.last_day


@given(DATES, DATES)
def test_containing_goes_one_way(left: EdtfDate, right: EdtfDate) -> None:
    if left != right and left.contains(right):
        assert not right.contains(left)
        assert left.precision < right.precision
        assert left.first_day <= right.first_day <= right.last_day <= left.last_day


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)), st.integers(0, 400))
def test_the_narrowest_date_holds_both_ends(first: date, days: int) -> None:
    last = first + timedelta(days)
    found = narrowest(first, last)
    assert (found is None) == (first.year != last.year)
    if found is not None:
        assert found.first_day <= first <= last <= found.last_day
