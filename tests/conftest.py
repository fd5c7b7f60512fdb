"""A whole Discord on loopback for whoever needs one, see `tests/chat/fake`; and patience with slow machines."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.chat.fake.server import FakeDiscord
from tests.chat.fake.spec import SpecValidator

# A busy machine may take its time: an example that takes 0.3 s is no counterexample.
settings.register_profile("patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@cache
def _validator() -> SpecValidator | None:
    """Hold what is sent against Discord's OpenAPI document, where TEST_DISCORD_OPENAPI names that file."""
    path = os.environ.get("TEST_DISCORD_OPENAPI")
    return SpecValidator(Path(path)) if path else None


@pytest.fixture
async def fake_discord() -> AsyncIterator[FakeDiscord]:
    """A whole Discord on loopback. Whatever a test has the bot send must be valid."""
    fake = await FakeDiscord(validator=_validator()).start()
    yield fake
    await fake.stop()
    assert fake.violations == []
