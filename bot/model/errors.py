"""Errors for people: each is one line that says where, what is wrong and what to do.

Whatever is raised from here ends in that line and exit code 1; any other exception is our own bug (exit code 3).
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path


class SequelwatchError(Exception):
    """Base of every error that is not our own bug. Its text is the line that people read."""


class FileError(SequelwatchError):
    """Something is wrong in a file: `path`, `line` (None where no line can be named), `problem`."""

    def __init__(self, path: Path | str, problem: str, line: int | None = None) -> None:
        self.path, self.problem, self.line = Path(path), problem, line
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}")


class ConfigError(FileError):
    """A configuration file, or a setting from the environment, cannot be used."""


class SeedError(FileError):
    """A seed cannot be used."""


class InputError(FileError):
    """A file of saved entries cannot be read."""


class FaultsError(SequelwatchError):
    """Several faults at once, so that people mend them in one go; the text has one line each."""

    def __init__(self, faults: list[SequelwatchError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class FeedError(SequelwatchError):
    """A feed could not be fetched or read: `feed` is its id, `problem` what happened, in plain words."""

    def __init__(self, feed: str, problem: str) -> None:
        self.feed, self.problem = feed, problem
        super().__init__(f"feed {feed}: {problem}")


class StoreError(SequelwatchError):
    """The database cannot be used: locked, not ours, made by a newer version, full disk."""


class NoDatabaseError(StoreError):
    """There is no database yet, and it was only to be read; the first run makes it."""


class UnknownTitleError(SequelwatchError):
    """No tracked title goes by that name."""


class UnknownDevelopmentError(SequelwatchError):
    """No development has that id."""


class CorrectionError(SequelwatchError):
    """What somebody wants to set or clear by hand cannot be, or is so already."""


class FollowingError(SequelwatchError):
    """A title or a subscription cannot be added, changed or removed as somebody wants it."""


class UnknownEntryError(SequelwatchError):
    """No entry with that id or address has been read."""


class SinkError(SequelwatchError):
    """An alert was not delivered, as far as is known. `retry` says whether trying again can help.

    `doubtful` says that it may have been told all the same, as where the answer was lost; `wait` is how long the
    destination asked us to wait, where it did.
    """

    def __init__(self, problem: str, *, retry: bool, doubtful: bool = False, wait: timedelta | None = None) -> None:
        self.retry, self.doubtful, self.wait = retry, doubtful, wait
        super().__init__(problem)


class DestinationError(SinkError):
    """A destination is `gone`, or forbids us to tell it anything. Nothing was told; its owner has to act first."""

    def __init__(self, problem: str, *, gone: bool = False) -> None:
        self.gone = gone
        super().__init__(problem, retry=True)
