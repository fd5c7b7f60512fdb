"""Feeds that tell of news themselves, through a hub (WebSub, W3C Recommendation). Polling goes on beside it.

A hub is asked to tell us at an address that nobody can guess, and what it sends there is believed only with a signature
made with a secret that it alone was given (WebSub, 8). Whoever else knocks is told nothing.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlencode

import structlog

from bot.feeds.client import Client
from bot.feeds.fetch import FAULTS
from bot.feeds.guard import web_address
from bot.model.errors import SequelwatchError
from bot.model.feeds import Feed, PollState
from bot.pipeline import Poller
from bot.store import Store
from bot.store.hubs import HubSubscription

T = TypeVar("T")
log: structlog.stdlib.BoundLogger = structlog.get_logger()

LEASE = timedelta(days=10)
_RENEWED = timedelta(days=2)
_ASKED_AGAIN = timedelta(days=1)
_LONGEST_LEASE = timedelta(days=90)
_DIGESTS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # WebSub, 7.1


class Hubs:
    """Does: subscribes feeds at their hubs, answers the hubs' questions, and takes what they bring.

    `callback` is the address under which our pages are seen from the internet. `feeds` gives the followed feeds by id.
    """

    def __init__(
        self,
        *,
        callback: str,
        client: Client,
        store: Store,
        poller: Poller,
        executor: Executor,
        feeds: Callable[[], Mapping[str, Feed]],
        clock: Callable[[], datetime],
    ) -> None:
        self._callback = callback
        self._client = client
        self._store = store
        self._poller = poller
        self._executor = executor
        self._feeds = feeds
        self._clock = clock

    async def after_poll(self, state: PollState) -> None:
        """Subscribe a feed that names a hub, or renew its subscription before it ends."""
        hints = state.hints
        if hints is None or not hints.hub or not hints.topic:
            return
        known = await self._in_store(self._of_feed, state.feed_id)
        if known is not None and not self._is_due(known):
            return
        one = HubSubscription(
            state.feed_id,
            hints.hub,
            hints.topic,
            path=known.path if known else secrets.token_urlsafe(24),
            secret=known.secret if known else secrets.token_urlsafe(32),
            asked_at=self._clock(),
            lease_until=known.lease_until if known else None,
        )
        await self._in_store(self._save, one)
        await self._ask(one)

    async def confirmed(self, path: str, said: Mapping[str, str]) -> str | None:
        """Answer a hub that asks whether we mean it (WebSub, 5.3): the text to answer with, None for a refusal."""
        one = await self._in_store(self._at_path, path)
        if one is None or said.get("hub.topic") != one.topic:
            return None
        if said.get("hub.mode") == "denied":
            await self._in_store(self._confirm, path, None)
            return ""
        if said.get("hub.mode") != "subscribe":
            return None
        seconds = said.get("hub.lease_seconds", "")
        lease = timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 9 else LEASE
        await self._in_store(self._confirm, path, self._clock() + min(lease, _LONGEST_LEASE))
        return said.get("hub.challenge")

    async def brought(self, path: str, signature: str, body: bytes, content_type: str) -> bool:
        """Take what a hub brings; whether it was ours to take. A wrong signature is answered like a right one."""
        one = await self._in_store(self._at_path, path)
        if one is None:
            return False
        feed = self._feeds().get(one.feed_id)
        if feed is None or not is_signed(body, signature, one.secret):
            log.warning("what a hub brought is passed over: its signature is wrong", feed=one.feed_id)
            return True
        try:
            ingested = await self._poller.take(body, content_type, feed)
        except SequelwatchError as problem:
            log.warning("what a hub brought cannot be read", feed=feed.id, why=str(problem))
        else:
            log.info("brought by its hub", feed=feed.id, entries=ingested.fresh)
        return True

    def _is_due(self, known: HubSubscription) -> bool:
        now = self._clock()
        ends_soon = known.lease_until is None or known.lease_until - now < _RENEWED
        return ends_soon and now - known.asked_at >= _ASKED_AGAIN

    async def _ask(self, one: HubSubscription) -> None:
        """Ask a hub to tell us (WebSub, 5.1). Where it does not, polling goes on and it is asked again tomorrow."""
        said = {
            "hub.mode": "subscribe",
            "hub.topic": one.topic,
            "hub.callback": f"{self._callback}/hub/{one.path}",
            "hub.lease_seconds": str(int(LEASE.total_seconds())),
            "hub.secret": one.secret,
        }
        form = (b"Content-Type", b"application/x-www-form-urlencoded")
        try:
            async with (
                asyncio.timeout(30),
                self._client.ask(web_address(one.hub), (form,), method="POST", body=urlencode(said).encode()) as answer,
            ):
                log.info("asked a hub to tell of news", feed=one.feed_id, hub=one.hub, answer=answer.status)
        except (TimeoutError, *FAULTS) as problem:
            log.warning("a hub cannot be asked", feed=one.feed_id, hub=one.hub, why=type(problem).__name__)

    def _of_feed(self, feed_id: str) -> HubSubscription | None:
        with self._store.snapshot() as snapshot:
            return snapshot.hub_subscription(feed_id)

    def _at_path(self, path: str) -> HubSubscription | None:
        with self._store.snapshot() as snapshot:
            return snapshot.hub_subscription_at(path)

    def _save(self, one: HubSubscription) -> None:
        with self._store.transaction() as tx:
            tx.save_hub_subscription(one)

    def _confirm(self, path: str, until: datetime | None) -> None:
        with self._store.transaction() as tx:
            tx.confirm_hub_subscription(path, until)

    async def _in_store(self, call: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, call, *args)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Tell whether a body was signed with a secret (`X-Hub-Signature: sha256=...`)."""
    method, _, digest = signature.partition("=")
    if method not in _DIGESTS:
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, method).hexdigest(), digest.strip().lower())
