"""A Discord on loopback: REST v10 and gateway, for the real discord.py.

    fake = await FakeDiscord().start()      # a port that the kernel picks; fake.api_url, fake.gateway_url
    answer = await fake.person(MODERATOR_ID).slash("watch list")
    fake.fault("POST", r"/channels/.*/messages", status=502, apply_first=True)      # it happens, the answer is lost
    await fake.gateway.kick("drop")

`python -m tests.chat.fake --port 8765` serves one until it is stopped.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from tests.chat.fake import people
from tests.chat.fake.acting import Person
from tests.chat.fake.calls import Call, Reply, read_body
from tests.chat.fake.errors import ApiError, Json, unauthorized
from tests.chat.fake.faults import Buckets, Fault, Headers, too_many
from tests.chat.fake.gateway import GUILD_MESSAGES, Gateway
from tests.chat.fake.interactions import Interaction
from tests.chat.fake.limits import walk
from tests.chat.fake.people import CHANNEL_ID, OWNER_ID
from tests.chat.fake.routes import TABLE, Routes
from tests.chat.fake.world import World

TOKEN = "good.token"
Validator = Callable[[str, str, Any], Iterable[str]]


class FakeDiscord:
    """Does: serves a World by REST and gateway, records every call, and fails on demand.

    `validator` names what is wrong with a request's body; what it finds is kept in `violations`.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        locale: str = "en-US",
        validator: Validator | None = None,
        heartbeat_ms: int = 41_250,
    ) -> None:
        self.token = token
        self.world = World(locale)
        self.routes = Routes(self.world)
        self.gateway = Gateway(self.world, lambda: self.token, heartbeat_ms)
        self.buckets = Buckets()
        self.faults: list[Fault] = []
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.patience = 5.0
        self._validator = validator
        self._called = asyncio.Condition()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        application = web.Application(client_max_size=32 << 20)
        application.router.add_get("/gateway/", self.gateway.serve)
        application.router.add_get("/gateway", self.gateway.serve)
        application.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(application, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        where = f"{host}:{self._runner.addresses[0][1]}"
        self.api_url, self.gateway_url = f"http://{where}/api/v10", f"ws://{where}/gateway"
        self.gateway.address = self.gateway_url
        return self

    async def stop(self) -> None:
        await self.gateway.close()
        await self._runner.cleanup()

    # --- what tests do

    def fault(self, method: str, path: str, kind: str = "status", **more: Any) -> Fault:
        """Have the next requests that fit fail; see `Fault`."""
        self.faults.append(Fault(method, path, kind, **more))
        return self.faults[-1]

    def person(self, user_id: str = OWNER_ID, channel_id: str = CHANNEL_ID, locale: str = "en-US") -> Person:
        """Act for somebody in a channel."""
        user = self.world.member_of(self.world.channels[channel_id]["guild_id"], user_id)["user"]

        async def deliver(kind: int, data: Json, message: Json | None) -> Interaction:
            one = self.routes.interactions.begin(kind, channel_id, user, message)
            return await self._await_answer(one, self.routes.interactions.payload(one, data, locale))

        return Person(self.world, user, channel_id, deliver)

    def messages(self, channel_id: str = CHANNEL_ID) -> list[Json]:
        """Give a channel's messages, oldest first."""
        return sorted(self.world.messages[channel_id].values(), key=lambda one: int(one["id"]))

    def answer(self, interaction: Interaction) -> Json:
        """Give the message that an interaction was answered with, as it stands now."""
        assert interaction.callback is not None, "the application did not respond"
        message_id = interaction.original or (interaction.followups or [""])[-1]
        return self.world.messages[interaction.channel_id][message_id]

    async def called(self, method: str, path: str, times: int = 1) -> list[Call]:
        """Wait until the bot has made so many such calls."""

        def found() -> list[Call]:
            return [one for one in self.calls if one.asks(method, path) and one.status]

        async with asyncio.timeout(30), self._called:
            await self._called.wait_for(lambda: len(found()) >= times)
        return found()

    async def forget_channel(self, channel_id: str) -> None:
        """Delete a channel or thread and tell the bot."""
        gone = self.world.delete_channel(channel_id)
        event = "THREAD_DELETE" if gone["type"] in people.THREADS else "CHANNEL_DELETE"
        await self.gateway.dispatch(event, gone)

    async def _await_answer(self, one: Interaction, payload: Json) -> Interaction:
        await self.gateway.dispatch("INTERACTION_CREATE", payload)
        with suppress(TimeoutError):  # "The application did not respond"
            async with asyncio.timeout(self.patience):
                await one.replied.wait()
        return one

    # --- what the bot's requests meet

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        body, files = await read_body(request)
        path, asked_by = f"/{request.match_info['path']}", request.headers.get("Authorization")
        call = Call(time.time(), request.method, path, body, files, dict(request.query), asked_by)
        self.calls.append(call)
        self._validate(call)
        try:
            return await self._answered(call, request)
        finally:
            async with self._called:
                self._called.notify_all()

    def _validate(self, call: Call) -> None:
        if self._validator and call.method in {"POST", "PUT", "PATCH"} and call.body is not None:
            call.problems = list(self._validator(call.method, call.path, call.body))
            self.violations += [f"{call.method} {call.path}: {problem}" for problem in call.problems]

    async def _answered(self, call: Call, request: web.Request) -> web.StreamResponse:
        headers, over = self.buckets.take(call.method, call.path)
        if over is not None:
            return _respond(call, Reply(429, None), *too_many(over, headers, is_global=False, scope="user"))
        fault = next((one for one in self.faults if one.fits(call.method, call.path)), None)
        if fault is not None:
            fault.times -= 1
            return await self._fail(fault, call, headers, request)
        return _respond(call, await self._reply(call), None, headers)

    async def _fail(self, fault: Fault, call: Call, headers: Headers, request: web.Request) -> web.StreamResponse:
        if fault.kind == "429":
            scope = "global" if fault.is_global else "shared"
            limited = too_many(fault.retry_after, headers, is_global=fault.is_global, scope=scope)
            return _respond(call, Reply(429, None), *limited)
        if fault.apply_first:
            await self._reply(call)
        if fault.kind == "hang":
            await asyncio.sleep(fault.delay)
        if fault.kind == "drop":
            call.status = -1
            assert request.transport is not None
            request.transport.abort()
        return _respond(call, Reply(fault.status, fault.body or {"code": 0, "message": "on demand"}), None, headers)

    async def _reply(self, call: Call) -> Reply:
        try:
            reply = self._routed(call)
        except ApiError as refusal:
            return Reply(refusal.status, refusal.body)
        await self._tell(call, reply)
        return reply

    def _routed(self, call: Call) -> Reply:
        for method, pattern, handler, needs_token in TABLE:
            found = pattern.fullmatch(call.path)
            if method == call.method and found:
                if needs_token and call.authorization != f"Bot {self.token}":
                    raise unauthorized()
                call.parts = found.groups()
                return handler(self.routes, call)
        raise ApiError(404, 0, f"404: Not Found (the fake has no {call.method} {call.path})")

    async def _tell(self, call: Call, reply: Reply) -> None:
        """Send the events that a call causes."""
        if call.method == "POST" and call.path.endswith("/messages") and reply.status == 200:
            guild_id = self.world.channels[call.parts[0]]["guild_id"]
            await self.gateway.dispatch("MESSAGE_CREATE", reply.body | {"guild_id": guild_id}, intent=GUILD_MESSAGES)


def _respond(call: Call, reply: Reply, body: Json | None, headers: Headers) -> web.Response:
    """Answer with JSON whose type is bare: discord.py reads none with a charset. `body` wins over the reply's."""
    call.status = call.status or reply.status
    headers = headers | {"Via": "1.1 loopback"}
    if reply.status == 204:
        return web.Response(status=204, headers=headers)
    content = json.dumps(reply.body if body is None else body).encode()
    return web.Response(status=reply.status, body=content, headers=headers | {"Content-Type": "application/json"})


def texts_of(message: Json) -> str:
    """Join all text that a message shows: content, embeds, text displays."""
    texts = [message.get("content") or ""]
    for embed in message.get("embeds") or []:
        texts += [embed.get("title") or "", embed.get("description") or ""]
        texts += [f"{field['name']}\n{field['value']}" for field in embed.get("fields") or []]
        texts.append((embed.get("footer") or {}).get("text") or "")
    texts += [one["content"] for one in walk(message.get("components") or []) if one["type"] == 10]
    return "\n".join(text for text in texts if text)


def read(message: Json) -> str:
    """Give a message's text as people see it, without the escapes."""
    return texts_of(message).replace("\\", "")


def buttons_of(message: Json) -> dict[str, str]:
    """Give the custom ids, or the addresses, of a message's buttons by their labels."""
    buttons = [one for one in walk(message.get("components") or []) if one["type"] == 2]
    return {one.get("label") or "": one.get("custom_id") or one.get("url") or "" for one in buttons}
