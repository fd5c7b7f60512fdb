"""Why an entry was told or not, as the terminal shows it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.terminal.parts import COLOURS, QUIET, address, quotation, source_line
from bot.wording import ClaimFate, EntryFate


def draw_fates(fates: Sequence[EntryFate]) -> RenderableType:
    """Draw what became of an entry, one part a version, oldest first."""
    parts: list[RenderableType] = []
    for number, fate in enumerate(fates, start=1):
        if len(fates) > 1:
            parts.append(Text(f"{'' if number == 1 else chr(10)}Version {number} of {len(fates)}", style=QUIET))
        parts.append(_draw_fate(fate))
    return Group(*parts)


def _draw_fate(fate: EntryFate) -> RenderableType:
    parts: list[RenderableType] = [
        Text(fate.headline or "(no headline)", style="bold"),
        source_line(fate.source),
        Text(fate.entry_id, style=QUIET),
    ]
    if fate.source.url:
        parts.append(address(fate.source.url))
    parts += ["", Text(fate.verdict, style="bold")]
    for title, claims in groupby(fate.claims, key=lambda claim: claim.title):
        parts += ["", Text(title, style="bold"), _draw_claims(tuple(claims))]
    return Group(*parts)


def _draw_claims(claims: Sequence[ClaimFate]) -> RenderableType:
    """Draw each sentence once, and below it what it claims and what became of that."""
    parts: list[RenderableType] = []
    for evidence, group in groupby(claims, key=lambda claim: claim.evidence):
        parts.append(quotation(evidence))
        parts += [_draw_claim(claim) for claim in group]
    return Group(*parts)


def _draw_claim(claim: ClaimFate) -> RenderableType:
    mark, style = ("+", "bold green") if claim.is_news else ("-", QUIET)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=3)
    table.add_column(overflow="fold", ratio=1)
    table.add_row(Text(f"  {mark}", style=style), Text(claim.text, style=COLOURS[claim.standing]))
    table.add_row("", Text(claim.outcome, style=style))
    return table
