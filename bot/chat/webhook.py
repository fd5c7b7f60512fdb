"""A webhook as a sink: no bot, no token, one channel. It is told at least once.

Discord knows no nonce for webhooks: where the answer to a request is lost, the card may be posted a second time. It has
no buttons but the link either, since a webhook that people made cannot answer them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import aiohttp
import discord
import structlog

from bot.chat.cards import panel_of
from bot.chat.client import point_at
from bot.chat.layout import layout_of
from bot.chat.pacing import Pacing
from bot.chat.panels import ButtonStyle
from bot.chat.posting import mentions_of, roles_of
from bot.chat.refusals import told_plainly
from bot.model.alerts import Delivery, Receipt
from bot.model.errors import ConfigError, DestinationError
from bot.wording import Card

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_ADDRESS = re.compile(r"/webhooks/(?P<id>\d{15,20})/(?P<token>[\w.-]+)/?$")


def parts_of(address: str) -> tuple[str, str]:
    """Read a webhook's id and token from its address; ConfigError, which does not repeat it, where it is none."""
    found = _ADDRESS.search(address)
    if found is None:
        raise ConfigError(
            "discord.webhook_url",
            "this is no webhook's address: copy it in Discord from the channel's settings, Integrations, Webhooks",
        )
    return found["id"], found["token"]


class WebhookSink:
    """Does: posts cards by a webhook, at least once, and edits them."""

    name = "webhook"
    repeatable = True
    at_once = 1

    def __init__(self, address: str, api_url: str | None = None) -> None:
        self.target, self._token = parts_of(address)
        self._pacing = Pacing()
        self._session: aiohttp.ClientSession | None = None
        point_at(api_url)

    async def deliver(self, delivery: Delivery, card: Card) -> Receipt | None:
        """Post a card. DestinationError where the webhook is gone."""
        self._pacing.must_be_welcome()
        with self._told_plainly():
            sent = await self._webhook().send(
                view=_view(delivery, card), wait=True, allowed_mentions=mentions_of(roles_of(delivery.alert))
            )
        return Receipt(str(sent.id), self.target)

    async def revise(self, delivery: Delivery, card: Card) -> None:
        """Edit a card's message; one that is gone needs no edit."""
        if delivery.receipt is None:
            return
        self._pacing.must_be_welcome()
        message_id = int(delivery.receipt.message_id)
        try:
            with self._told_plainly():
                await self._webhook().edit_message(
                    message_id, view=_view(delivery, card), allowed_mentions=discord.AllowedMentions.none()
                )
        except DestinationError as problem:
            log.debug("a webhook's message is gone", why=str(problem))

    async def show_parked(self, parked: Sequence[tuple[Delivery, Card]]) -> None:
        """Log each delivery that Discord refused for good."""
        for delivery, card in parked:
            log.warning("alert parked", title=card.title, headline=card.headline, why=delivery.note)

    async def tell_owner(self, _delivery: Delivery, _problem: DestinationError) -> None:
        """Leave it to the log: a webhook knows nobody else."""

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        """Tell what goes wrong; a webhook has no token of the bot's that could be refused."""
        try:
            with told_plainly(f"of the webhook {self.target}"):
                yield
        except ConfigError as problem:
            raise DestinationError("Discord refuses the webhook's address: copy it anew", gone=True) from problem

    def _webhook(self) -> discord.Webhook:
        if self._session is None:
            self._session = aiohttp.ClientSession(trace_configs=[self._pacing.trace()])
        return discord.Webhook.partial(int(self.target), self._token, session=self._session)


def _view(delivery: Delivery, card: Card) -> discord.ui.LayoutView:
    panel = panel_of(card)
    links = tuple(button for button in panel.buttons if button.style is ButtonStyle.LINK)
    return layout_of([replace(panel, buttons=links)], roles_of(delivery.alert))
