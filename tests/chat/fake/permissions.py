"""Who may do what where: Discord's algorithm (its API reference, "Permissions", "Permission Hierarchy")."""

from __future__ import annotations

from enum import IntFlag

from tests.chat.fake.errors import Json


class Bit(IntFlag):
    """The permissions that matter here."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    SEND_MESSAGES_IN_THREADS = 1 << 38


NONE, ALL = Bit(0), Bit((1 << 53) - 1)
ORDINARY = (
    Bit.VIEW_CHANNEL
    | Bit.SEND_MESSAGES
    | Bit.SEND_MESSAGES_IN_THREADS
    | Bit.EMBED_LINKS
    | Bit.ATTACH_FILES
    | Bit.READ_MESSAGE_HISTORY
    | Bit.USE_APPLICATION_COMMANDS
)
"""What everybody may do in a guild that nobody has changed, as far as it matters here."""


def permissions_in(guild: Json, channel: Json | None, member: Json) -> Bit:
    """Work out what a member may do; `channel` is the thread's parent for a thread, None for the guild as a whole."""
    user_id, everyone = member["user"]["id"], guild["id"]
    if guild["owner_id"] == user_id:
        return ALL
    mine = {everyone, *member["roles"]}
    granted = Bit(0)
    for role in guild["roles"]:
        if role["id"] in mine:
            granted |= Bit(int(role["permissions"]))
    if granted & Bit.ADMINISTRATOR:
        return ALL
    return granted if channel is None else _overwritten(granted, channel, everyone, mine - {everyone}, user_id)


def _overwritten(granted: Bit, channel: Json, everyone: str, roles: set[str], user_id: str) -> Bit:
    overwrites = {one["id"]: (int(one["allow"]), int(one["deny"])) for one in channel["permission_overwrites"]}
    value = int(granted)
    for ids in ([everyone], roles, [user_id]):  # each step: all denials first, then all that is allowed
        deny = allow = 0
        for one in ids:
            more_allowed, more_denied = overwrites.get(one, (0, 0))
            deny, allow = deny | more_denied, allow | more_allowed
        value = (value & ~deny) | allow
    return Bit(value) if value & Bit.VIEW_CHANNEL else Bit(0)
