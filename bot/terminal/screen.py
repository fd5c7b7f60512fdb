"""What a stream can show, and how a drawing becomes its text: with colour on a terminal, plain anywhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import StringIO
from typing import Literal, Self, TextIO

from rich.console import Console, RenderableType

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""

ColourSystem = Literal["standard", "256", "truecolor", "windows"]

_TYPED = str.maketrans(
    {"→": "->", "·": "-", "…": "...", "“": '"', "”": '"', "\u2018": "'", "\u2019": "'", "▌": "|", "─": "-", "•": "*"},
)
"""For streams that cannot say these: what people type instead."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a stream can show: its width in columns, its colours (None: no escape sequence at all), its encoding."""

    width: int = 80
    colours: ColourSystem | None = None
    encoding: str = "utf-8"

    @classmethod
    def of(cls, stream: TextIO) -> Self:
        """Look at a stream. NO_COLOR (no-color.org), a dumb terminal, a pipe or a file mean plain text."""
        console = Console(file=stream)
        plain = bool(os.environ.get("NO_COLOR")) or console.is_dumb_terminal or not console.is_terminal
        colours: ColourSystem | None = None if plain else console.color_system  # type: ignore[assignment]  # rich says str
        return cls(min(console.width, WIDEST), colours, console.encoding)

    def draw(self, drawing: RenderableType) -> str:
        """Draw it as text that fits; what the encoding cannot say is spelt in ASCII."""
        # Rich draws on paper of our own: with the real stream, it would end the process at a closed pipe.
        paper = StringIO()
        console = Console(
            file=paper,
            width=self.width,
            color_system=self.colours,
            force_terminal=self.colours is not None,
            no_color=False,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        console.print(drawing, crop=False)
        text = paper.getvalue()
        if self.colours is None:
            text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        return self._encodable(text)

    def _encodable(self, text: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.translate(_TYPED).encode(self.encoding, "replace").decode(self.encoding)
        return text


def show(drawing: RenderableType, stream: TextIO) -> None:
    """Write a drawing to the stream in one piece."""
    stream.write(Screen.of(stream).draw(drawing))
    stream.flush()
