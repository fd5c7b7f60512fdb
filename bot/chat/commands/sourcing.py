"""/sources: the feeds. Everybody may ask how they are; who owns the bot adds, removes and looks at them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discord import app_commands

from bot.chat.answers import Answers
from bot.chat.client import BotClient
from bot.chat.commands.asking import LONGEST_CHOICE, MOST_CHOICES, Choice
from bot.chat.commands.owning import must_own, owners_of
from bot.chat.localised import told, trust_choices
from bot.chat.markup import code
from bot.chat.office import NotAllowedError, Office
from bot.chat.panels import Panel
from bot.chat.questions import Desk, Question
from bot.chat.replies import Answer, Interaction, reply, speech_of
from bot.feeds.articles import site_of
from bot.feeds.search import PREFIX as SEARCH_PREFIX
from bot.model.entries import Trust
from bot.model.feeds import Feed
from bot.wording import Speech

if TYPE_CHECKING:
    from bot.feeds.checkup import Checkup

Look = Callable[[str], Awaitable["Checkup"]]
Address = app_commands.Range[str, 1, 2000]
Name = app_commands.Range[str, 1, 100]
Minutes = app_commands.Range[int, 5, 7 * 24 * 60]
_ID_LENGTH = 100


@dataclass(frozen=True, slots=True)
class _Wish:
    """A feed as somebody wants it added."""

    address: str
    outlet: str
    trust: Trust | None
    minutes: int | None


class Sourcing(app_commands.Group):
    """Does: shows, adds, removes and looks at feeds. `look` asks for a feed as polls do, behind the same guard."""

    def __init__(self, desk: Desk, office: Office, answers: Answers, look: Look) -> None:
        super().__init__(name="sources", description=told("sources"))
        self._desk = desk
        self._office = office
        self._answers = answers
        self._look = look

    def install(self, client: BotClient) -> None:
        """Add the commands."""
        client.tree.add_command(self)

    @app_commands.command(name="list", description=told("sources_list"))
    async def list_(self, interaction: Interaction) -> None:
        """Tell how the feeds are."""
        making = self._answers.page(Question("sources"), speech_of(interaction), private=True)
        await reply(interaction, making, private=True)

    @app_commands.command(description=told("sources_add"))
    @app_commands.describe(
        address=told("option.address"),
        outlet=told("option.outlet"),
        trust=told("option.trust"),
        minutes=told("option.minutes"),
    )
    @app_commands.choices(trust=trust_choices())
    async def add(
        self,
        interaction: Interaction,
        address: Address,
        outlet: Name | None = None,
        trust: str | None = None,
        minutes: Minutes | None = None,
    ) -> None:
        """Look at a feed, and follow it where it is one."""
        must_own(interaction)
        wish = _Wish(_address(address), outlet or "", Trust(trust) if trust else None, minutes)
        await reply(interaction, self._add(interaction, wish), private=True)

    @app_commands.command(description=told("sources_check"))
    @app_commands.describe(feed=told("option.feed_or_address"))
    async def check(self, interaction: Interaction, feed: Address) -> None:
        """Say what a reader sees of a feed."""
        must_own(interaction)

        async def checked() -> Answer:
            known = self._known(feed)
            seen = await self._look(known.url if known else _address(feed))
            speech = speech_of(interaction)
            heading = code(known.id if known else site_of(seen.url), _ID_LENGTH)
            return _drawn(heading if seen.document is not None else speech.say("sources.no_feed"), seen, speech)

        await reply(interaction, checked(), private=True)

    @app_commands.command(description=told("sources_remove"))
    @app_commands.describe(feed=told("option.feed"))
    async def remove(self, interaction: Interaction, feed: Name) -> None:
        """Take a feed out of the file."""
        must_own(interaction)
        speech = speech_of(interaction)

        async def removed() -> Answer:
            id_ = self._must_be_known(interaction, feed).id
            if id_.startswith(SEARCH_PREFIX):
                raise NotAllowedError(speech.say("sources.is_search", id=id_))
            await self._office.do(lambda following, now: following.remove_feed(id_, now))
            return _said(speech.say("sources.removed", id=code(id_, _ID_LENGTH)))

        await reply(interaction, removed(), private=True)

    @app_commands.command(description=told("sources_resume"))
    @app_commands.describe(feed=told("option.feed"))
    async def resume(self, interaction: Interaction, feed: Name) -> None:
        """Ask a feed again now."""
        must_own(interaction)

        async def resumed() -> Answer:
            id_ = self._must_be_known(interaction, feed).id
            await self._office.do(lambda following, now: following.resume_feed(id_, now))
            return _said(speech_of(interaction).say("sources.resumed", id=code(id_, _ID_LENGTH)))

        await reply(interaction, resumed(), private=True)

    @check.autocomplete("feed")
    async def _suggest_all(self, interaction: Interaction, typed: str) -> list[Choice]:
        return _choices(interaction, self._office.following.feeds, typed)

    @remove.autocomplete("feed")
    async def _suggest_removable(self, interaction: Interaction, typed: str) -> list[Choice]:
        feeds = (feed for feed in self._office.following.feeds if not feed.id.startswith(SEARCH_PREFIX))
        return _choices(interaction, feeds, typed)

    @resume.autocomplete("feed")
    async def _suggest_resting(self, interaction: Interaction, typed: str) -> list[Choice]:
        troubled = await self._desk.read(lambda snapshot: snapshot.noteworthy_feeds())
        ids = {one.state.feed_id for one in troubled if one.state.stopped or one.state.failures}
        return _choices(interaction, (feed for feed in self._office.following.feeds if feed.id in ids), typed)

    async def _add(self, interaction: Interaction, wish: _Wish) -> Answer:
        from bot.settings.feedsfile import NewFeed  # noqa: PLC0415 - its library is seldom needed

        speech = speech_of(interaction)
        if (known := self._known(wish.address)) is not None:
            raise NotAllowedError(speech.say("sources.known", id=known.id))
        seen = await self._look(wish.address)
        if seen.document is None:
            return _drawn(speech.say("sources.not_added"), seen, speech)
        interval = f"{wish.minutes}m" if wish.minutes else ""
        new = NewFeed(seen.url, wish.outlet or site_of(seen.url), trust=wish.trust, interval=interval)
        id_ = await self._office.do(lambda following, now: following.add_feed(new, now))
        return _drawn(speech.say("sources.added", id=code(id_, _ID_LENGTH)), seen, speech)

    def _must_be_known(self, interaction: Interaction, wanted: str) -> Feed:
        known = self._known(wanted)
        if known is None:
            raise NotAllowedError(speech_of(interaction).say("sources.unknown", given=wanted))
        return known

    def _known(self, wanted: str) -> Feed | None:
        """Find the feed that is meant, by its id or its address."""
        given = wanted.strip().rstrip("/")
        fits = (feed for feed in self._office.following.feeds if given in {feed.id, feed.url.rstrip("/")})
        return next(fits, None)


def _address(typed: str) -> str:
    """Give an address as it is asked for: people leave out what browsers add."""
    text = typed.strip().strip("<>")
    return text if "://" in text else f"https://{text}"


def _choices(interaction: Interaction, feeds: Iterable[Feed], typed: str) -> list[Choice]:
    if interaction.user.id not in owners_of(interaction.client):
        return []
    wanted = typed.strip().casefold()
    fitting = [feed for feed in feeds if wanted in f"{feed.id} {feed.outlet.name} {feed.url}".casefold()]
    return [
        app_commands.Choice(name=f"{feed.outlet.name} ({feed.id})"[:LONGEST_CHOICE], value=feed.id)
        for feed in fitting[:MOST_CHOICES]
        if len(feed.id) <= LONGEST_CHOICE
    ]


def _drawn(heading: str, seen: Checkup, speech: Speech) -> Answer:
    from bot.chat.views.checkups import checkup_panel  # noqa: PLC0415 - seldom needed

    return Answer(checkup_panel(heading, seen, speech), private=True)


def _said(text: str) -> Answer:
    return Answer(Panel((text,)), private=True)
