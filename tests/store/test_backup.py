"""Copies of the database: whole, of one commit, and never in the way of what is there."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.model.errors import NoDatabaseError, StoreError
from bot.store import Store, back_up, restore
from tests.store.conftest import Make

pytestmark = pytest.mark.usefixtures("path")
AT_ONCE = 3
"""Entries in every transaction of the writer; a copy with another number in it is of no commit."""


@pytest.fixture
def writer(store: Store, make: Make, now: datetime) -> Iterator[Event]:
    """Somebody who writes all the time, three entries a transaction; set once the first of them are in."""
    stop, begun = Event(), Event()

    def write() -> None:
        for number in itertools.count(0, AT_ONCE):
            if stop.is_set():
                return
            with store.transaction() as tx:
                entries = [make.story(number + one) for one in range(AT_ONCE)]
                tx.save_entries(tx.admit(entries), now)
            begun.set()

    thread = Thread(target=write)
    thread.start()
    yield begun
    stop.set()
    thread.join()


def entries_in(path: Path) -> int:
    with closing(Store.open(f"sqlite:///{path}", create=False)) as store, store.snapshot() as snapshot:
        return snapshot.counts().entries


def test_copies_made_during_writes_are_each_one_commit(url: str, writer: Event, tmp_path: Path) -> None:
    writer.wait(timeout=30)
    counted = []
    for number in range(10):
        made = back_up(url, tmp_path / f"copy-{number}.db")
        with closing(sqlite3.connect(made)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        counted.append(entries_in(made))
    assert [count % AT_ONCE for count in counted] == [0] * 10
    assert counted == sorted(counted)
    assert counted[0] > 0


@pytest.mark.usefixtures("store")
def test_a_backup_replaces_an_earlier_one_and_leaves_nothing_else_behind(url: str, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    target.mkdir()
    for _ in range(2):
        back_up(url, target / "copy.db")
    assert [path.name for path in target.iterdir()] == ["copy.db"]


def test_restoring_brings_back_what_was_and_keeps_what_stood_there(
    store: Store, url: str, path: Path, make: Make, now: datetime
) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(1)]), now)
    copy = back_up(url, path.with_name("copy.db"))
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(2)]), now)
    store.close()
    kept = restore(url, copy)
    assert entries_in(path) == 1
    assert kept == path.with_name("sequelwatch.db.before-restore")
    assert entries_in(kept) == 2


@pytest.mark.usefixtures("store")
def test_restoring_where_nothing_stands_makes_the_database(url: str, tmp_path: Path) -> None:
    copy = back_up(url, tmp_path / "copy.db")
    assert restore(f"sqlite:///{tmp_path}/new/bot.db", copy) is None
    assert entries_in(tmp_path / "new" / "bot.db") == 0


def test_restoring_under_a_bot_at_work_is_refused(store: Store, url: str, path: Path, tmp_path: Path) -> None:
    copy = back_up(url, tmp_path / "copy.db")
    with store.snapshot() as snapshot:
        snapshot.counts()
    with pytest.raises(StoreError) as told:
        restore(url, copy)
    assert str(told.value) == f"{path}: is in use; stop the bot first, then restore"
    with store.transaction() as tx:
        assert tx.counts().entries == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is no backup of Sequelwatch", id="an empty file"),
        pytest.param(b"not a database at all, but long enough for one" * 30, "is not a database", id="another file"),
    ],
)
def test_what_is_no_backup_is_not_restored_nor_written_over(
    store: Store, url: str, tmp_path: Path, content: bytes, says: str
) -> None:
    store.close()
    other = tmp_path / "other"
    other.write_bytes(content)
    with pytest.raises(StoreError, match=says):
        restore(url, other)
    with pytest.raises(StoreError, match=says):
        back_up(url, other)
    assert other.read_bytes() == content


def test_a_damaged_backup_is_not_restored(store: Store, url: str, make: Make, now: datetime, tmp_path: Path) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(number) for number in range(300)]), now)
    copy = back_up(url, tmp_path / "copy.db")
    store.close()
    damaged = bytearray(copy.read_bytes())
    damaged[12_288:20_480] = b"\xff" * 8_192
    copy.write_bytes(damaged)
    with pytest.raises(StoreError, match="is damaged"):
        restore(url, copy)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("target", "says"),
    [
        pytest.param("missing/copy.db", "cannot be opened", id="no such folder"),
        pytest.param(".", "is a folder; name a file in it", id="a folder"),
        pytest.param("sequelwatch.db", "is the database itself", id="itself"),
    ],
)
def test_a_place_where_no_backup_can_be(url: str, tmp_path: Path, target: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        back_up(url, tmp_path / target)


def test_there_is_nothing_to_back_up_before_the_first_run(url: str, tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseError):
        back_up(url, tmp_path / "copy.db")


def test_a_servers_database_has_tools_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"postgresql://me:\*\*\*@host/db: .* pg_dump"):
        back_up("postgresql://me:secret@host/db", tmp_path / "copy.db")
