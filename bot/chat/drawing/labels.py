"""Pure: words on a chart, as wide as they are drawn, and where they go so that none meets another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.fonts import font

_CAPITAL = 0.73  # of a size: how high DejaVu's capitals are
_PADDING = 2.0
_BESIDE = ((10, -20), (10, 20), (-10, -20), (-10, 20))
_FURTHEST = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; y counts downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Box) -> bool:
        """Tell whether all of it lies in another."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def meets(self, other: Box) -> bool:
        """Tell whether they share some room."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place: (x, y) is their middle's left end, or right end with `leftwards`; `size` is in pixels."""

    words: str
    x: float
    y: float
    size: float
    leftwards: bool = False

    @property
    def baseline(self) -> float:
        """Say where the letters stand, so that capitals have y in their middle."""
        return self.y + self.size * _CAPITAL / 2

    @property
    def box(self) -> Box:
        """Say what room it takes, with a little around it."""
        wide = width(self.words, self.size)
        left = self.x - wide if self.leftwards else self.x
        half = self.size * 0.6 + _PADDING
        return Box(left - _PADDING, self.y - half, left + wide + _PADDING, self.y + half)


def clean(text: str) -> str:
    """Give a text without what no font draws and no XML may hold."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def cut(text: str, limit: int) -> str:
    """Give a text, or its first so many signs."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Measure words in pixels."""
    return font(size, bold=bold).getlength(words)


def spread(dots: Sequence[tuple[float, float, str]], size: float, inside: Box) -> list[Label]:
    """Put each dot's words beside it, further and further away, until they meet no others and stay within the panel."""
    labels: list[Label] = []
    for x, y, words in dots:
        places = [
            Label(words, x + across, y + up * step, size, leftwards=across < 0)
            for step in range(1, _FURTHEST + 1)
            for across, up in _BESIDE
        ]
        fits = (one for one in places if one.box.within(inside) and not any(one.box.meets(it.box) for it in labels))
        labels.append(next(fits, places[-1]))
    return labels


def beside(x: float, y: float, words: str, size: float, inside: Box) -> Label:
    """Put words beside a dot, towards the side with more room, and cut them where even that is too little."""
    leftwards = x - inside.left >= inside.right - x
    label = Label(words, x + (-15 if leftwards else 15), y, size, leftwards)
    while len(label.words) > 8 and not (inside.left <= label.box.left and label.box.right <= inside.right):
        label = Label(cut(label.words, len(label.words) - 2), label.x, y, size, leftwards)
    return label
