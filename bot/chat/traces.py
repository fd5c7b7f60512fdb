"""Looking for what may have been told: a channel's history, a forum's posts.

A nonce keeps Discord from posting twice for "the past few minutes"; what is older, or was posted where there is no
nonce, is looked for before it is posted again. Where it cannot be looked for, nobody guesses.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import discord

from bot.chat.posting import Posting
from bot.model.alerts import Receipt
from bot.model.errors import SinkError

SLACK = timedelta(minutes=5)
"""How far Discord's clock and ours may be apart."""
MOST_MESSAGES = 1_000
MOST_POSTS = 200
UNSEEN = (
    "it is unknown whether this was posted: the channel's last message was deleted, or the bot lacks Read Message "
    "History there"
)
"""Without that permission Discord answers with no messages at all."""


async def find_message(client: discord.Client, channel_id: int, posting: Posting, since: datetime) -> Receipt | None:
    """Find the message in a channel that tells this alert, among those since it was first tried.

    SinkError (not to be tried again) where that cannot be seen.
    """
    channel = client.get_partial_messageable(channel_id)
    after = discord.Object(discord.utils.time_snowflake(since - SLACK))
    last, newest, seen = await _last_message_id(client, channel_id), after.id, 0
    async for message in channel.history(limit=MOST_MESSAGES, after=after, oldest_first=True):
        newest, seen = max(newest, message.id), seen + 1
        if client.user is not None and message.author.id == client.user.id and posting.is_in(message):
            return Receipt(str(message.id), str(channel_id))
    if last > newest and seen < MOST_MESSAGES:
        raise SinkError(UNSEEN, retry=False)
    return None


async def find_post(
    client: discord.Client, forum: discord.ForumChannel, posting: Posting, since: datetime
) -> Receipt | None:
    """Find the post in a forum that began with this alert, among those since it was first tried."""
    least = discord.utils.time_snowflake(since - SLACK)
    threads = [thread for thread in await forum.guild.active_threads() if thread.parent_id == forum.id]
    threads += [thread async for thread in forum.archived_threads(limit=MOST_POSTS)]
    for thread in threads:
        if client.user is None or thread.owner_id != client.user.id or thread.id < least:
            continue
        try:
            first = await client.get_partial_messageable(thread.id).fetch_message(thread.id)
        except discord.NotFound:
            continue
        if posting.is_in(first):
            return Receipt(str(first.id), str(thread.id))
    return None


async def _last_message_id(client: discord.Client, channel_id: int) -> int:
    channel = await client.fetch_channel(channel_id)
    return getattr(channel, "last_message_id", None) or 0
