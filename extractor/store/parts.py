"""Files that hold several documents, a collection or an archive: what is in the database of each as a whole.

The documents of 公报.jsonl lie at ``公报.jsonl#1``, ``公报.jsonl#2``, those of 公报.zip at ``公报.zip/成都.txt``. When
such a file has been read to its end, what an earlier edition of it had and this one has not goes, and the file is
remembered by the hash of its bytes.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from extractor.problems import Problem
from extractor.records import Statistic, Status
from extractor.store.loading import NOT_LOADED, remove_documents
from extractor.store.opening import Store
from extractor.store.tables import Run

_ROW = re.compile(r"#\d+")
# What begins with the place of a file and # or /; it is found by the index, as LIKE is not.
_PARTS = "path > ? || '#' AND path < ? || '$' OR path > ? || '/' AND path < ? || '0'"


@dataclass(frozen=True, slots=True)
class KnownPart:
    """A document of a collection as it was loaded; ``part`` is what its name has behind that of the file: ``#3``."""

    part: str
    counts: Mapping[tuple[Statistic, Status], int]
    flagged: int
    refused_numbers: int


@dataclass(frozen=True, slots=True)
class KnownCollection:
    """A collection as it was loaded; ``problems`` are those of each part, in their order."""

    sha256: str
    parts: tuple[KnownPart, ...]
    problems: Mapping[str, tuple[Problem, ...]]


def finish_file(store: Store, path: Path, sha256: str, told: str, parts: Set[str], run: Run) -> None:
    """Note that a file has been read to its end and holds these parts: ``{"#1", "#3"}``, ``{""}`` if it is a document.

    Documents and problems of other parts, which an earlier edition of it had, are removed. A file of which something
    could not be loaded is not remembered: that is no matter of the file alone.
    """
    place = store.place(path)
    with store.writing() as connection:
        documents = _parts_of(connection, "documents", place)
        remove_documents(store, connection, [str(name) for part, name in documents if part not in parts])
        gone = [(number,) for part, number in _parts_of(connection, "problems", place) if part not in parts]
        connection.executemany("DELETE FROM problems WHERE id = ?", gone)
        problems = _problems(connection, place)
        if parts == {""} or any(problem.code == NOT_LOADED for part in problems.values() for problem in part):
            connection.execute("DELETE FROM _collections WHERE path = ?", (place,))
            return
        read = sum(part in parts for part, _ in documents)
        row = (place, sha256, told, read, len(problems), run.rules_digest, run.extractor)
        known = connection.execute("SELECT * FROM _collections WHERE path = ?", (place,)).fetchone()
        if known != row:
            connection.execute("INSERT OR REPLACE INTO _collections VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def known_collection(store: Store, path: Path, told: str, rules_digest: str, extractor: str) -> KnownCollection | None:
    """The collection as it was loaded, with what came of each of its parts.

    None if it is not there, if other rules or another program have read it, if something else stood beside it, or if
    any of its documents, records or problems has gone since.
    """
    place = store.place(path)
    connection = store.db.conn
    row = connection.execute(
        "SELECT sha256, documents, problems FROM _collections"
        " WHERE path = ? AND told = ? AND rules_digest = ? AND extractor = ?",
        (place, told, rules_digest, extractor),
    ).fetchone()
    if row is None:
        return None
    sha256, documents, with_problems = row
    counts: dict[str, dict[tuple[Statistic, Status], int]] = defaultdict(dict)
    kinds = connection.execute(
        "SELECT document, statistic, status, count(*) FROM records"
        f" WHERE document IN (SELECT name FROM documents WHERE {_PARTS}) GROUP BY document, statistic, status",
        (place,) * 4,
    )
    for name, statistic, status, count in kinds:
        counts[name][Statistic(statistic), Status(status)] = count
    parts = []
    rows = connection.execute(
        f"SELECT name, path, flagged, refused, records FROM documents WHERE ({_PARTS})"
        " AND rules_digest = ? AND extractor = ? ORDER BY rowid",
        (*(place,) * 4, rules_digest, extractor),
    )
    for name, at, flagged, refused_numbers, records in rows:
        if sum(counts[name].values()) != records:
            return None
        parts.append(KnownPart(at[len(place) :], counts[name], flagged, refused_numbers))
    problems = _problems(connection, place)
    if len(parts) != documents or len(problems) != with_problems or "" in problems:
        return None
    return KnownCollection(sha256, tuple(parts), problems)


def _problems(connection: sqlite3.Connection, place: str) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    rows = connection.execute(
        f'SELECT path, line, "column", code, message FROM problems WHERE path = ? OR {_PARTS} ORDER BY id', (place,) * 5
    )
    for at, line, column, code, message in rows:
        part = at[len(place) :]
        found[part] = (*found.get(part, ()), Problem(at, line, column, code, message))
    return found


def _parts_of(connection: sqlite3.Connection, table: str, place: str) -> list[tuple[str, str | int]]:
    """The parts of a file that the table has rows of, each with the key of the row; the file itself is ``""``."""
    key = "name" if table == "documents" else "id"
    rows = connection.execute(f"SELECT path, {key} FROM {table} WHERE path = ? OR {_PARTS}", (place,) * 5)
    found = [(str(at)[len(place) :], identity) for at, identity in rows]
    # 公报.csv#草稿.csv is another file, that happens to lie beside.
    return [(part, key) for part, key in found if not part.startswith("#") or _ROW.fullmatch(part)]
