from __future__ import annotations

from collections.abc import Iterator

from bot.wording.catalogue import load
from tests.chat.fake.errors import Json
from tests.chat.fake.server import FakeDiscord


def described(node: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Give all that has a description, or is a choice, by its path."""
    yield f"{path} {node['name']}".strip(), node
    for child in [*node.get("options", []), *node.get("choices", [])]:
        yield from described(child, f"{path} {node['name']}".strip())


async def test_everything_is_described_in_german_too_and_within_discords_limits(bot: FakeDiscord) -> None:
    for command in bot.world.commands[None]:
        for path, node in described(command):
            if "description" in node:
                german = (node.get("description_localizations") or {}).get("de", "")
                assert 1 <= len(german) <= 100, path
                assert 1 <= len(node["description"]) <= 100, path
            assert len(node.get("options", [])) <= 25, path
            assert len(node.get("choices", [])) <= 25, path


async def test_choices_are_offered_in_german_too(bot: FakeDiscord) -> None:
    nodes = dict(pair for command in bot.world.commands[None] for pair in described(command))
    assert nodes["watch add weekday Friday"]["name_localizations"]["de"] == "Freitag"
    assert nodes["fact set property Release date"]["name_localizations"]["de"] == load("de")["property.release_date"]


async def test_a_command_weighs_less_than_discord_takes(bot: FakeDiscord) -> None:
    """Names, descriptions and values of a command and all below it: 8,000 characters in the longest language."""
    for command in bot.world.commands[None]:
        weight = 0
        for _, node in described(command):
            texts = [node["name"], *(node.get("name_localizations") or {}).values()]
            weight += max(map(len, texts)) + len(str(node.get("value", "")))
            weight += max(
                map(len, [node.get("description", ""), *(node.get("description_localizations") or {}).values()])
            )
        assert weight <= 8000, command["name"]
