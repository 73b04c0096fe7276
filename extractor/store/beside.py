"""The search of a database that is being filled: made by a thread of its own, in a database of its own.

SQLite writes a database with one thread. The words of the texts depend on nothing else there, so they are written
beside, while the records are, and are handed over as they lie when all are there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from queue import Queue
from threading import Thread

from extractor.store.search import WORDS_PARTS, WORDS_TABLE, write_words

_Change = tuple[str, int, str, Sequence[str]]

_AHEAD = 2
"""Groups of documents that may wait for the thread, with their texts in memory."""


class SearchBeside:
    """What is to be searched, on its way: changes wait until it is certain that they are not undone."""

    def __init__(self) -> None:
        # A file without a name, which is gone when it is closed, whatever ends the process.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for statement in (*WORDS_TABLE, "BEGIN"):
            self._connection.execute(statement)
        self._waiting: list[_Change] = []
        self._certain: Queue[list[_Change] | None] = Queue(_AHEAD)
        self._error: Exception | None = None
        self._thread = Thread(target=self._write, name="search", daemon=True)
        self._thread.start()

    def change(self, statement: str, number: int, text: str, sentences: Sequence[str]) -> None:
        """Have a change made as ``write_words`` makes it, after those before it."""
        self._waiting.append((statement, number, text, sentences))

    def keep(self) -> None:
        """What has been handed over is not undone any more, but with all the rest."""
        if self._waiting:
            self._certain.put(self._waiting)
            self._waiting = []

    def undo(self) -> None:
        """What has been handed over and not been kept is undone."""
        self._waiting = []

    def move_into(self, connection: sqlite3.Connection) -> None:
        """Put all of it in place of what the database has; raises the sqlite3.Error that the thread met."""
        self.keep()
        self._end()
        if self._error is not None:
            raise self._error
        self._connection.execute("COMMIT")
        connection.execute("INSERT INTO _text_words (_text_words) VALUES ('delete-all')")  # it forgets what it knows
        for table in WORDS_PARTS:
            connection.execute(f"DELETE FROM {table}")
            rows = self._connection.execute(f"SELECT * FROM {table}")
            slots = ", ".join("?" * len(rows.description))
            connection.executemany(f"INSERT INTO {table} VALUES ({slots})", rows)

    def close(self) -> None:
        """End the thread, and let go of what has not been moved."""
        self._end()
        self._connection.close()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._certain.put(None)
            self._thread.join()

    def _write(self) -> None:
        while (changes := self._certain.get()) is not None:
            try:
                for change in changes if self._error is None else ():
                    write_words(self._connection, *change)
            except Exception as error:  # it is told where the records are written
                self._error = error
