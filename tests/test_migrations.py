"""Guards against a schema that is half made, applied twice, or forced upon a database that is not ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from extractor.problems import StoreError
from extractor.records import Record
from extractor.store import opening
from extractor.store.migrations import STEPS, migrations
from extractor.store.opening import open_store
from extractor.store.tables import (
    DOCUMENT_COLUMNS,
    INDICATOR_COLUMNS,
    PROBLEM_COLUMNS,
    RECORD_COLUMNS,
    REGION_COLUMNS,
    RULE_COLUMNS,
)


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_every_step_is_on_record_in_its_order(tmp_path: Path) -> None:
    with open_store(tmp_path / "i.db") as store:
        applied = [migration.name for migration in migrations().applied(store.db)]
    assert applied == [step.__name__ for step in STEPS]
    assert applied == sorted(applied)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "i.db"
    open_store(path).close()
    before = schema(path), path.read_bytes()
    open_store(path).close()
    assert (schema(path), path.read_bytes()) == before


def test_an_older_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    whole, grown = tmp_path / "whole.db", tmp_path / "grown.db"
    open_store(whole).close()
    with closing(Database(grown)) as older:
        migrations().apply(older, stop_before=STEPS[2].__name__)
        older.execute("INSERT INTO indicators VALUES ('gdp', '地区生产总值', 'economy', '综合', '[]', 1)")
    open_store(grown).close()
    assert schema(grown) == schema(whole)
    with closing(sqlite3.connect(grown)) as connection:
        assert connection.execute("SELECT name FROM indicators").fetchall() == [("地区生产总值",)]


def test_a_step_that_fails_leaves_no_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def m999_broken(db: Database) -> None:
        db.conn.execute("CREATE TABLE half (made)")
        db.conn.execute("CREATE TABLE half (made)")

    broken = migrations()
    broken()(m999_broken)
    monkeypatch.setattr(opening, "migrations", lambda: broken)
    with pytest.raises(StoreError, match="half already exists"):
        open_store(tmp_path / "i.db")
    assert schema(tmp_path / "i.db") == []


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("regions", (*REGION_COLUMNS, "current")),
        ("indicators", (*INDICATOR_COLUMNS[:-1], "current", INDICATOR_COLUMNS[-1])),
        ("rules", (*RULE_COLUMNS, "current")),
        ("documents", (*DOCUMENT_COLUMNS[:-1], "loaded_by", DOCUMENT_COLUMNS[-1])),
        ("records", RECORD_COLUMNS),
        ("problems", ("id", *PROBLEM_COLUMNS, "run")),
    ],
)
def test_tables_have_the_columns_that_are_written(tmp_path: Path, table: str, columns: tuple[str, ...]) -> None:
    with open_store(tmp_path / "i.db") as store:
        assert tuple(column.name for column in store.db.table(table).columns) == columns


def test_a_record_has_every_field_and_its_decimals_exact() -> None:
    exact = {"value_text", "low_text", "high_text", "base_value_text"}
    assert set(RECORD_COLUMNS) == set(Record.model_fields) | exact


@pytest.mark.parametrize(
    ("columns", "first"),
    [
        (("region", "indicator", "year"), "region"),
        (("indicator", "year", "region"), "indicator"),
        (("document", "start"), "document"),
        (("rule",), "rule"),
    ],
)
def test_records_are_found_by_index(tmp_path: Path, columns: tuple[str, ...], first: str) -> None:
    with open_store(tmp_path / "i.db") as store:
        assert columns in {tuple(index.columns)[: len(columns)] for index in store.db.table("records").indexes}
        plan = store.db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM records WHERE {first} = 'x'").fetchall()
    assert "USING INDEX" in plan[0][3]


@pytest.mark.parametrize(
    ("pragma", "expected"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 60_000)]
)
def test_connections_are_safe(tmp_path: Path, pragma: str, expected: object) -> None:
    with open_store(tmp_path / "i.db") as store:
        assert store.db.execute(f"PRAGMA {pragma}").fetchone() == (expected,)


def no_database(path: Path) -> None:
    path.write_text("地区生产总值,60132.9\n" * 50, encoding="utf-8")


def short_text(path: Path) -> None:
    path.write_text("共2页", encoding="utf-8")


def something_else(path: Path) -> None:
    with closing(Database(path)) as db:
        db.table("documents").insert({"title": "我的文档"})


def newer_schema(path: Path) -> None:
    open_store(path).close()
    with closing(Database(path)) as db:
        newer = migrations()
        newer(name="m998_quarters")(lambda db: None)
        newer.apply(db)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (no_database, "not a database; give another --db, or move the file away"),
        (short_text, "not a database; give another --db, or move the file away"),
        (something_else, "a database of something else; give another --db"),
        (newer_schema, "made by a newer extractor (m998_quarters); upgrade it, or give another --db"),
        (a_folder, "cannot be opened; check that it is a file, and that its folder can be written"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "指标.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert str(caught.value) == f"{path}: {said}"
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_READONLY, "cannot be written"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "cannot be written"),
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked by another process"),
        (sqlite3.SQLITE_IOERR_READ, "cannot be read or written"),
        (sqlite3.SQLITE_PROTOCOL, "cannot be used (what SQLite says)"),
    ],
)
def test_errors_while_writing_are_one_line(tmp_path: Path, code: int, said: str) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    with open_store(tmp_path / "i.db") as store:
        with pytest.raises(StoreError) as caught, store.writing():
            raise error
        assert not store.db.conn.in_transaction
    assert str(caught.value).startswith(f"{store.path}: {said}")
    assert "\n" not in str(caught.value)


def test_folders_are_made_for_a_new_database(tmp_path: Path) -> None:
    open_store(tmp_path / "out" / "四川" / "i.db").close()
    assert (tmp_path / "out" / "四川" / "i.db").is_file()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"out/i\.db: its folder cannot be used"):
        open_store(tmp_path / "out" / "i.db")


def test_a_database_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"i\.db: no such database; make it with: extractor run PATH"):
        open_store(tmp_path / "out" / "i.db", create=False)
    assert not (tmp_path / "out").exists()


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    open_store(tmp_path / "i.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["i.db"]
