"""Guards against a database of an earlier version that is lost, or half understood, when it is opened by this one.

``schemas/`` holds a database of every schema this project has had before its views and search, the last one with a
search of its own for sentences, and the last one whose panel had a row for every unit, as SQL: one document, one
record, one problem, one run.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from command_samples import GRAIN, call, stored, write
from run_samples import assert_sound, contents
from sqlite_utils import Database
from store_samples import GROWN, document, rows, started

from extractor.problems import StoreError
from extractor.store import Outcome, load_document, open_store
from extractor.store.migrations import STEPS, migrations
from extractor.store.search import search_documents, search_sentences

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))


def columns(path: Path) -> dict[str, set[str]]:
    """The columns of every table and view, whatever their order."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        return {name: {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')} for (name,) in names}


def views(path: Path) -> dict[str, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'index') AND sql IS NOT NULL"
    return {str(name): str(sql) for name, sql in stored(path, query)}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new.db"
    open_store(path).close()
    return path


def test_there_is_a_database_of_every_earlier_schema() -> None:
    names = ["1_first", "2_former_values", "3_inferred", "4_bounds", "5_two_searches", "6_unit_by_unit"]
    assert [path.stem for path in SCHEMAS] == names


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_a_database_of_an_earlier_schema_keeps_what_it_holds(schema: Path, tmp_path: Path, new: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(schema.read_text(encoding="utf-8"))
    with open_store(old) as store:
        assert rows(store, "SELECT name, inferred, records FROM documents") == [("工作报告.txt", "[]", 1)]
        assert rows(store, "SELECT id, value_text, quote FROM records") == [("r1", "6000000000000", "6万亿元")]
        assert rows(store, "SELECT indicator, value_text, bound FROM panel") == [("gdp", "6000000000000", "at_least")]
        assert rows(store, "SELECT path, message FROM problems") == [("空白.txt", "empty file")]
        assert search_sentences(store.db.conn, "生产总值") == ["r1"]
        assert search_documents(store.db.conn, "生产总值") == ["工作报告.txt"]
    assert_sound(old)
    assert columns(old) == columns(new)
    assert views(old) == views(new)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_a_database_of_an_earlier_schema_can_be_loaded_into(schema: Path, tmp_path: Path, new: Path) -> None:
    old, path = tmp_path / "old.db", tmp_path / "工作报告.txt"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(schema.read_text(encoding="utf-8"))
    for database, outcome in ((old, Outcome.REPLACED), (new, Outcome.NEW)):
        with open_store(database) as store:
            assert load_document(store, document(path, kind="公报"), [GROWN], started(store)).outcome is outcome
    found, expected = contents(old), contents(new)
    assert found["records"] == expected["records"]
    assert found["_text_words"] == expected["_text_words"]


@pytest.mark.parametrize("number", range(1, len(STEPS)))
def test_every_step_finds_the_schema_that_the_steps_before_it_leave(number: int, tmp_path: Path, new: Path) -> None:
    old = tmp_path / "old.db"
    with closing(Database(old)) as older:
        migrations().apply(older, stop_before=STEPS[number].__name__)
    open_store(old).close()
    assert columns(old) == columns(new)
    assert views(old) == views(new)


def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(SCHEMAS[0].read_text(encoding="utf-8"))
        connection.execute("CREATE TABLE _texts (mine TEXT)")  # in the way of a later step
    before = contents(old)
    with pytest.raises(StoreError, match="already exists"):
        open_store(old)
    assert contents(old) == before
    assert_sound(old)


@pytest.mark.usefixtures("here")
def test_a_run_on_a_database_of_an_earlier_schema_is_a_run(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "i.db")) as connection:
        connection.executescript(SCHEMAS[0].read_text(encoding="utf-8"))
    write(tmp_path, "docs/公报.txt", GRAIN)
    done = call("run", "docs", "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    assert stored(tmp_path / "i.db", "SELECT name, records FROM documents ORDER BY name") == [
        ("公报.txt", 2),
        ("工作报告.txt", 1),
    ]
