"""/track: which titles are followed, for those who manage the server."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import discord
from discord import app_commands

from bot.chat.buttons import Verb
from bot.chat.client import BotClient
from bot.chat.commands.asking import LONGEST_CHOICE, MOST_CHOICES, Choice, Title
from bot.chat.drafts import Draft, changed, draft_of, new_title
from bot.chat.forms import TitleForm
from bot.chat.localised import told, type_choices
from bot.chat.office import NotAllowedError, Office, guild_of, name_of
from bot.chat.panels import Panel
from bot.chat.questions import Desk, Pages, Question
from bot.chat.replies import Answer, Interaction, page_of, reply, speech_of, turn
from bot.chat.views.titles import proposal_panel, title_panel, titles_pages
from bot.library import choose_title, suggest
from bot.model.errors import FollowingError
from bot.model.titles import TitleType, TrackedTitle
from bot.novelty.baseline import Proposal, article, proposals, with_baseline
from bot.store import Tracked

LOOKING_BACK = timedelta(days=30)
"""How far the headlines of a title without a baseline are news: what was told lately comes as one catch-up."""
MOST_OPEN = 100
"""Proposals that wait to be confirmed; older ones have lapsed."""
ReadArticle = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A title that waits to be confirmed, with what an article says of it. `by` is the id of who asked."""

    title: TrackedTitle
    found: tuple[Proposal, ...]
    by: int


class Tracking(app_commands.Group):
    """Does: adds, changes and removes titles. `read_article` gives an article's text; "" where it cannot be read."""

    def __init__(self, desk: Desk, office: Office, read_article: ReadArticle | None) -> None:
        super().__init__(
            name="track",
            description=told("track"),
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self._desk = desk
        self._office = office
        self._read_article = read_article
        self._open: OrderedDict[str, Proposed] = OrderedDict()

    def install(self, client: BotClient) -> None:
        """Add the commands, and what the buttons below a proposal do."""
        client.tree.add_command(self)
        for verb in (Verb.CONFIRM, Verb.WITHOUT, Verb.CANCEL):
            client.clicks[verb] = self._settle
        client.lists["titles"] = self._titles

    @app_commands.command(description=told("track_add"))
    @app_commands.describe(type=told("option.type"))
    @app_commands.choices(type=type_choices())
    async def add(self, interaction: Interaction, type: str = TitleType.FILM.value) -> None:  # noqa: A002 - the option's name
        """Ask for it with a form."""
        guild_of(interaction)
        kind = TitleType(type)

        async def submitted(answered: Interaction, draft: Draft) -> None:
            guild_of(answered)
            await reply(answered, self._add(answered, draft, kind), private=True)

        form = TitleForm(speech_of(interaction), Draft(""), submitted, article=True)
        await interaction.response.send_modal(form)

    @app_commands.command(description=told("track_edit"))
    @app_commands.describe(title=told("option.which"))
    async def edit(self, interaction: Interaction, title: Title) -> None:
        """Show it in the form."""
        one = await self._own(interaction, title)

        async def submitted(answered: Interaction, draft: Draft) -> None:
            guild_of(answered)
            await reply(answered, self._edit(answered, one, draft), private=True)

        form = TitleForm(speech_of(interaction), draft_of(one.title), submitted, article=False)
        await interaction.response.send_modal(form)

    @app_commands.command(description=told("track_remove"))
    @app_commands.describe(title=told("option.which"))
    async def remove(self, interaction: Interaction, title: Title) -> None:
        """Take it from the list."""
        one, by = await self._own(interaction, title), name_of(interaction)

        async def removed() -> Answer:
            await self._office.do(lambda following, now: following.untrack(one.title.id, by, now))
            speech = speech_of(interaction)
            return Answer(title_panel(speech.say("track.removed"), one.title, speech), private=True)

        await reply(interaction, removed(), private=True)

    @app_commands.command(name="list", description=told("track_list"))
    async def list_(self, interaction: Interaction) -> None:
        """Show all titles."""

        async def listed() -> Answer:
            return Answer(page_of(await self._titles(interaction), 0), private=True)

        await reply(interaction, listed(), private=True)

    @edit.autocomplete("title")
    @remove.autocomplete("title")
    async def _suggest(self, interaction: Interaction, typed: str) -> list[Choice]:
        added = await self._desk.read(lambda snapshot: snapshot.tracked())
        own = {one.title.id: one.title for one in added if one.guild == str(interaction.guild_id)}
        ids = suggest(typed, {id_: title.names for id_, title in own.items()}, MOST_CHOICES)
        return [app_commands.Choice(name=own[id_].title[:LONGEST_CHOICE], value=id_) for id_ in ids]

    async def _own(self, interaction: Interaction, wanted: str) -> Tracked:
        """Find the title that is meant, among those that were added in this server."""
        guild, speech = guild_of(interaction), speech_of(interaction)
        id_ = choose_title(wanted, {title.id: title.names for title in self._office.following.titles}, speech)
        if self._office.following.is_seed(id_):
            raise FollowingError(speech.say("track.is_seed", id=id_))
        added = await self._desk.read(lambda snapshot: snapshot.tracked())
        own = [one for one in added if one.title.id == id_ and one.guild == str(guild.id)]
        if not own:
            raise NotAllowedError(speech.say("track.elsewhere"))
        return own[0]

    async def _add(self, interaction: Interaction, draft: Draft, kind: TitleType) -> Answer:
        """Follow a title; where there is an article to read, ask first whether it was read right."""
        speech, today = speech_of(interaction), self._office.clock().date()
        since = today if draft.article.strip() else today - LOOKING_BACK
        title = new_title(draft, kind, since, self._taken(), speech)
        if not draft.article.strip():
            return await self._follow(interaction, title)
        found = await self._proposed(draft, title)
        token = secrets.token_hex(8)
        self._open[token] = Proposed(title, found, interaction.user.id)
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)
        return Answer(proposal_panel(title, found, token, speech), private=True)

    async def _proposed(self, draft: Draft, title: TrackedTitle) -> tuple[Proposal, ...]:
        text = draft.article
        if draft.link:
            text = await self._read_article(draft.link) if self._read_article is not None else ""
        read = article(title.title, text, self._office.clock(), link=draft.link)
        return await self._desk.work(lambda: proposals(title, read)) if text else ()

    async def _edit(self, interaction: Interaction, one: Tracked, draft: Draft) -> Answer:
        title = changed(one.title, draft, speech_of(interaction))
        return await self._follow(interaction, title, "track.changed")

    async def _follow(self, interaction: Interaction, title: TrackedTitle, key: str = "track.added") -> Answer:
        guild, by, speech = str(interaction.guild_id), name_of(interaction), speech_of(interaction)
        await self._office.do(lambda following, now: following.track(title, guild, by, now))
        return Answer(title_panel(speech.say(key), title, speech), private=True)

    async def _titles(self, interaction: Interaction) -> Pages:
        guild_of(interaction)
        added = await self._desk.read(lambda snapshot: snapshot.tracked())
        followed = self._office.following
        seeds = [title for title in followed.titles if followed.is_seed(title.id)]
        return Pages(Question("titles"), titles_pages(seeds, added, speech_of(interaction)))

    async def _settle(self, interaction: Interaction, verb: str, token: str, _: int) -> None:
        """Do what somebody chose below a proposal."""
        guild_of(interaction)
        await turn(interaction, self._settled(interaction, verb, token))

    async def _settled(self, interaction: Interaction, verb: str, token: str) -> Answer:
        speech, waiting = speech_of(interaction), self._open.pop(token, None)
        if waiting is None or waiting.by != interaction.user.id:
            raise NotAllowedError(speech.say("track.lapsed"))
        if verb == Verb.CANCEL:
            return Answer(Panel((speech.say("track.cancelled"),)))
        title = with_baseline(waiting.title, waiting.found) if verb == Verb.CONFIRM else waiting.title
        return await self._follow(interaction, title)

    def _taken(self) -> set[str]:
        return {title.id for title in self._office.following.titles}
