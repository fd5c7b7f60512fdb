"""What `status`, `timeline` and `explain` read: the tracked titles and what the database knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.cli.options import settings_of
from bot.library import Library
from bot.model.errors import NoDatabaseError
from bot.seeds import load_seeds
from bot.store import Store


@contextmanager
def open_library(ctx: typer.Context, database: str | None, seeds: Path | None) -> Iterator[Library]:
    """Open what the settings name, or what was given instead of it; no database is made."""
    settings = settings_of(ctx)
    store = Store.open(database, create=False) if database else _own_store(settings.database.url)
    try:
        with store.snapshot() as snapshot:
            yield Library(load_seeds(seeds or settings.paths.seeds, needed=not snapshot.tracked()), snapshot)
    finally:
        store.close()


def _own_store(url: str) -> Store:
    """Open the bot's own database; before its first run only the baselines are known."""
    try:
        return Store.open(url, create=False)
    except NoDatabaseError:
        return Store.open("sqlite://")
