"""An alert as the terminal shows it.

A bar in the colour of its certainty, a line for each development in its own colour and with its certainty in
words, the sentence that says so in quotation marks, and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.model.alerts import AlertKind
from bot.terminal.parts import COLOURS, QUIET, Barred, address, quotation, source_line, stated
from bot.wording import Card, Line


def draw_card(card: Card) -> RenderableType:
    """Draw a card. News quotes its evidence and ends with its link; the others name each line's outlet instead."""
    colour = COLOURS[card.standing]
    body = _news(card) if card.kind is AlertKind.NEWS else _by_source(card)
    drawing: list[RenderableType] = [Barred(Group(_heading(card), *body), colour)]
    if card.kind is AlertKind.NEWS and card.source.url:
        drawing.append(Text.assemble(("▌ ", colour), address(card.source.url), no_wrap=True, overflow="ignore"))
    return Group(*drawing, "")


def _heading(card: Card) -> Text:
    heading = Text(card.title, style="bold")
    if card.kind is AlertKind.CATCH_UP:
        heading.append(" · caught up", style=f"not bold {QUIET}")
    if len(card.lines) > 1 or card.kind is AlertKind.DIGEST:
        heading.append(f"\n{card.headline}", style="not bold")
    return heading


def _news(card: Card) -> Iterator[RenderableType]:
    for evidence, group in groupby(card.lines, key=lambda line: line.evidence):
        yield _table(tuple(group), quotation(evidence) if evidence else None)
    yield source_line(card.source)


def _by_source(card: Card) -> Iterator[RenderableType]:
    """Draw a catch-up, or a digest with a heading for each of its titles."""
    for title, of_title in groupby(card.lines, key=lambda line: line.title):
        if title:
            yield Text(title, style="bold")
        for source, group in groupby(of_title, key=lambda line: line.source):
            yield _table(tuple(group), source_line(source))


def _table(lines: Sequence[Line], below: Text | None) -> RenderableType:
    """Draw lines that one sentence, or one outlet, says together, with that below them."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(overflow="fold", ratio=1)
    for line in lines:
        table.add_row(Text("•", style=COLOURS[line.standing]), stated(line.text, line.standing))
    if below is not None:
        table.add_row("", below)
    return table
