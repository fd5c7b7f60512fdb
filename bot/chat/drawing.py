"""Draws one chart, in a process of its own: a chart as JSON comes in, a picture (PNG) goes out.

`python -m bot.chat.drawing < chart.json > timeline.png`. Above, what the release date was said to be, over the time in
which it was said: a bar as high as it was vague. Below, a row for each development, so that no two texts can meet.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation
from matplotlib.ticker import FixedLocator, FuncFormatter
from matplotlib.transforms import Bbox

BACKGROUND, PANEL, INK, FAINT, GRID = "#1f2024", "#27282e", "#e6e7ea", "#a2a5ad", "#3b3d45"
COLOURS = {
    "CONFIRMED": "#4cc38a",
    "REPORTED": "#6ea8fe",
    "IN_TALKS": "#f0c14b",
    "RUMOUR": "#b3b5bb",
    "DENIED": "#f0706b",
}
WIDTH, RESOLUTION = 10.0, 100  # inches, and points for each
LEFT, RIGHT = 0.105, 0.975
ROW, RELEASE_HEIGHT = 0.37, 2.9
HEAD, HEADING, BETWEEN, FOOT = 0.62, 0.36, 0.48, 0.62
TEXT_LENGTH = 74
FONT = "DejaVu Sans"  # comes with matplotlib
_EPOCH = date(1970, 1, 1).toordinal()
_BESIDE = ((7, 8, "left", "bottom"), (7, -8, "left", "top"), (-7, 8, "right", "bottom"), (-7, -8, "right", "top"))

Shape = dict[str, Any]


def draw(chart: Shape) -> bytes:
    """Draw a chart; see `bot.chat.charts.Chart` for its shape."""
    rows, with_bands = len(chart["dots"]), bool(chart["bands"])
    heights = [RELEASE_HEIGHT] * with_bands + [ROW * rows + 0.12] * bool(rows)
    total = HEAD + sum(heights) + (HEADING + BETWEEN) * len(heights) + FOOT - BETWEEN / 2
    figure = Figure(figsize=(WIDTH, total), dpi=RESOLUTION, facecolor=BACKGROUND)
    _text(figure, 0.03, 1 - 0.36 / total, _cut(chart["title"], 60), size=17, weight="bold")
    top = total - HEAD
    for height in heights:
        is_release = with_bands and height == heights[0]
        heading = chart["notes"]["release" if is_release else "developments"]
        _text(figure, LEFT, (top - HEADING / 2) / total, heading, size=12, colour=FAINT)
        more = "" if is_release else chart["notes"]["more"]
        _text(figure, RIGHT, (top - HEADING / 2) / total, more, size=10.5, colour=FAINT, side="right")
        axes = _panel(figure, (top - HEADING - height) / total, height / total)
        _time_axis(axes, chart)
        (_release if is_release else _developments)(axes, chart)
        top -= HEADING + height + BETWEEN
    _legend(figure, chart, total)
    picture = BytesIO()
    figure.savefig(picture, format="png", facecolor=BACKGROUND)
    return picture.getvalue()


def _panel(figure: Figure, bottom: float, height: float) -> Axes:
    axes = figure.add_axes((LEFT, bottom, RIGHT - LEFT, height), facecolor=PANEL)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(colors=FAINT, labelsize=10.5, length=0, pad=6)
    axes.grid(visible=True, color=GRID, linewidth=0.9)
    axes.set_axisbelow(True)
    return axes


def _time_axis(axes: Axes, chart: Shape) -> None:
    """Show the time from the first thing known to today, with some room on either side."""
    days = [*_days(chart["dots"], "day"), *_days(chart["bands"], "since"), _number(chart["today"])]
    room = max((max(days) - min(days)) * 0.03, 2.0)
    begin, end = min(days) - room, max(days) + room
    axes.set_xlim(begin, end)
    edge = (end - begin) * 0.045  # beyond it, half of a tick's words would lie outside
    axes.xaxis.set_major_locator(_ticks(3, 7))
    axes.xaxis.set_major_locator(FixedLocator([at for at in axes.get_xticks() if begin + edge < at < end - edge]))
    axes.xaxis.set_major_formatter(_dates(chart["months"], exact=max(days) - min(days) < 100))


def _ticks(least: int, most: int) -> AutoDateLocator:
    return AutoDateLocator(minticks=least, maxticks=most)  # type: ignore[no-untyped-call]  # matplotlib types it not


def _dates(months: Sequence[str], *, exact: bool = False) -> FuncFormatter:
    def words(value: float, _position: int | None = None) -> str:
        day = _date(value)
        month = months[day.month - 1][:3]
        return f"{day.day} {month}\n{day.year}" if exact else f"{month} {day.year}"

    return FuncFormatter(words)


def _date(number: float) -> date:
    return date.fromordinal(_EPOCH + int(number))


def _release(axes: Axes, chart: Shape) -> None:
    bands = chart["bands"]
    low, high = min(_days(bands, "first")), max(_days(bands, "last")) + 1
    room = max((high - low) * 0.24, 12.0)
    axes.set_ylim(low - room, high + room)
    axes.yaxis.set_major_locator(_ticks(2, 5))
    axes.yaxis.set_major_formatter(_dates(chart["months"]))
    labels = [_band(axes, one, thin=max((high - low) * 0.022, 2.0)) for one in bands]
    _spread(axes, labels)


def _band(axes: Axes, band: Shape, thin: float) -> Annotation:
    """Draw one date as it was known from one day to another, and its words beside its beginning."""
    colour = COLOURS[band["standing"]]
    begin, end = _number(band["since"]), _number(band["until"])
    length = max(end - begin, (axes.get_xlim()[1] - axes.get_xlim()[0]) * 0.006)
    first, days = _number(band["first"]), _number(band["last"]) - _number(band["first"]) + 1
    bottom, height = (first, days) if days > thin else (first + days / 2 - thin / 2, thin)
    axes.add_patch(Rectangle((begin, bottom), length, height, color=colour, alpha=0.25 if days > thin else 0.95, lw=0))
    axes.add_patch(Rectangle((begin, bottom), length, height, fill=False, edgecolor=colour, lw=1.3))
    axes.plot(begin, bottom + height / 2, "o", color=colour, markersize=6)
    return _label(axes, _cut(band["text"], 30), (begin, bottom + height / 2), colour)


def _spread(axes: Axes, labels: Sequence[Annotation]) -> None:
    """Move each label beside its dot, further and further away, until it meets no other and stays within the panel."""
    inside, taken = _measured(axes), list[Bbox]()
    for label in labels:
        for step in range(1, 9):
            if any(_fits(label, place, step, inside, taken) for place in _BESIDE):
                break
        taken.append(label.get_window_extent())


def _fits(label: Annotation, place: tuple[int, int, str, str], step: int, inside: Bbox, taken: Sequence[Bbox]) -> bool:
    across, up, side, edge = place
    label.set_position((across, up * step))
    label.set(horizontalalignment=side, verticalalignment=edge)
    box = label.get_window_extent()
    return _is_within(box, inside) and not any(bool(box.overlaps(other)) for other in taken)


def _is_within(box: Bbox, inside: Bbox) -> bool:
    return bool(inside.x0 <= box.x0 and box.x1 <= inside.x1 and inside.y0 <= box.y0 and box.y1 <= inside.y1)


def _developments(axes: Axes, chart: Shape) -> None:
    dots = chart["dots"]
    axes.set_ylim(len(dots) - 0.35, -0.65)
    axes.set_yticks([])
    begin, end = axes.get_xlim()
    labels = []
    for row, one in enumerate(dots):
        day, colour = _number(one["day"]), COLOURS[one["standing"]]
        axes.plot((begin, end), (row, row), color=GRID, linewidth=0.5, zorder=1)
        axes.plot(day, row, "o", color=colour, markersize=8, zorder=3)
        to_the_right = day < (begin + end) / 2
        label = _label(axes, _cut(one["text"], TEXT_LENGTH), (day, row), INK)
        label.set_position((11 if to_the_right else -11, 0))
        label.set(horizontalalignment="left" if to_the_right else "right", verticalalignment="center_baseline")
        labels.append(label)
    _shorten(axes, labels)


def _shorten(axes: Axes, labels: Sequence[Annotation]) -> None:
    """Cut each label until it stays within the panel."""
    inside = _measured(axes)
    for label in labels:
        text = label.get_text()
        while len(text) > 8 and not _is_within(label.get_window_extent(), inside):
            text = _cut(text, len(text) - 2)
            label.set_text(text)


def _measured(axes: Axes) -> Bbox:
    """Have everything laid out, so that texts have their extents; gives the panel's own."""
    figure = axes.get_figure(root=True)
    assert figure is not None  # noqa: S101 - matplotlib: axes of a figure have one
    figure.draw_without_rendering()
    return axes.get_window_extent()


def _label(axes: Axes, text: str, at: tuple[float, float], colour: str) -> Annotation:
    """Put words beside a place; they are never read as formulas, and lie on a ground that keeps them legible."""
    ground = {"facecolor": PANEL, "edgecolor": "none", "pad": 1.2, "alpha": 0.85}
    label = axes.annotate(
        text,
        at,
        (0, 0),
        textcoords="offset points",
        color=colour,
        fontsize=11.5,
        fontfamily=FONT,
        bbox=ground,
        zorder=4,
    )
    label.set_parse_math(False)
    return label


def _legend(figure: Figure, chart: Shape, total: float) -> None:
    shown = {one["standing"] for one in (*chart["dots"], *chart["bands"])}
    marks = [(name, words) for name, words in chart["legend"] if name in shown]
    handles = [Line2D([], [], marker="o", linestyle="", color=COLOURS[name], markersize=8) for name, _ in marks]
    figure.legend(
        handles,
        [words for _, words in marks],
        loc="center left",
        bbox_to_anchor=(LEFT - 0.01, 0.24 / total),
        ncols=len(marks),
        frameon=False,
        labelcolor=FAINT,
        fontsize=11,
        handletextpad=0.1,
        columnspacing=1.4,
    )


def _text(
    figure: Figure, x: float, y: float, text: str, *, side: str = "left", colour: str = INK, **style: Any
) -> None:
    shown = figure.text(x, y, text, color=colour, ha=side, va="center", fontfamily=FONT, **style)
    shown.set_parse_math(False)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _days(rows: Sequence[Shape], key: str) -> list[float]:
    return [_number(one[key]) for one in rows]


def _number(day: str) -> float:
    """Count days as matplotlib does, from 1970 on."""
    return float(date.fromisoformat(day).toordinal() - _EPOCH)


def main() -> None:
    """Read a chart, write its picture."""
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
