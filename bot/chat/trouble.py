"""What people read when something goes wrong: what they can mend, in plain words; a bug of ours, in one line."""

from __future__ import annotations

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.chat.client import BotClient
from bot.chat.escape import escape
from bot.chat.markup import COLOURS
from bot.chat.panels import Panel
from bot.chat.replies import Answer, Interaction, show, speech_of
from bot.model.errors import SequelwatchError
from bot.wording import Speech, Standing

log: structlog.stdlib.BoundLogger = structlog.get_logger()

LONGEST = 1500


async def tell(interaction: Interaction, problem: Exception) -> None:
    """Tell who asked what went wrong; nobody else sees it. Where Discord takes no answer any more, the log says so."""
    cause = problem.original if isinstance(problem, app_commands.CommandInvokeError) else problem
    if isinstance(cause, discord.NotFound | aiohttp.ClientError):
        log.warning("an answer has not reached who asked", why=str(cause))
        return
    text = _words(cause, speech_of(interaction))
    try:
        await show(interaction, Answer(Panel((text,), colour=COLOURS[Standing.DENIED]), private=True))
    except (discord.HTTPException, aiohttp.ClientError) as lost:
        log.warning("an answer has not reached who asked", why=str(lost))


def _words(problem: Exception, speech: Speech) -> str:
    if isinstance(problem, SequelwatchError):
        return escape(str(problem), LONGEST)
    if isinstance(problem, app_commands.TransformerError):
        return speech.say("ask.unusable", value=escape(str(problem.value), 100))
    log.error("a bug while answering Discord", exc_info=problem)
    return speech.say("ask.bug")


def install(client: BotClient) -> None:
    """Have the tree's errors told."""
    client.tree.error(_on_error)


async def _on_error(interaction: Interaction, problem: app_commands.AppCommandError) -> None:
    await tell(interaction, problem)
