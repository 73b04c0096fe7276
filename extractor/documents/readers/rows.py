"""Collections: JSON Lines, Parquet or CSV with a document a row, its text in the column ``text``."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from extractor.documents.decode import decode
from extractor.documents.document import Metadata
from extractor.documents.metadata import parse_published
from extractor.documents.readers.content import Content, Unread
from extractor.extras import pip_install
from extractor.problems import DocumentError

TEXT = "text"
"""The column of the text; beside it may stand title, publisher or source, published or date, region and kind."""


def read_json_lines(data: bytes, name: str) -> Iterator[Content | Unread]:
    """The documents of JSON Lines, named by their line: ``公报.jsonl#3``."""
    text, _ = decode(data, name)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            yield Unread(f"#{number}", "no JSON: one object a line, with the document in its key text")
            continue
        except RecursionError:
            yield Unread(f"#{number}", "no JSON that can be read: nested too deep")
            continue
        yield document_of(row if isinstance(row, dict) else {}, f"#{number}")


def read_parquet(data: bytes, name: str) -> Iterator[Content | Unread]:
    """The documents of a Parquet file, named by their row: ``公报.parquet#3``."""
    return parquet_rows(io.BytesIO(data), name)


def parquet_rows(source: Path | BinaryIO, name: str) -> Iterator[Content | Unread]:
    """The documents of a Parquet file that may be larger than memory, as its rows come."""
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise DocumentError(name, f"a Parquet file: reading it needs {pip_install('parquet')}") from None
    try:
        file = parquet.ParquetFile(source)
        if TEXT not in file.schema_arrow.names:
            found = ", ".join(file.schema_arrow.names[:8])
            raise DocumentError(name, f"a Parquet file without a column text: its columns are {found}")
        number = 0
        for batch in file.iter_batches(batch_size=500):
            for row in batch.to_pylist():
                number += 1
                yield document_of(row, f"#{number}")
    except (arrow.ArrowException, OSError) as error:
        raise DocumentError(name, "a damaged Parquet file, or a part of one: fetch it again") from error


def document_of(row: Mapping[str, Any], part: str) -> Content | Unread:
    """The document of a row: its text, and what the other columns say of it; ``part`` is what its name ends in."""
    text = row.get(TEXT)
    if not isinstance(text, str) or not text.strip():
        return Unread(part, "no text in the column text")
    told = {key: _said(value) for key, value in row.items() if key != TEXT}
    published = told.get("published") or told.get("date") or ""
    date = parse_published(published.replace("/", "-")[:10])
    if published and date is None:
        return Unread(part, f"no date: {published[:20]!r}; write 2024, 2024-01 or 2024-01-24, or leave it out")
    metadata = Metadata(
        title=told.get("title") or None,
        publisher=told.get("publisher") or told.get("source") or None,
        published=date,
        region=told.get("region") or None,
        kind=told.get("kind") or None,
    )
    text = text.encode("utf-8", "replace").decode()  # half characters, which no database stores
    return Content(text, "utf-8", part, metadata, data=text.encode())


def _said(value: Any) -> str:
    """A cell as text: 2024 of 2024.0, as a data frame has it beside blanks, and nothing of what it has for these."""
    if value is None or value != value:
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
