"""The buttons below cards and answers. Their ids hold all that a click needs, so that they work after a restart."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.chat.buttons import TEMPLATE, Verb
from bot.chat.client import BotClient
from bot.chat.panels import Panel
from bot.chat.questions import Desk, Question
from bot.chat.replies import Answer, Interaction, page_of, reply, speech_of, turn
from bot.chat.trouble import tell

_Button = discord.ui.Button[Any]


class CardButton(discord.ui.DynamicItem[_Button], template=TEMPLATE):
    """Does: knows itself again by its id, wherever the message came from, and hands the click on."""

    def __init__(self, item: _Button, verb: str, subject: str, page: int) -> None:
        super().__init__(item)
        self.verb, self.subject, self.page = verb, subject, page

    @classmethod
    async def from_custom_id(cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Read the id."""
        assert isinstance(item, discord.ui.Button)  # noqa: S101 - the template is that of buttons
        return cls(item, match["verb"], match["subject"], int(match["page"] or 0))

    async def callback(self, interaction: Interaction) -> None:
        """Hand the click on."""
        client = interaction.client
        click = client.clicks.get(self.verb) if isinstance(client, BotClient) else None
        if click is None:
            return  # a button of a later version, or of a service that is off
        try:
            await click(interaction, self.verb, self.subject, self.page)
        except Exception as problem:  # noqa: BLE001 - the library would only log it; who clicked is told
            await tell(interaction, problem)


class Clicking:
    """Does: answers clicks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def install(self, client: BotClient) -> None:
        """Have clicks come here."""
        client.add_dynamic_items(CardButton)
        client.clicks |= {Verb.STATUS: self._open, Verb.TIMELINE: self._open, Verb.PAGE: self._turn}

    async def _open(self, interaction: Interaction, verb: str, subject: str, _: int) -> None:
        """Answer a question about a title, to who clicked alone."""
        await reply(interaction, self._answer(interaction, Question(verb, subject)), private=True)

    async def _turn(self, interaction: Interaction, _: str, subject: str, page: int) -> None:
        """Show another page of an answer."""
        await turn(interaction, self._page(interaction, Question.of(subject), page))

    async def _answer(self, interaction: Interaction, question: Question) -> Answer:
        return Answer(page_of(await self._desk.answer(question, speech_of(interaction)), 0), private=True)

    async def _page(self, interaction: Interaction, question: Question, number: int) -> Panel:
        listing = interaction.client.lists.get(question.kind)
        if listing is not None:
            return page_of(await listing(interaction), number)
        return page_of(await self._desk.answer(question, speech_of(interaction)), number)
