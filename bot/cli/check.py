"""`sequelwatch check`: whether a run would find everything in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import typer

from bot.cli.options import Database, Seeds, settings_of
from bot.model.errors import FaultsError, NoDatabaseError, SequelwatchError

T = TypeVar("T")

NAME = "check"
SHORT = "Validate settings, feeds, seeds and database."
EXAMPLES = """\
  sequelwatch check
  sequelwatch --config /etc/sw.toml check
"""


def command(ctx: typer.Context, database: Database = None, seeds: Seeds = None) -> None:
    """Validate settings, feeds, seeds and database: a line for each fault, or what was found."""
    from bot.seeds import load_seeds
    from bot.settings import load_feeds

    settings = settings_of(ctx)
    faults: list[SequelwatchError] = []
    last: list[SequelwatchError] = []
    feeds = _tried(lambda: load_feeds(settings.paths.feeds, settings.polling.least_interval), faults)
    schema = _tried(lambda: _schema(database or settings.database.url), last)
    added = _added(database or settings.database.url) if schema else 0
    titles = _tried(lambda: load_seeds(seeds or settings.paths.seeds, needed=not added), faults)
    if faults or last:
        raise FaultsError(faults + last)
    found = f"{_counted(len(feeds or ()), 'feed')}, {_counted(len(titles or ()) + added, 'title')}"
    print(f"All is well: {found}, {schema}.")


def _tried(load: Callable[[], T], faults: list[SequelwatchError]) -> T | None:
    """Note a fault and go on, so that people learn of all faults at once."""
    try:
        return load()
    except SequelwatchError as fault:
        faults.append(fault)
        return None


def _schema(url: str) -> str:
    from bot.store import Store

    schema = Store.check(url)
    return f"database with schema {schema}" if schema else "no database yet (the first run makes it)"


def _added(url: str) -> int:
    """Count the titles that were added in Discord."""
    from contextlib import closing

    from bot.store import Store

    try:
        with closing(Store.open(url, create=False)) as store, store.snapshot() as snapshot:
            return len(snapshot.tracked())
    except NoDatabaseError:
        return 0


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
