"""The open database: made or brought up to date, written in whole transactions, its errors in one line."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from extractor.problems import StoreError
from extractor.store.described import describe, is_described
from extractor.store.migrations import STEPS, migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

    from extractor.store.filling import Filling

_REASONS = {
    sqlite3.SQLITE_BUSY: "locked by another process; close it or wait until it has finished, then run again",
    sqlite3.SQLITE_READONLY: "cannot be written; make the file and its folder writable, or give another --db",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that it is a file, and that its folder can be written",
    sqlite3.SQLITE_NOTADB: "not a database; give another --db, or move the file away",
    sqlite3.SQLITE_CORRUPT: "damaged; put a copy in its place, or move it away and run again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space and run again",
    sqlite3.SQLITE_IOERR: "cannot be read or written (disk I/O error); see to the disk and its space, then run again",
}

# For a None that it is handed, sqlite3 asks at length whether there is an adapter, unless there is one: that is a third
# of the time of a record, of whose columns a third are empty.
sqlite3.register_adapter(type(None), {None: None}.get)

_PATIENCE_MS = 1_000
"""How long another process may write before it is said that it is waited for: a group of documents takes less."""
JOURNAL = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL")
"""How changes are written: others read meanwhile."""
_PAUSE = 0.01
"""Seconds between two tries of what is refused at once."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database of indicators, for use in a ``with`` statement; ``path`` is absolute.

    ``wait`` is how many seconds another process may hold it; ``say`` is told what is waited for; ``filling`` is
    there while it is loaded for the first time.
    """

    path: Path
    db: Database
    wait: float
    say: Callable[[str], None]
    filling: Filling | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; one file is left, without its ``-wal`` beside it."""
        self.db.close()

    def place(self, path: Path) -> str:
        """The path seen from the database's folder: ``../seeds/工作报告.txt`` holds on every machine."""
        absolute = path.parent.resolve() / path.name  # two links to one file remain two documents
        try:
            return Path(os.path.relpath(absolute, self.path.parent)).as_posix()
        except ValueError:  # two drives of Windows have no way between them
            return absolute.as_posix()

    def located(self, place: str) -> Path:
        """The absolute path of what ``place`` has written down."""
        return Path(os.path.normpath(self.path.parent / place))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is stored when the block ends, none of it when the block raises.

        It takes the write lock at once (``db.atomic()`` does not): a transaction that reads first and writes
        later fails without waiting when another process has written in between. Inside ``together`` it is a part
        of that, and what it raises undoes all of that.
        """
        connection = self.db.conn
        if connection.in_transaction:
            yield connection
            return
        with _in_one_line(self.path), self._whole(connection, "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)):
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """A block in which what is written is one transaction; inside another such block, it is undone by itself.

        A document of its own takes no savepoint: at each, the full-text search would write out what it holds.
        """
        connection = self.db.conn
        if not connection.in_transaction:
            with self.writing():
                yield
            return
        undo = ("ROLLBACK TO part", "RELEASE part")
        with (
            _in_one_line(self.path),
            self._search_with(),
            self._whole(connection, "SAVEPOINT part", "RELEASE part", undo),
        ):
            yield

    @contextmanager
    def _search_with(self) -> Iterator[None]:
        """A block whose part of the search beside is undone if it is."""
        if self.filling is None:
            yield
            return
        beside = self.filling.beside
        beside.keep()
        try:
            yield
        except BaseException:
            beside.undo()
            raise
        beside.keep()

    @contextmanager
    def _whole(self, connection: sqlite3.Connection, begin: str, end: str, undo: Sequence[str]) -> Iterator[None]:
        self.patiently(begin)
        try:
            yield
            connection.execute(end)
        except BaseException:
            if connection.in_transaction:  # a full disk may have undone it already
                for statement in undo:
                    connection.execute(statement)
            raise

    def patiently(self, statement: str) -> None:
        """Execute it as soon as no other process writes; one that takes its time is waited for, and that is said.

        A statement that SQLite refuses without waiting, as it does when two turn a database to WAL at once, is tried
        again. Raises sqlite3.OperationalError when ``wait`` seconds are over.
        """
        connection = self.db.conn
        told = False
        begun = time.monotonic()
        while True:
            left = max(begun + self.wait - time.monotonic(), 0)
            connection.execute(f"PRAGMA busy_timeout = {int(min(left * 1_000, _PATIENCE_MS))}")
            try:
                connection.execute(statement)
                return
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - begun
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited >= self.wait:
                    raise
            finally:
                connection.execute(f"PRAGMA busy_timeout = {int(self.wait * 1_000)}")
            if not told and self.wait >= 1 and waited * 1_000 >= _PATIENCE_MS:
                self.say(f"{self.path}: another process is writing; waiting for it, {self.wait:.0f} seconds at most")
                told = True
            time.sleep(_PAUSE)


def open_store(
    path: Path, *, create: bool = True, wait: float = 60.0, say: Callable[[str], None] = lambda line: None
) -> Store:
    """The database at ``path``, brought up to date; made, with the folders it lies in, if there is none.

    ``with open_store(Path("out/四川.db")) as store:``. With ``create=False`` a database must be there;
    ``wait`` is how many seconds another process may hold it, and ``say`` is told when it does. Raises StoreError for
    what is not ours.
    """
    from sqlite_utils import Database  # with it comes pandas, where that is installed: a third of a second

    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.exists():
            raise StoreError(f"{path}: no such database; make it with: extractor run PATH --db {path}")
    except OSError as error:
        raise StoreError(f"{path}: its folder cannot be used ({error.strerror}); give another --db") from error
    with _in_one_line(path):
        # isolation_level=None: no transaction opens by itself, and none is left open to be lost on closing.
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            store = Store(path.resolve(), Database(connection, execute_plugins=False), wait, say)
            _prepare(store, path)
        except BaseException:
            connection.close()
            raise
    return store


def check_store(path: Path, *, immutable: bool = False) -> None:
    """Make sure that the database can be read by others than us: there, ours, and up to date.

    One that is ``immutable`` is only looked at, wherever it lies: it is brought up to date before it is put there.
    Raises StoreError.
    """
    if not immutable:
        open_store(path, create=False).close()
        return
    if not path.exists():
        raise StoreError(f"{path}: no such database")
    waiting = path.with_name(f"{path.name}-wal")
    if waiting.exists() and waiting.stat().st_size:
        raise StoreError(
            f"{path}: {waiting.name} beside it holds changes; let the run end, or serve it without --immutable"
        )
    with _in_one_line(path), closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "_sqlite_migrations" not in tables:
            raise StoreError(f"{path}: a database of something else; give another --db")
        applied = {name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")}
        if applied != {step.__name__ for step in STEPS} or not is_described(connection):
            raise StoreError(f"{path}: made by another version; serve it once without --immutable")


def _prepare(store: Store, path: Path) -> None:
    """Make sure that the file is ours, set the connection up, and apply what is missing of the schema."""
    ordered = migrations()
    with store.db.atomic():  # one look at both: another run may be making the schema
        applied = {migration.name for migration in ordered.applied(store.db)}
        tables = store.db.table_names()
    newer = sorted(applied - {step.__name__ for step in STEPS})
    if newer:
        raise StoreError(f"{path}: made by a newer extractor ({newer[-1]}); upgrade it, or give another --db")
    if tables and not applied:
        raise StoreError(f"{path}: a database of something else; give another --db")
    for statement in JOURNAL:
        store.patiently(statement)
    # 32 MB of pages at hand: ids come in no order, and each is put in its place in their index.
    for pragma in ("foreign_keys = ON", "cache_size = -32768"):
        store.db.conn.execute(f"PRAGMA {pragma}")
    if ordered.pending(store.db) or not is_described(store.db.conn):
        with store.writing() as connection:  # two runs that start together make one schema
            ordered.apply(store.db)
            describe(connection)


@contextmanager
def _in_one_line(path: Path) -> Iterator[None]:
    """Errors of SQLite as a StoreError that names the file and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the kind of error; the bytes above it are details such as SQLITE_READONLY_DIRECTORY.
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise StoreError(f"{path}: {_REASONS.get(kind, f'cannot be used ({error})')}") from error
