"""A chart's page: its title, its panels below each other over the same time, and what the colours mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pygal.etree import etree
from resvg_py import svg_to_bytes

from bot.chat.drawing.labels import Box, Label, beside, clean, cut, spread, width
from bot.chat.drawing.panel import (
    BACKGROUND,
    BELOW,
    COLOURS,
    FAINT,
    INK,
    LEFT,
    RIGHT,
    WIDTH,
    Panel,
    labels_of,
    words,
)
from bot.chat.drawing.ticks import FIRST, LAST, ticks
from bot.chat.fonts import BOLD, PLAIN

ROW, RELEASE_HEIGHT = 37, 290
HEAD, HEADING, BETWEEN, FOOT = 62, 36, 48, 62
TITLE_SIZE, HEADING_SIZE, NOTE_SIZE, LABEL_SIZE, LEGEND_SIZE = 23.5, 16.5, 14.5, 16, 15.5
TEXT_LENGTH = 74
_NAMESPACE = "http://www.w3.org/2000/svg"

Shape = dict[str, Any]
Node = Callable[..., Any]


def draw(chart: Shape) -> bytes:
    """Draw a chart; see `bot.chat.charts.Chart` for its shape."""
    svg = etree.tostring(_page(chart), encoding="unicode")
    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[PLAIN, BOLD])


def _page(chart: Shape) -> Any:
    panels = [*([_release] if chart["bands"] else []), *([_developments] if chart["dots"] else [])]
    page = etree.Element("svg", {"xmlns": _NAMESPACE, "width": str(WIDTH)})
    ground = _node(page, "rect", {"width": WIDTH, "fill": BACKGROUND})
    words(_node, page, Label(cut(clean(chart["title"]), 60), 30, 36, TITLE_SIZE), INK, bold=True)
    top = HEAD
    for panel in panels:
        made, height = panel(chart)
        _headings(page, chart, top + HEADING / 2, release=panel is _release)
        root = made.render_tree()
        for name, value in {"x": 0, "y": top + HEADING, "width": WIDTH, "height": height + BELOW}.items():
            root.set(name, str(value))
        page.append(root)
        top += HEADING + height + BETWEEN
    total = top + FOOT - BETWEEN // 2
    _legend(page, chart, total - 24)
    for one in (page, ground):
        one.set("height", str(total))
    return page


def _node(parent: Any, tag: str, attributes: Shape) -> Any:
    return etree.SubElement(parent, tag, {name: str(value) for name, value in attributes.items()})


def _headings(page: Any, chart: Shape, y: float, *, release: bool) -> None:
    notes = chart["notes"]
    words(_node, page, Label(clean(notes["release" if release else "developments"]), LEFT, y, HEADING_SIZE), FAINT)
    if not release:
        words(_node, page, Label(clean(notes["more"]), WIDTH - RIGHT, y, NOTE_SIZE, leftwards=True), FAINT)


def _time_axis(chart: Shape) -> tuple[tuple[float, float], Shape]:
    """Show the time from the first thing known to today, with some room on either side; gives its span and marks."""
    days = [*_days(chart["dots"], "day"), *_days(chart["bands"], "since"), _number(chart["today"])]
    room = max((max(days) - min(days)) * 0.03, 2.0)
    begin, end = min(days) - room, max(days) + room
    edge = (end - begin) * 0.045  # beyond it, half of a mark's words would lie outside
    return (begin, end), {"x_labels": labels_of(ticks(begin + edge, end - edge, 7, chart["months"]))}


def _release(chart: Shape) -> tuple[Panel, int]:
    """Make the panel of how the release date moved; gives its height, too."""
    bands, (span, axis) = chart["bands"], _time_axis(chart)
    low, high = min(_days(bands, "first")), max(_days(bands, "last")) + 1
    room = max((high - low) * 0.24, 12.0)
    bottom, top = max(low - room, FIRST), min(high + room, LAST)
    marks = labels_of(ticks(bottom, top, 5, chart["months"]))

    def bars(panel: Panel) -> None:
        for one in bands:
            _bar(panel, one, thin=4.5)
        begun = [(*panel.at(_number(one["since"]), _middle(one)), cut(clean(one["text"]), 30)) for one in bands]
        for one, label in zip(bands, spread(begun, LABEL_SIZE, panel.inside), strict=True):
            panel.write(label, COLOURS[one["standing"]])

    panel = Panel(RELEASE_HEIGHT, span, (bottom, top), bars, show_x_guides=True, y_labels=marks, **axis)
    panel.points(_grouped(bands, [(_number(one["since"]), _middle(one)) for one in bands]), 4.5)
    return panel, RELEASE_HEIGHT


def _bar(panel: Panel, band: Shape, thin: float) -> None:
    """Draw one date as it was known from one day to another, never thinner than that; what is vague is see-through."""
    left, bottom = panel.at(_number(band["since"]), _number(band["first"]))
    right, top = panel.at(_number(band["until"]), _number(band["last"]) + 1)
    right = max(right, left + panel.inside.right * 0.006)
    vague = bottom - top > thin
    if not vague:
        top, bottom = (top + bottom - thin) / 2, (top + bottom + thin) / 2
    panel.bar(Box(left, top, right, bottom), COLOURS[band["standing"]], filled=0.25 if vague else 0.95)


def _middle(band: Shape) -> float:
    return (_number(band["first"]) + _number(band["last"]) + 1) / 2


def _developments(chart: Shape) -> tuple[Panel, int]:
    """Make the panel of what happened, a row each; gives its height, too."""
    dots, (span, axis) = chart["dots"], _time_axis(chart)
    height = ROW * len(dots) + 12

    def rows(panel: Panel) -> None:
        for row, one in enumerate(dots):
            x, y = panel.at(_number(one["day"]), row)
            panel.rule(y)
            text = cut(clean(one["text"]), TEXT_LENGTH)
            panel.write(beside(x, y, text, LABEL_SIZE, panel.inside), INK)

    reach = (-0.65, len(dots) - 0.35)
    panel = Panel(height, span, reach, rows, show_x_guides=True, show_y_labels=False, inverse_y_axis=True, **axis)
    panel.points(_grouped(dots, [(_number(one["day"]), row) for row, one in enumerate(dots)]), 5.5)
    return panel, height


def _legend(page: Any, chart: Shape, y: float) -> None:
    shown = {one["standing"] for one in (*chart["dots"], *chart["bands"])}
    x = LEFT + 19.0
    for name, meaning in chart["legend"]:
        if name in shown:
            _node(page, "circle", {"cx": x, "cy": y, "r": 5.5, "fill": COLOURS[name]})
            words(_node, page, Label(clean(meaning), x + 16, y, LEGEND_SIZE), FAINT)
            x += width(meaning, LEGEND_SIZE) + 49


def _grouped(
    rows: Sequence[Shape], points: Sequence[tuple[float, float]]
) -> defaultdict[str, list[tuple[float, float]]]:
    grouped = defaultdict[str, list[tuple[float, float]]](list)
    for one, point in zip(rows, points, strict=True):
        grouped[one["standing"]].append(point)
    return grouped


def _days(rows: Sequence[Shape], key: str) -> list[int]:
    return [_number(one[key]) for one in rows]


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
