"""The feeds that are followed, from `config/feeds.toml`. Does: reads it, and tells every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.model.entries import Outlet, Trust
from bot.model.errors import ConfigError, FaultsError
from bot.model.feeds import Feed
from bot.seeds.checks import Checks
from bot.seeds.toml import Keys, TomlFile, read_toml
from bot.settings.durations import parse_duration

_FEED = ("id", "url", "outlet", "owner", "trust", "interval", "enabled")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_INTERVAL = timedelta(minutes=30)
LEAST_INTERVAL = timedelta(minutes=5)


def load_feeds(path: Path, least_interval: timedelta = LEAST_INTERVAL) -> tuple[Feed, ...]:
    """Read the feeds that are enabled, in the file's order; none is polled more often than `least_interval`.

    ConfigError for a file that cannot be read, FaultsError with a line for each thing that is wrong in it.
    """
    file = read_toml(path, ConfigError)
    checks = Checks(file, ConfigError)
    checks.keys(file.table, ("feed",))
    rows = _rows(checks, file)
    feeds = [_feed(checks, row, ("feed", number), least_interval) for number, row in enumerate(rows)]
    _check_twins(checks, file, rows)
    enabled = tuple(feed for feed, row in zip(feeds, rows, strict=True) if feed and row.get("enabled", True) is True)
    if not checks.faults and not enabled:
        checks.fault((), "no feed is enabled: add one as [[feed]], or take away enabled = false")
    if checks.faults:
        raise FaultsError(checks.faults)
    return enabled


def _rows(checks: Checks, file: TomlFile) -> list[dict[str, Any]]:
    rows = file.table.get("feed", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        checks.fault(("feed",), "each feed is a table: write [[feed]] and its keys below")
        return []
    return rows


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


def _check_twins(checks: Checks, file: TomlFile, rows: list[dict[str, Any]]) -> None:
    """Two feeds of one id could not be told apart; one address under two ids would be polled twice."""
    for key in ("id", "url"):
        first: dict[str, int] = {}
        for number, row in enumerate(rows):
            value = row.get(key)
            if not isinstance(value, str):
                continue
            before = first.setdefault(value.strip().rstrip("/"), number)
            if before != number:
                line = file.line_of(("feed", before, key))
                checks.fault(("feed", number, key), f"this {key} stands in line {line} already: keep one of the two")
