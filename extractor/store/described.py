"""What the tables, views, columns and words of the database mean, in Chinese: the tables ``_schema`` and ``_codes``.

Whoever opens the database without these pages finds them there. Both are brought up to date whenever it is opened.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from extractor.store.codes import CODES
from extractor.store.columns import RECORD, TABLES

DESCRIPTION_TABLES = (
    """CREATE TABLE _schema (
        table_name TEXT NOT NULL,   -- a table or a view
        column_name TEXT NOT NULL,  -- empty: the table or view itself
        label TEXT NOT NULL,        -- 中文名称
        description TEXT NOT NULL,  -- 说明
        PRIMARY KEY (table_name, column_name)
    ) WITHOUT ROWID""",
    """CREATE TABLE _codes (
        field TEXT NOT NULL,        -- the column: statistic, basis, status, bound, flags
        code TEXT NOT NULL,         -- the word in it
        label TEXT NOT NULL,        -- 中文名称
        description TEXT NOT NULL,  -- 说明
        PRIMARY KEY (field, code)
    ) WITHOUT ROWID""",
)


def is_described(connection: sqlite3.Connection) -> bool:
    """Whether ``_schema`` and ``_codes`` say what this program says."""
    return all(set(connection.execute(f"SELECT * FROM {table}")) == rows for table, rows in _described().items())


def describe(connection: sqlite3.Connection) -> None:
    """Write ``_schema`` and ``_codes`` anew."""
    for table, rows in _described().items():
        connection.execute(f"DELETE FROM {table}")
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", sorted(rows))


def _described() -> dict[str, set[tuple[str, str, str, str]]]:
    codes = {(field, code, *told) for field, words in CODES.items() for code, told in words.items()}
    return {"_schema": set(_schema()), "_codes": codes}


def _schema() -> Iterator[tuple[str, str, str, str]]:
    for table, (label, description, columns) in TABLES.items():
        yield table, "", label, description
        for column in columns:
            yield (table, column, *RECORD[column]) if isinstance(column, str) else (table, *column)
