"""The feeds that are followed, from `config/feeds.toml`. Does: reads it, and tells every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.model.entries import Outlet, Trust
from bot.model.errors import ConfigError, FaultsError, SequelwatchError
from bot.model.feeds import Feed
from bot.seeds.checks import Checks
from bot.seeds.toml import Keys, TomlFile, read_toml
from bot.settings.durations import parse_duration

_FEED = ("id", "url", "outlet", "owner", "trust", "interval", "enabled")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_INTERVAL = timedelta(minutes=30)
LEAST_INTERVAL = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Feeds:
    """What the file holds: a row for each `[[feed]]` that is enabled, and all that is wrong.

    A row is the feed, or, where that is at fault, its id; None where not even that can be read.
    """

    rows: tuple[Feed | str | None, ...]
    faults: tuple[SequelwatchError, ...] = ()

    @property
    def whole(self) -> tuple[Feed, ...]:
        """The feeds that are in order."""
        return tuple(row for row in self.rows if isinstance(row, Feed))


def load_feeds(path: Path, least_interval: timedelta = LEAST_INTERVAL) -> tuple[Feed, ...]:
    """Read the feeds that are enabled, in the file's order; none is polled more often than `least_interval`.

    ConfigError for a file that cannot be read, FaultsError with a line for each thing that is wrong in it.
    """
    feeds = read_feeds(path, least_interval)
    if feeds.faults:
        raise FaultsError(list(feeds.faults))
    return feeds.whole


def read_feeds(path: Path, least_interval: timedelta = LEAST_INTERVAL) -> Feeds:
    """Read the feeds that are enabled, as far as each is in order.

    ConfigError for a file that cannot be read, FaultsError for faults beside the feeds, or where none is enabled.
    """
    file = read_toml(path, ConfigError)
    checks = Checks(file, ConfigError)
    checks.keys(file.table, ("feed",))
    tables = _tables(checks, file)
    beside = bool(checks.faults)
    read = [_row(checks, table, ("feed", number), least_interval) for number, table in enumerate(tables)]
    twins = _twins(checks, file, tables)
    rows = [
        (row.id if number in twins else row) if isinstance(row, Feed) else row
        for number, (row, table) in enumerate(zip(read, tables, strict=True))
        if table.get("enabled", True) is not False
    ]
    if not checks.faults and not rows:
        beside = True
        checks.fault((), "no feed is enabled: add one as [[feed]], or take away enabled = false")
    if beside:
        raise FaultsError(checks.faults)
    return Feeds(tuple(rows), tuple(checks.faults))


def _tables(checks: Checks, file: TomlFile) -> list[dict[str, Any]]:
    rows = file.table.get("feed", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        checks.fault(("feed",), "each feed is a table: write [[feed]] and its keys below")
        return []
    return rows


def _row(checks: Checks, table: Mapping[str, Any], where: Keys, least_interval: timedelta) -> Feed | str | None:
    before = len(checks.faults)
    feed = _feed(checks, table, where, least_interval)
    if feed is not None and len(checks.faults) == before:
        return feed
    id_ = table.get("id")
    return id_.strip() if isinstance(id_, str) and _ID.fullmatch(id_.strip()) else None


def _feed(checks: Checks, row: Mapping[str, Any], where: Keys, least_interval: timedelta) -> Feed | None:
    checks.keys(row, _FEED, where)
    id_ = checks.text(row, "id", where, example="deadline-film")
    if id_ is not None and not _ID.fullmatch(id_):
        checks.fault((*where, "id"), f'id "{id_}" cannot be used: write small letters, digits and dashes')
    url = checks.text(row, "url", where, example="https://deadline.com/v/film/feed/")
    if url is not None and not _is_web(url):
        checks.fault((*where, "url"), "url is no address of the web: it begins with https:// or http://")
    outlet = checks.text(row, "outlet", where, example="Deadline")
    owner = checks.text(row, "owner", where)
    trust = checks.choice(row, "trust", Trust, where)
    interval = _interval(checks, row, where)
    if not isinstance(row.get("enabled", True), bool):
        checks.fault((*where, "enabled"), "enabled is true or false, without quotes")
    if id_ is None or url is None or outlet is None:
        return None
    return Feed(id_, url, Outlet(outlet, owner or outlet, trust or Trust.PRESS), max(interval, least_interval))


def _interval(checks: Checks, row: Mapping[str, Any], where: Keys) -> timedelta:
    if "interval" not in row:
        return _INTERVAL
    try:
        return parse_duration(row["interval"])
    except ValueError as why:
        checks.fault((*where, "interval"), f"interval cannot be used: {why}")
        return _INTERVAL


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def _twins(checks: Checks, file: TomlFile, tables: list[dict[str, Any]]) -> frozenset[int]:
    """Two feeds of one id could not be told apart; one address under two ids would be polled twice. The later ones."""
    found = set[int]()
    for key in ("id", "url"):
        first: dict[str, int] = {}
        for number, table in enumerate(tables):
            value = table.get(key)
            if not isinstance(value, str):
                continue
            before = first.setdefault(value.strip().rstrip("/"), number)
            if before != number:
                line = file.line_of(("feed", before, key))
                checks.fault(("feed", number, key), f"this {key} stands in line {line} already: keep one of the two")
                found.add(number)
    return frozenset(found)
