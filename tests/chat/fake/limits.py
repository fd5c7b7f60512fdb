"""The limits of a message and a form (Discord's API reference: "Create Message", "Component Reference")."""

from __future__ import annotations

from collections.abc import Iterator

from tests.chat.fake.errors import ApiError, Json, malformed, too_long

V2 = 1 << 15
_BUTTON, _TEXT_INPUT, _TEXT_DISPLAY, _LABEL = 2, 4, 10, 18


def walk(components: list[Json]) -> Iterator[Json]:
    """Give every component, nested ones included."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([one[key] for key in ("accessory", "component") if one.get(key)])


def check_message(body: Json, files: object) -> None:
    """Refuse what Discord refuses of a message's body."""
    v2 = bool((body.get("flags") or 0) & V2)
    if v2 and (body.get("content") or body.get("embeds") or body.get("poll")):
        raise malformed("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "not with Components V2")
    if len(body.get("content") or "") > 2000:
        raise too_long("content", 2000)
    _check_embeds(body.get("embeds") or [])
    _check_components(list(walk(body.get("components") or [])), v2=v2)
    if not (body.get("content") or body.get("embeds") or body.get("components") or files):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _check_embeds(embeds: list[Json]) -> None:
    if len(embeds) > 10:
        raise too_long("embeds", 10)
    for place, embed in enumerate(embeds):
        _check_embed(f"embeds.{place}", embed)
    if sum(map(_weight, embeds)) > 6000:
        raise malformed("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _check_embed(path: str, embed: Json) -> None:
    limits = {"title": 256, "description": 4096}
    texts = [(key, embed.get(key) or "", most) for key, most in limits.items()]
    texts.append(("footer.text", (embed.get("footer") or {}).get("text") or "", 2048))
    texts.append(("author.name", (embed.get("author") or {}).get("name") or "", 256))
    if len(embed.get("fields") or []) > 25:
        raise too_long(f"{path}.fields", 25)
    for place, field in enumerate(embed.get("fields") or []):
        for key, most in (("name", 256), ("value", 1024)):
            if not field.get(key):
                raise malformed(f"{path}.fields.{place}.{key}", "BASE_TYPE_REQUIRED", "This field is required")
            texts.append((f"fields.{place}.{key}", field[key], most))
    for key, text, most in texts:
        if len(text) > most:
            raise too_long(f"{path}.{key}", most)


def _weight(embed: Json) -> int:
    own = sum(len(embed.get(key) or "") for key in ("title", "description"))
    around = len((embed.get("footer") or {}).get("text") or "") + len((embed.get("author") or {}).get("name") or "")
    return own + around + sum(len(one["name"]) + len(one["value"]) for one in embed.get("fields") or [])


def _check_components(components: list[Json], *, v2: bool) -> None:
    if v2 and len(components) > 40:
        raise malformed("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "max 40 components")
    shown = sum(len(one.get("content") or "") for one in components if one["type"] == _TEXT_DISPLAY)
    if shown > 4000:
        raise malformed("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "max 4000 characters of text")
    ids = [one["custom_id"] for one in components if one.get("custom_id")]
    if len(ids) != len(set(ids)):
        raise malformed("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    for one in components:
        _check_component(one)


def _check_component(one: Json) -> None:
    limits = {"custom_id": 100, "placeholder": 150, "url": 512}
    if one["type"] == _BUTTON:
        limits["label"] = 80
    if one["type"] == 1 and not 1 <= len(one["components"]) <= 5:
        raise malformed("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for key, most in limits.items():
        if len(one.get(key) or "") > most:
            raise too_long(f"components.{key}", most)


def check_modal(data: Json) -> None:
    """Refuse what Discord refuses of a form."""
    if not 1 <= len(data.get("title") or "") <= 45:
        raise too_long("data.title", 45)
    if not 1 <= len(data.get("custom_id") or "") <= 100:
        raise too_long("data.custom_id", 100)
    if not 1 <= len(data.get("components") or []) <= 5:
        raise malformed("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for one in walk(data["components"]):
        limits = {"placeholder": 100, "value": one.get("max_length") or 4000} if one["type"] == _TEXT_INPUT else {}
        if one["type"] in {_LABEL, _TEXT_INPUT}:
            limits |= {"label": 45, "description": 100}
        for key, most in limits.items():
            if len(one.get(key) or "") > most:
                raise too_long(f"data.components.{key}", most)


def check_choices(choices: list[Json]) -> None:
    """Refuse what Discord refuses of an autocomplete's answer."""
    if len(choices) > 25:
        raise too_long("data.choices", 25)
    for one in choices:
        if not 1 <= len(one["name"]) <= 100 or len(str(one["value"])) > 100:
            raise too_long("data.choices.name", 100)
