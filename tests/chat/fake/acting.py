"""People at their Discord client: they call commands, type, click and send forms, as far as the client lets them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.chat.fake.errors import Json
from tests.chat.fake.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from tests.chat.fake.limits import walk
from tests.chat.fake.people import THREADS
from tests.chat.fake.permissions import Bit
from tests.chat.fake.world import World

Deliver = Callable[[int, Json, Json | None], Awaitable[Interaction]]
Value = str | int | float | bool
_STRING, _INTEGER, _USER, _CHANNEL, _ROLE = 3, 4, 6, 7, 8
_BUTTON, _SELECT, _TEXT_INPUT, _LABEL = 2, 3, 4, 18


class CannotError(AssertionError):
    """The client would not let anybody do this."""


@dataclass
class Person:
    """Does: acts for one user in one channel. Whatever the client itself would refuse is a CannotError."""

    world: World
    user: Json
    channel_id: str
    deliver: Deliver

    async def slash(self, command: str, **options: Value) -> Interaction:
        """Call a command, as in `slash("track add")` or `slash("status", title="...")`."""
        if not self._is_offered(self._command(command)[0]):
            raise CannotError(f"/{command} is not offered to {self.user['username']}")
        return await self.force(command, **options)

    async def force(self, command: str, **options: Value) -> Interaction:
        """Call a command that a server's settings offer to more people than it is meant for."""
        root, node, names = self._command(command)
        specs = {one["name"]: one for one in node.get("options", [])}
        missing = [name for name, one in specs.items() if one.get("required") and name not in options]
        if missing:
            raise CannotError(f"/{command} is not sent without {missing}")
        given = [self._option(specs, name, value) for name, value in options.items()]
        data = self._data(root, names, given) | self._resolved(specs, options)
        return await self.deliver(COMMAND, data, None)

    async def type(self, command: str, focused: str, text: str, **options: Value) -> Interaction:
        """Type into an option that has autocomplete."""
        root, node, names = self._command(command)
        specs = {one["name"]: one for one in node.get("options", [])}
        if not specs[focused].get("autocomplete"):
            raise CannotError(f"{focused} of /{command} has no autocomplete")
        given = [self._option(specs, name, value) for name, value in options.items()]
        given.append({"name": focused, "type": specs[focused]["type"], "value": text, "focused": True})
        return await self.deliver(AUTOCOMPLETE, self._data(root, names, given), None)

    async def click(self, message: Json, custom_id: str) -> Interaction:
        """Click a button of a message."""
        found = [one for one in walk(message["components"]) if one.get("custom_id") == custom_id]
        if not found or found[0]["type"] != _BUTTON or found[0].get("disabled"):
            raise CannotError(f"there is no button {custom_id} that can be clicked")
        return await self.deliver(COMPONENT, {"component_type": _BUTTON, "custom_id": custom_id}, message)

    async def choose(self, message: Json, custom_id: str, *values: str) -> Interaction:
        """Choose from a menu of a message."""
        found = [one for one in walk(message["components"]) if one.get("custom_id") == custom_id]
        if not found or found[0]["type"] != _SELECT:
            raise CannotError(f"there is no menu {custom_id}")
        if not set(values) <= {one["value"] for one in found[0]["options"]}:
            raise CannotError(f"{custom_id} does not offer {values}")
        data: Json = {"component_type": _SELECT, "custom_id": custom_id, "values": list(values)}
        return await self.deliver(COMPONENT, data, message)

    async def submit(self, form: Json, message: Json | None = None, **values: str) -> Interaction:
        """Send a form; what is not named keeps its default."""
        unknown = set(values) - {one.get("custom_id") for one in walk(form["components"])}
        if unknown:
            raise CannotError(f"the form has no {unknown}")
        data = {"custom_id": form["custom_id"], "components": [_filled(one, values) for one in form["components"]]}
        return await self.deliver(MODAL, data, message)

    def _command(self, command: str) -> tuple[Json, Json, list[str]]:
        """Find a command that has been synced, and its subcommand."""
        head, *names = command.split()
        known = [one for scope in self.world.commands.values() for one in scope if one["name"] == head]
        if not known:
            raise CannotError(f"/{head} has never been synced")
        node = known[0]
        for name in names:
            node = next(one for one in node["options"] if one["name"] == name)
        return known[0], node, names

    def _is_offered(self, root: Json) -> bool:
        needed = int(root["default_member_permissions"] or 0)
        may = int(self.world.permissions(self.channel_id, self.user["id"]))
        return may & needed == needed and bool(may & Bit.USE_APPLICATION_COMMANDS)

    def _option(self, specs: dict[str, Json], name: str, value: Value) -> Json:
        if name not in specs:
            raise CannotError(f"there is no option {name}, only {sorted(specs)}")
        spec = specs[name]
        offered = [one["value"] for one in spec.get("choices", [])]
        if offered and value not in offered:
            raise CannotError(f"{name} offers {offered}, not {value!r}")
        if spec["type"] == _INTEGER and not spec.get("min_value", value) <= value <= spec.get("max_value", value):
            raise CannotError(f"{name} is out of bounds: {value}")
        length = len(str(value))
        if spec["type"] == _STRING and not spec.get("min_length", 0) <= length <= spec.get("max_length", 6000):
            raise CannotError(f"{name} is too long or too short")
        kinds = spec.get("channel_types") if spec["type"] == _CHANNEL else None
        if kinds and self.world.channels[str(value)]["type"] not in kinds:
            raise CannotError(f"{name} does not offer this sort of channel")
        return {"name": name, "type": spec["type"], "value": value}

    def _data(self, root: Json, names: list[str], options: list[Json]) -> Json:
        for depth, name in reversed(list(enumerate(names))):
            options = [{"name": name, "type": 1 if depth == len(names) - 1 else 2, "options": options}]
        data: Json = {"id": root["id"], "name": root["name"], "type": 1, "options": options}
        return data | ({"guild_id": root["guild_id"]} if root.get("guild_id") else {})

    def _resolved(self, specs: dict[str, Json], options: dict[str, Value]) -> Json:
        """Add the channels, roles and users that options name."""
        found: dict[str, Json] = {}
        guild = self.world.guild_of(self.channel_id)
        for name, value in options.items():
            kind, one_id = specs[name]["type"], str(value)
            if kind == _CHANNEL:
                found.setdefault("channels", {})[one_id] = self._channel(one_id)
            elif kind == _ROLE:
                role = next(one for one in guild["roles"] if one["id"] == one_id)
                found.setdefault("roles", {})[one_id] = role
            elif kind == _USER:
                member = self.world.member_of(guild["id"], one_id)
                found.setdefault("users", {})[one_id] = member["user"]
        return {"resolved": found} if found else {}

    def _channel(self, channel_id: str) -> Json:
        channel = self.world.channels[channel_id]
        keys = ["id", "name", "type", "parent_id"]
        if channel["type"] in THREADS:
            keys += ["thread_metadata", "owner_id", "message_count", "member_count", "last_message_id"]
            keys += ["rate_limit_per_user", "flags", "guild_id", "total_message_sent"]
        may = str(int(self.world.permissions(channel_id, self.user["id"])))
        return {key: channel[key] for key in keys} | {"permissions": may}


def _filled(one: Json, values: dict[str, str]) -> Json:
    """Write a form's component as a client sends it."""
    if one["type"] == _LABEL:
        return {"type": _LABEL, "id": one.get("id", 1), "component": _filled(one["component"], values)}
    if one.get("components"):
        return {
            "type": one["type"],
            "id": one.get("id", 1),
            "components": [_filled(each, values) for each in one["components"]],
        }
    known: Json = {"type": one["type"], "id": one.get("id", 1)}
    if one["type"] == _TEXT_INPUT:
        text = values.get(one["custom_id"], one.get("value") or "")
        least, most = one.get("min_length") or 0, one.get("max_length") or 4000
        if (one.get("required", True) and not text) or (text and not least <= len(text) <= most):
            raise CannotError(f"{one['custom_id']} takes {least} to {most} characters")
        return known | {"custom_id": one["custom_id"], "value": text}
    if one.get("options") is not None:
        chosen = (
            [values[one["custom_id"]]]
            if one["custom_id"] in values
            else [each["value"] for each in one["options"] if each.get("default")]
        )
        return known | {"custom_id": one["custom_id"], "values": chosen}
    return known
