"""Discord by REST alone: posting needs no gateway, so alerts go out while that is down."""

from __future__ import annotations

import asyncio

import aiohttp
import discord

from bot.chat.client import point_at
from bot.chat.pacing import PER_SECOND, Pacing
from bot.chat.refusals import refused_token
from bot.model.errors import SinkError

LONGEST_WAIT = 30.0
"""Seconds that a request may wait for its bucket; discord.py takes no less. What has to wait longer comes back."""


class Rest:
    """Does: logs in when it is first asked for a client, keeps it, and closes it."""

    def __init__(self, token: str, api_url: str | None = None, per_second: float = PER_SECOND) -> None:
        self._token = token
        self._pacing = Pacing(per_second)
        self._client: discord.Client | None = None
        self._one_login = asyncio.Lock()
        point_at(api_url)

    async def client(self) -> discord.Client:
        """Give a client that is logged in. ConfigError where the token is refused, SinkError where that can pass."""
        self._pacing.must_be_welcome()
        async with self._one_login:
            if self._client is None:
                self._client = await self._login()
        return self._client

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _login(self) -> discord.Client:
        client = discord.Client(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=self._pacing.trace(),
            max_ratelimit_timeout=LONGEST_WAIT,
            max_messages=None,
        )
        try:
            await client.login(self._token)
        except discord.LoginFailure as problem:
            await client.close()
            raise refused_token() from problem
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as problem:
            await client.close()
            raise SinkError(f"Discord cannot be reached: {problem}", retry=True) from problem
        return client
