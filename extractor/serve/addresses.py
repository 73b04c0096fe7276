"""Where things are shown: the addresses of documents, records and tables."""

from __future__ import annotations

from urllib.parse import quote

from datasette.app import Datasette
from datasette.utils import tilde_encode

DATABASE = "indicators"
"""What the database is called in every address, whatever its file is called."""


def document_path(datasette: Datasette, name: str, record: str | None = None) -> str:
    """Where a document is shown, at one of its records if told: ``/document/2024/公报.txt#record-1f2e``, escaped."""
    path = str(datasette.urls.path(f"/document/{quote(name)}"))
    return f"{path}#record-{quote(record)}" if record else path


def record_path(datasette: Datasette, ids: tuple[str, ...]) -> str:
    """Where a record is shown as a row; several are shown as a table."""
    if len(ids) == 1:
        return str(datasette.urls.row(DATABASE, "records", tilde_encode(ids[0])))
    return table_path(datasette, "records", id__in=",".join(ids))


def table_path(datasette: Datasette, table: str, **filters: str) -> str:
    """Where the rows of a table are shown that have these values."""
    wanted = "&".join(f"{column}={quote(value, safe='')}" for column, value in filters.items())
    return f"{datasette.urls.table(DATABASE, table)}?{wanted}"
