"""What there is: guilds with their members and roles, channels, threads, messages, webhooks, commands."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from datetime import UTC, datetime

from tests.chat.fake import people
from tests.chat.fake.errors import ApiError, Json, malformed, missing_access, missing_permissions, unknown_channel
from tests.chat.fake.limits import walk
from tests.chat.fake.people import BOT_ID, CHANNEL_ID, FORUM, GUILD_ID, THREADS
from tests.chat.fake.permissions import ALL, NONE, Bit, permissions_in
from tests.chat.fake.pings import pinged

_EPOCH_MS = 1_420_070_400_000
Files = dict[str, tuple[str, bytes]]
"""Name and content of each uploaded file, by the name of its form field."""


class World:
    """Does: keeps all that exists, and knows who may do what."""

    def __init__(self, locale: str = "en-US") -> None:
        self.guilds: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.messages: dict[str, dict[str, Json]] = defaultdict(dict)
        self.files: dict[str, Files] = {}
        self.webhooks: dict[str, Json] = {}
        self.commands: dict[str | None, list[Json]] = {None: []}
        self.pings: list[tuple[str, str]] = []
        self.private: dict[str, str] = {}  # who takes private messages, and in which channel
        self._ids = itertools.count(1)
        self.add_guild(GUILD_ID, "Fans of Sequels", locale)
        self.add_channel(CHANNEL_ID, GUILD_ID, "alerts")

    def snowflake(self) -> str:
        return str(((int(time.time() * 1000) - _EPOCH_MS) << 22) | (next(self._ids) & 0x3FFFFF))

    def add_guild(self, guild_id: str, name: str, locale: str = "en-US") -> Json:
        self.guilds[guild_id] = people.guild(guild_id, name, locale)
        return self.guilds[guild_id]

    def add_channel(self, channel_id: str, guild_id: str, name: str, kind: int = people.TEXT) -> Json:
        self.channels[channel_id] = people.channel(channel_id, guild_id, name, kind)
        return self.channels[channel_id]

    def add_thread(self, thread_id: str, parent_id: str, name: str) -> Json:
        self.channels[thread_id] = people.thread(thread_id, self.channels[parent_id], name)
        return self.channels[thread_id]

    def add_webhook(self, channel_id: str) -> Json:
        hook_id, channel = self.snowflake(), self.channels[channel_id]
        known: Json = {"id": hook_id, "type": 1, "token": "w" * 68, "channel_id": channel_id, "name": "hook"}
        self.webhooks[hook_id] = known | {"guild_id": channel["guild_id"], "avatar": None, "application_id": None}
        return self.webhooks[hook_id]

    def add_role(self, role_id: str, name: str, permissions: Bit = NONE, guild_id: str = GUILD_ID) -> Json:
        made = people.role(role_id, name, permissions)
        self.guilds[guild_id]["roles"].append(made)
        return made

    def overwrite(self, channel_id: str, who: str = BOT_ID, *, allow: Bit = NONE, deny: Bit = NONE) -> None:
        """Set what one member or role may and may not do in a channel."""
        kind = 1 if any(one["user"]["id"] == who for one in self.guild_of(channel_id)["members"]) else 0
        rest = [one for one in self.channels[channel_id]["permission_overwrites"] if one["id"] != who]
        one = {"id": who, "type": kind, "allow": str(int(allow)), "deny": str(int(deny))}
        self.channels[channel_id]["permission_overwrites"] = [*rest, one]

    def delete_channel(self, channel_id: str) -> Json:
        """Take a channel away with its messages and its threads."""
        for child in [one["id"] for one in self.channels.values() if one["parent_id"] == channel_id]:
            self.delete_channel(child)
        self.messages.pop(channel_id, None)
        return self.channels.pop(channel_id)

    def guild_of(self, channel_id: str) -> Json:
        return self.guilds[self.channels[channel_id]["guild_id"]]

    def member_of(self, guild_id: str, user_id: str) -> Json:
        found = [one for one in self.guilds[guild_id]["members"] if one["user"]["id"] == user_id]
        return found[0] if found else people.member(people.user(user_id, f"user {user_id[-3:]}"))

    def permissions(self, channel_id: str, user_id: str = BOT_ID) -> Bit:
        """Tell what somebody may do in a channel; in a thread, what they may in its parent."""
        channel = self.channels[channel_id]
        parent = self.channels.get(channel["parent_id"], channel) if channel["type"] in THREADS else channel
        guild = self.guild_of(channel_id)
        return permissions_in(guild, parent, self.member_of(guild["id"], user_id)) & ALL

    def must_be_seen(self, channel_id: str) -> Json:
        """Give a channel that the bot may see; the refusal that Discord words otherwise."""
        if channel_id not in self.channels:
            raise unknown_channel()
        if not self.permissions(channel_id) & Bit.VIEW_CHANNEL:
            raise missing_access()
        return self.channels[channel_id]

    def must_take_posts(self, channel_id: str, body: Json, files: Files) -> None:
        """Refuse a post of the bot as Discord does."""
        channel = self.must_be_seen(channel_id)
        if channel["type"] == FORUM:
            raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
        needed = Bit.SEND_MESSAGES_IN_THREADS if channel["type"] in THREADS else Bit.SEND_MESSAGES
        needed |= Bit.EMBED_LINKS if body.get("embeds") else NONE
        needed |= Bit.ATTACH_FILES if files else NONE
        needed |= Bit.READ_MESSAGE_HISTORY if body.get("message_reference") else NONE
        if needed & ~self.permissions(channel_id):
            raise missing_permissions()
        if channel["type"] in THREADS and channel["thread_metadata"]["locked"]:
            raise ApiError(400, 50083, "Thread is archived")

    def keep_message(self, channel_id: str, body: Json, files: Files, **more: object) -> Json:
        """Make a message of a body: what it mentions, and whom it pings, is worked out as Discord would."""
        message_id, now = self.snowflake(), datetime.now(UTC).isoformat()
        message: Json = {"id": message_id, "channel_id": channel_id, "type": 0, "content": body.get("content") or ""}
        message |= {"author": people.user(BOT_ID, "sequelwatch", bot=True), "pinned": False, "tts": False}
        message |= {"embeds": [dict(one, type="rich") for one in body.get("embeds") or []]}
        message |= {"components": body.get("components") or [], "attachments": self.attachments(files)}
        message |= {"flags": body.get("flags") or 0, "timestamp": now, "edited_timestamp": None}
        message |= self._mentions(body) | ({"nonce": body["nonce"]} if body.get("nonce") is not None else {})
        message |= self._reply(channel_id, body) | more
        _complete(message["components"], self)
        channel = self.channels[channel_id]
        channel["last_message_id"] = message_id
        if channel["type"] in THREADS:
            channel["thread_metadata"]["archived"] = False
        self.pings += [
            (message_id, who) for who in pinged(body, self.permissions(channel_id), self.guild_of(channel_id))
        ]
        self.messages[channel_id][message_id] = message
        self.files[message_id] = files
        return message

    def attachments(self, files: Files) -> list[Json]:
        return [
            {"id": self.snowflake(), "filename": name, "size": len(content), "url": f"https://cdn.invalid/{name}",
             "proxy_url": f"https://cdn.invalid/{name}"}
            for name, content in files.values()
        ]  # fmt: skip

    @staticmethod
    def _mentions(body: Json) -> Json:
        allowed = body.get("allowed_mentions") or {}
        return {"mentions": [], "mention_roles": list(allowed.get("roles") or []), "mention_everyone": False}

    def _reply(self, channel_id: str, body: Json) -> Json:
        reference = body.get("message_reference")
        if not reference:
            return {}
        to = self.messages[channel_id].get(str(reference["message_id"]))
        if to is None and reference.get("fail_if_not_exists", True):
            raise malformed("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        answered = {key: value for key, value in (to or {}).items() if key != "referenced_message"} or None
        known = {"type": 0, "message_id": str(reference["message_id"]), "channel_id": channel_id}
        return {"type": 19, "message_reference": known, "referenced_message": answered}


def _complete(components: list[Json], world: World) -> None:
    """Add what Discord adds to components that it keeps."""
    for number, one in enumerate(walk(components), start=1):
        one.setdefault("id", number)
        for item in [*(one.get("items") or []), one]:
            if isinstance(item.get("media"), dict):
                item.setdefault("description", None)
                nothing = dict.fromkeys(("width", "height", "content_type"))
                item["media"] = {"id": world.snowflake(), "proxy_url": item["media"]["url"], **nothing, **item["media"]}
