from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.model.errors import NoDatabaseError, StoreError
from bot.store import Store, Transaction
from bot.store.faults import told_plainly
from tests.store.conftest import Make


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Someone who knows nothing of Sequelwatch and opens the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def pragma(path: Path, name: str) -> object:
    with raw(path) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_database_says_whose_it_is_and_uses_a_write_ahead_log(url: str, path: Path) -> None:
    Store.open(url).close()
    assert pragma(path, "application_id") == int.from_bytes(b"SqWt", "big")
    assert pragma(path, "journal_mode") == "wal"


@pytest.mark.usefixtures("path")
def test_connections_hold_foreign_keys_and_sync_normally(store: Store) -> None:
    with store._engine.connect() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "synchronous")]
    assert settings == [1, 1]


def test_what_was_kept_is_there_after_opening_again(store: Store, url: str, make: Make, now: datetime) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), now)
    store.close()
    with closing(Store.open(url)) as again, again.snapshot() as snapshot:
        assert snapshot.counts().entries == 1


def test_a_database_in_memory_lives_as_long_as_its_store(make: Make, now: datetime) -> None:
    with closing(Store.open("sqlite://")) as store:
        with store.transaction() as tx:
            tx.save_entries(tx.admit([make.entry()]), now)
        with store.snapshot() as snapshot:
            assert snapshot.counts().entries == 1


def test_an_empty_file_becomes_a_database(url: str, path: Path) -> None:
    path.touch()
    Store.open(url).close()
    assert pragma(path, "application_id") == int.from_bytes(b"SqWt", "big")


def test_a_copy_made_with_dump_is_still_ours(store: Store, url: str, path: Path) -> None:
    with raw(path) as connection:
        lines = list(connection.iterdump())
    store.close()
    path.unlink()
    with raw(path) as connection:
        connection.executescript("\n".join(lines))
    with closing(Store.open(url)) as again, again.snapshot() as snapshot:
        assert snapshot.counts().entries == 0


def nothing(path: Path) -> None:
    pass


def a_text(path: Path) -> None:
    path.write_text("Dear diary, today I watched Lantern Street again. " * 50)


def a_folder(path: Path) -> None:
    path.mkdir()


def an_empty_file(path: Path) -> None:
    path.touch()


def tables_of_others(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def an_application_id_of_others(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("PRAGMA application_id = 1196444487")  # a GeoPackage


def a_newer_schema(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    with raw(path) as connection:
        connection.execute("UPDATE sequelwatch_schema SET version_num = '9999'")


def a_damaged_page(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xff" * 3996
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("there", "line"),
    [
        pytest.param(a_text, "is not a database; name another file, or move this one away", id="a text file"),
        pytest.param(a_folder, "is a folder; name a file in it", id="a folder"),
        pytest.param(tables_of_others, "is another program's database; name another file", id="others' tables"),
        pytest.param(an_application_id_of_others, "is another program's database; name another file", id="others' id"),
        pytest.param(
            a_newer_schema,
            "was made by a newer version of Sequelwatch (schema 9999); update the program",
            id="made by a newer version",
        ),
        pytest.param(
            a_damaged_page,
            "is damaged; bring back a backup, or save what can be saved with `sqlite3 FILE .recover`",
            id="damaged",
        ),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(
    there: Callable[[Path], None], line: str, url: str, path: Path
) -> None:
    there(path)
    with pytest.raises(StoreError) as told:
        Store.open(url)
    assert str(told.value) == f"{path}: {line}"


@pytest.mark.parametrize("there", [nothing, an_empty_file])
def test_only_the_first_run_makes_a_database(there: Callable[[Path], None], url: str, path: Path) -> None:
    there(path)
    before = list(path.parent.iterdir())
    with pytest.raises(NoDatabaseError) as told:
        Store.open(url, create=False)
    assert str(told.value) == f"{path}: there is no database yet; the first run makes it"
    assert list(path.parent.iterdir()) == before


def test_a_missing_folder_is_named(path: Path) -> None:
    within = path.parent / "attic" / "sequelwatch.db"
    with pytest.raises(StoreError) as told:
        Store.open(f"sqlite:///{within}")
    assert str(told.value) == f"{within}: the folder {within.parent} does not exist; make it, or choose another place"


def test_a_file_in_the_place_of_the_folder_is_told(path: Path) -> None:
    path.write_text("no folder")
    with pytest.raises(StoreError, match=r"the folder .* does not exist"):
        Store.open(f"sqlite:///{path}/sequelwatch.db")


@pytest.mark.parametrize("there", [tables_of_others, an_application_id_of_others])
def test_a_database_of_others_is_left_as_it_was(there: Callable[[Path], None], url: str, path: Path) -> None:
    there(path)
    before = path.read_bytes()
    with pytest.raises(StoreError):
        Store.open(url)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_lock_is_waited_for_and_then_told(store: Store, path: Path, make: Make, now: datetime) -> None:
    with raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as told, store.transaction():
            pytest.fail("the lock is somebody else's")
        other.execute("ROLLBACK")
    assert str(told.value) == f"{path}: is locked by another program; stop that one, or wait until it is done"
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), now)


def test_a_lock_while_opening_is_told(url: str, path: Path) -> None:
    Store.open(url).close()
    with raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"):
            Store.open(url)


def test_a_database_that_cannot_be_written_is_told_at_once(url: str, path: Path) -> None:
    Store.open(url).close()
    # Works for root too, whom permissions do not stop.
    with pytest.raises(StoreError) as told:
        Store.open(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert "cannot be written; check the permissions of the file and of its folder" in str(told.value)


@pytest.fixture
def failing() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Have every write to a file fail for a while, as a disk that is at its end does."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    @contextmanager
    def fails() -> Iterator[None]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    yield fails
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_after_the_disk_has_failed_the_file_is_opened_anew_and_no_other_is_made(
    store: Store, path: Path, make: Make, now: datetime, failing: Callable[[], AbstractContextManager[None]]
) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(1)]), now)
    with failing(), pytest.raises(StoreError, match="the disk fails to read or write it"), store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(2)]), now)
    away = path.with_name("away")
    for file in path.parent.glob(f"{path.name}*"):
        file.rename(file.with_name(file.name.replace(path.name, away.name)))
    with pytest.raises(StoreError, match="is not there any more"), store.snapshot():
        pass
    assert not path.exists()
    for file in path.parent.glob("away*"):
        file.rename(file.with_name(file.name.replace(away.name, path.name)))
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(2)]), now)
    with store.snapshot() as snapshot:
        assert snapshot.counts().entries == 2


def test_a_full_disk_loses_nothing_that_was_there(store: Store, path: Path, make: Make, now: datetime) -> None:
    with store.transaction() as tx:
        tx.save_entries(tx.admit([make.story(1)]), now)

    def fill(tx: Transaction) -> None:
        tx._connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite's own way to have no room left
        tx.save_entries(tx.admit([make.story(number) for number in range(2, 2_000)]), now)

    with pytest.raises(StoreError) as told, store.transaction() as tx:
        fill(tx)
    assert str(told.value) == f"{path}: the disk is full; make room, nothing of what was stored before is lost"
    with store.snapshot() as snapshot:
        assert snapshot.counts().entries == 1


@pytest.mark.parametrize(
    ("address", "line"),
    [
        pytest.param("sequelwatch.db", "the database's address cannot be read; write sqlite:///", id="a bare path"),
        pytest.param("mysql://me:secret@host/db", "mysql databases are not supported; write sqlite:///", id="MySQL"),
        pytest.param(
            "postgresql+nosuch://me:secret@host/db",
            "postgresql+nosuch://me:***@host/db: the driver for PostgreSQL is missing; pip install 'psycopg[binary]'",
            id="a driver that nobody knows",
        ),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, line: str) -> None:
    with pytest.raises(StoreError) as told:
        Store.open(address)
    assert str(told.value).startswith(line)
    assert "secret" not in str(told.value)


def test_postgresql_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StoreError) as told:
        Store.open("postgresql://me:secret@host/db")
    missing = "the driver for PostgreSQL is missing; pip install 'psycopg[binary]'"
    assert str(told.value) == f"postgresql://me:***@host/db: {missing}"


@pytest.mark.usefixtures("path")
def test_an_old_sqlite_is_told(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr("bot.store.engine.OLDEST_SQLITE", (99, 1))
    with pytest.raises(StoreError, match=r"this Python comes with SQLite [\d.]+; 99.1 or newer is needed"):
        Store.open(url)


def test_an_exception_leaves_nothing_of_its_transaction(store: Store, make: Make, now: datetime) -> None:
    def stumble(tx: Transaction) -> None:
        tx.save_entries(tx.admit([make.entry()]), now)
        tx.sync_feeds([make.feed()], now)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.transaction() as tx:
        stumble(tx)
    with store.snapshot() as snapshot:
        assert (snapshot.counts().entries, snapshot.feed_health()) == (0, ())


def test_a_reader_sees_one_state_beside_a_writer(store: Store, make: Make, now: datetime) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.counts().entries == 0
        with store.transaction() as tx:
            tx.save_entries(tx.admit([make.entry()]), now)
        assert snapshot.counts().entries == 0


def test_two_writers_take_turns(store: Store, url: str, make: Make, now: datetime) -> None:
    with closing(Store.open(url)) as other, store.transaction() as tx:
        tx.save_entries(tx.admit([make.entry()]), now)
        with pytest.raises(StoreError, match="is locked"), other.transaction():
            pytest.fail("two transactions write at once")


def test_what_a_database_server_says_is_told_in_its_first_line() -> None:
    refused = OperationalError("SELECT 1", {}, Exception("connection refused\n\tIs the server running?"))
    with pytest.raises(StoreError) as told, told_plainly("postgresql://me:***@host/db"):
        raise refused
    says = "the database server says: connection refused; see that it runs, and that address and password are right"
    assert str(told.value) == f"postgresql://me:***@host/db: {says}"


@pytest.mark.usefixtures("path")
def test_a_bug_of_ours_is_no_story_about_the_database(store: Store) -> None:
    with pytest.raises(Exception, match="no such table: nonsense") as raised, store.transaction() as tx:
        tx._connection.exec_driver_sql("SELECT * FROM nonsense")
    assert not isinstance(raised.value, StoreError)
