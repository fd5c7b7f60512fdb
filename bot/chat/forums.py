"""Telling forums: a post for each title, which later news of that title goes into."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord

from bot.chat.escape import shorten
from bot.chat.pacing import asked_once
from bot.chat.posting import Posting
from bot.chat.traces import find_post
from bot.model.alerts import Delivery, Receipt
from bot.model.errors import DestinationError
from bot.wording import Card

LONGEST_NAME = 100


class Forums:
    """Does: begins posts, and remembers which channels are forums."""

    def __init__(self) -> None:
        self._known: dict[int, discord.ForumChannel] = {}

    def knows(self, channel_id: int) -> bool:
        """Whether a channel is known to be a forum."""
        return channel_id in self._known

    async def begin(
        self, client: discord.Client, delivery: Delivery, posting: Posting, card: Card, since: datetime
    ) -> Receipt:
        """Begin a post with an alert. Discord takes no nonce here, so what is in doubt is looked for first."""
        forum = await self._forum(client, int(delivery.alert.subscription.target))
        if delivery.doubtful and (found := await find_post(client, forum, posting, since)):
            return found
        shown: dict[str, Any] = {key: value for key, value in posting.shown.items() if value is not None}
        with asked_once():
            made = await forum.create_thread(
                name=shorten(card.title, LONGEST_NAME) or "…",
                allowed_mentions=posting.mentions,
                applied_tags=_tags(forum),
                **shown,
            )
        return Receipt(str(made.message.id), str(made.thread.id))

    async def _forum(self, client: discord.Client, channel_id: int) -> discord.ForumChannel:
        if channel_id not in self._known:
            channel = await client.fetch_channel(channel_id)
            if not isinstance(channel, discord.ForumChannel):
                raise DestinationError(f"nothing can be posted in channel {channel_id}: it is no channel for text")
            self._known[channel_id] = channel
        return self._known[channel_id]


def _tags(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """Choose a tag where the forum wants one: the first that anybody may use."""
    return [tag for tag in forum.available_tags if not tag.moderated][:1] if forum.flags.require_tag else []
