"""How an interaction is answered: at once, or "thinking" first where an answer takes longer than people wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import discord

from bot.chat.buttons import Verb, button_id
from bot.chat.layout import layout_of
from bot.chat.panels import Panel, PanelButton
from bot.chat.questions import Pages
from bot.wording import Speech
from bot.wording.speech import speech_for

AT_ONCE = 0.7
"""Seconds that an answer may take before people are told to wait. Discord gives up after three."""
Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: a page, and the files that it shows. `private` ones are seen by who asked alone."""

    panel: Panel
    private: bool = False
    files: tuple[discord.File, ...] = ()


def speech_of(interaction: Interaction) -> Speech:
    """Speak the server's language; in private messages, the reader's."""
    return speech_for(str(interaction.guild_locale or interaction.locale))


async def reply(interaction: Interaction, making: Awaitable[Answer], *, private: bool = False) -> None:
    """Answer once the answer is made. Whatever goes wrong in making it is raised, for `bot.chat.trouble` to tell."""
    made = asyncio.ensure_future(making)
    done, _ = await asyncio.wait({made}, timeout=AT_ONCE)
    if not done:
        await interaction.response.defer(ephemeral=private, thinking=True)
    await show(interaction, await made)


async def show(interaction: Interaction, answer: Answer) -> None:
    """Show an answer, in place of "thinking" where people have been told to wait."""
    view, files = layout_of([answer.panel]), list(answer.files)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=answer.private)


async def turn(interaction: Interaction, making: Awaitable[Answer]) -> None:
    """Show another page in place of the one whose button was clicked."""
    made = asyncio.ensure_future(making)
    done, _ = await asyncio.wait({made}, timeout=AT_ONCE)
    if not done:
        await interaction.response.defer()
    answer = await made
    view, files = layout_of([answer.panel]), list(answer.files)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.edit_message(view=view, attachments=files)


def page_of(told: Pages, number: int) -> Panel:
    """Give a page (from 0) with the buttons that turn it, where there are several; the nearest where there is none."""
    last = len(told.pages) - 1
    number = min(max(number, 0), last)
    turns = [(label, to) for label, to in (("◀", number - 1), ("▶", number + 1)) if 0 <= to <= last]
    ids = [(label, button_id(Verb.PAGE, told.question.subject, to)) for label, to in turns]
    return told.pages[number].with_buttons(
        *(PanelButton(label, custom_id=made) for label, made in ids if made is not None)
    )
