"""Users, members, roles, guilds and channels as Discord writes them down."""

from __future__ import annotations

from tests.chat.fake.errors import Json
from tests.chat.fake.permissions import ORDINARY, Bit

BOT_ID = APP_ID = "900000000000000001"
OWNER_ID, MODERATOR_ID, MEMBER_ID = "900000000000000002", "900000000000000003", "900000000000000004"
GUILD_ID, CHANNEL_ID = "900000000000000010", "900000000000000020"
BOT_ROLE_ID, MODERATOR_ROLE_ID = "900000000000000031", "900000000000000032"
LONG_AGO = "2026-01-01T00:00:00+00:00"
TEXT, ANNOUNCEMENTS, PUBLIC_THREAD, FORUM = 0, 5, 11, 15
THREADS = {10, 11, 12}


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    nothing = ("avatar", "banner", "accent_color", "avatar_decoration_data", "collectibles", "primary_guild", "clan")
    known: Json = {"id": user_id, "username": name, "discriminator": "0", "global_name": name, "bot": bot}
    return known | {"public_flags": 0, "flags": 0} | dict.fromkeys(nothing)


def member(someone: Json, *roles: str) -> Json:
    flags: Json = {"deaf": False, "mute": False, "flags": 0, "nick": None, "avatar": None}
    return {"user": someone, "roles": list(roles), "joined_at": LONG_AGO} | flags


def role(role_id: str, name: str, permissions: Bit, *, position: int = 1, managed: bool = False) -> Json:
    return {
        "id": role_id,
        "name": name,
        "permissions": str(int(permissions)),
        "position": position,
        "managed": managed,
        "color": 0,
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "mentionable": False,
        "flags": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }


def guild(guild_id: str, name: str, locale: str = "en-US") -> Json:
    """Write a guild with its owner, a moderator (Manage Server, Manage Messages), a member and the bot in it."""
    nothing = (
        "icon", "splash", "discovery_splash", "afk_channel_id", "system_channel_id", "rules_channel_id", "banner",
        "vanity_url_code", "description", "public_updates_channel_id", "safety_alerts_channel_id", "application_id",
    )  # fmt: skip
    empty = (
        "emojis", "features", "stickers", "voice_states", "threads", "presences", "stage_instances",
        "guild_scheduled_events", "soundboard_sounds",
    )  # fmt: skip
    zero = (
        "verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level",
        "system_channel_flags", "premium_tier", "nsfw_level",
    )  # fmt: skip
    moderating = Bit.MANAGE_GUILD | Bit.MANAGE_MESSAGES
    roles = [
        role(guild_id, "@everyone", ORDINARY, position=0),
        role(BOT_ROLE_ID, "sequelwatch", Bit(0), managed=True),
        role(MODERATOR_ROLE_ID, "moderators", moderating, position=2),
    ]
    members = [
        member(user(BOT_ID, "sequelwatch", bot=True), BOT_ROLE_ID),
        member(user(OWNER_ID, "owner")),
        member(user(MODERATOR_ID, "moderator"), MODERATOR_ROLE_ID),
        member(user(MEMBER_ID, "member")),
    ]
    known: Json = {"id": guild_id, "name": name, "owner_id": OWNER_ID, "preferred_locale": locale}
    plain: Json = {"unavailable": False, "large": False, "premium_progress_bar_enabled": False, "afk_timeout": 300}
    lists: Json = {key: [] for key in empty}
    counted: Json = {"member_count": len(members), "joined_at": LONG_AGO, "roles": roles, "members": members}
    return known | plain | dict.fromkeys(nothing) | lists | dict.fromkeys(zero, 0) | counted


def channel(channel_id: str, guild_id: str, name: str, kind: int = TEXT) -> Json:
    known: Json = {"id": channel_id, "guild_id": guild_id, "name": name, "type": kind, "position": 0, "nsfw": False}
    rest: Json = {"parent_id": None, "topic": None, "last_message_id": None, "rate_limit_per_user": 0, "flags": 0}
    forum: Json = {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
    return known | rest | {"permission_overwrites": []} | (forum if kind == FORUM else {})


def thread(thread_id: str, parent: Json, name: str) -> Json:
    """Write a public thread, or a forum's post; it has its parent's permissions."""
    known: Json = {"id": thread_id, "guild_id": parent["guild_id"], "parent_id": parent["id"], "name": name}
    numbers = ("message_count", "member_count", "total_message_sent", "rate_limit_per_user", "flags")
    state = {
        "archived": False,
        "locked": False,
        "auto_archive_duration": 4320,
        "archive_timestamp": LONG_AGO,
        "create_timestamp": LONG_AGO,
    }
    rest: Json = {"type": PUBLIC_THREAD, "owner_id": OWNER_ID, "last_message_id": None, "thread_metadata": state}
    return known | rest | dict.fromkeys(numbers, 0)
