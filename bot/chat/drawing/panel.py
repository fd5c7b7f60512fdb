"""One panel of a chart: pygal lays out its axes and draws its points; what pygal has no name for is drawn on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pygal.graph.xy import XY
from pygal.style import Style
from pygal.view import Margin

from bot.chat.drawing.labels import Box, Label
from bot.chat.drawing.ticks import Tick
from bot.chat.fonts import FAMILY

BACKGROUND, GROUND, INK, FAINT, GRID = "#1f2024", "#27282e", "#e6e7ea", "#a2a5ad", "#3b3d45"
COLOURS = {
    "CONFIRMED": "#4cc38a",
    "REPORTED": "#6ea8fe",
    "IN_TALKS": "#f0c14b",
    "RUMOUR": "#b3b5bb",
    "DENIED": "#f0706b",
}
WIDTH, LEFT, RIGHT = 1000, 105, 25
BELOW = 36
"""Pixels under a panel, for the words of its axis."""
_TICK_SIZE = 14.5
_STYLE = Style(
    background=BACKGROUND,
    plot_background=GROUND,
    foreground=FAINT,
    foreground_strong=FAINT,
    foreground_subtle=GRID,
    guide_stroke_color=GRID,
    major_guide_stroke_color=GRID,
    guide_stroke_dasharray="none",
    major_guide_stroke_dasharray="none",
    font_family=FAMILY,
    label_font_size=_TICK_SIZE,
    major_label_font_size=_TICK_SIZE,
    opacity="1",
    stroke_opacity="1",
    colors=tuple(COLOURS.values()),
)
_NO_EDGES = "inline:.axis > path.line { stroke: none !important }"

Drawing = Callable[["Panel"], None]


class Panel(XY):  # type: ignore[misc]  # pygal has no types
    """Does: a chart of (day, height) points by how sure they are, within fixed margins, and marks of our own.

    `draw` is called once the axes are there; it may ask where a day or a height lies (`at`) and add marks.
    """

    def __init__(
        self, height: float, span: tuple[float, float], heights: tuple[float, float], draw: Drawing, **options: Any
    ) -> None:
        super().__init__(
            width=WIDTH,
            height=round(height) + BELOW,
            xrange=span,
            range=heights,
            style=_STYLE,
            css=("file://style.css", "file://graph.css", _NO_EDGES),
            js=(),
            show_legend=False,
            stroke=False,
            truncate_label=-1,
            **options,
        )
        self._marks = draw

    def points(self, points: Mapping[str, Sequence[tuple[float, float]]], size: float) -> None:
        """Add points by their standing."""
        for standing in COLOURS:
            self.add(standing, points.get(standing, ()), dots_size=size)

    def at(self, day: float, height: float) -> tuple[float, float]:
        """Say where it lies within the panel, in pixels."""
        return float(self.view.x(day)), float(self.view.y(height))

    @property
    def inside(self) -> Box:
        """Say what room the panel has, in pixels."""
        return Box(0.0, 0.0, float(self.view.width), float(self.view.height))

    def bar(self, box: Box, colour: str, *, filled: float) -> None:
        """Draw a bar with an edge, filled so much (0 to 1)."""
        shape = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
        colours = {"fill": colour, "fill-opacity": filled, "stroke": colour, "stroke-width": 1.8}
        self.svg.node(self.nodes["plot"], "rect", {**shape, **colours})

    def rule(self, y: float) -> None:
        """Draw a thin line across the panel."""
        path = {"d": f"M0 {y} h{self.inside.right}", "stroke": GRID, "stroke-width": 0.7}
        self.svg.node(self.nodes["plot"], "path", path)

    def write(self, label: Label, colour: str) -> None:
        """Write words on a ground that keeps them legible."""
        box, layer = label.box, self.nodes["text_overlay"]
        shape = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
        self.svg.node(layer, "rect", {**shape, "fill": GROUND, "fill-opacity": 0.85})
        words(self.svg.node, layer, label, colour)

    def _compute(self) -> None:
        super()._compute()
        self._box.margin = 0  # the ranges have their room already

    def _compute_margin(self) -> None:
        super()._compute_margin()
        self.margin_box = Margin(0, RIGHT, BELOW, LEFT)

    def _plot(self) -> None:
        self._marks(self)
        super()._plot()


def labels_of(ticks: Sequence[Tick]) -> list[dict[str, object]] | None:
    """Say an axis's marks as pygal wants them."""
    return [{"value": one.at, "label": one.words} for one in ticks] or None


def words(node: Callable[..., Any], parent: Any, label: Label, colour: str, *, bold: bool = False) -> None:
    """Write words into an SVG."""
    style = {
        "x": label.x,
        "y": label.baseline,
        "text-anchor": "end" if label.leftwards else "start",
        "style": f"fill: {colour}; font: {'bold' if bold else 'normal'} {label.size}px '{FAMILY}'",
    }
    node(parent, "text", style).text = label.words
