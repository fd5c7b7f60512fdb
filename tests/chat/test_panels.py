"""Panels: text spread over pages, and buttons over rows, within Discord's limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.layout import layout_of, rows_of
from bot.chat.panels import MOST_TEXT, MOST_TEXTS, Frame, Panel, PanelButton, Picture, fitting, length, pages_of

FRAME = Frame("head", "foot")


@given(st.lists(st.integers(1, 1_500).map("x".__mul__), max_size=60))
def test_pages_hold_every_paragraph_once_and_in_order(paragraphs: list[str]) -> None:
    pages = pages_of(FRAME, paragraphs)
    assert [text for page in pages for text in page.texts[1:]] == paragraphs
    assert all(sum(map(length, page.all_texts)) <= MOST_TEXT for page in pages)
    assert all(len(page.all_texts) <= MOST_TEXTS for page in pages)


def test_a_paragraph_that_no_page_can_hold_is_broken_between_its_lines() -> None:
    lines = [f"{number} " + "x" * 100 for number in range(100)]
    pages = pages_of(FRAME, ["\n".join(lines)])
    assert len(pages) > 1
    assert [line for page in pages for text in page.texts[1:] for line in text.split("\n")] == lines
    assert all(sum(map(length, page.all_texts)) <= MOST_TEXT for page in pages)


def test_a_line_that_no_page_can_hold_is_left_out_whole() -> None:
    (page,) = pages_of(FRAME, ["a", "b\n" + "x" * 5_000 + "\nc", "d"])
    assert page.texts == ("head", "a", "b", "c", "d")


def test_nothing_is_one_page() -> None:
    assert pages_of(FRAME, []) == (Panel(("head",), "foot"),)


@given(st.lists(st.text(min_size=1, max_size=50), max_size=30), st.integers(0, 600), st.integers(0, 12))
def test_what_fits_fits_and_one_more_does_not(paragraphs: list[str], room: int, most: int) -> None:
    shown = fitting(paragraphs, room, most)
    assert shown <= most
    assert sum(map(length, paragraphs[:shown])) <= room
    assert shown == min(most, len(paragraphs)) or sum(map(length, paragraphs[: shown + 1])) > room


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("abc", 3, id="letters"),
        pytest.param("é", 1, id="an accent"),
        pytest.param("\U0001f525", 2, id="a flame is two units of UTF-16"),
    ],
)
def test_length_never_counts_less_than_discord(text: str, units: int) -> None:
    assert length(text) == units


def test_a_full_page_stays_below_forty_components() -> None:
    buttons = tuple(PanelButton(str(n), custom_id=str(n)) for n in range(8))
    panel = Panel(("text",) * (MOST_TEXTS - 1), "foot", picture=Picture("chart.png", "a chart"), buttons=buttons)
    assert layout_of([panel], roles=["1"]).total_children_count <= 40


def test_rows_hold_five_buttons() -> None:
    buttons = [PanelButton(str(n)) for n in range(11)]
    assert [len(row) for row in rows_of(buttons)] == [5, 5, 1]
