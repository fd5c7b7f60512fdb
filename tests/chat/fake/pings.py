"""Whom a message pings: mentions in its text, as far as `allowed_mentions` lets them (Discord's API reference)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.chat.fake.errors import Json
from tests.chat.fake.limits import walk
from tests.chat.fake.permissions import Bit

_MENTION = re.compile(r"(?<!\\)<@(&?)!?(\d+)>")
_EVERYBODY = re.compile(r"(?<!\\)@(everyone|here)")
_TEXT_DISPLAY = 10


def pinged(body: Json, permissions: Bit, guild: Json) -> list[str]:
    """List the ids of users and roles, and "everyone" or "here", that a message notifies. Embeds never ping."""
    allowed = body.get("allowed_mentions")
    everything = {"parse": ["users", "roles", "everyone"]}
    return list(_pinged("\n".join(_texts(body)), everything if allowed is None else allowed, permissions, guild))


def _texts(body: Json) -> Iterator[str]:
    yield body.get("content") or ""
    yield from (one["content"] for one in walk(body.get("components") or []) if one["type"] == _TEXT_DISPLAY)


def _pinged(text: str, allowed: Json, permissions: Bit, guild: Json) -> Iterator[str]:
    parsed = allowed.get("parse") or []
    for sort, who in _MENTION.findall(text):
        kind = "roles" if sort else "users"
        if (kind in parsed or who in map(str, allowed.get(kind) or [])) and (
            kind == "users" or _may_ping_role(who, permissions, guild)
        ):
            yield who
    if "everyone" in parsed and permissions & Bit.MENTION_EVERYONE:
        yield from _EVERYBODY.findall(text)


def _may_ping_role(role_id: str, permissions: Bit, guild: Json) -> bool:
    """Whether the role exists and is either mentionable by all or the bot may mention every role."""
    found = [one for one in guild["roles"] if one["id"] == role_id]
    return bool(found) and bool(found[0]["mentionable"] or permissions & Bit.MENTION_EVERYONE)
