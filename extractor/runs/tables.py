"""Tables of texts: a Parquet file with a document a row, as archives and web crawls are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
                for row in batch.to_pylist():
                    yield _job(table, row)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{table}: no Parquet file that can be read ({' '.join(str(error).split())[:100]})") from None


def _job(table: Path, row: dict[str, object]) -> Job:
    told = {column: str(row[column]) for column in _COLUMNS if row.get(column) not in (None, "")}
    name, text = str(row["name"]), str(row["text"] or "")
    metadata = Metadata(
        title=told.get("title"),
        publisher=told.get("publisher"),
        published=parse_published(told.get("published", "")),
        region=told.get("region"),
        kind=told.get("kind"),
    )
    return Job(Source(f"{table.name}/{name}", table / name, metadata), len(text) * 3, text=text)
