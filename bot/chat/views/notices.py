"""What the owner of a bot or of a server is told when something needs a hand."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.escape import escape
from bot.chat.markup import COLOURS, bold
from bot.chat.panels import Panel
from bot.wording import Speech, Standing


def channel_gone(channel: str, subscription: str, speech: Speech) -> Panel:
    """Say that a channel is no more, and that its subscription is paused. `channel` is Markdown: a mention of ours."""
    told = speech.say("notice.channel_gone_text", subscription=escape(subscription, 80))
    return notice(speech.say("notice.channel_gone", channel=channel), told)


def channel_forbidden(channel: str, subscription: str, missing: Sequence[str], speech: Speech) -> Panel:
    """Say which of Discord's permissions are missing where, and that the subscription is paused."""
    told = speech.say(
        "notice.channel_forbidden_text",
        permissions=bold(speech.enumeration(list(missing))),
        subscription=escape(subscription, 80),
    )
    return notice(speech.say("notice.channel_forbidden", channel=channel), told)


def notice(heading: str, *texts: str) -> Panel:
    """Draw any notice; heading and texts are Markdown already."""
    return Panel((f"## {heading}", *texts), colour=COLOURS[Standing.DENIED])
