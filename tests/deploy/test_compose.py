"""What compose.yaml promises; it and the Dockerfile speak of the same places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def test_the_bot_runs_with_as_little_as_can_be(services: dict[str, Any]) -> None:
    bot = services["sequelwatch"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in bot["security_opt"]
    assert "ports" not in bot
    assert "profiles" not in bot


def test_it_gets_longer_to_stop_than_it_takes(services: dict[str, Any]) -> None:
    assert services["sequelwatch"]["stop_grace_period"] == "15s"


def test_only_the_token_has_to_be_set(services: dict[str, Any]) -> None:
    variables = services["sequelwatch"]["environment"]
    assert [name for name, value in variables.items() if ":?" in value] == ["DISCORD_TOKEN"]


def test_postgresql_is_a_profile_of_its_own(services: dict[str, Any]) -> None:
    assert services["database"]["profiles"] == ["postgresql"]
    assert services["sequelwatch"]["depends_on"]["database"]["required"] is False


def test_every_volume_is_mounted_where_the_image_looks(services: dict[str, Any]) -> None:
    targets = {volume.split(":")[1] for volume in services["sequelwatch"]["volumes"]}
    said = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert targets == {"/data", "/app/config", "/app/seeds"}
    assert "VOLUME /data" in said
    assert "WORKDIR /app" in said
