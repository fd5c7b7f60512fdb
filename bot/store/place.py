"""Where a database is, or may be made: addresses, and the files and folders that they name."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.model.errors import NoDatabaseError, StoreError

READ_ONLY = (
    "the disk is read-only: mounted so, or made so by the system because it fails (`dmesg` says why); "
    "work goes on once it can be written, nothing of what was stored before is lost"
)


def address_of(url: str) -> URL:
    """Read a database's address; StoreError for what is none, or is of a kind that is not supported."""
    advice = "write sqlite:///path/to/file.db or postgresql://user:password@host/name"
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"the database's address cannot be read; {advice}") from None  # it may hold a password
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(f"{address.get_backend_name()} databases are not supported; {advice}")
    return address


def is_in_memory(address: URL) -> bool:
    """Tell whether an SQLite database lives only as long as its connection."""
    return address.database in {None, "", ":memory:"}


def file_of(address: URL) -> Path | None:
    """Name the file of an SQLite database; None where the address means none, or more than a path (SQLite's URIs)."""
    if address.get_backend_name() != "sqlite" or is_in_memory(address) or str(address.database).startswith("file:"):
        return None
    return Path(str(address.database))


def check_file(path: Path, *, create: bool) -> None:
    """StoreError where there can be no file, NoDatabaseError where there is none and none is to be made."""
    try:
        exists = _check_file(path)
    except PermissionError:
        raise _forbidden(path, path.parent) from None
    if not create and not exists:
        raise NoDatabaseError(f"{path}: there is no database yet; the first run makes it")
    if not path.parent.is_dir():
        raise _no_folder(path)
    if not exists and not os.access(path.parent, os.W_OK | os.X_OK):
        raise _forbidden(path, path.parent)


def _check_file(path: Path) -> bool:
    """Tell whether there is a file. PermissionError where not even that can be told."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file in it")
    return path.exists()


def must_be_there(path: Path) -> None:
    """StoreError where a file is gone, as that of a disk that is not mounted any more: SQLite would make another."""
    if not path.exists():
        raise StoreError(f"{path}: is not there any more; mount its disk again, or stop and bring back a backup")


def make_folder(url: str) -> None:
    """Make the folder of an SQLite file, as a first run needs it; one level, so that a mistyped path is still told."""
    path = file_of(address_of(url))
    if path is not None:
        with suppress(OSError):  # whatever is wrong, opening the database says so
            path.parent.mkdir(exist_ok=True)


def must_be_makeable(url: str) -> None:
    """StoreError where a first run could not make the file, or the folder around it."""
    path = file_of(address_of(url))
    if path is None:
        return
    nearest = path.parent if path.parent.exists() else path.parent.parent
    if not nearest.is_dir():
        raise _no_folder(path)
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise _forbidden(path, nearest)


def is_on_read_only_disk(file: Path | str) -> bool:
    """Try to make another file beside it: a disk that the system has given up says so only then."""
    probe = f"{file}.probe"
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as why:
        return why.errno == errno.EROFS
    with suppress(OSError):
        Path(probe).unlink()
    return False


def _no_folder(path: Path) -> StoreError:
    return StoreError(f"{path}: the folder {path.parent} does not exist; make it, or choose another place")


def _forbidden(path: Path, folder: Path) -> StoreError:
    """Say whose the folder has to be; in a container, where people seldom know, that is most of the remedy."""
    if is_on_read_only_disk(path):
        return StoreError(f"{path}: {READ_ONLY}")
    folder = folder.resolve()
    user = os.geteuid() if hasattr(os, "geteuid") else "this user"
    problem = f"cannot be made; check the permissions of the folder {folder}"
    return StoreError(f"{path}: {problem}, which has to be user {user}'s: chown -R {user} {folder}")
