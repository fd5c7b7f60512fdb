"""Panels as Components V2.

Discord's limits (its API reference, "Component Reference" and "Message"): 40 components a message, nested ones counted,
4,000 characters of text in all, 5 buttons a row, 512 characters for a button's address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.chat.panels import IN_A_ROW, LONGEST_LABEL, ButtonStyle, Panel, PanelButton

View = discord.ui.LayoutView
Row = discord.ui.ActionRow[View]

STYLES = {
    ButtonStyle.LINK: discord.ButtonStyle.link,
    ButtonStyle.QUIET: discord.ButtonStyle.secondary,
    ButtonStyle.DANGER: discord.ButtonStyle.danger,
}


def layout_of(panels: Sequence[Panel], roles: Sequence[str] = ()) -> View:
    """Lay panels out below each other, with the roles to be mentioned, by their ids, above them.

    Whether a role is pinged is decided by the message's `allowed_mentions`, not here.
    """
    view = View(timeout=None)
    if mentions := mention_line(roles):
        view.add_item(discord.ui.TextDisplay(mentions))
    for panel in panels:
        view.add_item(_box(panel))
    return view


def mention_line(roles: Sequence[str]) -> str:
    """Mention roles; what is no id of Discord's mentions nobody."""
    return " ".join(f"<@&{role}>" for role in dict.fromkeys(roles) if role.isascii() and role.isdigit())


def button_of(made: PanelButton) -> discord.ui.Button[View]:
    """Make Discord's button."""
    return discord.ui.Button(
        style=STYLES[made.style],
        label=made.label[:LONGEST_LABEL],
        url=made.url or None,
        custom_id=made.custom_id or None,
        disabled=made.disabled,
    )


def rows_of(buttons: Sequence[PanelButton]) -> Iterator[Sequence[PanelButton]]:
    """Put buttons into rows, as many as one takes."""
    for start in range(0, len(buttons), IN_A_ROW):
        yield buttons[start : start + IN_A_ROW]


def _box(panel: Panel) -> discord.ui.Container[View]:
    box: discord.ui.Container[View] = discord.ui.Container(accent_colour=panel.colour)
    for text in panel.texts:
        if text:
            box.add_item(discord.ui.TextDisplay(text))
    if panel.picture is not None:
        gallery: discord.ui.MediaGallery[View] = discord.ui.MediaGallery()
        gallery.add_item(media=f"attachment://{panel.picture.name}", description=panel.picture.alt[:1024] or None)
        box.add_item(gallery)
    if panel.foot:
        box.add_item(discord.ui.TextDisplay(panel.foot))
    for buttons in rows_of(panel.buttons):
        row: Row = discord.ui.ActionRow()
        for made in buttons:
            row.add_item(button_of(made))
        box.add_item(row)
    return box
