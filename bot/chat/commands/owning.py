"""/reload, for who owns the bot: titles and feeds are read anew from their files."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.chat.client import BotClient
from bot.chat.localised import told
from bot.chat.office import NotAllowedError, Office
from bot.chat.replies import Answer, Interaction, reply, speech_of
from bot.chat.views.reloads import reload_panel


class Owning:
    """Does: what only the owner of the application may, or a member of its team."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def install(self, client: BotClient) -> None:
        """Add the command. Servers offer it to their administrators alone; who is the owner is asked here."""
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="reload", description=told("reload"), callback=self.reload
        )
        command.default_permissions = discord.Permissions(administrator=True)
        client.tree.add_command(command)

    async def reload(self, interaction: Interaction) -> None:
        """Read the files anew."""
        must_own(interaction)
        speech = speech_of(interaction)

        async def done() -> Answer:
            reloaded = await self._office.do(lambda following, now: following.reload(now))
            return Answer(reload_panel(reloaded, len(self._office.following.titles), speech), private=True)

        await reply(interaction, done(), private=True)


def must_own(interaction: Interaction) -> None:
    """NotAllowedError for who does not own the bot."""
    if interaction.user.id not in owners_of(interaction.client):
        raise NotAllowedError(speech_of(interaction).say("moderation.owner"))


def owners_of(client: discord.Client) -> set[int]:
    """Give the ids of who owns the application: one user, or the members of a team."""
    application = client.application
    if application is None:
        return set()
    if application.team is not None:
        return {member.id for member in application.team.members}
    return {application.owner.id}
