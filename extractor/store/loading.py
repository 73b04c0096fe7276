"""Loading a document with its records, whole or not at all; and what was wrong with one that was refused."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extractor.problems import DocumentError, Problem
from extractor.records import Record
from extractor.store.known import is_loaded
from extractor.store.opening import Store
from extractor.store.search import forget_document, index_document
from extractor.store.tables import (
    DOCUMENT_COLUMNS,
    FACT_COLUMNS,
    NO_FLAGS,
    PROBLEM_COLUMNS,
    RECORD_COLUMNS,
    DocumentRow,
    RecordRow,
    Run,
    SqlValue,
    content_digest,
    document_row,
    insert_into,
    keys_of,
    names,
    record_row,
    told_facts,
)

NOT_LOADED = "not-loaded"
"""The code of a problem that a document has with the database, and not by itself."""


_ELSE = ", or another run has put other rules in its place; run again when that has ended"


class Outcome(StrEnum):
    """What loading did with a document."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a document; ``moved_from`` is where it lay before, if that path is gone."""

    document: str
    outcome: Outcome
    records: int
    flagged: int
    moved_from: Path | None


def load_document(
    store: Store,
    document: DocumentRow,
    records: Iterable[Record],
    run: Run,
    *,
    refused: int = 0,
    problems: Sequence[Problem] = (),
) -> Loaded:
    """Put the document and its records in place of what was loaded of it before, in one transaction.

    Where all is there already, which its digest tells, nothing is written: 工作报告.txt read twice is
    ``unchanged``. A document is known by its name; one that comes under another name from the same path is
    the same one renamed. Raises DocumentError, with nothing written, when the name is taken by a document
    that lies elsewhere, or when the records refer to what the run's rule set does not have; StoreError when
    the database cannot be written.
    """
    rows = tuple(map(record_row, records))
    digest = content_digest(document, rows, refused)
    return load_rows(store, document, rows, run, digest=digest, refused=refused, problems=problems)


def load_rows(
    store: Store,
    document: DocumentRow,
    rows: Sequence[RecordRow],
    run: Run,
    *,
    digest: str,
    refused: int = 0,
    problems: Sequence[Problem] = (),
) -> Loaded:
    """As ``load_document``, of records that are rows already; ``digest`` is what ``content_digest`` makes of them."""
    strangers = [name for name in _column(rows, "document") if name != document.name]
    if strangers:
        raise DocumentError(document.name, f"handed a record of {strangers[0]}; nothing of it is loaded")
    try:
        with store.writing() as connection:
            loaded = _put_document(store, connection, document, rows, run, digest, refused)
            _put_problems(connection, store.place(document.path), problems, run)
            if loaded.moved_from is not None:
                _put_problems(connection, store.place(loaded.moved_from), (), run)
    except UnicodeEncodeError as error:
        # On Linux a file name in GBK arrives with half characters, which no database stores.
        raise DocumentError(
            _storable(document.name), "its name or text is not valid Unicode; rename the file in UTF-8"
        ) from error
    return loaded


def refuse_document(store: Store, path: Path, problems: Sequence[Problem], run: Run) -> None:
    """Keep what is wrong with the file (空白.txt: empty file) in place of what was wrong with it before.

    ``load_document`` clears it. What an earlier run has loaded of the document stays as it was.
    """
    with store.writing() as connection:
        _put_problems(connection, store.place(path), problems, run)


def _put_document(
    store: Store,
    connection: sqlite3.Connection,
    document: DocumentRow,
    rows: Sequence[RecordRow],
    run: Run,
    digest: str,
    refused: int,
) -> Loaded:
    place, moved_from = _whereabouts(store, connection, document)
    flagged = sum(flags != NO_FLAGS for flags in _column(rows, "flags"))
    row = document_row(document, place, digest, len(rows), flagged, refused, run)
    if is_loaded(connection, document.name, place, digest, run):
        return Loaded(document.name, Outcome.UNCHANGED, len(rows), flagged, None)
    earlier = connection.execute(
        "SELECT name FROM documents WHERE name = ? OR path = ?", (document.name, place)
    ).fetchall()
    remove_documents(store, connection, [name for (name,) in earlier])
    beside = None
    if store.filling is not None:
        beside = store.filling.beside
        unknown = _unknown_reference(document, rows, store.filling.references)
        if unknown:
            raise DocumentError(document.name, unknown)
    try:
        connection.execute(insert_into("documents", (*DOCUMENT_COLUMNS, "loaded_by")), (*row, run.id))
        connection.executemany(insert_into("records", RECORD_COLUMNS), rows)
    except sqlite3.IntegrityError as error:
        raise DocumentError(document.name, _misfit(connection, document, rows)) from error
    sentences = [str(sentence) for sentence in _column(rows, "sentence")]
    index_document(connection, document.name, document.text, sentences, beside)
    outcome = Outcome.REPLACED if earlier else Outcome.NEW
    return Loaded(document.name, outcome, len(rows), flagged, moved_from)


def remove_documents(store: Store, connection: sqlite3.Connection, documents: Sequence[str]) -> None:
    """Take the documents of these names out of the database, with their records."""
    gone = [(name,) for name in documents]
    for name in documents:
        forget_document(connection, name, store.filling.beside if store.filling else None)
    connection.executemany("DELETE FROM records WHERE document = ?", gone)
    connection.executemany("DELETE FROM documents WHERE name = ?", gone)


def _whereabouts(store: Store, connection: sqlite3.Connection, document: DocumentRow) -> tuple[str, Path | None]:
    """The place to write down for the document, and where it lay before if it has moved.

    A copy of a loaded document adds nothing: the place stays that of the first.
    """
    place = store.place(document.path)
    known = connection.execute(
        f"SELECT path, inferred, {names(FACT_COLUMNS)} FROM documents WHERE name = ?", (document.name,)
    ).fetchone()
    if known is None or known[0] == place:
        return place, None
    old = store.located(known[0])
    if not _exists(old):
        return place, old
    facts = tuple(getattr(document, column) for column in FACT_COLUMNS)
    if told_facts(known[2:], json.loads(known[1])) != told_facts(facts, document.inferred):
        raise DocumentError(
            document.name,
            f"{document.path} has the name of {old}, which is loaded and differs from it;"
            " give their common parent folder, so that each has a name of its own",
        )
    return known[0], None


def _exists(path: Path) -> bool:
    """Whether a document is still there, or the file that it is a part of: 公报.jsonl of 公报.jsonl#3."""
    try:
        row = path.with_name(re.sub(r"#\d+$", "", path.name))
        return path.exists() or row.exists() or any(parent.is_file() for parent in path.parents)
    except OSError:  # a folder that may not be looked into is not a document that is gone
        return True


def _misfit(connection: sqlite3.Connection, document: DocumentRow, rows: Sequence[RecordRow]) -> str:
    """Why the document cannot be stored, in one line: what it refers to and the database does not have."""
    unknown = _unknown_reference(document, rows, keys_of(connection))
    if unknown:
        return unknown
    for twice, count in Counter(_column(rows, "id")).most_common(1):
        if count > 1:
            return f"{count} of its records have the id {twice}"
    return "a record of another document has the id of one of its records"


def _unknown_reference(
    document: DocumentRow, rows: Sequence[RecordRow], known: Mapping[str, Set[SqlValue]]
) -> str | None:
    """What the document or a record of it refers to, and is not among the known; None if there is all."""
    for column, keys in known.items():
        used = {*_column(rows, column), None if column != "region" else document.region}
        unknown = used - keys - {None}
        if unknown:
            return f"its {column} {min(map(str, unknown))} is not in the rule set of this run{_ELSE}"
    return None


def _column(rows: Iterable[RecordRow], column: str) -> Iterator[SqlValue]:
    place = RECORD_COLUMNS.index(column)
    return (row[place] for row in rows)


def _put_problems(connection: sqlite3.Connection, place: str, problems: Sequence[Problem], run: Run) -> None:
    """Make these the problems of the file; those that stand there already keep the run that found them."""
    place = _storable(place)
    rows = [(place, problem.line, problem.column, problem.code, _storable(problem.message)) for problem in problems]
    known = connection.execute(
        f"SELECT {names(PROBLEM_COLUMNS)} FROM problems WHERE path = ? ORDER BY id", (place,)
    ).fetchall()
    if known == rows:
        return
    connection.execute("DELETE FROM problems WHERE path = ?", (place,))
    connection.executemany(insert_into("problems", (*PROBLEM_COLUMNS, "run")), [(*row, run.id) for row in rows])


def _storable(text: str) -> str:
    """The text with half characters written out: ``\\udcb9`` for a byte of a file name that is not UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()
