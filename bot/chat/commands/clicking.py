"""The buttons below cards and answers. Their ids hold all that a click needs, so that they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Any, Self

import discord

from bot.chat.answers import Answers
from bot.chat.buttons import TEMPLATE, Verb
from bot.chat.client import BotClient
from bot.chat.questions import Pages, Question
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
    """Does: answers clicks on the buttons that everybody may use."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def install(self, client: BotClient) -> None:
        """Have clicks come here."""
        client.add_dynamic_items(CardButton)
        client.clicks |= {Verb.STATUS: self._open, Verb.TIMELINE: self._open, Verb.PAGE: self._turn}

    async def _open(self, interaction: Interaction, verb: str, subject: str, _: int) -> None:
        """Answer a question about a title, to who clicked alone."""
        making = self._answers.page(Question(verb, subject), speech_of(interaction), private=True)
        await reply(interaction, making, private=True)

    async def _turn(self, interaction: Interaction, _: str, subject: str, page: int) -> None:
        """Show another page of an answer, or of a list that is this server's own."""
        question = Question.of(subject)
        listing = interaction.client.lists.get(question.kind)
        if listing is not None:
            await turn(interaction, _of_list(listing(interaction), page))
        else:
            await turn(interaction, self._answers.page(question, speech_of(interaction), page))


async def _of_list(pages: Awaitable[Pages], number: int) -> Answer:
    return Answer(page_of(await pages, number))
