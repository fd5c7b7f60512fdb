"""The gateway: sessions, heartbeats, dispatches, resuming, and how it fails (Discord's API reference, "Gateway")."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import WSMsgType, web

from tests.chat.fake import people
from tests.chat.fake.errors import Json
from tests.chat.fake.people import APP_ID, BOT_ID, THREADS
from tests.chat.fake.world import World

GUILDS = 1 << 0
GUILD_MESSAGES = 1 << 9
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
"""Members, presences, message content."""
_AUTHENTICATION_FAILED, _DISALLOWED_INTENTS = 4004, 4014


@dataclass
class Session:
    """One identified connection, and what has been sent in it, for resuming."""

    socket: web.WebSocketResponse
    request: web.Request
    id: str
    intents: int
    sent: list[Json] = field(default_factory=list)
    alive: bool = True


class Gateway:
    """Does: speaks the gateway's protocol with every connected client. `disallowed` intents are refused with 4014."""

    def __init__(self, world: World, token: Callable[[], str], heartbeat_ms: int) -> None:
        self._world = world
        self._token = token
        self._heartbeat_ms = heartbeat_ms
        self._ids = itertools.count(1)
        self.address = ""
        self.sessions: list[Session] = []
        self.disallowed = PRIVILEGED
        self.down = False
        self.connections = self.identifies = self.resumes = 0

    @property
    def alive(self) -> list[Session]:
        return [session for session in self.sessions if session.alive]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Speak with one client until either side closes."""
        self.connections += 1
        if self.down:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        socket = web.WebSocketResponse(max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        # discord.py asks for compression but takes text frames as they are.
        await _send(socket, {"op": 10, "d": {"heartbeat_interval": self._heartbeat_ms}})
        session: Session | None = None
        try:
            async for message in _messages(socket):
                session = await self._answer(socket, request, message) or session
        finally:
            if session is not None and session.socket is socket:
                session.alive = False
        return socket

    async def _answer(self, socket: web.WebSocketResponse, request: web.Request, message: Json) -> Session | None:
        op, data = message["op"], message.get("d") or {}
        if op == 1:
            await _send(socket, {"op": 11, "d": None})
        elif op == 2:
            return await self._identify(socket, request, data)
        elif op == 6:
            return await self._resume(socket, request, data)
        return None

    async def _identify(self, socket: web.WebSocketResponse, request: web.Request, data: Json) -> Session | None:
        self.identifies += 1
        if data["token"] != self._token():
            await socket.close(code=_AUTHENTICATION_FAILED, message=b"Authentication failed.")
            return None
        if data["intents"] & self.disallowed:
            await socket.close(code=_DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
            return None
        session = Session(socket, request, f"session{next(self._ids)}", data["intents"])
        self.sessions.append(session)
        guilds = list(self._world.guilds.values())
        ready = {"v": 10, "user": people.user(BOT_ID, "sequelwatch", bot=True), "session_id": session.id,
                 "resume_gateway_url": self.address, "shard": [0, 1], "application": {"id": APP_ID, "flags": 0},
                 "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds]}  # fmt: skip
        await self.dispatch("READY", ready, only=session)
        for guild in guilds if session.intents & GUILDS else []:
            await self.dispatch("GUILD_CREATE", self._whole(guild), only=session)
        return session

    def _whole(self, guild: Json) -> Json:
        """Write a guild as a bot with no member intent gets it: of the members only itself, and the active threads."""
        inside = [one for one in self._world.channels.values() if one["guild_id"] == guild["id"]]
        return guild | {
            "members": [one for one in guild["members"] if one["user"]["id"] == BOT_ID],
            "channels": [one for one in inside if one["type"] not in THREADS],
            "threads": [one for one in inside if one["type"] in THREADS and not one["thread_metadata"]["archived"]],
        }

    async def _resume(self, socket: web.WebSocketResponse, request: web.Request, data: Json) -> Session | None:
        old = next((one for one in self.sessions if one.id == data["session_id"]), None)
        if old is None or data["token"] != self._token():
            await _send(socket, {"op": 9, "d": False})
            return None
        self.resumes += 1
        old.socket, old.request, old.alive = socket, request, True
        for event in [one for one in old.sent if one["s"] > (data["seq"] or 0)]:
            await _send(socket, event)
        await self.dispatch("RESUMED", {}, only=old)
        return old

    async def dispatch(self, event: str, data: Json, *, only: Session | None = None, intent: int = 0) -> None:
        """Send an event to all sessions that have the intent; those that are away get it when they resume."""
        for session in [only] if only else self.sessions:
            if intent and not session.intents & intent:
                continue
            message = {"op": 0, "t": event, "s": len(session.sent) + 1, "d": data}
            session.sent.append(message)
            if session.alive:
                try:
                    await _send(session.socket, message)
                except ConnectionError:
                    session.alive = False

    async def send_raw(self, text: str) -> None:
        """Send text as it is to all, such as a dispatch that is malformed."""
        for session in self.alive:
            await session.socket.send_str(text)

    async def kick(self, how: str) -> None:
        """Make all reconnect: "reconnect" (op 7), "invalid" (op 9: the session is gone), "drop" (TCP), a close code."""
        for session in self.alive:
            if how == "reconnect":
                await _send(session.socket, {"op": 7, "d": None})
            elif how == "invalid":
                session.id = "gone"
                await _send(session.socket, {"op": 9, "d": False})
            elif how == "drop" and session.request.transport is not None:
                session.request.transport.abort()
            else:
                await session.socket.close(code=int(how))

    async def close(self) -> None:
        for session in self.alive:
            await session.socket.close()


async def _send(socket: web.WebSocketResponse, message: Json) -> None:
    await socket.send_json({"s": None, "t": None} | message)


async def _messages(socket: web.WebSocketResponse) -> AsyncIterator[Json]:
    async for frame in socket:
        if frame.type is WSMsgType.TEXT:
            yield json.loads(frame.data)
