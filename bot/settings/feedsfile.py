"""Changes to the file of feeds. Does: writes it so that comments and order stay, whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit
from tomlkit.exceptions import TOMLKitError

from bot.model.entries import Trust
from bot.model.errors import ConfigError, FaultsError
from bot.settings.feeds import load_feeds

_UNFIT = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to be added; what is "" or None is left out, so that its default holds."""

    url: str
    outlet: str
    id: str = ""
    owner: str = ""
    trust: Trust | None = None
    interval: str = ""


def add_feeds(path: Path, feeds: Iterable[NewFeed]) -> tuple[str, ...]:
    """Add feeds to the file, made where there is none; the ids they got. An address that is there is passed over.

    ConfigError or FaultsError where the file could not be read afterwards; it is left as it was then.
    """
    document = _read(path)
    rows = document.setdefault("feed", tomlkit.aot())
    taken = {str(row.get("id", "")) for row in rows}
    addresses = {_same(str(row.get("url", ""))) for row in rows}
    added: list[str] = []
    for feed in feeds:
        if _same(feed.url) in addresses:
            continue
        id_ = feed.id or free_id(feed.url, taken)
        rows.append(_table(feed, id_))
        taken.add(id_)
        addresses.add(_same(feed.url))
        added.append(id_)
    if added:
        _write(path, document)
    return tuple(added)


def remove_feed(path: Path, id_: str) -> None:
    """Take a feed out of the file. ConfigError where there is none of that id, or where it is the last one."""
    document = _read(path)
    rows = document.get("feed", [])
    for position, row in enumerate(rows):
        if row.get("id") == id_:
            del rows[position]
            _write(path, document)
            return
    known = ", ".join(str(row.get("id")) for row in rows) or "none"
    raise ConfigError(path, f"there is no feed {id_!r}; there are: {known}")


def free_id(url: str, taken: Iterable[str]) -> str:
    """Make an id of an address, one that is not taken."""
    parts = urlsplit(url)
    host = (parts.hostname or "feed").removeprefix("www.")
    name = _UNFIT.sub("-", host.lower()).strip("-")[:_LONGEST_ID] or "feed"
    used = set(taken)
    if name not in used:
        return name
    return next(f"{name}-{number}" for number in range(2, len(used) + 3) if f"{name}-{number}" not in used)


def _table(feed: NewFeed, id_: str) -> Any:
    row = tomlkit.table()
    said = {
        "id": id_,
        "url": feed.url,
        "outlet": feed.outlet,
        "owner": feed.owner,
        "trust": feed.trust.value if feed.trust else "",
        "interval": feed.interval,
    }
    for key, value in said.items():
        if value:
            row.add(key, value)
    return row


def _read(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError) as why:
        raise ConfigError(path, f"this is no TOML: {why}") from None
    except OSError as why:
        raise ConfigError(path, f"this cannot be read: {why.strerror}") from None


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    """Write beside the file, look whether it is in order, and only then put it in its place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".toml")
    except OSError as why:
        raise _unwritable(path, why) from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(tomlkit.dumps(document))
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        load_feeds(beside)
        beside.replace(path)
    except (ConfigError, FaultsError) as why:
        raise ConfigError(path, str(why).replace(f"{beside}:", "line ").replace(str(beside), "as changed")) from None
    except OSError as why:
        raise _unwritable(path, why) from None
    finally:
        beside.unlink(missing_ok=True)


def _unwritable(path: Path, why: OSError) -> ConfigError:
    what = "change it where it comes from, or give the bot its folder to write in"
    return ConfigError(path, f"this cannot be written ({why.strerror or why}): {what}")


def _same(url: str) -> str:
    return url.strip().rstrip("/")
