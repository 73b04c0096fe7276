"""``metadata.csv``: what is known of documents from beside them."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from extractor.documents.decode import decode
from extractor.documents.document import Metadata, PartialDate
from extractor.problems import DocumentError, MetadataError, Problem

METADATA_NAME = "metadata.csv"
_COLUMNS = ("file", "title", "publisher", "published", "region", "kind")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YEARS = range(1900, 2101)


def read_metadata(path: Path) -> dict[str, Metadata]:
    """What a metadata file tells of each document, by file name.

    ``a.txt,统计公报,,2024-01,四川省,`` under the six column names is, a blank cell being unknown,
    ``{"a.txt": Metadata(title="统计公报", published=PartialDate(2024, 1), region="四川省")}``.
    Raises ``MetadataError`` with every problem found: where it is, what stands there, what is expected.
    """
    rows = _rows(path)
    if not rows:
        raise MetadataError(
            [_problem(path, 1, 1, "missing-column", "no header: it names the columns, file among them")]
        )
    (_, header), body = rows[0], rows[1:]
    columns = [cell.strip().lower() for cell in header]
    problems = list(_header_problems(path, header, columns))
    if problems:
        raise MetadataError(problems)
    documents: dict[str, Metadata] = {}
    lines: dict[str, int] = {}
    for line, row in body:
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(columns, map(str.strip, row), strict=False))
        name = document_name(cells.get("file", ""))
        found = list(_row_problems(path, line, row, columns, lines.get(name)))
        problems += found
        if not found:
            lines[name] = line
            documents[name] = _metadata(cells)
    if problems:
        raise MetadataError(problems)
    return documents


def document_name(file: str) -> str:
    """The name of a document as its row gives it: ``.\\2024\\公报.txt`` is ``2024/公报.txt``."""
    return str(PurePosixPath(file.replace("\\", "/"))) if file else ""


def parse_published(text: str) -> PartialDate | None:
    """A date as far as it is told: ``2024-01`` is January 2024; none if it has none of the three forms."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year not in _YEARS or year is None:
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows with the line each begins on."""
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise MetadataError([_problem(path, 0, 0, "unreadable", f"cannot be read: {error.strerror}")]) from None
    except DocumentError as error:
        raise MetadataError([_problem(path, 0, 0, "unreadable", error.reason)]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise MetadataError([_problem(path, line, 1, "bad-row", f"no row of a CSV file: {error}")]) from None
    return [(line, row) for line, row in rows if row]


def _header_problems(path: Path, header: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    for i, column in enumerate(columns):
        place = _column(header, i)
        if column in columns[:i]:
            yield _problem(path, 1, place, "duplicate-column", f"the column {column} is there twice")
        elif column not in _COLUMNS:
            near = difflib.get_close_matches(column, _COLUMNS, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; the columns are {', '.join(_COLUMNS)}"
            yield _problem(path, 1, place, "unknown-column", f"no such column: {header[i].strip()!r}{hint}")
    if "file" not in columns:
        yield _problem(path, 1, 1, "missing-column", "no column named file: it names the document of a row")


def _row_problems(
    path: Path, line: int, row: Sequence[str], columns: Sequence[str], earlier: int | None
) -> Iterator[Problem]:
    if len(row) > len(columns):
        message = f"{len(row)} cells under {len(columns)} columns: put a cell with a comma in double quotes"
        yield _problem(path, line, _column(row, len(columns)), "bad-row", message)
        return
    for i, (column, cell) in enumerate(zip(columns, map(str.strip, row), strict=False)):
        place = _column(row, i)
        if column == "file" and not cell:
            yield _problem(path, line, place, "missing-file", "the row names no file")
        elif column == "file" and earlier is not None:
            yield _problem(path, line, place, "duplicate-file", f"{cell} has a row already, on line {earlier}")
        elif column == "published" and cell and parse_published(cell) is None:
            message = f"no date: {cell!r}; write 2024, 2024-01 or 2024-01-24, or leave it blank"
            yield _problem(path, line, place, "bad-date", message)


def _metadata(cells: dict[str, str]) -> Metadata:
    return Metadata(
        title=cells.get("title") or None,
        publisher=cells.get("publisher") or None,
        published=parse_published(cells.get("published", "")),
        region=cells.get("region") or None,
        kind=cells.get("kind") or None,
    )


def _column(row: Sequence[str], i: int) -> int:
    """Where the cell begins on its line, from 1, quotes counted as a CSV writer sets them."""
    before = io.StringIO()
    csv.writer(before, lineterminator="").writerow([*row[:i], ""])
    return len(before.getvalue()) + 1 if i else 1


def _problem(path: Path, line: int, column: int, code: str, message: str) -> Problem:
    return Problem(str(path), line, column, code, message)
