"""A delivery as a message: its look, whom it mentions, and by what it is known again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

import discord

from bot.chat.cards import classic_view_of, view_of
from bot.model.alerts import Alert, AlertKind, Delivery
from bot.wording import Card

NONCE_LENGTH = 24  # Discord takes 25
_MARKS_FROM = 1 << 30
"""Discord numbers components itself where they have no id, from 1 on."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What is sent: `shown` as discord.py's `send` and `edit` take it, and what tells the message from others."""

    shown: dict[str, Any]
    alert_id: str
    mark: int
    roles: tuple[str, ...] = ()
    beginning: str = field(default="", compare=False)

    @property
    def nonce(self) -> str:
        """What Discord knows a repeated request by; the alert's id depends on the channel."""
        return self.alert_id[:NONCE_LENGTH]

    @property
    def mentions(self) -> discord.AllowedMentions:
        """Whom the message may mention: the roles that the subscription names, and nobody else."""
        return mentions_of(self.roles)

    def is_in(self, message: discord.Message) -> bool:
        """Whether a message of ours tells this alert: by its mark, by its buttons, else by how it begins."""
        parts = list(_walk(message.components))
        if any(getattr(part, "id", None) == self.mark for part in parts):
            return True
        if any(self.alert_id in (getattr(part, "custom_id", None) or "") for part in parts):
            return True
        return bool(self.beginning) and any(_begins(embed) == self.beginning for embed in message.embeds)


def posting_of(delivery: Delivery, card: Card, *, classic: bool = False) -> Posting:
    """Make the message: Components V2, or a classic embed."""
    alert = delivery.alert
    roles, mark = roles_of(alert), mark_of(alert.id)
    if not classic:
        view = view_of(card, roles)
        marked(view, mark)
        view.stop()  # our client by the gateway answers its buttons; the library need not keep it
        return Posting({"view": view}, alert.id, mark, roles)
    made = classic_view_of(card, roles)
    if made.view is not None:
        made.view.stop()
    shown = {"content": made.content, "embeds": made.embeds} | ({"view": made.view} if made.view is not None else {})
    beginning = _begins(made.embeds[0]) if alert.kind is not AlertKind.NEWS else ""
    return Posting(shown, alert.id, mark, roles, beginning)


def mentions_of(roles: Iterable[str]) -> discord.AllowedMentions:
    """Allow these roles to be mentioned, and nobody else."""
    # Discord's schema wants text; discord.py's own objects would put numbers there.
    wanted: list[Any] = [SimpleNamespace(id=role) for role in roles]
    return discord.AllowedMentions(everyone=False, users=False, roles=wanted or False, replied_user=False)


def mark_of(alert_id: str) -> int:
    """Make the id of a card's outermost component (31 bits): Discord keeps it, and nobody sees it."""
    return int.from_bytes(blake2b(alert_id.encode(), digest_size=4).digest(), "big") % _MARKS_FROM + _MARKS_FROM


def marked(view: discord.ui.LayoutView, mark: int) -> None:
    """Give a view's box an id by which its message is known again."""
    for box in view.children:
        if isinstance(box, discord.ui.Container):
            box.id = mark


def roles_of(alert: Alert) -> tuple[str, ...]:
    """List the roles to be mentioned. What happened before the bot came is no reason to call anybody."""
    if alert.kind is AlertKind.CATCH_UP:
        return ()
    named = (role for one in alert.developments for role in alert.subscription.roles_for(one.property))
    return tuple(dict.fromkeys(role for role in named if role.isascii() and role.isdigit()))


def _begins(embed: discord.Embed) -> str:
    return (embed.description or "").partition("\n\n")[0]


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for one in components:
        yield one
        yield from _walk(getattr(one, "children", ()))
