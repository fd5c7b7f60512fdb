"""What the database complains about, in words for people. Faults of the environment only: ours stay as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from bot.model.errors import StoreError
from bot.store.place import READ_ONLY, is_on_read_only_disk

_SQLITE = {
    "SQLITE_BUSY": "is locked by another program; stop that one, or wait until it is done",
    "SQLITE_LOCKED": "is locked by another program; stop that one, or wait until it is done",
    "SQLITE_READONLY": "cannot be written; check the permissions of the file and of its folder",
    "SQLITE_PERM": "cannot be written; check the permissions of the file and of its folder",
    "SQLITE_FULL": "the disk is full; make room, nothing of what was stored before is lost",
    "SQLITE_CANTOPEN": "cannot be opened; check that it is a file, and the permissions of its folder",
    "SQLITE_NOTADB": "is not a database; name another file, or move this one away",
    "SQLITE_CORRUPT": "is damaged; bring back a backup, or save what can be saved with `sqlite3 FILE .recover`",
    "SQLITE_IOERR": "the disk fails to read or write it; check the disk",
}
"""SQLite's result codes (sqlite.org/rescode.html), without the extension that some carry."""

_OF_THE_DISK = frozenset(("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN"))

_LOCK_NOT_AVAILABLE = "55P03"  # postgresql.org/docs, appendix A


class DiskError(StoreError):
    """The database's file cannot be read or written as it was opened: it is to be opened anew."""


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn what the database complains about into a StoreError that begins with `where`; other errors pass."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code = _code(error)
        if code in _OF_THE_DISK:
            said = READ_ONLY if is_on_read_only_disk(where) else _SQLITE[code]
            raise DiskError(f"{where}: {said}") from error
        problem = _problem(error)
        if problem is None:
            raise
        raise StoreError(f"{where}: {problem}") from error


def _code(error: DBAPIError | sqlite3.Error) -> str:
    """Give SQLite's result code, without its extension; "" where the error is not SQLite's."""
    original = error.orig if isinstance(error, DBAPIError) else error
    return "_".join(getattr(original, "sqlite_errorname", "").split("_")[:2])


def _problem(error: DBAPIError | sqlite3.Error) -> str | None:
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _SQLITE.get(_code(error))
    if getattr(original, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
        return _SQLITE["SQLITE_BUSY"]
    if isinstance(error, OperationalError):
        first_line, *_ = str(original).strip().splitlines() or [type(original).__name__]
        return f"the database server says: {first_line}; see that it runs, and that address and password are right"
    return None
