"""The pieces that all drawings are made of: colours of certainty, the coloured bar, text that is only text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from bot.wording import Source, Standing, day_words, one_line

COLOURS = {
    Standing.CONFIRMED: "green",
    Standing.REPORTED: "cyan",
    Standing.IN_TALKS: "yellow",
    Standing.RUMOUR: "magenta",
    Standing.DENIED: "red",
}
QUIET = "bright_black"
_INNER_QUOTES = str.maketrans({"“": "‘", "”": "’", '"': "'"})  # noqa: RUF001 - quotation marks within quotation marks
LONGEST_QUOTE = 280
"""A quotation is cut there, in characters; its link leads to the rest."""


@dataclass(frozen=True, slots=True)
class Barred:
    """A drawing with a bar of one colour down its left side, as a card has in Discord."""

    inside: RenderableType
    colour: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        bar = Segment("▌ ", Style.parse(self.colour))
        inner = options.update(width=max(options.max_width - 2, 1))
        for line in console.render_lines(self.inside, inner, pad=False):
            yield bar
            yield from line
            yield Segment.line()


def stated(text: str, value: Standing) -> Text:
    """Draw a line of `bot.wording` in the colour of its certainty; every line but a plain fact says it already."""
    line = Text(text, style=COLOURS[value])
    if value is Standing.CONFIRMED and "confirmed: " not in text:
        line.append(f" · {value}", style=QUIET)
    return line


def quotation(text: str) -> Text:
    """Draw the words that say so, in quotation marks, cut where they run on."""
    said = one_line(text).translate(_INNER_QUOTES)
    if len(said) > LONGEST_QUOTE:
        said = said[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
    return Text(f"“{said}”", style="italic")


def source_line(source: Source) -> Text:
    """Draw who says it and when: "The Curtain Ledger · 30 January 2026 · marquee.example"."""
    parts = (source.outlet, day_words(source.published), source.host)
    return Text(" · ".join(part for part in parts if part), style=QUIET)


def address(url: str) -> Text:
    """Draw an address in one piece, however long, so that it can be clicked and copied."""
    return Text(url, style="blue", no_wrap=True, overflow="ignore")
