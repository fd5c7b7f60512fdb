"""The story that ships: its entries, outlets and polling times. Everything in it is invented (see README.md)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.demo.channels import Channel, Format, Quirk
from bot.model.entries import Entry, Outlet, Trust
from bot.model.feeds import Feed

TITLE_ID = "romy-and-michele"
"""The one sequel that the demo follows; its seed is `seeds/romy-and-michele.toml`."""

FIRST_POLL = datetime(2024, 2, 26, 12, tzinfo=UTC)
"""When the demo's bot is switched on: six weeks after the baseline, with old news in its feeds and some to catch up."""

_ROUND = timedelta(minutes=30)


def folder() -> Traversable:
    """Where the story lies, in a checkout and in an installed package alike; seeds are in `seeds/`."""
    return files("bot.demo")


@cache
def entries() -> tuple[Entry, ...]:
    """Read the whole story, oldest first. Two entries with one link are versions of one article."""
    return tuple(_entry(row) for row in _rows("story.jsonl"))


@cache
def channels() -> tuple[Channel, ...]:
    """Read the outlets, each with its feed's format."""
    rows = tomllib.loads(folder().joinpath("feeds.toml").read_text(encoding="utf-8"))["feed"]
    return tuple(_channel(row) for row in rows)


def feeds(base_url: str) -> tuple[Feed, ...]:
    """Return the channels as feeds to follow on a server at `base_url`."""
    return tuple(
        Feed(id=channel.id, url=f"{base_url}/{channel.id}", outlet=channel.outlet, interval=_ROUND)
        for channel in channels()
    )


def moments() -> tuple[datetime, ...]:
    """When to poll all the feeds: the first time, then every half hour that has something new in any of them.

    These are the rounds of a bot that polls each half hour; the idle ones between, in which nothing could
    come, are left out.
    """
    later = {_round_after(entry.published) for entry in entries() if entry.published > FIRST_POLL}
    return (FIRST_POLL, *sorted(later))


def _round_after(moment: datetime) -> datetime:
    return moment + (datetime.min.replace(tzinfo=UTC) - moment) % _ROUND


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in folder().joinpath(name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        id=row["id"],
        feed=row["feed"],
        outlet=row["outlet"],
        published=datetime.fromisoformat(row["published"]).astimezone(UTC),
        title=row["title"],
        summary=row["summary"],
        link=row["link"],
        content=row.get("content", ""),
        guid=row["link"],
    )


def _channel(row: dict[str, Any]) -> Channel:
    return Channel(
        id=row["id"],
        outlet=Outlet(row["outlet"], row["owner"], Trust(row["trust"])),
        format=Format(row["format"]),
        quirk=Quirk(row.get("quirk", "")),
    )
