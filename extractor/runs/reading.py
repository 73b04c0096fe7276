"""One document read: what stands in it, or why it is refused."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.documents.document import Document, Metadata
from extractor.documents.metadata import parse_published
from extractor.documents.readers.content import Content, Unread
from extractor.documents.sources import Source, documents_of, found_document, read_documents, text_document
from extractor.pipeline import Reading, read_document
from extractor.problems import DocumentError, ExtractorError, InputError, Problem
from extractor.reading.quantities import Quantity
from extractor.reading.regions import resolve_region
from extractor.ruleset.compiled import RuleSet
from extractor.store import StoredRecord

PLAIN = (".txt", ".md")
"""The suffixes of files that are read as they are, without a library."""

STANDARD_INPUT = "-"
"""The path, and the document's name, of a text that comes on standard input."""


REFUSALS = ("refused", "unexpected-error")
"""The codes of the problems of a document of which nothing came."""


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """A document of which nothing came, and why; ``trace`` is where it was raised, for who asks."""

    name: str
    problem: Problem
    trace: str


def read_source(source: Source, rules: RuleSet) -> Iterator[Reading | RefusedDocument]:
    """What stands in each document of a source, or why it is refused: 空白.txt is an empty file."""
    try:
        yield from _read_each(read_documents(_named(source)), rules, source.path)
    except Exception as error:  # whatever one document does to us, the others are read
        yield refused_document(source.name, source.path, error)


def read_found(source: Source, found: Content | Unread, rules: RuleSet) -> Reading | RefusedDocument:
    """What stands in a document that is at hand already: a row of a table."""
    try:
        return read_document(found_document(_named(source), found), rules)
    except Exception as error:  # as for a file
        return refused_document(source.name, source.path, error)


def read_bytes(data: bytes, metadata: Metadata, rules: RuleSet) -> Iterator[Reading | RefusedDocument]:
    """What stands in the documents on standard input: text in whatever encoding it comes, or a file of any format."""
    try:
        yield from _read_each(documents_of(data, STANDARD_INPUT, metadata), rules, Path(STANDARD_INPUT))
    except Exception as error:  # as for a file
        yield refused_document(STANDARD_INPUT, Path(STANDARD_INPUT), error)


def _read_each(
    documents: Iterable[Document | DocumentError], rules: RuleSet, path: Path
) -> Iterator[Reading | RefusedDocument]:
    for document in documents:
        if isinstance(document, DocumentError):
            yield refused_document(document.document, part_path(path, document.document), document)
            continue
        try:
            yield read_document(document, rules)
        except Exception as error:  # the other documents of the file are read
            yield refused_document(document.name, part_path(path, document.name), error)


def part_path(path: Path, name: str) -> Path:
    """Where a document lies: in a file of its own, or in a part of one, 公报.jsonl#3 and 公报.zip/成都.txt."""
    at = name.find(path.name)
    return path if at < 0 else Path(f"{path}{name[at + len(path.name) :]}")


def read_stored(record: StoredRecord, rules: RuleSet) -> Reading | RefusedDocument:
    """What stands in the document of a stored record, read again from the text that is kept of it.

    That text does not show how far a cell reaches and which are blank: a record of a table is read again from the file,
    and refused where that is gone or has changed.
    """
    try:
        facts = Metadata(
            title=record.title,
            publisher=record.publisher,
            published=parse_published(record.published) if record.published else None,
            region=record.region,
            kind=record.kind,
        )
        if record.cell is None or record.path.suffix.lower() in PLAIN:
            return read_document(text_document(record.text, record.document, facts), rules)
        return read_document(replace(_from_its_file(record), metadata=facts), rules)
    except Exception as error:  # as for a file
        return refused_document(record.document, Path(record.document), error)


def _from_its_file(record: StoredRecord) -> Document:
    """The document of a record as its file has it, if it still is what was read then."""
    row = record.path.with_name(re.sub(r"#\d+$", "", record.path.name))
    file = next((path for path in (record.path, row, *record.path.parents) if path.is_file()), record.path)
    name = record.document.removesuffix(str(record.path)[len(str(file)) :])
    with suppress(DocumentError):
        for found in read_documents(Source(name, file, Metadata())):
            known = isinstance(found, Document) and found.name == record.document and found.sha256 == record.sha256
            if isinstance(found, Document) and known and found.source == record.text:
                return found
    said = "the file is gone or has changed since it was read, and without it its tables cannot be shown; run again"
    raise DocumentError(record.document, said)


def refused_document(name: str, path: Path, error: Exception) -> RefusedDocument:
    """The refusal of a document by the error it raised; one that is not ours is told as unexpected."""
    code, unforeseen = REFUSALS
    if isinstance(error, DocumentError):
        reason = error.reason
    elif isinstance(error, ExtractorError):
        reason = str(error)
    elif isinstance(error, MemoryError):
        reason = "there is not enough memory to read it; split it"
    else:
        code, reason = unforeseen, unexpected(error)
    trace = "".join(traceback.format_exception(error))
    return RefusedDocument(name, Problem(str(path), 0, 0, code, reason), trace)


def unexpected(error: Exception) -> str:
    """An error that should not have been, in one line."""
    said = " ".join(str(error).split())[:200]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"unexpected {what}; this is a fault of the program: EXTRACTOR_DEBUG=1 shows where"


def text_metadata(
    rules: RuleSet,
    *,
    region: str | None,
    published: str | None,
    title: str | None = None,
    kind: str | None = None,
) -> Metadata:
    """What the options tell of a text: 四川省, 2024-01. Raises InputError for what is neither."""
    date = parse_published(published) if published else None
    if published and date is None:
        raise InputError(f"--published {published}: no date; write 2024, 2024-01 or 2024-01-24")
    if region and resolve_region(region, rules.gazetteer) is None:
        raise InputError(f"--region {region}: {_NO_REGION}")
    return Metadata(title=title, published=date, region=region, kind=kind)


_NO_REGION = "no region, or several of that name; write its full name (四川省) or its code (510000)"


def reading_problems(reading: Reading, path: Path, rules: RuleSet) -> tuple[Problem, ...]:
    """What is wrong with a document that was read all the same, and what of it was not read: a page without text."""
    gaps = (Problem(str(path), 0, 0, "partly-read", f"partly read: {gap}") for gap in reading.document.gaps)
    return (*_unknown_region(reading, path, rules), *gaps, *reading.problems)


def _unknown_region(reading: Reading, path: Path, rules: RuleSet) -> tuple[Problem, ...]:
    """What its metadata says of a document and the rules do not know: region 四川剩."""
    region = reading.document.metadata.region
    if region is None or resolve_region(region, rules.gazetteer) is not None:
        return ()
    said = f"region {region} of its metadata: {_NO_REGION}; read without it"
    return (Problem(str(path), 0, 0, "unknown-region", said),)


def unclaimed(reading: Reading) -> list[Quantity]:
    """The amounts of a document that became no record: those that stand in a table, or in no known shape."""
    claimed = {(claim.quantity.start, claim.quantity.end) for claim in reading.claims}
    return [quantity for quantity in reading.quantities if (quantity.start, quantity.end) not in claimed]


def _named(source: Source) -> Source:
    """The source, if its name can be written down: on Linux one in GBK arrives with half characters."""
    try:
        source.name.encode()
    except UnicodeEncodeError as error:
        raise DocumentError(source.name, "its name is not UTF-8; rename the file") from error
    return source
