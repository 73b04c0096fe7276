"""Filling an empty database: what is there to be read and looked up is made when all records are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

from extractor.store.beside import SearchBeside
from extractor.store.opening import JOURNAL, Store


@contextmanager
def filling(store: Store) -> Iterator[Store]:
    """A block that fills an empty database in one transaction, by the store that comes back.

    The indexes are made at the end, and the search beside. Of a database that has documents already, the block writes
    as it would by itself.
    """
    if store.db.conn.execute("SELECT EXISTS (SELECT 1 FROM documents)").fetchone()[0]:
        yield store
        return
    with _written_once(store), store.writing() as connection, closing(SearchBeside()) as beside:
        # That of the documents stays: by it a document that comes twice is found.
        made_later = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'records'"
            " AND sql IS NOT NULL AND name <> 'records_document' ORDER BY rowid"
        ).fetchall()
        for our_index, _ in made_later:
            connection.execute(f"DROP INDEX {our_index}")
        yield replace(store, beside=beside)
        beside.keep()
        for _, statement in made_later:
            connection.execute(statement)
        beside.move_into(connection)


@contextmanager
def _written_once(store: Store) -> Iterator[None]:
    """A block in which new pages go into the file at once, and not by way of ``-wal``, where all is written twice.

    What breaks off is undone by the next that opens the database, here too. Where another has it open, all stays as it
    is: without ``-wal`` nobody else could read until the end.
    """
    connection = store.db.conn
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA busy_timeout = {int(store.wait * 1_000)}")
    connection.execute("PRAGMA synchronous = FULL")  # that a power cut leaves the file sound
    try:
        yield
    finally:
        # Where others are at it, or it is closed already, the next that opens it does so.
        with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
            for statement in JOURNAL:
                connection.execute(statement)
