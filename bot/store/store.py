"""Opening the database, and transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, event

from bot.model.errors import NoDatabaseError
from bot.store import dialect, engine, migrate, place
from bot.store.faults import DiskError, told_plainly
from bot.store.snapshot import Snapshot
from bot.store.transaction import Transaction


class Store:
    """Does: owns the connections to one database. It may be used from any thread; each call blocks.

    Whatever the database complains about (locked, full disk, not writable) is a StoreError of one line. After one of
    the disk the file is opened anew, so that a disk that was mended and mounted again is taken up.
    """

    def __init__(self, opened: Engine) -> None:
        self._engine = opened
        self._reading = dialect.for_reading(opened)
        self._writing = dialect.for_writing(opened)
        self._place = engine.where(opened)
        self.kept: Path | None = None
        """The copy of the database as it was before this opening brought its schema up to date, if it did."""

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """Open the database at `url`, made or migrated as need be.

        Without `create` a missing database is a NoDatabaseError, and one that is up to date need not be writable.
        StoreError for what is no database, somebody else's, made by a newer version, locked or read-only.
        """
        store = cls(engine.open_engine(url, create=create))
        try:
            store._prepare(create=create)
        except BaseException:
            store.close()
            raise
        if (path := place.file_of(store._engine.url)) is not None:
            event.listen(store._engine, "do_connect", lambda *_: place.must_be_there(path))
        return store

    @classmethod
    def check(cls, url: str) -> str | None:
        """Try whether a run could use the database at `url`: its schema, or None where the first run would make it.

        StoreError as for `open`, and where it cannot be written or made. Nothing is changed.
        """
        try:
            store = cls.open(url, create=False)
        except NoDatabaseError:
            place.must_be_makeable(url)
            return None
        with closing(store), store.transaction():
            return migrate.HEAD

    @staticmethod
    def make_folder(url: str) -> None:
        """Make the folder of an SQLite file, as a first run needs it; the one around that must be there."""
        place.make_folder(url)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Hold the database's write lock; commit at the end, or roll all back where an exception leaves the block."""
        with self._told(), self._writing.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Read one consistent state, beside whoever is writing."""
        with self._told(), self._reading.begin() as connection:
            yield Snapshot(connection)

    def compact(self) -> int:
        """Give the disk back what has been forgotten, where that is worth the work; how many bytes."""
        with self._told(), self._writing.connect() as connection:
            return dialect.compact(connection)

    def close(self) -> None:
        """Close every connection. Closing twice is fine."""
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told_plainly(self._place):
                yield
        except DiskError:
            self._engine.dispose()
            raise

    def _prepare(self, *, create: bool) -> None:
        with told_plainly(self._place), (self._writing if create else self._reading).connect() as connection:
            with connection.begin():
                self.kept = migrate.bring_up_to_date(connection, self._place, create=create)
            dialect.use_wal(connection)
