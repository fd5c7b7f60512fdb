"""From a question to the page that answers it, with its chart where it has one."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import discord

from bot.chat.charts import FILE_NAME, Artist
from bot.chat.questions import Desk, Question
from bot.chat.replies import Answer, page_of
from bot.wording import Speech


class Answers:
    """Does: has questions answered, and their charts drawn."""

    def __init__(self, desk: Desk, artist: Artist) -> None:
        self._desk = desk
        self._artist = artist

    async def page(self, question: Question, speech: Speech, number: int = 0, *, private: bool = False) -> Answer:
        """Answer with one page (from 0). A chart that cannot be drawn is left out. SequelwatchError as for `Desk`."""
        told = await self._desk.answer(question, speech)
        panel = page_of(told, number)
        if panel.picture is None:
            return Answer(panel, private)
        drawn = await self._artist.draw(told.chart)
        if drawn is None:
            return Answer(replace(panel, picture=None), private)
        return Answer(panel, private, (discord.File(BytesIO(drawn), FILE_NAME, description=panel.picture.alt[:1024]),))
