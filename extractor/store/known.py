"""What is in the database of a document, as a run needs it to leave the document alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.problems import Problem
from extractor.records import Statistic, Status
from extractor.store.opening import Store
from extractor.store.tables import Run


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that was loaded, with its facts and what came of it; ``place`` is as ``Store.place`` gives it."""

    place: str
    title: str | None
    publisher: str | None
    published: str | None
    region: str | None
    region_name: str | None
    kind: str | None
    inferred: tuple[str, ...]
    sha256: str
    counts: Mapping[tuple[Statistic, Status], int]
    flagged: int
    refused_numbers: int
    problems: tuple[Problem, ...]


_LOADED = """SELECT flagged, EXISTS (SELECT 1 FROM problems WHERE problems.path = documents.path)
FROM documents
WHERE name = ? AND path = ? AND digest = ? AND rules_digest = ? AND extractor = ?
    AND records = (SELECT count(*) FROM records WHERE document = name)"""

_DOCUMENT = """SELECT path, title, publisher, published, region, region_name, kind, inferred, sha256,
    flagged, refused, records
FROM documents
WHERE name = ? AND rules_digest = ? AND extractor = ?
    AND NOT EXISTS (SELECT 1 FROM problems WHERE problems.path = documents.path AND code <> 'partly-read')"""


def known_document(store: Store, name: str, rules_digest: str, extractor: str) -> KnownDocument | None:
    """The document of that name as it was loaded: 工作报告.txt, with its hash and the counts of its records.

    None if it is not there, if other rules or another program have read it, if something is wrong with it that may be
    mended beside it, or if records of it have gone since.
    """
    row = store.db.conn.execute(_DOCUMENT, (name, rules_digest, extractor)).fetchone()
    if row is None:
        return None
    place, title, publisher, published, region, region_name, kind, inferred, sha256, flagged, refused, records = row
    kinds = store.db.conn.execute(
        "SELECT statistic, status, count(*) FROM records WHERE document = ? GROUP BY statistic, status", (name,)
    )
    counts = {(Statistic(statistic), Status(status)): count for statistic, status, count in kinds}
    if sum(counts.values()) != records:
        return None
    facts = (place, title, publisher, published, region, region_name, kind, tuple(json.loads(inferred)), sha256)
    rows = store.db.conn.execute(
        'SELECT path, line, "column", code, message FROM problems WHERE path = ? ORDER BY id', (place,)
    )
    return KnownDocument(*facts, counts, flagged, refused, tuple(Problem(*row) for row in rows))


def is_loaded(connection: sqlite3.Connection, name: str, place: str, digest: str, run: Run) -> bool:
    """Whether the document is in the tables with all its records, as the run would load it: its digest says so."""
    return _loaded(connection, name, place, digest, run) is not None


def flagged_if_loaded(store: Store, name: str, path: Path, digest: str, run: Run) -> int | None:
    """How many records of the document have flags; None if it has to be loaded, or if something was wrong with it."""
    found = _loaded(store.db.conn, name, store.place(path), digest, run)
    return None if found is None or found[1] else found[0]


def _loaded(connection: sqlite3.Connection, name: str, place: str, digest: str, run: Run) -> tuple[int, int] | None:
    asked = (name, place, digest, run.rules_digest, run.extractor)
    found: tuple[int, int] | None = connection.execute(_LOADED, asked).fetchone()
    return found
