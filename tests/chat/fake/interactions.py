"""Interactions and their life: one answer within 3 seconds, then edits and follow-ups for 15 minutes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chat.fake import people
from tests.chat.fake.calls import DONE, Call, Reply, ok
from tests.chat.fake.errors import ApiError, Json, malformed
from tests.chat.fake.limits import check_choices, check_message, check_modal
from tests.chat.fake.people import APP_ID, OWNER_ID
from tests.chat.fake.world import Files, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _FORM = 4, 5, 6, 7, 8, 9
EPHEMERAL, LOADING = 1 << 6, 1 << 7
DEADLINE, LIFE = 3.0, 900.0


@dataclass
class Interaction:
    """One interaction and what the bot has answered. `replied` is set once people see an answer."""

    id: str
    token: str
    kind: int
    channel_id: str
    user: Json
    begun: float
    message: Json | None = None
    callback: Json | None = None
    original: str | None = None
    followups: list[str] = field(default_factory=list)
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    replied: asyncio.Event = field(default_factory=asyncio.Event)
    answered_after: float | None = None

    @property
    def choices(self) -> list[Json]:
        """What an autocomplete was answered."""
        return list((self.callback or {}).get("data", {}).get("choices", []))

    @property
    def form(self) -> Json:
        """The modal that it was answered with."""
        assert self.callback is not None, "there was no answer"
        assert self.callback["type"] == _FORM, f"no form but {self.callback}"
        return dict(self.callback["data"])


class Interactions:
    """Does: answers the bot's callbacks and follow-ups."""

    def __init__(self, world: World, edit: Callable[[Json, Json, Files], Json]) -> None:
        self._world = world
        self._edit = edit
        self.open: dict[str, Interaction] = {}

    def payload(self, one: Interaction, data: Json, locale: str) -> Json:
        """Write an interaction as the gateway tells it."""
        world, channel = self._world, self._world.channels[one.channel_id]
        guild = world.guild_of(one.channel_id)
        member = world.member_of(guild["id"], one.user["id"])
        may = world.permissions(one.channel_id, one.user["id"])
        known: Json = {"id": one.id, "application_id": APP_ID, "type": one.kind, "token": one.token, "version": 1}
        where: Json = {"channel_id": one.channel_id, "channel": channel, "guild_id": guild["id"], "context": 0}
        how: Json = {
            "locale": locale,
            "guild_locale": guild["preferred_locale"],
            "guild": {"id": guild["id"], "locale": guild["preferred_locale"], "features": []},
            "app_permissions": str(int(world.permissions(one.channel_id))),
            "member": member | {"permissions": str(int(may))},
            "entitlements": [],
            "authorizing_integration_owners": {"0": guild["id"]},
            "attachment_size_limit": 10_485_760,
        }
        return known | where | how | {"data": data} | ({"message": one.message} if one.message else {})

    def callback(self, call: Call) -> Reply:
        """POST /interactions/{id}/{token}/callback."""
        one = self.open.get(call.parts[1])
        late = one is not None and not one.acknowledged.is_set() and time.monotonic() - one.begun > DEADLINE
        if one is None or one.id != call.parts[0] or late:
            raise ApiError(404, 10062, "Unknown interaction")
        if one.acknowledged.is_set():
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        message = self._acknowledge(one, call)
        one.callback, one.original = call.body, message["id"] if message else None
        one.answered_after = time.monotonic() - one.begun
        one.acknowledged.set()
        if call.body["type"] not in {_DEFERRED, _DEFERRED_UPDATE}:
            one.replied.set()
        return ok(_told(one, message)) if call.flag("with_response") else DONE

    def _acknowledge(self, one: Interaction, call: Call) -> Json | None:
        kind, data = call.body["type"], call.body.get("data") or {}
        if (one.kind == AUTOCOMPLETE) != (kind == _CHOICES):
            raise malformed("type", "BASE_TYPE_CHOICES", "an autocomplete is answered with choices, nothing else is")
        if kind == _MESSAGE:
            return self._post(one, call, data)
        if kind == _DEFERRED:
            return self._world.keep_message(one.channel_id, {"flags": (data.get("flags") or 0) | LOADING}, {}, type=20)
        if kind in {_UPDATE, _DEFERRED_UPDATE}:
            if one.message is None:
                raise malformed("type", "BASE_TYPE_CHOICES", "only a component's interaction can update its message")
            return self._edit(one.message, data, call.files) if kind == _UPDATE else one.message
        if kind == _FORM:
            if one.kind == MODAL:
                raise malformed("type", "BASE_TYPE_CHOICES", "a form cannot be answered with a form")
            check_modal(data)
        if kind == _CHOICES:
            check_choices(data.get("choices", []))
        return None

    def _post(self, one: Interaction, call: Call, data: Json) -> Json:
        check_message(data, call.files)
        about: Json = {"id": one.id, "type": one.kind, "user": one.user, "authorizing_integration_owners": {}}
        if one.message:
            about["interacted_message_id"] = one.message["id"]
        return self._world.keep_message(one.channel_id, data, call.files, type=20, interaction_metadata=about)

    def alive(self, token: str) -> Interaction | None:
        """Find the interaction that a follow-up belongs to; None where the token is a webhook's."""
        one = self.open.get(token)
        if one is not None and not one.acknowledged.is_set():
            raise ApiError(404, 10015, "Unknown Webhook")
        if one is not None and time.monotonic() - one.begun > LIFE:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return one

    def begin(self, kind: int, channel_id: str, user: Json | None, message: Json | None) -> Interaction:
        number = self._world.snowflake()
        someone = user or people.user(OWNER_ID, "owner")
        one = Interaction(number, f"token{number}{'x' * 60}", kind, channel_id, someone, time.monotonic(), message)
        self.open[one.token] = one
        return one


def _told(one: Interaction, message: Json | None) -> Json:
    assert one.callback is not None
    kind = one.callback["type"]
    told: Json = {"interaction": {"id": one.id, "type": one.kind}}
    if message and kind in {_MESSAGE, _DEFERRED, _UPDATE}:
        told["interaction"] |= {
            "response_message_id": message["id"],
            "response_message_loading": kind == _DEFERRED,
            "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
        }
        if kind in {_MESSAGE, _UPDATE}:
            told["resource"] = {"type": kind, "message": message}
    return told
