"""The metadata that Datasette is handed: ours, with what the database says of its columns and of what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

_HERE = Path(__file__).parent

BOARDS = ("overview", "indicator", "region", "targets", "coverage")
"""The dashboards in the order of the menu, each in a file of its own."""


def site_metadata(database: Path, *, immutable: bool = False) -> dict[str, Any]:
    """Everything Datasette is told of the database: titles, queries, dashboards and what its columns mean."""
    metadata = _yaml("metadata.yaml")
    ours = metadata["databases"]["indicators"]
    ours["queries"] = {name: _query(query) for name, query in queries().items()}
    how = "immutable=1" if immutable else "mode=ro"
    with closing(sqlite3.connect(f"file:{quote(str(database))}?{how}", uri=True)) as connection:
        for table, told in _described(connection).items():
            ours["tables"][table] = told | ours["tables"].get(table, {})
        boards = {name: _board(name, connection) for name in BOARDS}
    metadata["plugins"] = {"datasette-dashboards": boards}
    return metadata


def queries() -> dict[str, dict[str, Any]]:
    """The canned queries with sample values of their parameters."""
    return _yaml("queries.yaml")


def _query(query: dict[str, Any]) -> dict[str, Any]:
    example = "，".join(f"{name}={value}" for name, value in query["parameters"].items() if value)
    return {
        "sql": query["sql"],
        "title": query["title"],
        "description": f"{query['description']}例如 {example}。" if example else query["description"],
        "params": list(query["parameters"]),
        "hide_sql": True,
    }


def _board(name: str, connection: sqlite3.Connection) -> dict[str, Any]:
    """A dashboard, its filters set to what the database has most of."""
    board = _yaml(f"dashboards/{name}.yaml")
    for entry in board.get("filters", {}).values():
        if "default_query" in entry:
            found = connection.execute(entry.pop("default_query")).fetchone()
            entry["default"] = str(found[0]) if found and found[0] is not None else ""
    return board


def _described(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """The title, description and columns of every table and view, as the database itself tells them."""
    described: dict[str, dict[str, Any]] = {}
    rows = connection.execute("SELECT table_name, column_name, label, description FROM _schema ORDER BY column_name")
    for table, column, label, description in rows:
        told = described.setdefault(table, {"columns": {}})
        if column:
            told["columns"][column] = f"{label}：{description}"
        else:
            told |= {"title": label, "description": description, "hidden": table.startswith("_")}
    return described


def _yaml(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return found
