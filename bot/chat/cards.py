"""A card as Discord shows it: Components V2, certainty by colour and by words.

Discord's limits (its API reference, "Component Reference" and "Message"): 40 components a message, 4,000 characters
of text in all, 512 characters for a link button's address.
"""

from __future__ import annotations

from datetime import datetime

import discord

from bot.chat.escape import escape, shorten
from bot.model.alerts import AlertKind
from bot.wording import Card, Line, Standing

COLOURS = {
    Standing.CONFIRMED: 0x2E8B57,
    Standing.REPORTED: 0x3A7BD5,
    Standing.IN_TALKS: 0xD9A521,
    Standing.RUMOUR: 0x8E8E93,
    Standing.DENIED: 0xC0392B,
}
MOST_LINES = 12
LINE_LENGTH = 160
EVIDENCE_LENGTH = 240
MOST_TEXT = 3_900
LONGEST_LINK = 512


def view_of(card: Card) -> discord.ui.LayoutView:
    """Lay a card out. Whatever the feed wrote, the view is within Discord's limits and pings nobody."""
    view = discord.ui.LayoutView(timeout=None)
    box: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=COLOURS[card.standing])
    for text in _within(MOST_TEXT, _texts(card)):
        box.add_item(discord.ui.TextDisplay(text))
    if card.source.url and len(card.source.url) <= LONGEST_LINK:
        row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
        label = shorten(f"Open article · {card.source.host}", 80)
        row.add_item(discord.ui.Button(style=discord.ButtonStyle.link, label=label, url=card.source.url))
        box.add_item(row)
    view.add_item(box)
    return view


def _texts(card: Card) -> list[str]:
    """Headline first, then a paragraph a development, then who says so: the order in which to cut from the end."""
    catch_up = " · what happened so far" if card.kind is AlertKind.CATCH_UP else ""
    texts = [f"**{escape(card.title, 120)}**{catch_up}\n### {escape(card.headline, LINE_LENGTH)}"]
    shown = card.lines[:MOST_LINES]
    texts += [_paragraph(line, alone=len(card.lines) == 1) for line in shown]
    if len(card.lines) > len(shown):
        texts.append(f"… and {len(card.lines) - len(shown)} more")
    texts.append(f"-# {escape(card.source.outlet, 80)} · {_when(card.source.published)}")
    return texts


def _paragraph(line: Line, *, alone: bool) -> str:
    head = f"`{line.standing}`" if alone else f"{escape(line.text, LINE_LENGTH)} · `{line.standing}`"
    return f"{head}\n> {escape(line.evidence, EVIDENCE_LENGTH)}" if line.evidence else head


def _when(moment: datetime) -> str:
    """Discord shows this in each reader's own time zone."""
    return discord.utils.format_dt(moment, style="f")


def _within(limit: int, texts: list[str]) -> list[str]:
    """Drop whole paragraphs before the last until all fit, so that no escape is cut in two."""
    kept = list(texts)
    while len(kept) > 2 and sum(map(len, kept)) > limit:
        del kept[-2]
    return kept
