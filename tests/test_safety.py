"""Guards against input that reaches further than its own record: into SQL, into files nobody named, into a sheet."""

from __future__ import annotations

import ast
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from command_samples import GRAIN, ROOT, call, stored, write
from packaging.requirements import Requirement

SQL_CALLS = ("execute", "executemany", "executescript", "query")

OUR_OWN = re.compile(
    r"names\([\w.()]+\)|insert_into\(.+\)|int\(.+\)"  # columns, and numbers that are numbers
    r"|table|index|pragma|key|changes|reference|columns|_PARTS|condition|whole|behind|our_index"  # words of this source
    r"|slots"  # as many question marks as there are values
)
"""What may be put into the text of a statement: all else is handed over as a parameter."""


def statements() -> Iterator[tuple[str, ast.expr]]:
    """Where every statement of SQL in the package stands, and its text."""
    for path in sorted((ROOT / "extractor").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and node.args and getattr(called, "attr", "") in SQL_CALLS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0]


def foreign(text: ast.expr) -> list[str]:
    """What is put into a statement and is none of our own words; what is added to it, or formatted into it."""
    found = []
    for node in ast.walk(text):
        if isinstance(node, ast.FormattedValue) and not OUR_OWN.fullmatch(ast.unparse(node.value)):
            found.append(ast.unparse(node.value))
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, (ast.Mod, ast.Add))
            and "FormattedValue" in ast.dump(text)
        ):
            found.append(ast.unparse(node))
        if isinstance(node, ast.Attribute) and node.attr == "format":
            found.append(ast.unparse(node))
    return found


def test_values_reach_sql_as_parameters_only() -> None:
    found = list(statements())
    assert len(found) > 30
    assert {place: words for place, text in found if (words := foreign(text))} == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("db.execute(f\"SELECT * FROM records WHERE document = '{name}'\")", ["name"]),
        ('db.execute("SELECT * FROM {}".format(table))', ["'SELECT * FROM {}'.format"]),
        ('db.execute(f"SELECT {names(COLUMNS)} FROM {table} WHERE name = ?", (name,))', []),
        ('db.execute("SELECT 1")', []),
    ],
)
def test_the_check_sees_what_is_put_into_a_statement(source: str, words: list[str]) -> None:
    (expression,) = ast.parse(source).body
    assert isinstance(expression, ast.Expr)
    assert isinstance(expression.value, ast.Call)
    assert foreign(expression.value.args[0]) == words


HOSTILE = "'); DROP TABLE records; --"


def test_names_and_texts_that_look_like_sql_are_stored_as_they_are(here: Path) -> None:
    name = f"公报{HOSTILE}.txt"
    write(here, f"docs/{name}", f"{HOSTILE}{GRAIN}")
    write(here, "docs/metadata.csv", f'file,title,region\n"{name}","{HOSTILE}",四川省\n')
    assert call("run", "docs", "--db", "i.db").exit_code == 0
    assert call("run", "docs", "--db", "i.db").stdout.splitlines()[0].endswith("1 unchanged")
    assert stored(here / "i.db", "SELECT name, title, records FROM documents") == [(name, HOSTILE, 2)]
    assert stored(here / "i.db", "SELECT count(*) FROM records") == [(2,)]


@pytest.mark.parametrize("named", ["docs", "docs/外.txt"], ids=["its folder", "the link itself"])
def test_a_link_that_leads_out_of_a_folder_is_read_only_where_it_is_named(named: str, here: Path) -> None:
    secret = write(here, "private/秘.txt", GRAIN)
    write(here, "docs/公报.txt", GRAIN)
    (here / "docs/外.txt").symlink_to(secret)
    (here / "docs/内.txt").symlink_to("公报.txt")
    (here / "docs/别处").symlink_to(secret.parent)
    done = call("run", named, "--db", "i.db")
    names = [name for (name,) in stored(here / "i.db", "SELECT name FROM documents ORDER BY name")]
    if named == "docs":
        said = (
            "not read: a link that leads out of the folder; name what it leads to as well, or put a copy in its place"
        )
        assert (done.exit_code, done.stderr) == (1, f"docs/外.txt: {said}\n")
        assert len(names) == 1  # two names of one file are one document
    else:
        assert (done.exit_code, names) == (0, ["外.txt"])


@pytest.mark.parametrize("file", ["../private/秘.txt", "/etc/hostname", "..\\private\\秘.txt"])
def test_metadata_tells_of_documents_and_opens_none(file: str, here: Path) -> None:
    write(here, "private/秘.txt", GRAIN)
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/metadata.csv", f"file,region\n{file},四川省\n")
    call("run", "docs", "--db", "i.db")
    assert stored(here / "i.db", "SELECT name FROM documents") == [("公报.txt",)]


def test_a_run_writes_its_database_and_nothing_else(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    before = set(here.rglob("*"))
    assert call("run", "docs", "--db", "out/i.db").exit_code == 0
    assert {path.relative_to(here).as_posix() for path in set(here.rglob("*")) - before} == {"out", "out/i.db"}


def test_opening_a_database_runs_nothing_that_it_brings(here: Path) -> None:
    """A trigger of somebody else's in a database is told by SQLite itself; none of ours is needed for loading."""
    write(here, "docs/公报.txt", GRAIN)
    call("run", "docs", "--db", "i.db")
    with closing(sqlite3.connect(here / "i.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return [requirement for line in lines if (requirement := Requirement(line)).name != project["name"]]


def test_every_dependency_is_bounded_and_its_tested_version_is_within() -> None:
    tested = dict(
        line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line
    )
    tested = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in tested.items()}
    unbounded = [str(one) for one in requirements() if not any(">=" in str(part) for part in one.specifier)]
    assert unbounded == []
    outside = [
        str(one)
        for one in requirements()
        if not one.specifier.contains(tested.get(re.sub(r"[-_.]+", "-", one.name).lower(), "0"))
    ]
    assert outside == []
