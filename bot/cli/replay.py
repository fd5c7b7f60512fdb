"""`sequelwatch replay`: what saved news would have brought."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Paths, SeedsGiven

if TYPE_CHECKING:
    from bot.cli.replaying import Replay

NAME = "replay"
SHORT = "Run saved news through the whole pipeline."
EXAMPLES = """\
  sequelwatch replay entries.jsonl --seeds seeds
  sequelwatch replay saved-feed.xml --seeds seeds --format jsonl > developments.jsonl
  sequelwatch replay stream/ --seeds stream/seeds --database sqlite:///stream.db
"""


class Format(StrEnum):
    """How the developments are written."""

    CARDS = "cards"
    JSONL = "jsonl"


def command(
    paths: Paths,
    seeds: SeedsGiven,
    form: Annotated[Format, typer.Option("--format", help="Cards for people, or a JSON line a development.")] = (
        Format.CARDS
    ),
    database: Annotated[
        str | None,
        typer.Option("--database", metavar="URL", help="Keep what was learned there, instead of forgetting it."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="Read in so many processes; without it, one a core."),
    ] = None,
) -> None:
    """Run saved entries through the whole pipeline, as if they arrived in that order, and show what was news."""
    from bot.cli.replaying import write_cards, write_jsonl

    write = write_cards if form is Format.CARDS else write_jsonl
    with _replay(paths, seeds, database, jobs) as replay:
        write(replay, sys.stdout)


@contextmanager
def _replay(paths: list[Path], seeds: Path, database: str | None, jobs: int | None) -> Iterator[Replay]:
    from bot.cli.replaying import Replay
    from bot.feeds.saved import read_saved
    from bot.readahead import ReadAhead, cores
    from bot.seeds import load_seeds
    from bot.store import Store

    titles = load_seeds(seeds)
    entries = read_saved(paths)
    with tempfile.TemporaryDirectory(prefix="sequelwatch-replay-") as folder:
        store = Store.open(database or f"sqlite:///{Path(folder) / 'replay.db'}")
        try:
            with ReadAhead(titles, jobs or cores()) as reader:
                yield Replay(store, titles, entries, reader)
        finally:
            store.close()
