"""The Discord sink: one card, one message, exactly once.

Create Message with `enforce_nonce` is the one call of Discord's that may be repeated safely: the same nonce within
"the past few minutes" returns the first message instead of making a second. Once a try that may have told an alert is
older than that, the channel's history is read before it is sent again. A card that corrects another answers it; a card
that has an aftermath is edited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import discord
import structlog

from bot.chat.forums import Forums
from bot.chat.owners import NOBODY, Owners, tell_owner
from bot.chat.pacing import PER_SECOND
from bot.chat.posting import Posting, posting_of
from bot.chat.refusals import CANNOT_REPLY, NO_TEXT_CHANNEL, THREAD_ARCHIVED, UNKNOWN_MESSAGE, told_plainly
from bot.chat.rest import Rest
from bot.chat.traces import find_message
from bot.model.alerts import Delivery, Receipt
from bot.model.errors import DestinationError, SinkError
from bot.wording import Card

log: structlog.stdlib.BoundLogger = structlog.get_logger()

NONCE_WINDOW = timedelta(minutes=2)


class DiscordSink:
    """Does: posts cards into channels, threads and forums. `clock` tells the age of a try that is in doubt.

    `classic` has cards posted as embeds, `owners` are told of trouble with a channel, and `per_second` bounds all
    requests together.
    """

    name = "discord"
    repeatable = True
    at_once = 100

    def __init__(
        self,
        token: str,
        clock: Callable[[], datetime],
        api_url: str | None = None,
        *,
        classic: bool = False,
        owners: Owners = NOBODY,
        per_second: float = PER_SECOND,
    ) -> None:
        self._clock = clock
        self.rest = Rest(token, api_url, per_second)
        self._forums = Forums()
        self._classic = classic
        self._owners = owners

    async def deliver(self, delivery: Delivery, card: Card) -> Receipt | None:
        """Post a card, unless it has been. None where it was deleted since."""
        client = await self.rest.client()
        posting = posting_of(delivery, card, classic=self._classic)
        with told_plainly(delivery.alert.subscription.target):
            try:
                return await self._post(client, delivery, posting, card)
            except discord.HTTPException as problem:
                if problem.code != UNKNOWN_MESSAGE:
                    raise
                return None

    async def revise(self, delivery: Delivery, card: Card) -> None:
        """Edit a card's message. One that is gone needs no edit; one that we may not see gets none."""
        if delivery.receipt is None:
            return
        client = await self.rest.client()
        channel = client.get_partial_messageable(int(delivery.receipt.channel_id))
        message = channel.get_partial_message(int(delivery.receipt.message_id))
        shown = posting_of(delivery, card, classic=self._classic).shown
        try:
            with told_plainly(delivery.receipt.channel_id):
                await message.edit(allowed_mentions=discord.AllowedMentions.none(), **shown)
        except DestinationError as problem:
            if not problem.gone:
                raise SinkError(str(problem), retry=False) from problem

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Log each delivery that Discord refused for good."""
        for delivery, card in parked:
            log.warning("alert parked", title=card.title, headline=card.headline, why=delivery.note)

    async def tell_owner(self, delivery: Delivery, problem: DestinationError) -> None:
        """Tell the server's people elsewhere that a channel refuses us."""
        try:
            client = await self.rest.client()
        except SinkError:
            return
        await tell_owner(client, delivery, problem, self._owners)

    async def close(self) -> None:
        """Close the connections."""
        await self.rest.close()

    async def _post(self, client: discord.Client, delivery: Delivery, posting: Posting, card: Card) -> Receipt | None:
        target = int(delivery.alert.subscription.target)
        if delivery.thread is not None or not self._forums.knows(target):
            try:
                return await self._send(client, int(delivery.thread or target), delivery, posting)
            except discord.HTTPException as problem:
                if not _needs_a_post(problem, delivery):
                    raise
        return await self._forums.begin(client, delivery, posting, card, delivery.tried_at or self._clock())

    async def _send(self, client: discord.Client, channel_id: int, delivery: Delivery, posting: Posting) -> Receipt:
        if self._is_past_nonce(delivery):
            since = delivery.tried_at or delivery.created_at
            if found := await find_message(client, channel_id, posting, since):
                return found
        channel = client.get_partial_messageable(channel_id)
        sent = await _send(channel, posting, _reference(delivery, channel_id))
        return Receipt(str(sent.id), str(channel_id))

    def _is_past_nonce(self, delivery: Delivery) -> bool:
        return delivery.doubtful and self._clock() - (delivery.tried_at or delivery.created_at) > NONCE_WINDOW


async def _send(
    channel: discord.PartialMessageable, posting: Posting, reference: discord.MessageReference | None
) -> discord.Message:
    """Send a message; where we may post but not answer, it answers nothing."""
    rest: dict[str, Any] = {"nonce": posting.nonce, "allowed_mentions": posting.mentions, **posting.shown}
    if reference is None:
        return await channel.send(**rest)
    try:
        return await channel.send(reference=reference, mention_author=False, **rest)
    except discord.HTTPException as problem:
        if problem.status != HTTPStatus.FORBIDDEN and problem.code != CANNOT_REPLY:
            raise
    return await channel.send(**rest)


def _reference(delivery: Delivery, channel_id: int) -> discord.MessageReference | None:
    answered = delivery.answers
    if answered is None or answered.channel_id != str(channel_id):
        return None
    return discord.MessageReference(
        message_id=int(answered.message_id), channel_id=channel_id, fail_if_not_exists=False
    )


def _needs_a_post(problem: discord.HTTPException, delivery: Delivery) -> bool:
    """Whether this is a forum, or the post that it had for a title is gone or locked."""
    if delivery.thread is None:
        return problem.code == NO_TEXT_CHANNEL
    gone = problem.status == HTTPStatus.NOT_FOUND and problem.code != UNKNOWN_MESSAGE
    return gone or problem.code == THREAD_ARCHIVED
