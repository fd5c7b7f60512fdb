"""Saved news read from disk: files of entries (JSON Lines) and feed documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.feeds.items import Item, NotAFeedError
from bot.feeds.jsonlines import read_jsonl
from bot.feeds.parse import as_entries, read_items
from bot.model.entries import Entry, Outlet
from bot.model.errors import FaultsError, InputError
from bot.model.feeds import Feed

_STREAM = "entries.jsonl"
_LARGEST_DOCUMENT = 100_000_000


def read_saved(paths: Sequence[Path]) -> Iterator[Entry]:
    """Return the entries of files and folders, one after the other as they are asked for.

    `.jsonl` holds an entry a line, in the order in which they are returned; `.xml`, `.rss`, `.atom` and `.json` are
    feed documents, whose feed is called by the file's name and whose entries are returned oldest first. Of a folder
    its `entries.jsonl` is read, or else all such files in it, by name.

    InputError for what cannot be read, FaultsError where that is several paths: at once for paths that are of no
    use, and while reading, after the entries that stand before it, for anything within a file.
    """
    files: list[Path] = []
    faults: list[InputError] = []
    for path in paths:
        try:
            files += _files(path)
        except InputError as fault:
            faults.append(fault)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise FaultsError([*faults])
    return (entry for file in files for entry in _READERS[file.suffix.lower()](file))


def _files(path: Path) -> list[Path]:
    """Name the files to read for a path; InputError where there are none."""
    try:
        if path.is_dir():
            return _in_folder(path)
        if not path.exists():
            raise InputError(path, "there is no such file or folder")
        if not path.is_file():
            raise InputError(path, "this is neither a file nor a folder")
        if not path.stat().st_size:
            raise InputError(path, "this file is empty")
    except OSError as why:
        raise _unreadable(path, why) from why
    if path.suffix.lower() not in _READERS:
        raise InputError(path, f"only files that end in {_KINDS} can be read")
    return [path]


def _in_folder(folder: Path) -> list[Path]:
    stream = folder / _STREAM
    if stream.is_file():
        return _files(stream)
    readable = sorted(file for file in folder.iterdir() if file.suffix.lower() in _READERS and file.is_file())
    if not readable:
        raise InputError(folder, f"there is nothing to read in this folder: no file that ends in {_KINDS}")
    return [file for path in readable for file in _files(path)]


def _read_document(path: Path) -> Iterator[Entry]:
    """Return a feed document's entries, oldest first; those without a date count as its newest."""
    try:
        facts = path.stat()
        if facts.st_size > _LARGEST_DOCUMENT:
            raise InputError(path, f"this is larger than {_LARGEST_DOCUMENT:,} bytes, more than any feed")
        items = read_items(path.read_bytes(), base="")
    except OSError as why:
        raise _unreadable(path, why) from why
    except NotAFeedError as why:
        raise InputError(path, str(why)) from why
    feed = Feed(id=path.stem, url="", outlet=Outlet(name=path.stem, owner=path.stem))
    yield from as_entries(items, feed, _newest(items, datetime.fromtimestamp(facts.st_mtime, UTC)))


def _newest(items: Sequence[Item], saved_at: datetime) -> datetime:
    """Return the date of a document's newest item, or when it was saved if it dates none.

    When it was saved does not bound its dates, as copying a file may change that.
    """
    return max((item.published for item in items if item.published), default=saved_at)


def _read_stream(path: Path) -> Iterator[Entry]:
    try:
        yield from read_jsonl(path)
    except OSError as why:
        raise _unreadable(path, why) from why


def _unreadable(path: Path, why: OSError) -> InputError:
    return InputError(path, f"this cannot be read: {why.strerror or why}")


_READERS: dict[str, Callable[[Path], Iterator[Entry]]] = {
    ".jsonl": _read_stream,
    ".xml": _read_document,
    ".rss": _read_document,
    ".atom": _read_document,
    ".json": _read_document,
}
_KINDS = ", ".join(_READERS)
