"""Guards against a command that prints a traceback, hides what it refused, or prints it among what it found."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from command_samples import GRAIN, ROOT, call, stored, write

import extractor
import extractor.store
from extractor import pipeline
from extractor.documents.document import Document
from extractor.documents.readers.formats import readable
from extractor.ruleset import compiled

pytestmark = pytest.mark.usefixtures("here")

# --- what is refused, on standard error ------------------------------------------------------------

MARKS = {
    "空白.txt": (b"", "empty file"),
    "白纸.txt": (b" \r\n\t ", "empty file: nothing but white space"),
    "照片.txt": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture (PNG): "
                 "run character recognition (OCR) on it first"),
    "乱码.txt": (bytes(range(256)) * 4, None),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
def test_a_bad_document_takes_no_other_with_it(here: Path, name: str) -> None:
    data, reason = MARKS[name]
    write(here, f"docs/{name}", data)
    write(here, "docs/公报.txt", GRAIN)
    done = call("run", "docs", "--db", "i.db")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"{name}: {reason}\n" if reason else f"{name}: ")
    assert done.stdout.splitlines()[0] == "documents        2  1 new, 1 refused"
    assert stored(here / "i.db", "SELECT name FROM documents") == [("公报.txt",)]
    assert stored(here / "i.db", "SELECT path, code FROM problems") == [(f"docs/{name}", "refused")]
    extracted = call("extract", "docs")
    assert (extracted.exit_code, extracted.stderr) == (1, done.stderr)
    assert {json.loads(line)["document"] for line in extracted.stdout.splitlines()} == {"公报.txt"}


def test_what_is_mended_is_no_problem_any_more(here: Path) -> None:
    write(here, "docs/公报.txt", "")
    write(here, "docs/metadata.csv", "file,region\n公报.txt,四川省\n没有.txt,四川省\n")
    assert call("run", "docs", "--db", "i.db").exit_code == 1
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/metadata.csv", "file,region\n公报.txt,四川省\n")
    assert call("run", "docs", "--db", "i.db").exit_code == 0
    assert stored(here / "i.db", "SELECT * FROM problems") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/密.txt", GRAIN).chmod(0)
    done = call("run", "docs", "--db", "i.db")
    assert (done.exit_code, done.stderr) == (1, "密.txt: cannot be read: Permission denied\n")


def test_one_long_line_is_read_like_any_other(here: Path) -> None:
    write(here, "公报.txt", "发展" * 170_000 + "，粮食产量3600万吨。")
    done = call("run", "公报.txt", "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    assert stored(here / "i.db", 'SELECT substr(text, start + 1, "end" - start) FROM records, documents') == [
        ("3600万吨",)
    ]


def test_files_without_a_reader_are_named(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/地图.dwg", b"AC1032")
    done = call("run", "docs", "--db", "i.db")
    assert done.exit_code == 1
    only = ", ".join(readable())
    assert done.stderr == f"docs/地图.dwg: not read: there is no reader for .dwg files, only for {only}\n"


def test_metadata_of_a_missing_file_is_told(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/metadata.csv", "file,region\n公报.txt,四川省\n没有.txt,四川省\n")
    done = call("run", "docs", "--db", "i.db")
    assert done.exit_code == 1
    assert done.stderr == (
        "docs/metadata.csv: tells of 没有.txt, which is not there; "
        "correct the name in the column file or remove the row\n"
    )
    assert stored(here / "i.db", "SELECT path, code FROM problems") == [("docs/metadata.csv", "no-such-file")]
    assert stored(here / "i.db", "SELECT name, region FROM documents") == [("公报.txt", "510000")]


def test_a_region_nobody_knows_is_told(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/metadata.csv", "file,region\n公报.txt,四川剩\n")
    done = call("run", "docs", "--db", "i.db")
    assert done.exit_code == 1
    assert done.stderr.endswith(
        "公报.txt: region 四川剩 of its metadata: no region, or several of that name; "
        "write its full name (四川省) or its code (510000); read without it\n"
    )
    assert stored(here / "i.db", "SELECT region FROM documents") == [(None,)]


def reading_fails(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Reading the document of that name raises; the others are read."""

    def read(document: Document, rules: compiled.RuleSet) -> pipeline.Reading:
        if document.name == name:
            raise error
        return pipeline.read_document(document, rules)

    monkeypatch.setattr("extractor.runs.reading.read_document", read)


def test_an_unexpected_error_is_one_line_and_one_document(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading_fails(monkeypatch, "怪.txt", KeyError("亩"))
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/怪.txt", GRAIN)
    done = call("run", "docs", "--db", "i.db")
    fault = "this is a fault of the program: EXTRACTOR_DEBUG=1 shows where"
    assert (done.exit_code, done.stderr) == (1, f"怪.txt: unexpected KeyError: '亩'; {fault}\n")
    assert stored(here / "i.db", "SELECT name FROM documents") == [("公报.txt",)]
    monkeypatch.setenv("EXTRACTOR_DEBUG", "1")
    assert "Traceback" in call("extract", "docs").stderr


# --- what cannot run -------------------------------------------------------------------------------


NO_RULES = "没有: missing-file no such folder; expected one of rule files\n"
NO_REGION = "no region, or several of that name; write its full name (四川省) or its code (510000)"
BAD_DATE = "no date: '去年'; write 2024, 2024-01 or 2024-01-24, or leave it blank"
NO_TABLE = "unreadable cannot be read: No such file or directory"
NOT_OPENED = "cannot be opened; check that it is a file, and that its folder can be written"
CANNOT_RUN: list[tuple[list[str], str]] = [
    (["run", "没有.txt"], "没有.txt: no such file or folder\n"),
    (["extract", "没有/*.txt"], "没有/*.txt: no file matches this pattern\n"),
    (
        ["run", "metadata.csv"],
        "metadata.csv: no document, but what stands beside documents; give the documents, or their folder\n",
    ),
    (["run", "folder"], f"folder: no documents ({', '.join(readable())}) in this folder\n"),
    (["run", "a.txt", "--rules", "没有"], NO_RULES),
    (["run", "a.txt", "--metadata", "没有.csv"], f"没有.csv: {NO_TABLE}\n"),
    (["run", "a.txt", "--metadata", "bad.csv"], f"bad.csv:2:7: bad-date {BAD_DATE}\n"),
    (["run", "a.txt", "--db", "a.txt"], "a.txt: not a database; give another --db, or move the file away\n"),
    (["run", "a.txt", "--db", "folder"], f"folder: {NOT_OPENED}\n"),
    (
        ["extract", "-", "--published", "去年"],
        "--published 去年: no date; write 2024, 2024-01 or 2024-01-24\n",
    ),
    (["extract", "-", "--region", "四川剩"], f"--region 四川剩: {NO_REGION}\n"),
    (["explain", "没有.txt"], "没有.txt: no such file or folder\n"),
]


@pytest.mark.parametrize(("arguments", "said"), CANNOT_RUN, ids=[" ".join(row[0]) for row in CANNOT_RUN])
def test_what_cannot_run_says_why_in_one_line(here: Path, arguments: list[str], said: str) -> None:
    write(here, "a.txt", GRAIN)
    write(here, "bad.csv", "file,published\na.txt,去年\n")
    write(here, "metadata.csv", "file,published\na.txt,2024\n")
    (here / "folder").mkdir()
    done = call(*arguments, text=GRAIN)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "Missing argument 'PATH…'"),
        (["extract", "-", "a.txt"], "- is the text on standard input; give it alone and without --metadata"),
        (["extract", "a.txt", "--region", "四川省"], "--region: for a text that is no file; what"),
        (["extract", "a.txt", "--format", "xml"], "'xml' is not one of 'jsonl', 'csv', 'table'"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(here: Path, arguments: list[str], said: str) -> None:
    write(here, "a.txt", GRAIN)
    done = call(*arguments, text=GRAIN)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_typo_in_a_rule_file_stops_the_run(here: Path) -> None:
    shutil.copytree(ROOT / "rules", here / "我的规则")
    write(here, "a.txt", GRAIN)
    write(here, "我的规则/ruleset.yaml", "nam: 规则\nversion: '1'\n")
    done = call("run", "a.txt", "--rules", "我的规则", "--db", "i.db")
    said = "我的规则/ruleset.yaml:1:1: unknown-key unknown key `nam`; did you mean `name`?\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)
    assert not (here / "i.db").exists()
    check = call("rules", "check", "我的规则")
    shown = "     1 | nam: 规则\n       | ^\n"
    assert (check.exit_code, check.stdout, check.stderr) == (2, said + shown, "")


def test_a_locked_database_is_left_alone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, "a.txt", GRAIN)
    call("run", "a.txt", "--db", "i.db")
    before = stored(here / "i.db", "SELECT * FROM records")
    monkeypatch.setattr(extractor.store, "open_store", partial(extractor.store.open_store, wait=0.01))
    holder = sqlite3.connect(here / "i.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        done = call("run", write(here, "b.txt", GRAIN), "--db", "i.db")
    finally:
        holder.close()
    assert (done.exit_code, done.stdout) == (2, "")
    reason = "locked by another process; close it or wait until it has finished, then run again"
    assert done.stderr == f"{(here / 'i.db').resolve()}: {reason}\n"
    assert stored(here / "i.db", "SELECT * FROM records") == before


def test_an_interrupted_run_keeps_whole_documents(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading_fails(monkeypatch, "乙.txt", KeyboardInterrupt())
    for name in ("丁.txt", "乙.txt", "丙.txt"):  # in the order of their names: 丁 丙 乙
        write(here, f"docs/{name}", GRAIN)
    done = call("run", "docs", "--db", "i.db")
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == "interrupted; documents loaded so far are whole, run again to go on\n"
    loaded = stored(here / "i.db", "SELECT name, records FROM documents ORDER BY name")
    assert loaded == [("丁.txt", 2), ("丙.txt", 2)]
    assert stored(here / "i.db", "SELECT finished FROM runs") == [(None,)]


def test_a_reader_that_has_had_enough_is_no_error(here: Path) -> None:
    for number in range(20):
        write(here, f"docs/{number}.txt", GRAIN * 10)
    command = [sys.executable, "-m", "extractor", "extract", str(here / "docs")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
