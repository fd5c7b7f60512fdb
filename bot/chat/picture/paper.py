"""Text on paper: runs are set word by word and broken into lines; a few emoji are drawn by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.chat.fonts import font
from bot.chat.picture.reading import Run

SCALE = 2
"""Pixels of the picture for each of Discord's own, so that it is sharp on every screen."""
INK, FAINT, LINK, MENTION, MENTION_GROUND, CODE_GROUND = (
    "#dbdee1",
    "#9a9ca3",
    "#00a8fc",
    "#c9cdfb",
    "#3c4270",
    "#1e1f22",
)
_DISCS = {"🟢": "#78b159", "🔵": "#55acee", "🟡": "#fdcb58", "⚪": "#e6e7e8", "🔴": "#dd2e44"}
_SIGNS = frozenset("❌✅📣▫")
_PIECES = re.compile(rf"[{''.join(_DISCS)}{''.join(_SIGNS)}]|[^\s{''.join(_DISCS)}{''.join(_SIGNS)}]+|\s+")


@dataclass(frozen=True, slots=True)
class Type:
    """How a block is set: its size and line height in Discord's pixels, its colour."""

    size: int
    line: int
    colour: str = INK
    bold: bool = False


class Paper:
    """Does: draws on an image, in Discord's pixels."""

    def __init__(self, image: Image.Image) -> None:
        self._pen = ImageDraw.Draw(image)

    def box(
        self, at: tuple[float, float, float, float], colour: str, radius: float = 0, edge: str | None = None
    ) -> None:
        """Fill a box (left, top, right, bottom) with round corners."""
        self._pen.rounded_rectangle([part * SCALE for part in at], radius * SCALE, colour, edge, SCALE)

    def word(
        self, at: tuple[float, float], text: str, style: Type, *, bold: bool = False, fixed: bool = False
    ) -> float:
        """Write words in one line from the left, on the middle of it; gives the width."""
        used = font(style.size * SCALE, bold=bold or style.bold, fixed=fixed)
        self._pen.text((at[0] * SCALE, at[1] * SCALE), text, style.colour, used, anchor="lm")
        return used.getlength(text) / SCALE

    def flow(self, at: tuple[float, float], width: float, runs: Iterable[Run], style: Type) -> float:
        """Set runs of text from the upper left corner, broken at `width`; gives the height."""
        left, top = at
        x, y = left, top + style.line / 2
        for run in runs:
            for piece in _PIECES.findall(run.text):
                wide = self.width(piece, run, style)
                if x + wide > left + width and x > left and not piece.isspace():
                    x, y = left, y + style.line
                if piece.isspace() and x == left:
                    continue
                self._piece((x, y), wide, piece, run, style)
                x += wide
        return y + style.line / 2 - top

    def width(self, piece: str, run: Run, style: Type) -> float:
        """Measure a piece."""
        if piece in _DISCS or piece in _SIGNS:
            return style.size * 1.25
        used = font(style.size * SCALE, bold=run.bold or style.bold, fixed=run.look == "code")
        return used.getlength(piece) / SCALE

    def _piece(self, at: tuple[float, float], wide: float, piece: str, run: Run, style: Type) -> None:
        x, y = at
        if piece in _DISCS or piece in _SIGNS:
            self._emoji(piece, x, y, style.size)
            return
        ground = {"code": CODE_GROUND, "mention": MENTION_GROUND}.get(run.look)
        if ground:
            self.box((x - 1, y - style.line * 0.42, x + wide + 1, y + style.line * 0.42), ground, 2)
        colour = {"link": LINK, "mention": MENTION}.get(run.look, style.colour)
        self.word(
            (x, y), piece, Type(style.size, style.line, colour, style.bold), bold=run.bold, fixed=run.look == "code"
        )
        if run.struck:
            self._pen.line([x * SCALE, y * SCALE, (x + wide) * SCALE, y * SCALE], colour, SCALE)

    def _emoji(self, sign: str, x: float, y: float, size: float) -> None:
        def points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
            return [((x + a * size) * SCALE, (y + b * size) * SCALE) for a, b in pairs]

        stroke = round(size * 0.16 * SCALE)
        if sign in _DISCS:
            self._pen.ellipse(points((0.05, -0.5), (1.05, 0.5)), _DISCS[sign])
        elif sign == "❌":
            for pair in (((0.15, -0.4), (0.95, 0.4)), ((0.15, 0.4), (0.95, -0.4))):
                self._pen.line(points(*pair), "#dd2e44", stroke)
        elif sign == "✅":
            self._pen.rounded_rectangle(points((0.05, -0.5), (1.05, 0.5)), size * 0.2 * SCALE, "#78b159")
            self._pen.line(points((0.25, 0.0), (0.48, 0.25), (0.85, -0.25)), "white", stroke, "curve")
        elif sign == "📣":
            self._pen.polygon(points((0.05, -0.1), (0.95, -0.45), (0.95, 0.45), (0.05, 0.15)), "#ea596e")
            self._pen.rectangle(points((0.2, 0.1), (0.45, 0.45)), "#ccd6dd")
        else:
            self._pen.rectangle(points((0.35, -0.15), (0.7, 0.2)), "#ccd6dd")
