"""What Discord refuses, in plain words, and what that means for an alert."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus

import aiohttp
import discord

from bot.model.errors import ConfigError, DestinationError, SinkError

UNKNOWN_MESSAGE = 10008
"""The nonce's message was deleted since: it had been delivered."""
UNKNOWN_CHANNEL = 10003
NO_TEXT_CHANNEL = 50008
THREAD_ARCHIVED = 50083
CANNOT_REPLY = 160002
PERMISSIONS = ("View Channel", "Send Messages", "Embed Links", "Read Message History")
"""What a channel has to grant us, as Discord's settings call it."""


@contextmanager
def told_plainly(target: str) -> Iterator[None]:
    """Turn whatever goes wrong with Discord within the block into a SinkError or a ConfigError."""
    try:
        yield
    except discord.RateLimited as problem:
        wait = timedelta(seconds=problem.retry_after)
        raise SinkError("Discord asks us to wait", retry=True, wait=wait) from problem
    except discord.HTTPException as problem:
        raise _plainly(problem, target) from problem
    except aiohttp.ClientConnectorError as problem:
        raise SinkError(f"Discord cannot be reached: {problem}", retry=True) from problem
    except (aiohttp.ClientError, OSError, TimeoutError) as problem:
        raise SinkError(f"Discord cannot be reached: {problem}", retry=True, doubtful=True) from problem


def refused_token() -> ConfigError:
    """Say that the token is wrong, or was reset."""
    return ConfigError("discord.token", "Discord refuses the token. Copy it anew from the Bot page of your application")


def _plainly(problem: discord.HTTPException, target: str) -> SinkError | ConfigError:
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return refused_token()  # it was reset while we were running
    if (destination := _destination(problem, target)) is not None:
        return destination
    if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
        return SinkError("Discord asks us to wait", retry=True)
    said = f"Discord answered {problem.status}: {problem.text}"
    server_fault = problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return SinkError(said, retry=server_fault, doubtful=server_fault)


def _destination(problem: discord.HTTPException, target: str) -> DestinationError | None:
    if problem.status == HTTPStatus.FORBIDDEN or problem.code == CANNOT_REPLY:
        return DestinationError(
            f"Discord forbids posting in channel {target}: give the bot {', '.join(PERMISSIONS[:-1])} and "
            f"{PERMISSIONS[-1]} there",
        )
    if problem.status == HTTPStatus.NOT_FOUND:
        return DestinationError(f"Discord knows no channel {target}: it was deleted, or its id is wrong", gone=True)
    if problem.code == THREAD_ARCHIVED:
        return DestinationError(f"the thread {target} is locked")
    if problem.code == NO_TEXT_CHANNEL:
        return DestinationError(f"nothing can be posted in channel {target}: it is neither for text nor a forum")
    return None
