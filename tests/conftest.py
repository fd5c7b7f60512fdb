"""A loopback Discord for the sink: login, Create Message with `enforce_nonce`, history, and faults on demand."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.chat.fake.server import FakeDiscord
from tests.chat.fake.spec import SpecValidator

BOT = {"id": "900", "username": "sequelwatch", "discriminator": "0", "avatar": None, "bot": True}
CHANNEL = "20"


@dataclass
class LoopbackDiscord:
    """Answers as Discord does. `faults` are taken one a post: a status, or "lost" (posted, reply dropped)."""

    token: str = "good.token"
    address: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    faults: list[int | str] = field(default_factory=list)
    nonces: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    posted: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1000))

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/v10/users/@me", self._guarded(self.me)),
            web.get("/api/v10/oauth2/applications/@me", self._guarded(self.application)),
            web.post("/api/v10/channels/{channel}/messages", self._guarded(self.post)),
            web.get("/api/v10/channels/{channel}/messages", self._guarded(self.history)),
        ]

    def _guarded(self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Any:
        async def answer(request: web.Request) -> web.StreamResponse:
            if request.headers.get("Authorization") != f"Bot {self.token}":
                return refusal(401, 0, "401: Unauthorized")
            return await handler(request)

        return answer

    async def me(self, _request: web.Request) -> web.Response:
        return answer_with(BOT)

    async def application(self, _request: web.Request) -> web.Response:
        return answer_with(
            {"id": "900", "name": "Sequelwatch", "icon": None, "description": "", "rpc_origins": [], "bot_public": True,
             "bot_require_code_grant": False, "owner": BOT, "verify_key": "", "flags": 0, "team": None,
             "install_params": None, "tags": []},
        )  # fmt: skip

    async def post(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, int):
            return refusal(fault, 0, "refused")
        if request.match_info["channel"] != CHANNEL:
            return refusal(404, 10003, "Unknown Channel")
        message = self._kept(body)
        if message["id"] in self.deleted:
            return refusal(404, 10008, "Unknown Message")
        if fault == "lost":
            assert request.transport is not None
            request.transport.close()
        return answer_with(message)

    def _kept(self, body: dict[str, Any]) -> dict[str, Any]:
        nonce = body["nonce"]
        assert body["enforce_nonce"] is True
        assert len(nonce) <= 25
        if nonce not in self.nonces:
            message = {"id": str(next(self._ids)), "channel_id": CHANNEL, "author": BOT, "type": 0, "content": "",
                       "embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "mention_everyone": False,
                       "pinned": False, "tts": False, "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": None,
                       "flags": body["flags"], "components": body["components"],
                       "allowed_mentions": body.get("allowed_mentions")}  # fmt: skip
            self.nonces[nonce] = message
            self.messages.append(message)
            self.posted.set()
        return self.nonces[nonce]

    async def history(self, _request: web.Request) -> web.Response:
        return answer_with(list(reversed(self.messages)))


def refusal(status: int, code: int, message: str) -> web.Response:
    """An error as Discord words it."""
    return answer_with({"code": code, "message": message}, status)


def answer_with(value: Any, status: int = 200) -> web.Response:
    """A JSON answer; discord.py reads one only where the type is bare, without a charset."""
    headers = {"Content-Type": "application/json", "Via": "1.1 loopback"}
    return web.Response(body=json.dumps(value).encode(), status=status, headers=headers)


@pytest.fixture
async def discord_server() -> AsyncIterator[LoopbackDiscord]:
    server = LoopbackDiscord()
    application = web.Application()
    application.add_routes(server.routes())
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.address = f"http://127.0.0.1:{port}/api/v10"
    yield server
    await runner.cleanup()


@cache
def _validator() -> SpecValidator | None:
    """Hold what is sent against Discord's OpenAPI document, where TEST_DISCORD_OPENAPI names that file."""
    path = os.environ.get("TEST_DISCORD_OPENAPI")
    return SpecValidator(Path(path)) if path else None


@pytest.fixture
async def fake_discord() -> AsyncIterator[FakeDiscord]:
    """A whole Discord on loopback. Whatever a test has the bot send must be valid."""
    fake = await FakeDiscord(validator=_validator()).start()
    yield fake
    await fake.stop()
    assert fake.violations == []
