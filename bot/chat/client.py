"""The client: one connection to Discord's gateway, its commands, and what it says when something breaks.

It asks for as little as there is: the one intent for servers (no members, no messages), no caches but those of
servers and channels, no mention ever. `bot.chat.connection` keeps one of these connected.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import discord
import structlog
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket

from bot.chat.localised import Catalogue

log: structlog.stdlib.BoundLogger = structlog.get_logger()

# We never speak; that we could not is no news to an owner.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _in_one_line(record: logging.LogRecord) -> bool:
    """Tell a lost connection, and a suggestion that came too late, in one line: the library adds tracebacks."""
    problem = record.exc_info[1] if record.exc_info else None
    if isinstance(problem, discord.NotFound) or (problem is not None and "reconnect" in str(record.msg)):
        record.msg, record.args = f"{record.getMessage()}: {problem}", ()
        record.exc_info = None
    return True


for name in ("discord.client", "discord.app_commands.tree"):
    logging.getLogger(name).addFilter(_in_one_line)

Recall = Callable[[str], Awaitable[str | None]]
Remember = Callable[[str, str], Awaitable[None]]
Click = Callable[[discord.Interaction[Any], str, str, int], Awaitable[None]]
"""What a button does: with the interaction, its verb, its subject and its page."""
Listing = Callable[[discord.Interaction[Any]], Awaitable[Any]]
"""Gives the pages of a list that is this server's own; whose buttons turn them is seen by who asked alone."""


def point_at(api_url: str | None = None, gateway_url: str | None = None) -> None:
    """Have discord.py talk to another REST address or gateway. It has no setting for this; proxies are used so."""
    if api_url is not None:
        discord.http.Route.BASE = api_url
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


class BotClient(discord.Client):
    """Does: answers commands and buttons while it is connected.

    `install` adds the commands to the tree and the buttons to the client. `recall` and `remember` keep the hash of the
    commands that Discord has been told and the ids that it gave them, so that they are only told again once they have
    changed. `command_ids` are those ids, by name, for mentions that can be clicked. `settle` is how many
    seconds to wait for the servers after connecting.
    """

    def __init__(
        self, install: Callable[[BotClient], None], recall: Recall, remember: Remember, *, settle: float = 2.0
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=settle,
        )
        self._recall = recall
        self._remember = remember
        self._translator = Catalogue()
        self.command_ids: dict[str, int] = {}
        self.clicks: dict[str, Click] = {}
        self.lists: dict[str, Listing] = {}
        self.tree: app_commands.CommandTree[BotClient] = app_commands.CommandTree(self)
        install(self)

    async def setup_hook(self) -> None:
        """Tell Discord the commands, where they are not those that it knows. Called once, after the login."""
        await self.tree.set_translator(self._translator)
        commands = [await one.get_translated_payload(self.tree, self._translator) for one in self.tree.get_commands()]
        payload = json.dumps(commands, sort_keys=True, default=str)
        key, now = f"commands told to {self.application_id}", hashlib.sha256(payload.encode()).hexdigest()
        known = json.loads(await self._recall(key) or "{}")
        if known.get("hash") == now:
            self.command_ids = known["ids"]
            return
        try:
            told = await self.tree.sync()
        except discord.HTTPException as problem:
            if problem.status != HTTPStatus.BAD_REQUEST:
                raise
            log.exception("a bug: Discord refuses the commands, so those stay that it knows")
            return
        self.command_ids = {one.name: one.id for one in told}
        await self._remember(key, json.dumps({"hash": now, "ids": self.command_ids}))
        log.info("commands are known to Discord", commands=len(told))

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log a bug in an event; the connection goes on."""
        log.error("a bug while answering Discord", event_name=event_method, exc_info=sys.exc_info())
