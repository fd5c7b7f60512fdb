"""The Discord sink: one card, one message, exactly once.

Posting needs no gateway: after `login` a channel's id is enough. Create Message with `enforce_nonce` is the one
call of Discord's that may be repeated safely: the same nonce within "the past few minutes" returns the first
message instead of making a second. Once a row is older than that, the channel's history is read before it is
sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot.chat.cards import view_of
from bot.model.alerts import Delivery
from bot.model.errors import ConfigError, SinkError
from bot.wording import Card

if TYPE_CHECKING:
    from discord.abc import Snowflake

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# We never speak; that we could not is no news to an owner.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

NONCE_WINDOW = timedelta(minutes=2)
NONCE_LENGTH = 24  # Discord takes 25
HISTORY = 100
_UNKNOWN_MESSAGE = 10008  # the nonce's message was deleted since: it had been delivered


class DiscordSink:
    """Does: posts cards into channels. `clock` tells the age of a row that is tried again."""

    name = "discord"
    repeatable = True
    at_once = 100

    def __init__(self, token: str, clock: Callable[[], datetime], api_url: str | None = None) -> None:
        self._token = token
        self._clock = clock
        if api_url is not None:
            # discord.py has no setting for this; REST proxies are used in just this way.
            discord.http.Route.BASE = api_url
        self._client: discord.Client | None = None

    async def deliver(self, delivery: Delivery, card: Card) -> None:
        """Post a card. SinkError says whether trying again can help; ConfigError where the token is refused."""
        client = await self._connected()
        channel = client.get_partial_messageable(int(delivery.alert.subscription.target))
        view = view_of(card)
        try:
            if self._is_old(delivery) and await self._already_told(channel, client.user, view):
                return
            await channel.send(view=view, nonce=delivery.alert.id[:NONCE_LENGTH])
        except discord.HTTPException as problem:
            if problem.code != _UNKNOWN_MESSAGE:
                raise _told_plainly(problem, delivery.alert.subscription.target) from problem
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            raise SinkError(f"Discord cannot be reached: {problem}", retry=True) from problem

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Log each delivery that Discord refused for good."""
        for delivery, card in parked:
            log.warning("alert parked", title=card.title, headline=card.headline, why=delivery.note)

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _connected(self) -> discord.Client:
        if self._client is None:
            client = discord.Client(
                intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
            )
            try:
                await client.login(self._token)
            except discord.LoginFailure as problem:
                await client.close()
                raise _refused_token() from problem
            except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as problem:
                await client.close()
                raise SinkError(f"Discord cannot be reached: {problem}", retry=True) from problem
            self._client = client
        return self._client

    def _is_old(self, delivery: Delivery) -> bool:
        return delivery.attempts > 0 and self._clock() - delivery.created_at > NONCE_WINDOW

    @staticmethod
    async def _already_told(
        channel: discord.PartialMessageable, me: Snowflake | None, view: discord.ui.LayoutView
    ) -> bool:
        """Whether the channel's history holds this very card, posted by us."""
        ours = _texts_of(view.walk_children())
        async for message in channel.history(limit=HISTORY):
            theirs = _texts_of(discord.ui.LayoutView.from_message(message).walk_children())
            if me is not None and message.author.id == me.id and theirs == ours:
                return True
        return False


def _texts_of(items: Iterable[object]) -> list[str]:
    return [item.content for item in items if isinstance(item, discord.ui.TextDisplay)]


def _refused_token() -> ConfigError:
    return ConfigError("discord.token", "Discord refuses the token. Copy it anew from the Bot page of your application")


def _told_plainly(problem: discord.HTTPException, target: str) -> SinkError | ConfigError:
    """Put Discord's refusal into words. Only a malformed message can never succeed later."""
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return _refused_token()  # it was reset while we were running
    if isinstance(problem, discord.Forbidden):
        return SinkError(
            f"Discord forbids posting in channel {target}: give the bot View Channel, Send Messages, Embed Links and "
            "Read Message History there",
            retry=True,
        )
    if isinstance(problem, discord.NotFound):
        return SinkError(f"Discord knows no channel {target}: check discord.channel_id", retry=True)
    return SinkError(f"Discord answered {problem.status}: {problem.text}", retry=problem.status != 400)
