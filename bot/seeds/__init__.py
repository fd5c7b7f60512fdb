"""The titles that are followed, and what was known of them: one TOML file a title."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.model.errors import FaultsError, SeedError, SequelwatchError
from bot.model.titles import TrackedTitle
from bot.seeds.reading import title_of, value_of
from bot.seeds.toml import read_toml

__all__ = ["Seeds", "load_seed", "load_seeds", "read_seeds", "value_of"]


@dataclass(frozen=True, slots=True)
class Seeds:
    """What a folder holds: the titles of the seeds that are in order, the ids of the others, and their faults."""

    titles: tuple[TrackedTitle, ...]
    broken: tuple[str, ...] = ()
    faults: tuple[SequelwatchError, ...] = ()


def load_seeds(folder: Path, *, needed: bool = True) -> tuple[TrackedTitle, ...]:
    """Read every `*.toml` of a folder, by name.

    SeedError for a folder that cannot be read or, where seeds are `needed`, is not there or holds none; FaultsError
    with all that is wrong in all of them.
    """
    seeds = read_seeds(folder, needed=needed)
    if seeds.faults:
        raise FaultsError(list(seeds.faults))
    return seeds.titles


def read_seeds(folder: Path, *, needed: bool = True) -> Seeds:
    """Read every `*.toml` of a folder, as far as each is in order. SeedError for the folder, as above."""
    titles: list[TrackedTitle] = []
    broken: list[str] = []
    faults: list[SequelwatchError] = []
    for path in _seeds_in(folder, needed=needed):
        try:
            titles.append(load_seed(path))
        except (FaultsError, SeedError) as problem:
            broken.append(path.stem)
            faults += problem.faults if isinstance(problem, FaultsError) else [problem]
    return Seeds(tuple(titles), tuple(broken), tuple(faults))


def load_seed(path: Path) -> TrackedTitle:
    """Read one seed; its id is the file's name without `.toml`. SeedError or FaultsError, each line with its remedy."""
    return title_of(read_toml(path, SeedError))


def _seeds_in(folder: Path, *, needed: bool) -> list[Path]:
    try:
        with os.scandir(folder) as files:
            names = sorted(file.name for file in files if _is_seed(file))
    except FileNotFoundError:
        if not needed:
            return []
        raise SeedError(
            folder, "there is no such folder: make it, or set paths.seeds to the folder of your seeds"
        ) from None
    except NotADirectoryError:
        raise SeedError(folder, "this is a file: set paths.seeds to the folder around it") from None
    except OSError as why:
        raise SeedError(folder, f"the folder cannot be read ({why.strerror}): check its permissions") from None
    if not names and needed:
        raise SeedError(
            folder, "there are no seeds in it: add a file such as night-ferry.toml for each title to follow"
        )
    return [folder / name for name in names]


def _is_seed(file: os.DirEntry[str]) -> bool:
    if not file.name.endswith(".toml") or file.name.startswith("."):
        return False
    with suppress(OSError):  # a link to nowhere is told when it is read
        return not file.is_dir()
    return True
