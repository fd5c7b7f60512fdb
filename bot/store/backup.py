"""Copies of an SQLite database: made while it is written, brought back, and kept before a new schema is made.

The copy is one committed state (SQLite's online backup, sqlite.org/backup.html, in one read transaction). It is
checked before it gets its name, so that what lies there under that name is whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.model.errors import NoDatabaseError, StoreError
from bot.store import dialect, place
from bot.store.engine import BUSY_SECONDS
from bot.store.faults import told_plainly

_ELSEWHERE = "is a server's database; back it up with pg_dump, and bring it back with pg_restore"


def back_up(url: str, target: Path) -> Path:
    """Copy the database at `url` to the file `target`, also while a bot writes to it; the file.

    An earlier backup of that name is replaced at the end, any other file is not. StoreError for what goes wrong.
    """
    source = _file(url)
    if not source.exists():
        raise NoDatabaseError(f"{source}: there is no database yet; the first run makes it")
    if target.is_dir():
        raise StoreError(f"{target}: is a folder; name a file in it")
    if target.exists():
        with told_plainly(str(target)):
            _must_be_ours(target)
    if target.exists() and target.samefile(source):
        raise StoreError(f"{target}: is the database itself; name another file")
    copy(source, target)
    return target


def restore(url: str, backup: Path) -> Path | None:
    """Put a backup in the place of the database at `url`; where the one that stood there is kept, if there was one.

    No bot may be at work on it: that is a StoreError, as is a backup that is damaged, or not ours.
    """
    target = _file(url)
    if not backup.is_file():
        raise StoreError(f"{backup}: there is no such backup; name a file that sequelwatch backup has made")
    with told_plainly(str(backup)):
        _must_be_ours(backup)
        _must_be_whole(backup)
    place.make_folder(url)
    place.check_file(target, create=True)
    kept = _set_aside(target) if target.exists() else None
    copy(backup, target)
    return kept


def keep_before_upgrade(path: Path, revision: str) -> Path:
    """Copy a database before its schema is changed: `NAME.schema-REVISION` beside it. StoreError where that fails."""
    kept = path.with_name(f"{path.name}.schema-{revision}")
    try:
        copy(path, kept)
    except StoreError as problem:
        raise StoreError(f"{problem} (a copy is kept before the schema is brought up to date)") from None
    return kept


def copy(source: Path, target: Path) -> None:
    """Copy one committed state of a database; `target` gets all of it or stays as it was."""
    part = target.with_name(target.name + ".part")
    with _told(target):
        part.unlink(missing_ok=True)
        try:
            with closing(_opened(source)) as read, closing(sqlite3.connect(part)) as written:
                read.backup(written)
                written.execute("PRAGMA journal_mode = DELETE")  # one file, whose log nobody forgets
            _must_be_whole(part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            for left in (part, part.with_name(part.name + "-journal")):
                with suppress(OSError):
                    left.unlink(missing_ok=True)


def _set_aside(path: Path) -> Path:
    """Move a database that nobody uses to `NAME.before-restore`. StoreError where somebody does."""
    with told_plainly(str(path)), closing(_opened(path)) as connection:
        _must_be_ours(path)
        # SQLite goes back to a journal only for one who has the database to himself; the log's content comes in, too.
        if not _is_alone(connection):
            raise StoreError(f"{path}: is in use; stop the bot first, then restore")
    kept = path.with_name(path.name + ".before-restore")
    with _told(kept):
        path.replace(kept)
    return kept


def _is_alone(connection: sqlite3.Connection) -> bool:
    try:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as busy:
        if busy.sqlite_errorname not in {"SQLITE_BUSY", "SQLITE_LOCKED"}:
            raise
        return False
    return bool(mode == "delete")


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _must_be_ours(path: Path) -> None:
    with closing(_opened(path)) as connection:
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != dialect.APPLICATION_ID:
        raise StoreError(f"{path}: is no backup of Sequelwatch; name another file")


def _must_be_whole(path: Path) -> None:
    with closing(_opened(path)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok" or broken:
        raise StoreError(f"{path}: is damaged ({said if said != 'ok' else 'rows are missing'}); use another backup")


def _file(url: str) -> Path:
    path = place.file_of(place.address_of(url))
    if path is None:
        name = place.address_of(url).render_as_string(hide_password=True)
        raise StoreError(f"{name}: {_ELSEWHERE}")
    return path


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk or SQLite complains about into a StoreError."""
    try:
        with told_plainly(str(path)):
            yield
    except OSError as problem:
        raise StoreError(
            f"{path}: cannot be written ({problem.strerror}); make room, or choose another place"
        ) from None
