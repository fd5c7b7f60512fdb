"""Panels as classic embeds: the same texts, for servers that prefer them.

Discord's limits: 4,096 characters for an embed's description, 6,000 for all embeds of a message together, 10 embeds,
5 rows of 5 buttons. Within a description the same Markdown holds as in a text component. Embeds never ping; a role is
mentioned in the message's content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.chat.layout import STYLES, mention_line
from bot.chat.panels import LONGEST_LABEL, MOST_TEXT, Panel, PanelButton, fitting

MOST_EMBEDS = 10
MOST_BUTTONS = 25
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Classic:
    """A message of the classic sort, as `send` takes it."""

    content: str | None
    embeds: list[discord.Embed]
    view: discord.ui.View | None


def classic_of(panels: Sequence[Panel], roles: Sequence[str] = ()) -> Classic:
    """Make embeds of panels, with the roles to be mentioned, by their ids, above them and all buttons below."""
    shown = panels[:MOST_EMBEDS]
    room = MOST_TEXT // max(len(shown), 1)
    buttons = [made for panel in shown for made in panel.buttons][:MOST_BUTTONS]
    embeds = [_embed(panel, room) for panel in shown]
    return Classic(mention_line(roles) or None, embeds, _view(buttons) if buttons else None)


def _embed(panel: Panel, room: int) -> discord.Embed:
    texts = panel.all_texts
    foot = texts[-1:] if panel.foot else ()
    body = texts[: len(texts) - len(foot)]
    kept = body[: max(fitting(body, room - sum(map(len, foot)) - len(_GAP) * len(texts), len(body)), 1)]
    embed = discord.Embed(description=_GAP.join((*kept, *foot)), colour=panel.colour)
    if panel.picture is not None:
        embed.set_image(url=f"attachment://{panel.picture.name}")
    return embed


def _view(buttons: Sequence[PanelButton]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for made in buttons:
        view.add_item(
            discord.ui.Button(
                style=STYLES[made.style],
                label=made.label[:LONGEST_LABEL],
                url=made.url or None,
                custom_id=made.custom_id or None,
                disabled=made.disabled,
            ),
        )
    return view
