"""Keeping a client connected, whatever happens to it.

discord.py resumes lost connections by itself. What ends its client all the same (the gateway is down at the first
connect, a dispatch is malformed, a session that cannot go on) ends here in a fresh client after a wait. What no
waiting mends (a refused token, an intent that is not granted) is a ConfigError that says what to do: Discord resets
the token of who identifies a thousand times a day.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus

import aiohttp
import discord
import structlog

from bot.chat.client import BotClient
from bot.model.errors import ConfigError

log: structlog.stdlib.BoundLogger = structlog.get_logger()

FIRST_WAIT, LONGEST_WAIT = 2.0, 600.0
"""Seconds before the next try: doubled each time, and never more than some 150 a day."""
STEADY = 900.0
"""Seconds that a connection lives before the waits begin anew."""
_FINAL = {
    4004: "Discord refuses the token. Copy it anew from the Bot page of your application",
    4010: "Discord refuses the shard. Please report this as a bug",
    4011: "the bot is in more servers than one connection may serve (2,500): leave some of them",
    4012: "Discord no longer speaks this version of its API: update Sequelwatch",
    4013: "Discord refuses the intents. Please report this as a bug",
    4014: "Discord does not grant the intents. Please report this as a bug: the bot asks for no privileged one",
}
Sleep = Callable[[float], Awaitable[None]]


def wait_after(failures: int) -> float:
    """Tell how many seconds to wait after so many failures in a row, between half of it and the whole."""
    return min(FIRST_WAIT * 2.0 ** min(failures - 1, 20), LONGEST_WAIT) * random.uniform(0.5, 1)  # noqa: S311 - no secret


class Connection:
    """Does: keeps a client connected until it is told to stop. `trouble` says what is wrong at present."""

    def __init__(self, token: str, make_client: Callable[[], BotClient], sleep: Sleep = asyncio.sleep) -> None:
        self._token = token
        self._make_client = make_client
        self._sleep = sleep
        self._client: BotClient | None = None
        self._why = "not connected to Discord yet"

    @property
    def client(self) -> BotClient | None:
        """The client that is at work, if one is."""
        return self._client

    @property
    def trouble(self) -> str | None:
        """What is wrong with the connection, in a line; None while it stands."""
        return None if self._client is not None and self._client.is_ready() else self._why

    async def run(self) -> None:
        """Stay connected until cancelled. ConfigError for what no waiting mends."""
        failures = 0
        while True:
            begun = asyncio.get_running_loop().time()
            problem = await self._connect_once()
            lived = asyncio.get_running_loop().time() - begun
            failures = 1 if lived > STEADY else failures + 1
            wait = wait_after(failures)
            self._why = f"the connection to Discord ended: {problem}"
            log.warning("disconnected from Discord, a fresh connection follows", why=problem, wait=round(wait, 1))
            await self._sleep(wait)

    async def _connect_once(self) -> str:
        """Connect a fresh client and stay until it ends; why it did, in a line."""
        client = self._make_client()
        try:
            self._client = client
            await client.start(self._token)
        except discord.LoginFailure as problem:
            raise ConfigError("discord.token", _FINAL[4004]) from problem
        except discord.PrivilegedIntentsRequired as problem:
            raise ConfigError("discord.token", _FINAL[4014]) from problem
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as problem:
            _raise_if_final(problem)
            return f"{type(problem).__name__}: {problem}"
        except Exception as problem:  # whatever a malformed dispatch sets off in the library
            log.debug("the client broke", exc_info=True)
            return f"{type(problem).__name__}: {problem}"
        finally:
            self._client = None
            with suppress(Exception):  # it is given up in any case
                await client.close()
        return "Discord closed it"


def _raise_if_final(problem: Exception) -> None:
    if isinstance(problem, discord.ConnectionClosed) and problem.code in _FINAL:
        raise ConfigError("discord.token", _FINAL[problem.code]) from problem
    if isinstance(problem, discord.HTTPException) and problem.status == HTTPStatus.UNAUTHORIZED:
        raise ConfigError("discord.token", _FINAL[4004]) from problem
