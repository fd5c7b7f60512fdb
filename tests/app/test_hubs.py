"""Feeds that tell of news themselves: from the hub's question to the ledger, over the page that hubs see."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import aiohttp
import pytest

from bot.app.hubs import LEASE, Hubs, is_signed
from bot.feeds.fetch import FetchLimits
from bot.model.entries import Outlet
from bot.model.feeds import Feed, Hints, PollState
from bot.novelty import Outlets
from bot.pipeline import Pipeline, Poller
from bot.store import Store
from bot.web.hub import hub_pages
from bot.web.server import serving
from tests.feeds.fake_web import FakeWeb, Reply

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = Feed("ledger", "https://ledger.example/feed", Outlet("The Ledger", "The Ledger"))
HINTS = Hints(hub="https://hub.example/", topic="https://ledger.example/feed")
NEWS = b"<rss version='2.0'><channel><item><title>Pushed</title><guid>1</guid></item></channel></rss>"


class Scene:
    """A bot that hubs can reach, and what its hub was asked."""

    def __init__(self, store: Store, executor: ThreadPoolExecutor) -> None:
        self.now, self.store = NOW, store
        self.web = FakeWeb(lambda _: Reply(b"", 202))
        poller = Poller(Pipeline(store, [], Outlets()), self.web, FetchLimits(), lambda: self.now, executor)
        self.hubs = Hubs(
            callback="https://bot.example",
            client=self.web,
            store=store,
            poller=poller,
            executor=executor,
            feeds=lambda: {FEED.id: FEED},
            clock=lambda: self.now,
        )

    @property
    def asked(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(asked.body.decode())) for asked in self.web.asked]

    async def subscribed(self) -> tuple[str, str]:
        """The path and the secret of a subscription."""
        await self.hubs.after_poll(PollState("ledger", NOW, hints=HINTS))
        said = self.asked[-1]
        return said["hub.callback"].rpartition("/")[2], said["hub.secret"]

    def entries(self) -> int:
        with self.store.snapshot() as snapshot:
            return snapshot.counts().entries


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    store = Store.open(f"sqlite:///{tmp_path / 'bot.db'}")
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield Scene(store, executor)
    store.close()


def signed(body: bytes, secret: str, method: str = "sha256") -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


async def test_a_feed_that_names_a_hub_is_subscribed_once_and_renewed_before_it_ends(scene: Scene) -> None:
    path, _ = await scene.subscribed()
    said = scene.asked[0]
    assert (said["hub.mode"], said["hub.topic"]) == ("subscribe", HINTS.topic)
    assert said["hub.callback"].startswith("https://bot.example/hub/")
    await scene.hubs.confirmed(path, {"hub.mode": "subscribe", "hub.topic": HINTS.topic, "hub.challenge": "x"})
    for day in range(1, 9):
        scene.now = NOW + timedelta(days=day)
        await scene.hubs.after_poll(PollState("ledger", NOW, hints=HINTS))
    assert len(scene.asked) == 1
    scene.now = NOW + LEASE - timedelta(days=1)
    await scene.hubs.after_poll(PollState("ledger", NOW, hints=HINTS))
    assert len(scene.asked) == 2


@pytest.mark.parametrize("hints", [None, Hints(), Hints(hub="https://hub.example/")])
async def test_a_feed_without_a_hub_is_left_alone(hints: Hints | None, scene: Scene) -> None:
    await scene.hubs.after_poll(PollState("ledger", NOW, hints=hints))
    assert scene.asked == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        pytest.param({}, "the challenge", id="what we asked for"),
        pytest.param({"hub.topic": "https://other.example/"}, None, id="another feed"),
        pytest.param({"hub.mode": "unsubscribe"}, None, id="an end that we did not ask for"),
        pytest.param({"hub.lease_seconds": "soon"}, "the challenge", id="a lease in words"),
    ],
)
async def test_a_hub_that_asks_is_told_what_we_asked_for(
    said: dict[str, str], answer: str | None, scene: Scene
) -> None:
    path, _ = await scene.subscribed()
    question = {"hub.mode": "subscribe", "hub.topic": HINTS.topic, "hub.challenge": "the challenge"} | said
    assert await scene.hubs.confirmed(path, question) == answer
    assert await scene.hubs.confirmed("nobody-knows-this-path", question) is None


@pytest.mark.parametrize(
    ("method", "secret", "kept"),
    [
        pytest.param("sha256", "", 1, id="signed"),
        pytest.param("sha1", "", 1, id="signed in the old way"),
        pytest.param("sha256", "a guess", 0, id="signed with a guess"),
        pytest.param("md5", "", 0, id="signed in a broken way"),
        pytest.param("", "", 0, id="not signed"),
    ],
)
async def test_only_what_is_signed_with_the_secret_is_read(method: str, secret: str, kept: int, scene: Scene) -> None:
    path, ours = await scene.subscribed()
    signature = signed(NEWS, secret or ours, method) if method else ""
    assert await scene.hubs.brought(path, signature, NEWS, "application/rss+xml")
    assert scene.entries() == kept


async def test_what_a_hub_brings_that_is_no_feed_hurts_nobody(scene: Scene) -> None:
    path, secret = await scene.subscribed()
    assert await scene.hubs.brought(path, signed(b"<html>", secret), b"<html>", "text/html")
    assert scene.entries() == 0


async def test_hubs_see_one_page(scene: Scene) -> None:
    path, secret = await scene.subscribed()
    root = aiohttp.web.Application()
    root.add_subapp("/hub/", hub_pages(scene.hubs))
    async with serving(root, "127.0.0.1", 0) as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as hub:
        query = {"hub.mode": "subscribe", "hub.topic": HINTS.topic, "hub.challenge": "<b>42</b>"}
        async with hub.get(f"/hub/{path}", params=query) as answer:
            assert (answer.status, await answer.text(), answer.content_type) == (200, "<b>42</b>", "text/plain")
        async with hub.get(f"/hub/{'x' * 32}", params=query) as answer:
            assert answer.status == 404
        async with hub.post(f"/hub/{path}", data=NEWS, headers={"X-Hub-Signature": signed(NEWS, secret)}) as answer:
            assert answer.status == 202
        while not scene.entries():
            async with hub.get(f"/hub/{'x' * 32}"):
                pass


def test_a_signature_is_compared_whole() -> None:
    assert is_signed(b"x", signed(b"x", "s"), "s")
    assert not is_signed(b"x", signed(b"x", "s")[:-1], "s")
    assert not is_signed(b"y", signed(b"x", "s"), "s")
