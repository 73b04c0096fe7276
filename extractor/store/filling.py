"""Filling an empty database: what is there to be read and looked up is made when all records are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Set
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace

from extractor.store.beside import SearchBeside
from extractor.store.opening import JOURNAL, Store
from extractor.store.tables import SqlValue, keys_of


@dataclass(frozen=True, slots=True)
class Filling:
    """A first load under way: where its search is made, and what records may refer to.

    ``references`` are the keys of each column that refers to another table. SQLite would look for each of each record,
    which takes as long as a tenth of all the rest; here they are compared a document at a time.
    """

    beside: SearchBeside
    references: Mapping[str, Set[SqlValue]]


@contextmanager
def filling(store: Store) -> Iterator[Store]:
    """A block that fills an empty database in one transaction, by the store that comes back.

    The indexes are made at the end, and the search beside. Of a database that has documents already, the block writes
    as it would by itself.
    """
    connection = store.db.conn
    if not _is_empty(connection):
        yield store
        return
    with ExitStack() as around:
        around.enter_context(_set_up(store))
        around.enter_context(store.writing())
        if not _is_empty(connection):  # another has been the first meanwhile
            around.close()
            yield store
            return
        beside = around.enter_context(closing(SearchBeside()))
        # That of the documents stays: by it a document that comes twice is found.
        made_later = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'records'"
            " AND sql IS NOT NULL AND name <> 'records_document' ORDER BY rowid"
        ).fetchall()
        for our_index, _ in made_later:
            connection.execute(f"DROP INDEX {our_index}")
        yield replace(store, filling=Filling(beside, keys_of(connection)))
        beside.keep()
        for _, statement in made_later:
            connection.execute(statement)
        beside.move_into(connection)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT EXISTS (SELECT 1 FROM documents)").fetchone()[0]


@contextmanager
def _set_up(store: Store) -> Iterator[None]:
    """A block in which SQLite looks for no references, and in which new pages go into the file at once.

    By way of ``-wal`` all is written twice. What breaks off is undone by the next that opens the database, here too.
    Where another has it open, that stays as it is: without ``-wal`` nobody else could read until the end.
    """
    connection = store.db.conn
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA busy_timeout = {int(store.wait * 1_000)}")
    connection.execute("PRAGMA synchronous = FULL")  # that a power cut leaves the file sound
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        # Where others are at it, or it is closed already, the next that opens it does so.
        with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
            for statement in ("PRAGMA foreign_keys = ON", *JOURNAL):
                connection.execute(statement)
