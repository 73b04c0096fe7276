"""Tables of texts: a Parquet file with a document a row, as archives and web crawls are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.documents.document import Metadata
from extractor.documents.metadata import parse_published
from extractor.documents.sources import Source
from extractor.problems import InputError
from extractor.runs.batches import Job

_COLUMNS = ("title", "publisher", "published", "region", "kind")
_ROWS = 200
_SUFFIX = ".parquet"


def apart(paths: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The tables of texts among the paths, those of folders that hold some too, and the other paths."""
    tables: list[Path] = []
    others: list[str] = []
    for given in paths:
        path = Path(given)
        found = sorted(path.rglob(f"*{_SUFFIX}")) if path.is_dir() else [path] if path.is_file() else []
        found = [file for file in found if file.suffix == _SUFFIX]
        tables += found
        if not found:
            others.append(given)
    return tables, others


def table_jobs(table: Path) -> Iterator[Job]:
    """A job for each row: ``name`` and ``text``, and whichever of the columns of metadata.csv there are.

    Its document is named by the file and the name (``2024.parquet/公报``). Raises InputError for what is no such table.
    """
    try:
        with pq.ParquetFile(table) as file:
            names = set(file.schema_arrow.names)
            if not {"name", "text"} <= names:
                raise InputError(f"{table}: no table of texts; it needs the columns name and text")
            wanted = ["name", "text", *(column for column in _COLUMNS if column in names)]
            for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
                yield from (row_job(table, row) for row in batch.to_pylist())
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{table}: no Parquet file that can be read ({' '.join(str(error).split())[:100]})") from None


def row_job(table: Path, row: Mapping[str, object]) -> Job:
    """The job of one row of a table: ``{"name": "公报", "text": "去年…", "published": "2024-01", "region": "四川省"}``.

    Raises InputError for a date that is none.
    """
    # What is no text is no value: a data frame has NaN for it.
    told = {column: str(row[column]) for column in _COLUMNS if isinstance(row.get(column), str | date | int)}
    name, text = str(row["name"]), str(row["text"] or "")
    published = parse_published(told["published"][:10]) if told.get("published") else None
    if told.get("published") and published is None:
        said = f"no date: {told['published']!r}; write 2024, 2024-01 or 2024-01-24, or leave it blank"
        raise InputError(f"{table}: {name}: {said}")
    metadata = Metadata(
        title=told.get("title") or None,
        publisher=told.get("publisher") or None,
        published=published,
        region=told.get("region") or None,
        kind=told.get("kind") or None,
    )
    return Job(Source(f"{table.name}/{name}", table / name, metadata), len(text) * 3, text=text)
