"""A Frictionless data package: CSV files with a description that says what every column is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import EnumType
from pathlib import Path
from typing import Any

from extractor.exports.tables import Column, Kind, Table
from extractor.exports.text import write_plain_csv
from extractor.records import Record

_TYPES = {Kind.TEXT: "string", Kind.INTEGER: "integer", Kind.DECIMAL: "number", Kind.LIST: "string"}
_KEYS = {"records": "id", "documents": "name", "regions": "code", "indicators": "id"}
_REFERENCES = {
    "records": {"document": "documents", "region": "regions", "indicator": "indicators"},
    "documents": {"region": "regions"},
    "regions": {"parent": "regions"},
}


def write_datapackage(records: Table, references: Iterable[Table], folder: Path) -> int:
    """Write the records and what they refer to into the folder, a CSV file each, with their datapackage.json."""
    folder.mkdir()
    counts = {}
    resources = []
    for table in (records, *references):
        counts[table.name] = write_plain_csv(table, folder / f"{table.name}.csv")
        resources.append(_resource(table))
    package = {"name": "indicators", "profile": "tabular-data-package", "resources": resources}
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")
    return counts[records.name]


def _resource(table: Table) -> dict[str, Any]:
    references = _REFERENCES.get(table.name, {})
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(table.name, column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": _KEYS[table.name],
            "foreignKeys": [
                {
                    "fields": field,
                    "reference": {"resource": "" if target == table.name else target, "fields": _KEYS[target]},
                }
                for field, target in references.items()
            ],
        },
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.label,
        "description": column.description,
    }
    words = _words(column.name) if table == "records" else None
    return {**field, "constraints": {"enum": words}} if words else field


def _words(field: str) -> list[str] | None:
    """The words that a column of the records may have: level, growth, …"""
    kind = Record.model_fields[field].annotation
    return [str(word) for word in kind] if isinstance(kind, EnumType) else None
