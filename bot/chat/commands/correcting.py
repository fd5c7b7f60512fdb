"""Corrections by hand: /fact, and the buttons Not news and Wrong below a card. All are for moderators."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.chat.buttons import Verb
from bot.chat.client import BotClient
from bot.chat.commands.asking import LONGEST_CHOICE, MOST_CHOICES, Choice, Title
from bot.chat.localised import property_choices, told
from bot.chat.office import Office, guild_of, must_moderate, name_of
from bot.chat.questions import Desk
from bot.chat.replies import Answer, Interaction, reply, speech_of
from bot.chat.typed import typed_value
from bot.chat.views.corrections import corrected_panel, marked_panel, which_panel
from bot.library import Library
from bot.model.developments import Development
from bot.model.errors import UnknownDevelopmentError
from bot.model.feedback import Correction
from bot.model.properties import Property
from bot.wording import sentence

Value = app_commands.Range[str, 1, 200]
Role = app_commands.Range[str, 1, 100]


class Correcting(app_commands.Group):
    """Does: sets and clears what is known of a title, with who did it."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(
            name="fact",
            description=told("fact"),
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self._desk = desk
        self._office = office

    def install(self, client: BotClient) -> None:
        """Add the commands, and what the two buttons do."""
        client.tree.add_command(self)
        client.clicks |= {Verb.NOT_NEWS: self._mark, Verb.WRONG: self._mark}

    @app_commands.command(name="set", description=told("fact_set"))
    @app_commands.describe(
        title=told("option.of_title"),
        property=told("option.property"),
        value=told("option.value"),
        role=told("option.part"),
    )
    @app_commands.choices(property=property_choices())
    async def set_(
        self,
        interaction: Interaction,
        title: Title,
        property: str,  # noqa: A002 - the option's name
        value: Value,
        role: Role | None = None,
    ) -> None:
        """Set a value."""
        guild_of(interaction)
        await reply(interaction, self._correct(interaction, title, Property(property), value, role=role), private=True)

    @app_commands.command(description=told("fact_clear"))
    @app_commands.describe(title=told("option.of_title"), property=told("option.property"), value=told("option.gone"))
    @app_commands.choices(property=property_choices())
    async def clear(
        self,
        interaction: Interaction,
        title: Title,
        property: str,  # noqa: A002 - the option's name
        value: Value | None = None,
    ) -> None:
        """Clear a value, or all of a property."""
        guild_of(interaction)
        await reply(
            interaction, self._correct(interaction, title, Property(property), value, clears=True), private=True
        )

    @set_.autocomplete("title")
    @clear.autocomplete("title")
    async def _suggest_titles(self, interaction: Interaction, typed: str) -> list[Choice]:
        found = await self._desk.ask(lambda library: library.suggest(typed, MOST_CHOICES), speech_of(interaction))
        return [app_commands.Choice(name=name[:LONGEST_CHOICE], value=id_) for id_, name in found]

    @clear.autocomplete("value")
    async def _suggest_values(self, interaction: Interaction, typed: str) -> list[Choice]:
        """Offer what is known, once title and property are chosen."""
        title, prop = interaction.namespace.title, interaction.namespace.property
        if not title or not prop:
            return []

        def known(library: Library) -> list[tuple[str, str]]:
            facts = library.facts(library.choose(title)).facts
            return [(fact.words, fact.value) for fact in facts if fact.property == prop]

        found = await self._desk.ask(known, speech_of(interaction))
        fitting = [
            (words, value) for words, value in found if typed.casefold() in words.casefold() and len(value) <= 100
        ]
        return [
            app_commands.Choice(name=words[:LONGEST_CHOICE], value=value) for words, value in fitting[:MOST_CHOICES]
        ]

    async def _correct(
        self,
        interaction: Interaction,
        title: str,
        prop: Property,
        value: str | None,
        *,
        role: str | None = None,
        clears: bool = False,
    ) -> Answer:
        speech, by = speech_of(interaction), name_of(interaction)
        title_id = await self._desk.ask(lambda library: library.choose(title), speech)
        meant = None if value is None else typed_value(prop, value, self._office.clock().date())
        said = Correction(title_id, prop, meant, by, role=role, clears=clears)
        ingested = await self._office.do(lambda following, now: following.pipeline.correct(said, now))
        told = [sentence(one, speech=speech) for one in ingested.developments]
        name = await self._desk.ask(lambda library: library.name(title_id), speech)
        return Answer(corrected_panel(name, title_id, told, by, speech), private=True)

    async def _mark(self, interaction: Interaction, verb: str, subject: str, _: int) -> None:
        """Mark what a card tells; where it tells several things, ask which."""
        must_moderate(interaction)
        await reply(interaction, self._marked(interaction, Verb(verb), subject), private=True)

    async def _marked(self, interaction: Interaction, verb: Verb, subject: str) -> Answer:
        speech = speech_of(interaction)
        told = await self._told(subject)
        texts = [sentence(one, speech=speech) for one in told]
        if len(told) > 1:
            return Answer(
                which_panel(verb, [(one.id, text) for one, text in zip(told, texts, strict=True)], speech), True
            )
        fallen = await self._mark_one(told[0], verb, name_of(interaction))
        return Answer(marked_panel(verb, texts[0], [sentence(one, speech=speech) for one in fallen], speech), True)

    async def _told(self, subject: str) -> Sequence[Development]:
        """Find what a button is about: an alert, or one of the developments that an alert told."""
        told = await self._desk.read(lambda snapshot: snapshot.told_in(subject))
        one = await self._desk.read(lambda snapshot: snapshot.development(subject)) if not told else None
        if not told and one is None:
            raise UnknownDevelopmentError("what this card told is not known any more")
        return told if one is None else (one,)

    async def _mark_one(self, one: Development, verb: Verb, by: str) -> Sequence[Development]:
        """Give what fell with it, where it was wrong."""
        if verb is Verb.NOT_NEWS:
            await self._office.do(lambda following, now: following.pipeline.mark_not_news(one.id, by, now))
            return ()
        fallen = await self._office.do(lambda following, now: following.pipeline.mark_wrong(one.id, by, now))
        return [other for other in fallen if other.id != one.id]
