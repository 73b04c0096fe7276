"""What is stored of one record: its document, as far as it takes to read it again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from extractor.store.opening import Store


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """Where a record stands, ``text[start:end]`` of its document, and what was told beside that document.

    ``cell`` is its place in a table; ``path`` is where the document was read, and its bytes hash to ``sha256``.

    ``region`` (510000; the name of an area without a code) and ``published`` (2024-01) are None where only the text
    told them.
    """

    document: str
    start: int
    end: int
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    region: str | None
    kind: str | None
    cell: str | None
    path: Path
    sha256: str


def find_record(store: Store, record: str) -> StoredRecord | None:
    """The record of this id, None if there is none: ``find_record(store, "93b1c0f2a7d4e865")``."""
    row = store.db.conn.execute(
        'SELECT document, start, "end", text, title, publisher, published,'
        " coalesce(documents.region, documents.region_name), kind, inferred, cell, path, sha256"
        " FROM records JOIN documents ON documents.name = records.document WHERE records.id = ?",
        (record,),
    ).fetchone()
    if row is None:
        return None
    document, start, end, text, title, publisher, published, region, kind, inferred, cell, path, sha256 = row
    guessed = json.loads(inferred)
    return StoredRecord(
        *(document, start, end, text, title, publisher),
        published=None if "published" in guessed else published,
        region=None if "region" in guessed else region,
        kind=kind,
        cell=cell,
        path=store.located(path),
        sha256=sha256,
    )
