"""Guards against a column that nobody who opens the database can make sense of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
from store_samples import rows

from extractor.records import Basis, Bound, Flag, Record, Statistic, Status
from extractor.store import Store, open_store


def test_every_column_of_every_table_and_view_is_described(store: Store) -> None:
    shadows = tuple(f"_text_words_{part}" for part in ("data", "idx", "docsize", "config"))
    tables = [
        name
        for (name,) in rows(store, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        if name not in shadows
    ]
    columns = {
        (table, column)
        for table in tables
        for (column,) in rows(store, f"SELECT name FROM pragma_table_info('{table}')")
    }
    described = set(rows(store, "SELECT table_name, column_name FROM _schema"))
    assert described == columns | {(table, "") for table in tables}
    assert {("records", field) for field in Record.model_fields} <= described


def test_every_description_is_in_chinese(store: Store) -> None:
    silent = rows(store, "SELECT * FROM _schema WHERE label NOT GLOB '*[一-龥]*' OR description = ''")
    assert silent == []


@pytest.mark.parametrize(
    ("field", "words"),
    [("statistic", Statistic), ("basis", Basis), ("status", Status), ("bound", Bound), ("flags", Flag)],
)
def test_every_word_of_a_record_has_a_label(store: Store, field: str, words: type[StrEnum]) -> None:
    codes = [code for (code,) in rows(store, f"SELECT code FROM _codes WHERE field = '{field}'")]
    assert sorted(codes) == sorted(words)
    assert rows(store, "SELECT * FROM _codes WHERE label = '' OR description = ''") == []


def test_what_is_stale_is_renewed_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "i.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT * FROM _schema").fetchall()
        connection.execute("UPDATE _schema SET label = '旧' WHERE table_name = 'panel'")
        connection.execute("DELETE FROM _codes WHERE field = 'bound'")
        connection.commit()
    with open_store(path) as store:
        assert rows(store, "SELECT * FROM _schema") == before
        assert rows(store, "SELECT count(*) FROM _codes WHERE field = 'bound'") == [(4,)]
