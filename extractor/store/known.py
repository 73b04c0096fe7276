"""What is in the database of a document, as a run needs it to leave the document alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.problems import Problem
from extractor.records import Statistic, Status
from extractor.store.opening import Store


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
