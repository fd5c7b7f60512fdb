"""Drawing a chart: where an axis has its marks, and that no words meet others, leave their panel or break a picture."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from bot.chat.charts import Artist, Band, Chart
from bot.chat.drawing.labels import Box, beside, clean, cut, spread, width
from bot.chat.drawing.ticks import FIRST, LAST, ticks
from bot.wording import ENGLISH

MONTHS = ENGLISH.row("date.months")
PANEL = Box(0.0, 0.0, 870.0, 290.0)


def words(begin: str, end: str, most: int) -> list[str]:
    first, last = (date.fromisoformat(day).toordinal() for day in (begin, end))
    return [one.words for one in ticks(first, last, most, MONTHS)]


@pytest.mark.parametrize(
    ("begin", "end", "most", "expected"),
    [
        pytest.param("2026-03-01", "2026-03-04", 5, ["2 Mar 2026", "3 Mar 2026", "4 Mar 2026"], id="days"),
        pytest.param(
            "2026-03-01", "2026-03-20", 4, ["2 Mar 2026", "9 Mar 2026", "16 Mar 2026"], id="weeks, from Mondays"
        ),
        pytest.param("2026-01-15", "2026-04-20", 3, ["Feb 2026", "Mar 2026", "Apr 2026"], id="months"),
        pytest.param("2025-11-15", "2026-12-20", 5, ["Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026"], id="quarters"),
        pytest.param("2024-06-15", "2028-06-20", 5, ["Jan 2025", "Jan 2026", "Jan 2027", "Jan 2028"], id="years"),
        pytest.param(
            "1990-01-02", "2090-01-20", 6, ["Jan 2000", "Jan 2020", "Jan 2040", "Jan 2060", "Jan 2080"], id="far"
        ),
        pytest.param("0001-01-01", "9999-12-31", 3, ["Jan 5000"], id="all that there is"),
    ],
)
def test_an_axis_has_the_finest_marks_that_it_has_room_for(
    begin: str, end: str, most: int, expected: list[str]
) -> None:
    assert words(begin, end, most)[: len(expected)] == expected


@given(st.floats(FIRST - 9_000, LAST), st.floats(2, LAST - FIRST), st.integers(2, 9))
def test_marks_lie_within_their_axis_in_order_and_are_never_too_many(begin: float, length: float, most: int) -> None:
    found = [one.at for one in ticks(begin, begin + length, most, MONTHS)]
    assert len(found) <= most
    assert found == sorted(set(found))
    assert all(max(begin, FIRST) <= at <= min(begin + length, LAST) for at in found)


@given(st.lists(st.tuples(st.floats(20, 700), st.floats(20, 270)), max_size=3))
@example([(20.0, 20.0)] * 3)
@example([(400.0, 145.0)] * 12)
def test_words_beside_dots_never_meet(places: list[tuple[float, float]]) -> None:
    labels = spread([(x, y, "14 July 2027") for x, y in places], 16, PANEL)
    assert all(one.box.within(PANEL) for one in labels)
    assert not [(a, b) for number, a in enumerate(labels) for b in labels[:number] if a.box.meets(b.box)]


@pytest.mark.parametrize("x", [0.0, 300.0, 435.0, 600.0, 870.0])
def test_a_rows_words_stay_within_the_panel(x: float) -> None:
    label = beside(x, 20, "Release date moved: 13 February 2026 → 24 April 2026 (moved for the second time)", 16, PANEL)
    assert label.box.left >= 0
    assert label.box.right <= PANEL.right
    assert label.leftwards == (x >= PANEL.right / 2)


def test_what_no_font_draws_is_left_out() -> None:
    assert clean("a\x00b\ud800c\u202ed\né") == "a b c d é"
    assert cut("twelve signs", 8) == "twelve…"
    assert width("wide", 16) < width("wide", 16, bold=True)


async def test_a_chart_without_developments_shows_how_the_date_moved() -> None:
    vague = Band("2026-01-01", "2026-02-01", "2027-01-01", "2027-12-31", "<2027>", "REPORTED")
    exact = Band("2026-02-01", "2026-02-01", "2027-07-14", "2027-07-14", "14 July & 2027", "DENIED")
    notes = {"developments": "What happened", "release": "How it moved", "more": ""}
    legend = (("REPORTED", "reported"), ("DENIED", "denied"))
    made = Chart("Lantern & <Street>", "2026-02-01", (), (vague, exact), legend, tuple(MONTHS), notes)
    drawn = await Artist().draw(made)
    assert drawn is not None
    with Image.open(BytesIO(drawn)) as image:
        assert image.getpixel((3, 3)) != image.getpixel((500, 200))
