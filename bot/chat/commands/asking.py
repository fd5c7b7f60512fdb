"""The questions that everybody may ask: /status, /timeline, /latest, /calendar, /why, /help, /about."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.chat.answers import Answers
from bot.chat.client import BotClient
from bot.chat.localised import told
from bot.chat.questions import MOST_DAYS, Desk, Question
from bot.chat.replies import Answer, Interaction, reply, show, speech_of
from bot.chat.views import help_pages

MOST_CHOICES = 25
LONGEST_CHOICE = 100
Choice = app_commands.Choice[str]
Days = app_commands.Range[int, 1, MOST_DAYS]
Title = app_commands.Range[str, 1, 100]
Link = app_commands.Range[str, 1, 2000]


class Asking:
    """Does: takes the questions, and gives the desk's answers to them."""

    def __init__(self, desk: Desk, answers: Answers) -> None:
        self._desk = desk
        self._answers = answers

    def install(self, client: BotClient) -> None:
        """Add the commands."""
        commands = [
            self._command("status", self.status),
            self._command("timeline", self.timeline),
            self._command("latest", self.latest),
            self._command("calendar", self.calendar),
            self._command("why", self.why),
            self._command("help", self.help),
            self._command("about", self.about),
        ]
        for command in commands:
            if any(parameter.name == "title" for parameter in command.parameters):
                command.autocomplete("title")(self.suggest_titles)
            client.tree.add_command(command)

    @staticmethod
    def _command(name: str, callback: Any) -> app_commands.Command[Any, ..., None]:
        return app_commands.Command(name=name, description=told(name), callback=callback)

    @app_commands.describe(title=told("option.title"))
    async def status(self, interaction: Interaction, title: Title) -> None:
        """Tell what is known of a title."""
        await self._answer(interaction, Question("status", title))

    @app_commands.describe(title=told("option.title"))
    async def timeline(self, interaction: Interaction, title: Title) -> None:
        """Tell its history."""
        await self._answer(interaction, Question("timeline", title))

    @app_commands.describe(days=told("option.days"), title=told("option.only"))
    async def latest(self, interaction: Interaction, days: Days = 7, title: Title = "") -> None:
        """Tell what was new."""
        await self._answer(interaction, Question("latest", title, days))

    async def calendar(self, interaction: Interaction) -> None:
        """Tell what comes when."""
        await self._answer(interaction, Question("calendar"))

    @app_commands.describe(link=told("option.link"))
    async def why(self, interaction: Interaction, link: Link) -> None:
        """Tell what became of an article."""
        await self._answer(interaction, Question("why", link), private=True)

    async def help(self, interaction: Interaction) -> None:
        """Tell what can be asked; moderators, what they can do."""
        ids, moderator = interaction.client.command_ids, interaction.permissions.manage_guild
        pages = help_pages(speech_of(interaction), ids, moderator=moderator)
        await show(interaction, Answer(pages[0], private=True))

    async def about(self, interaction: Interaction) -> None:
        """Tell who this is."""
        await self._answer(interaction, Question("about"), private=True)

    async def suggest_titles(self, interaction: Interaction, typed: str) -> list[Choice]:
        """List the titles that somebody may be about to type. What is not in the list may be sent as well."""
        found = await self._desk.ask(lambda library: library.suggest(typed, MOST_CHOICES), speech_of(interaction))
        return [app_commands.Choice(name=name[:LONGEST_CHOICE], value=id_) for id_, name in found if len(id_) <= 100]

    async def _answer(self, interaction: Interaction, question: Question, *, private: bool = False) -> None:
        making = self._answers.page(question, speech_of(interaction), private=private)
        await reply(interaction, making, private=private)
