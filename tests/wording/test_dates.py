from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.dates import date_words, day_words, refines, when_words


@pytest.mark.parametrize(
    ("value", "words", "when"),
    [
        pytest.param("2026-09-18", "18 September 2026", "on 18 September 2026", id="a day"),
        pytest.param("2026-09-01", "1 September 2026", "on 1 September 2026", id="a day without its zero"),
        pytest.param("2026-09", "September 2026", "in September 2026", id="a month gets no day"),
        pytest.param("2026-21", "spring 2026", "in spring 2026", id="spring"),
        pytest.param("2026-22", "summer 2026", "in summer 2026", id="summer"),
        pytest.param("2026-23", "autumn 2026", "in autumn 2026", id="autumn"),
        pytest.param("2026-24", "winter 2026", "in winter 2026", id="winter"),
        pytest.param("2026", "2026", "in 2026", id="a year gets no month"),
        pytest.param("some day", "some day", "in some day", id="what is no date stays as it is"),
    ],
)
def test_a_date_is_written_at_its_own_precision(value: str, words: str, when: str) -> None:
    assert (date_words(value), when_words(value)) == (words, when)


@given(st.dates())
def test_every_day_is_written_the_same_way_from_either_side(day: date) -> None:
    assert date_words(day.isoformat()) == day_words(day)


@pytest.mark.parametrize(
    ("value", "previous", "expected"),
    [
        pytest.param("2026-09-18", "2026-09", True, id="a day within the month"),
        pytest.param("2026-09-18", "2026", True, id="a day within the year"),
        pytest.param("2027-02-12", "2026", False, id="a day in another year is a move"),
        pytest.param("2026", "2026-09", False, id="vaguer is not more precise"),
        pytest.param("2026-09", "2026-09", False, id="the same is not more precise"),
        pytest.param("soon", "2026", False, id="no date refines nothing"),
    ],
)
def test_more_precise_means_the_same_date_with_more_of_it_known(value: str, previous: str, *, expected: bool) -> None:
    assert refines(value, previous) is expected
