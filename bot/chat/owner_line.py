"""The line to the bot's owner: what only they can mend is told where they have said, else to them in private."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence

import discord

from bot.chat.layout import layout_of
from bot.chat.owners import NOBODY, Owners
from bot.chat.posting import Posting, mark_of, marked
from bot.chat.refusals import UNKNOWN_MESSAGE, told_plainly
from bot.chat.rest import Rest
from bot.chat.views.notices import feeds_panel
from bot.feeds.notices import Notice
from bot.model.errors import DestinationError, SinkError
from bot.wording.speech import speech_for

MOST_LOOKED_AT = 200
NOBODY_TAKES_IT = (
    "Discord takes no message to the bot's owner: set discord.owner_channel_id to a channel that the bot may post in"
)


class DiscordOwner:
    """Does: posts to the bot's owner. `locale` gives the language.

    The first place that takes it gets it: the channel and the person that the settings name, else who owns the
    application. One that refuses us is passed over; where Discord fails, the message is tried again as a whole.
    """

    def __init__(self, rest: Rest, locale: Callable[[], str], owners: Owners = NOBODY) -> None:
        self._rest = rest
        self._locale = locale
        self._owners = owners

    async def tell_of_feeds(self, notices: Sequence[Notice], outlets: Mapping[str, str], key: str) -> None:
        """Tell what feeds need, in one message. SinkError where it cannot be told now."""
        view = layout_of([feeds_panel(notices, outlets, speech_for(self._locale()))])
        marked(view, mark_of(key))
        view.stop()
        async for place in self._places():
            try:
                with told_plainly("of the bot's owner"):
                    return await _send(place, view, key)
            except DestinationError:
                continue
        raise SinkError(NOBODY_TAKES_IT, retry=True)

    async def has_told(self, key: str) -> bool:
        """Whether the message of that key stands in one of the places. SinkError where Discord cannot be asked."""
        posting = Posting({}, key, mark_of(key))
        async for place in self._places():
            try:
                with told_plainly("of the bot's owner"):
                    if any([posting.is_in(message) async for message in place.history(limit=MOST_LOOKED_AT)]):
                        return True
            except DestinationError:
                continue
        return False

    async def _places(self) -> AsyncIterator[discord.abc.Messageable]:
        client = await self._rest.client()
        channel, user = self._owners
        if channel is not None:
            yield client.get_partial_messageable(channel)
        for person in dict.fromkeys(filter(None, (user, _owner_of(client)))):
            try:
                with told_plainly("of the bot's owner"):
                    private = await client.create_dm(discord.Object(person))
            except DestinationError:
                continue
            yield private


async def _send(place: discord.abc.Messageable, view: discord.ui.LayoutView, key: str) -> None:
    try:
        await place.send(view=view, nonce=key, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as problem:
        if problem.code != UNKNOWN_MESSAGE:  # it was told, and deleted since
            raise


def _owner_of(client: discord.Client) -> int | None:
    """Give who owns the application, by id: of a team, who owns that."""
    application = client.application
    if application is None:
        return None
    if application.team is not None:
        return application.team.owner_id
    return application.owner.id
