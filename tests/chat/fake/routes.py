"""The REST routes: messages, channels, commands, webhooks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chat.fake import people, threads
from tests.chat.fake.calls import DONE, Call, Reply, ok
from tests.chat.fake.errors import (
    ApiError,
    Json,
    malformed,
    missing_permissions,
    too_long,
    unknown_channel,
    unknown_message,
)
from tests.chat.fake.interactions import EPHEMERAL, LOADING, Interaction, Interactions
from tests.chat.fake.limits import check_message
from tests.chat.fake.people import APP_ID, BOT_ID, FORUM, OWNER_ID
from tests.chat.fake.permissions import Bit
from tests.chat.fake.world import Files, World

_KEPT = ("content", "embeds", "components", "flags")


@dataclass
class Nonces:
    """What Create Message remembers with `enforce_nonce`, for `window` seconds ("the past few minutes")."""

    window: float = 300.0
    _known: dict[str, tuple[float, str]] = field(default_factory=dict)

    def message_of(self, nonce: str) -> str | None:
        at, message_id = self._known.get(nonce, (float("-inf"), ""))
        return message_id if time.monotonic() - at < self.window else None

    def remember(self, nonce: str, message_id: str) -> None:
        self._known[nonce] = (time.monotonic(), message_id)

    def forget(self) -> None:
        self._known.clear()


class Routes:
    """Does: what each REST request asks for. A refusal is an ApiError."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.nonces = Nonces()
        self.interactions = Interactions(world, self.edit)

    # --- who we are

    def me(self, _: Call) -> Reply:
        extra = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None, "premium_type": 0}
        return ok(people.user(BOT_ID, "sequelwatch", bot=True) | extra)

    def application(self, _: Call) -> Reply:
        return ok(
            {"id": APP_ID, "name": "sequelwatch", "icon": None, "description": "", "summary": "", "verify_key": "0",
             "bot_public": True, "bot_require_code_grant": False, "flags": 0, "flags_new": "0", "team": None,
             "owner": people.user(OWNER_ID, "owner"), "interactions_endpoint_url": None, "redirect_uris": [],
             "role_connections_verification_url": None, "approximate_guild_count": len(self.world.guilds),
             "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
             "explicit_content_filter": 0, "eligible_oauth2_scopes": ["bot", "applications.commands"],
             "integration_types_config": {"0": {}, "1": {}}, "type": None}
        )  # fmt: skip

    # --- commands

    def put_commands(self, call: Call) -> Reply:
        """Bulk overwrite replaces the whole scope; a command that keeps its name keeps its id."""
        scope = call.parts[0] if call.parts else None
        known = {(one["name"], one["type"]): one["id"] for one in self.world.commands.get(scope, [])}
        made: dict[tuple[str, int], Json] = {}
        for place, asked in enumerate(call.body):
            key = (asked["name"], asked.get("type", 1))
            if key in made:
                raise malformed(f"{place}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "names must be unique")
            if not re.fullmatch(r"[-_'\w]{1,32}", asked["name"]) or asked["name"] != asked["name"].lower():
                raise malformed(f"{place}.name", "STRING_TYPE_REGEX", "Command name is invalid")
            if key[1] == 1 and not 1 <= len(asked["description"]) <= 100:
                raise too_long(f"{place}.description", 100)
            made[key] = self._command(asked, known.get(key) or self.world.snowflake(), scope)
        self.world.commands[scope] = list(made.values())
        return ok(self.world.commands[scope])

    def _command(self, asked: Json, command_id: str, scope: str | None) -> Json:
        default: Json = {"type": 1, "options": [], "default_member_permissions": None, "nsfw": False, "description": ""}
        given = {key: value for key, value in asked.items() if value is not None}
        if "default_member_permissions" in given:  # answered as text, whatever was sent
            given["default_member_permissions"] = str(given["default_member_permissions"])
        known = {"id": command_id, "application_id": APP_ID, "version": self.world.snowflake()}
        return default | given | known | ({"guild_id": scope} if scope else {})

    def get_commands(self, call: Call) -> Reply:
        return ok(self.world.commands.get(call.parts[0] if call.parts else None, []))

    # --- messages

    def post(self, call: Call) -> Reply:
        channel_id, body = call.parts[0], call.body
        self.world.must_take_posts(channel_id, body, call.files)
        nonce = None if body.get("nonce") is None else str(body["nonce"])
        if nonce is not None and len(nonce) > 25:
            raise malformed("nonce", "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.")
        check_message(body, call.files)
        enforced = nonce is not None and bool(body.get("enforce_nonce"))
        # Documented as unique for each author, not for each channel: one nonce for two channels loses the second post.
        before = self.nonces.message_of(nonce) if nonce is not None and enforced else None
        if before is not None:
            return ok(self._anywhere(before))
        message = self.world.keep_message(channel_id, body, call.files)
        if nonce is not None:
            self.nonces.remember(nonce, message["id"])
        return ok(message)

    def _anywhere(self, message_id: str) -> Json:
        """Find a nonce's message; that of a deleted one is unknown, as with the real API."""
        found = [kept[message_id] for kept in self.world.messages.values() if message_id in kept]
        if not found:
            raise unknown_message()
        return found[0]

    def message(self, channel_id: str, message_id: str) -> Json:
        if message_id not in self.world.messages[channel_id]:
            raise unknown_message()
        return self.world.messages[channel_id][message_id]

    def edit(self, message: Json, data: Json, files: Files) -> Json:
        """Change a message; what is not named stays."""
        merged = {key: data.get(key, message.get(key)) for key in _KEPT}
        merged["flags"] = (merged["flags"] or 0) | (message["flags"] & EPHEMERAL)  # once seen by one alone, always
        check_message(merged, files or message["attachments"])
        empty: Json = {"content": "", "embeds": [], "components": [], "flags": 0}
        message.update({key: empty[key] if value is None else value for key, value in merged.items()})
        if files or "attachments" in data:
            message["attachments"] = self.world.attachments(files)
            self.world.files[message["id"]] = files
        message["edited_timestamp"] = people.LONG_AGO
        return message

    def get_message(self, call: Call) -> Reply:
        self.world.must_be_seen(call.parts[0])
        return ok(self.message(*call.parts))

    def history(self, call: Call) -> Reply:
        """Give the newest messages; without the permission to read them, none."""
        self.world.must_be_seen(call.parts[0])
        if not self.world.permissions(call.parts[0]) & Bit.READ_MESSAGE_HISTORY:
            return ok([])
        kept = sorted(self.world.messages[call.parts[0]].values(), key=lambda one: -int(one["id"]))
        before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
        found = [one for one in kept if after < int(one["id"]) < before and not one["flags"] & 1 << 6]
        most = int(call.query.get("limit", 50))
        return ok(found[-most:] if "after" in call.query else found[:most])

    def patch_message(self, call: Call) -> Reply:
        self.world.must_be_seen(call.parts[0])
        message = self.message(*call.parts)
        if message["author"]["id"] != BOT_ID:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        return ok(self.edit(message, call.body, call.files))

    def delete_message(self, call: Call) -> Reply:
        message = self.message(*call.parts)
        if message["author"]["id"] != BOT_ID and not self.world.permissions(call.parts[0]) & Bit.MANAGE_MESSAGES:
            raise missing_permissions()
        del self.world.messages[call.parts[0]][call.parts[1]]
        return DONE

    # --- channels and guilds

    def get_channel(self, call: Call) -> Reply:
        return ok(self.world.must_be_seen(call.parts[0]))

    def get_guild(self, call: Call) -> Reply:
        if call.parts[0] not in self.world.guilds:
            raise ApiError(404, 10004, "Unknown Guild")
        return ok(self.world.guilds[call.parts[0]])

    def post_thread(self, call: Call) -> Reply:
        """Begin a forum's post: a thread whose first message has its id."""
        parent = self.world.must_be_seen(call.parts[0])
        if parent["type"] != FORUM:
            raise unknown_channel()
        if not self.world.permissions(parent["id"]) & Bit.SEND_MESSAGES:
            raise missing_permissions()
        check_message(call.body["message"], call.files)
        made = self.world.add_thread(self.world.snowflake(), parent["id"], call.body["name"])
        made["owner_id"] = BOT_ID
        message = self.world.keep_message(made["id"], call.body["message"], call.files)
        del self.world.messages[made["id"]][message["id"]]
        message["id"] = made["id"]
        self.world.messages[made["id"]][made["id"]] = message
        return Reply(201, made | {"message": message})

    # --- webhooks and follow-ups

    def _hook(self, hook_id: str, token: str) -> tuple[str, Interaction | None]:
        one = self.interactions.alive(token)
        if one is not None:
            return one.channel_id, one
        hook = self.world.webhooks.get(hook_id)
        if hook is None or hook["token"] != token:
            raise ApiError(404, 10015, "Unknown Webhook")
        if hook["channel_id"] not in self.world.channels:
            raise unknown_channel()
        return hook["channel_id"], None

    def get_hook(self, call: Call) -> Reply:
        self._hook(*call.parts)
        return ok(self.world.webhooks[call.parts[0]])

    def post_hook(self, call: Call) -> Reply:
        channel_id, one = self._hook(*call.parts)
        check_message(call.body, call.files)
        more: Json = {"webhook_id": call.parts[0]}
        if one is None:
            more["author"] = people.user(call.parts[0], call.body.get("username") or "hook", bot=True)
        body = {key: value for key, value in call.body.items() if key != "nonce"}  # a webhook knows no nonce
        message = self.world.keep_message(channel_id, body, call.files, **more)
        if one is not None:
            one.followups.append(message["id"])
            one.replied.set()
        return ok(message) if one is not None or call.flag("wait") else DONE

    def hook_message(self, call: Call) -> Reply:
        """Read, edit or delete a webhook's message, or an interaction's answer."""
        channel_id, one = self._hook(*call.parts[:2])
        message_id = (one.original if one else None) or "0" if call.parts[2] == "@original" else call.parts[2]
        message = self.message(channel_id, message_id)
        if call.method == "DELETE":
            del self.world.messages[channel_id][message_id]
            return DONE
        if call.method == "PATCH":
            message["flags"] &= ~LOADING  # the first edit of a deferred answer is the answer
            message = self.edit(message, call.body, call.files)
            if one is not None:
                one.replied.set()
        return ok(message)


Handler = Callable[[Routes, Call], Reply]
_ID, _TOKEN = r"(\d+)", r"([^/]+)"
TABLE: list[tuple[str, re.Pattern[str], Handler, bool]] = [
    (method, re.compile(path), handler, needs_token)
    for method, path, handler, needs_token in (
        ("GET", "/users/@me", Routes.me, True),
        ("GET", "/oauth2/applications/@me", Routes.application, True),
        ("GET", "/applications/@me", Routes.application, True),
        ("PUT", f"/applications/{APP_ID}/commands", Routes.put_commands, True),
        ("GET", f"/applications/{APP_ID}/commands", Routes.get_commands, True),
        ("PUT", f"/applications/{APP_ID}/guilds/{_ID}/commands", Routes.put_commands, True),
        ("GET", f"/applications/{APP_ID}/guilds/{_ID}/commands", Routes.get_commands, True),
        ("POST", f"/channels/{_ID}/messages", Routes.post, True),
        ("GET", f"/channels/{_ID}/messages", Routes.history, True),
        ("GET", f"/channels/{_ID}/messages/{_ID}", Routes.get_message, True),
        ("PATCH", f"/channels/{_ID}/messages/{_ID}", Routes.patch_message, True),
        ("DELETE", f"/channels/{_ID}/messages/{_ID}", Routes.delete_message, True),
        ("POST", f"/channels/{_ID}/threads", Routes.post_thread, True),
        ("GET", f"/channels/{_ID}/threads/archived/public", threads.archived_threads, True),
        ("GET", f"/guilds/{_ID}/threads/active", threads.active_threads, True),
        ("POST", "/users/@me/channels", threads.private_channel, True),
        ("GET", f"/channels/{_ID}", Routes.get_channel, True),
        ("GET", f"/guilds/{_ID}", Routes.get_guild, True),
        (
            "POST",
            f"/interactions/{_ID}/{_TOKEN}/callback",
            lambda routes, call: routes.interactions.callback(call),
            False,
        ),
        ("GET", f"/webhooks/{_ID}/{_TOKEN}", Routes.get_hook, False),
        ("POST", f"/webhooks/{_ID}/{_TOKEN}", Routes.post_hook, False),
        ("GET", rf"/webhooks/{_ID}/{_TOKEN}/messages/(@original|\d+)", Routes.hook_message, False),
        ("PATCH", rf"/webhooks/{_ID}/{_TOKEN}/messages/(@original|\d+)", Routes.hook_message, False),
        ("DELETE", rf"/webhooks/{_ID}/{_TOKEN}/messages/(@original|\d+)", Routes.hook_message, False),
    )
]
