"""/watch: what a channel, thread or forum is told, for those who manage the server.

The signatures are the commands' options, as the library wants it; what was typed into them is read from its namespace.
"""
# ruff: noqa: ARG002 - see above

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import BotClient
from bot.chat.commands.asking import MOST_CHOICES, Choice
from bot.chat.commands.watch_options import (
    CHOSEN,
    DESCRIBED,
    WITHOUT,
    Destination,
    Hour,
    Text,
    all_zones,
    channel_of,
    continued,
    free_id,
    label_of,
    last_piece,
    wishes_of,
)
from bot.chat.localised import told
from bot.chat.office import NotAllowedError, Office, guild_of, name_of
from bot.chat.questions import Desk, Pages, Question
from bot.chat.replies import Answer, Interaction, page_of, reply, speech_of
from bot.chat.rights import Channel, can_ping, must_be_able_to_post
from bot.chat.views.watches import watch_panel, watches_pages
from bot.chat.wishes import Wishes, granted
from bot.model.alerts import Subscription
from bot.model.properties import Property
from bot.wording import Speech, property_name


class Watching(app_commands.Group):
    """Does: sets up, shows and changes what is told where."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(
            name="watch",
            description=told("watch"),
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self._desk = desk
        self._office = office

    def install(self, client: BotClient) -> None:
        """Add the commands."""
        client.tree.add_command(self)
        client.lists["watches"] = self._watches

    @app_commands.command(description=told("watch_add"))
    @app_commands.describe(channel=told("option.channel"), **DESCRIBED)
    @app_commands.choices(**CHOSEN)
    async def add(  # noqa: PLR0917 - the library calls it by name
        self,
        interaction: Interaction,
        channel: Destination | None = None,
        titles: Text | None = None,
        properties: Text | None = None,
        certainty: str | None = None,
        role: discord.Role | None = None,
        role_for: str | None = None,
        pace: str | None = None,
        hour: Hour | None = None,
        weekday: int | None = None,
        zone: str | None = None,
        quiet: str | None = None,
        name: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Tell a channel from now on."""
        guild, where = guild_of(interaction), channel or interaction.channel
        if not isinstance(where, discord.TextChannel | discord.Thread | discord.ForumChannel):
            raise NotAllowedError(speech_of(interaction).say("watch.no_channel"))
        wishes = wishes_of(interaction.namespace)
        fresh = Subscription(
            id=free_id(where, self._office.following.subscriptions),
            sink="discord",
            target=str(where.id),
            name=where.name,
            guild=str(guild.id),
            locale=speech_of(interaction).language,
            created_by=name_of(interaction),
        )
        await reply(interaction, self._save(interaction, fresh, wishes, where, role, "watch.added"), private=True)

    @app_commands.command(description=told("watch_edit"))
    @app_commands.describe(watch=told("option.which"), without_role=told("option.without_role"), **DESCRIBED)
    @app_commands.choices(without_role=WITHOUT, **CHOSEN)
    async def edit(  # noqa: PLR0917 - the library calls it by name
        self,
        interaction: Interaction,
        watch: Text,
        titles: Text | None = None,
        properties: Text | None = None,
        certainty: str | None = None,
        role: discord.Role | None = None,
        role_for: str | None = None,
        without_role: str | None = None,
        pace: str | None = None,
        hour: Hour | None = None,
        weekday: int | None = None,
        zone: str | None = None,
        quiet: str | None = None,
        name: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Tell it otherwise."""
        wishes = wishes_of(interaction.namespace)
        guild, one = self._found(interaction, watch)
        where = channel_of(guild, one)
        changed = replace(one, guild=str(guild.id), locale=speech_of(interaction).language)
        await reply(interaction, self._save(interaction, changed, wishes, where, role, "watch.changed"), private=True)

    @app_commands.command(description=told("watch_remove"))
    @app_commands.describe(watch=told("option.which"))
    async def remove(self, interaction: Interaction, watch: Text) -> None:
        """Forget a subscription, and what waits for it."""
        _, one = self._found(interaction, watch)
        await self._change(
            interaction, one, "watch.removed", lambda: self._office.do(lambda f, now: f.unwatch(one.id, now))
        )

    @app_commands.command(description=told("watch_pause"))
    @app_commands.describe(watch=told("option.which"))
    async def pause(self, interaction: Interaction, watch: Text) -> None:
        """Hold back what comes meanwhile."""
        _, one = self._found(interaction, watch)
        why = speech_of(interaction).say("watch.paused_by", who=name_of(interaction))
        paused = replace(one, paused=why)
        await self._change(
            interaction, paused, "watch.paused", lambda: self._office.do(lambda f, now: f.pause(one.id, why, now))
        )

    @app_commands.command(description=told("watch_resume"))
    @app_commands.describe(watch=told("option.which"))
    async def resume(self, interaction: Interaction, watch: Text) -> None:
        """Go on, beginning with what was missed."""
        guild, one = self._found(interaction, watch)
        if (where := channel_of(guild, one)) is not None:
            must_be_able_to_post(where, speech_of(interaction))
        again = replace(one, paused=None)
        await self._change(
            interaction, again, "watch.resumed", lambda: self._office.do(lambda f, now: f.resume(one.id, now))
        )

    @app_commands.command(name="list", description=told("watch"))
    async def list_(self, interaction: Interaction) -> None:
        """Show all subscriptions of the server."""

        async def listed() -> Answer:
            return Answer(page_of(await self._watches(interaction), 0), private=True)

        await reply(interaction, listed(), private=True)

    @add.autocomplete("titles")
    @edit.autocomplete("titles")
    async def _suggest_titles(self, interaction: Interaction, typed: str) -> list[Choice]:
        before, last = last_piece(typed)

        def suggested(library: Any) -> list[tuple[str, str]]:
            return list(library.suggest(last, MOST_CHOICES))

        found = await self._desk.ask(suggested, speech_of(interaction))
        return continued(before, [(name, id_) for id_, name in found])

    @add.autocomplete("properties")
    @edit.autocomplete("properties")
    async def _suggest_properties(self, interaction: Interaction, typed: str) -> list[Choice]:
        before, last = last_piece(typed)
        names = [property_name(prop, speech_of(interaction)) for prop in Property]
        fitting = [name for name in names if last.casefold() in name.casefold() and name not in before]
        return continued(before, [(name, name) for name in fitting])

    @add.autocomplete("zone")
    @edit.autocomplete("zone")
    async def _suggest_zones(self, _: Interaction, typed: str) -> list[Choice]:
        wanted = typed.strip().replace(" ", "_").casefold()
        fitting = [zone for zone in all_zones() if wanted in zone.casefold()]
        return [app_commands.Choice(name=zone, value=zone) for zone in fitting[:MOST_CHOICES]]

    @edit.autocomplete("watch")
    @remove.autocomplete("watch")
    @pause.autocomplete("watch")
    @resume.autocomplete("watch")
    async def _suggest_watches(self, interaction: Interaction, typed: str) -> list[Choice]:
        if interaction.guild is None:
            return []
        own = [(label_of(one, interaction.guild), one.id) for one in self._office.subscriptions_of(interaction.guild)]
        fitting = [(label, id_) for label, id_ in own if typed.casefold() in label.casefold()]
        return [app_commands.Choice(name=label, value=id_) for label, id_ in fitting[:MOST_CHOICES]]

    async def _watches(self, interaction: Interaction) -> Pages:
        own, speech = self._office.subscriptions_of(guild_of(interaction)), speech_of(interaction)
        pages = await self._desk.ask(lambda library: watches_pages(own, library.name, speech), speech)
        return Pages(Question("watches"), pages)

    def _found(self, interaction: Interaction, wanted: str) -> tuple[discord.Guild, Subscription]:
        """Find the subscription that is meant, by its id, its name or its channel's, among those of this server."""
        guild = guild_of(interaction)
        own = self._office.subscriptions_of(guild)
        name = wanted.strip().lstrip("#").casefold()
        fits = [one for one in own if one.id == wanted] or [
            one for one in own if name in {one.name.casefold(), label_of(one, guild).casefold()}
        ]
        if len(fits) != 1:
            raise NotAllowedError(speech_of(interaction).say("watch.unknown", given=wanted))
        return guild, fits[0]

    async def _save(  # noqa: PLR0917 - each is a part of one answer
        self,
        interaction: Interaction,
        one: Subscription,
        wishes: Wishes,
        where: Channel | None,
        role: discord.Role | None,
        key: str,
    ) -> Answer:
        speech = speech_of(interaction)
        if where is not None:
            must_be_able_to_post(where, speech)
        if role is not None and role.is_default():
            raise NotAllowedError(speech.say("watch.everyone"))
        wanted = await self._desk.ask(lambda library: granted(wishes, one, library.choose, speech), speech)
        await self._office.do(lambda following, now: following.watch(wanted, now))
        silent = role is not None and where is not None and not can_ping(role, where)
        notes = [speech.say("watch.silent_role", role=role.mention)] if silent and role is not None else []
        return await self._shown(wanted, speech.say(key), speech, *notes)

    async def _change(self, interaction: Interaction, one: Subscription, key: str, change: Callable[[], Any]) -> None:
        speech = speech_of(interaction)

        async def done() -> Answer:
            await change()
            return await self._shown(one, speech.say(key), speech)

        await reply(interaction, done(), private=True)

    async def _shown(self, one: Subscription, heading: str, speech: Speech, *notes: str) -> Answer:
        panel = await self._desk.ask(lambda library: watch_panel(heading, one, library.name, speech, *notes), speech)
        return Answer(panel, private=True)
