"""A batch of documents in, what came of them out: the one function that every engine calls.

In this process, in processes of its own (``workers``), on a cluster or inside Spark it is the same: an error is the
business of one document, and what comes back is made of plain values that are cheap to hand on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from extractor.documents.document import Metadata
from extractor.documents.readers.content import Content, Unread
from extractor.documents.readers.rows import document_of, parquet_rows
from extractor.documents.sources import Source
from extractor.pipeline import Reading
from extractor.problems import Problem
from extractor.records import Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.runs.reading import (
    RefusedDocument,
    part_path,
    read_found,
    read_source,
    reading_problems,
    refused_document,
    unclaimed,
)
from extractor.store import DocumentRow, Outcome, RecordRow, content_digest, record_row

BATCH_BYTES = 1024 * 1024
"""What a batch holds of documents, in bytes of their files: about a second of reading."""

BATCH_DOCUMENTS = 500
"""How many documents a batch holds at most, however small they are."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What came of a document that is in the database, and what was wrong with its metadata."""

    name: str
    outcome: Outcome
    counts: Mapping[tuple[Statistic, Status], int]
    flagged: int
    refused_numbers: int
    problems: tuple[Problem, ...]


LoadedOrRefused = LoadedDocument | RefusedDocument


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document ready to be loaded, as the process that reads hands it to the one that writes.

    ``digest`` is what ``content_digest`` makes of it.
    ``file_sha256`` is the hash of the file that it is in, or part of.
    """

    document: DocumentRow
    records: tuple[RecordRow, ...]
    counts: Mapping[tuple[Statistic, Status], int]
    refused_numbers: int
    problems: tuple[Problem, ...]
    digest: str
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A source to read, its size in bytes, and what came of it last time, which holds if it hashes to ``sha256``.

    ``found`` is what stands in a source that is no file, but a row of a table.
    """

    source: Source
    size: int
    before: tuple[LoadedOrRefused, ...] = ()
    sha256: str = ""
    found: Content | Unread | None = None


Batch = tuple[Job, ...]
Shape = Callable[[Reading, Source, RuleSet], T]
"""What is made of a reading where it was read: rows for the database, lines of JSON. A function of a module."""


def read_batch(batch: Sequence[Job], rules: RuleSet, shape: Shape[T]) -> list[list[T | LoadedOrRefused]]:
    """What came of the documents of each job, in their order; one that cannot be read takes no other with it.

    A job has one document; a collection, or an archive, one a row or a file.
    """
    return [list(_read_job(job, rules, shape)) for job in batch]


def _read_job(job: Job, rules: RuleSet, shape: Shape[T]) -> Iterator[T | LoadedOrRefused]:
    if job.before and _sha256(job.source) == job.sha256:
        yield from job.before
        return
    found = read_source(job.source, rules) if job.found is None else iter([read_found(job.source, job.found, rules)])
    for reading in found:
        if isinstance(reading, RefusedDocument):
            yield reading
            continue
        source = job.source
        if reading.document.name != source.name:
            source = Source(reading.document.name, part_path(source.path, reading.document.name), source.metadata)
        try:
            yield shape(reading, source, rules)
        except Exception as error:  # as in reading
            yield refused_document(source.name, source.path, error)


def ready_to_load(reading: Reading, source: Source, rules: RuleSet) -> ReadDocument:
    """The reading as rows of the database, with what its metadata and the rules had wrong."""
    document = _document_row(reading, source)
    records = tuple(map(record_row, reading.records))
    refused_numbers = len(reading.refusals) + len(unclaimed(reading))
    return ReadDocument(
        document,
        records,
        Counter((record.statistic, record.status) for record in reading.records),
        refused_numbers,
        reading_problems(reading, source.path, rules),
        content_digest(document, records, refused_numbers),
        reading.document.file_sha256,
    )


def sized(sources: Iterable[Source]) -> list[Job]:
    """The sources with their sizes; one that is gone by now has none, and is refused when it is read."""
    return [Job(source, _size(source)) for source in sources]


def row_job(name: str, row: Mapping[str, object]) -> Job:
    """The job of a text that lies in no file: ``row_job("crawl/公报", {"text": "去年…", "published": "2024-01"})``.

    The columns are those of a collection: ``text``, and whichever of ``title``, ``publisher``, ``published``,
    ``region`` and ``kind`` there are.
    """
    return _job_of(Source(name, Path(name), Metadata()), document_of(row, ""))


def table_jobs(table: Source) -> Iterator[Job]:
    """A job for each row of a Parquet file, as they come: 2024.parquet#3. Raises DocumentError for what is none."""
    for found in parquet_rows(table.path, table.name):
        source = Source(f"{table.name}{found.part}", Path(f"{table.path}{found.part}"), table.metadata)
        yield _job_of(source, found)


def _job_of(source: Source, found: Content | Unread) -> Job:
    return Job(source, len(found.data or b"") if isinstance(found, Content) else 0, found=found)


def batches(jobs: Iterable[Job], size: int = BATCH_BYTES) -> Iterator[Batch]:
    """The jobs in their order, cut where ``size`` bytes or BATCH_DOCUMENTS documents are reached."""
    batch: list[Job] = []
    held = 0
    for job in jobs:
        batch.append(job)
        held += job.size
        if held >= size or len(batch) == BATCH_DOCUMENTS:
            yield tuple(batch)
            batch, held = [], 0
    if batch:
        yield tuple(batch)


def _document_row(reading: Reading, source: Source) -> DocumentRow:
    """The document with the facts it was read by; a year inferred from its text stands for the date."""
    document, metadata, facts = reading.document, reading.document.metadata, reading.facts
    region, published = facts.home, metadata.published or facts.year
    inferred = {
        "published": facts.year_inferred and published is not None,
        "region": facts.home_inferred and region is not None,
    }
    return DocumentRow(
        name=document.name,
        path=source.path,
        title=metadata.title,
        publisher=metadata.publisher,
        published=str(published) if published else None,
        region=region.code if region else None,
        region_name=region.name if region else None,
        kind=metadata.kind,
        inferred=tuple(name for name, is_so in inferred.items() if is_so),
        sha256=document.sha256,
        encoding=document.encoding,
        text=document.source,
    )


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _sha256(source: Source) -> str:
    try:
        with source.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"
