"""The routes to a guild's threads, and to people's private messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.chat.fake import people
from tests.chat.fake.calls import Call, Reply, ok
from tests.chat.fake.errors import ApiError, Json
from tests.chat.fake.people import BOT_ID, THREADS
from tests.chat.fake.permissions import Bit

if TYPE_CHECKING:
    from tests.chat.fake.routes import Routes

CANNOT_MESSAGE = ApiError(403, 50007, "Cannot send messages to this user")


def active_threads(routes: Routes, call: Call) -> Reply:
    """Give a guild's threads that the bot may see and nobody has archived."""
    return ok({"threads": [one for one in _threads(routes, call.parts[0]) if not _is_archived(one)], "members": []})


def archived_threads(routes: Routes, call: Call) -> Reply:
    """Give a channel's archived threads."""
    parent = routes.world.must_be_seen(call.parts[0])
    if not routes.world.permissions(parent["id"]) & Bit.READ_MESSAGE_HISTORY:
        raise ApiError(403, 50013, "Missing Permissions")
    found = [one for one in _threads(routes, parent["guild_id"]) if one["parent_id"] == parent["id"]]
    return ok({"threads": [one for one in found if _is_archived(one)], "members": [], "has_more": False})


def private_channel(routes: Routes, call: Call) -> Reply:
    """Open the bot's private messages with somebody: a channel of no guild."""
    someone = str(call.body["recipient_id"])
    known = routes.world.private.get(someone)
    if known is None:
        raise CANNOT_MESSAGE
    user = people.user(someone, "somebody")
    return ok({"id": known, "type": 1, "last_message_id": None, "recipients": [user], "flags": 0})


def _threads(routes: Routes, guild_id: str) -> list[Json]:
    world = routes.world
    ours = (one for one in world.channels.values() if one["type"] in THREADS and one["guild_id"] == guild_id)
    return [one for one in ours if world.permissions(one["id"], BOT_ID) & Bit.VIEW_CHANNEL]


def _is_archived(thread: Json) -> bool:
    return bool(thread["thread_metadata"]["archived"])
