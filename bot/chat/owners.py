"""Telling a server's people, somewhere else, that a channel refuses us."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import structlog

from bot.chat.layout import layout_of
from bot.chat.panels import Panel
from bot.chat.posting import Posting, mark_of, marked
from bot.chat.refusals import PERMISSIONS
from bot.chat.views.notices import channel_forbidden, channel_gone
from bot.model.alerts import Delivery, Subscription
from bot.model.errors import DestinationError
from bot.wording.speech import speech_for

log: structlog.stdlib.BoundLogger = structlog.get_logger()

MOST_LOOKED_AT = 50
_LOST = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


Owners = tuple[int | None, int | None]
"""A channel and a user that the bot's owner has named, by their ids."""
NOBODY: Owners = (None, None)


async def tell_owner(
    client: discord.Client, delivery: Delivery, problem: DestinationError, owners: Owners = NOBODY
) -> None:
    """Tell the bot's owner where one is named, else the server's system channel or its owner by direct message.

    Where nobody can be told it stays with the log. Never raises.
    """
    to, panel = delivery.alert.subscription, _notice(delivery.alert.subscription, problem)
    async for place in _places(client, to, owners):
        if await _told(place, panel, delivery):
            return
    log.warning("nobody could be told in Discord that a channel refuses us", channel=to.target, why=str(problem))


def _notice(to: Subscription, problem: DestinationError) -> Panel:
    speech, name = speech_for(to.locale), to.name or to.id
    if problem.gone:
        return channel_gone(f"<#{to.target}>", name, speech)
    return channel_forbidden(f"<#{to.target}>", name, PERMISSIONS, speech)


async def _places(client: discord.Client, to: Subscription, owners: Owners) -> AsyncIterator[discord.abc.Messageable]:
    channel, user = owners
    if channel is not None and str(channel) != to.target:
        yield client.get_partial_messageable(channel)
    try:
        if user is not None:
            yield await client.create_dm(discord.Object(user))
        if not any(owners) and to.guild.isdigit():
            # discord.py's own guild knows its system channel only while it is connected to the gateway.
            guild: dict[str, Any] = await client.http.get_guild(int(to.guild), with_counts=False)  # type: ignore[assignment]
            if (system := guild.get("system_channel_id")) and system != to.target:
                yield client.get_partial_messageable(int(system))
            yield await client.create_dm(discord.Object(int(guild["owner_id"])))
    except _LOST as lost:
        log.debug("who is to be told could not be asked for", guild=to.guild, why=str(lost))


async def _told(place: discord.abc.Messageable, panel: Panel, delivery: Delivery) -> bool:
    alert_id = delivery.alert.id
    view = layout_of([panel])
    posting = Posting({"view": view}, alert_id=f"{alert_id[:20]}owns", mark=mark_of(f"{alert_id} owner"))
    marked(view, posting.mark)
    try:
        # Who was killed may have been killed after this was told.
        if delivery.doubtful and await _stands(place, posting):
            return True
        await place.send(view=view, nonce=posting.nonce)
    except _LOST as problem:
        log.debug("the owner could not be told here", why=str(problem))
        return False
    return True


async def _stands(place: discord.abc.Messageable, posting: Posting) -> bool:
    return any([posting.is_in(message) async for message in place.history(limit=MOST_LOOKED_AT)])
