"""Guards against a command that prints a traceback, hides what it refused, or prints it among what it found.

Output is compared to the character, after the few things that change with the rules are blanked.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from functools import cache, partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import extractor
import extractor.store
from extractor import pipeline
from extractor.cli import main
from extractor.documents.document import Document
from extractor.problems import Problem
from extractor.records import Record
from extractor.ruleset import compiled

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GRAIN = "去年全省粮食产量3600万吨，增长1.5%。"
GRAIN_FACTS = ["--region", "四川省", "--published", "2024-01"]
QUERY = (
    "SELECT region_name, indicator_name, period, statistic, status, value_text || ' ' || unit AS value "
    "FROM panel WHERE value IS NOT NULL ORDER BY indicator IS NULL, indicator, region, period LIMIT 20"
)
NEXT = f'\nin i.db; look at it with:\n  {sys.executable} -m sqlite_utils i.db "{QUERY}" --table\n'

load_rules = cache(compiled.load_rules)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test in a folder of its own; the shipped rules are loaded once for all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(compiled, "load_rules", load_rules)
    monkeypatch.delenv("EXTRACTOR_DEBUG", raising=False)
    return tmp_path


def call(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def stored(database: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


# --- what is found, on standard output -------------------------------------------------------------


def test_run_says_what_came_of_it(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/metadata.csv", "file,published,region\n公报.txt,2024-01,四川省\n")
    done = call("run", "docs", "--db", "i.db")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (
        done.stdout
        == (
            "documents        1  1 new\n"
            "records          2  0 flagged\n"
            "numbers refused  0\n"
            "\n"
            "statistic  actual  target  forecast\n"
            "level           1       0         0\n"
            "growth          1       0         0\n"
        )
        + NEXT
    )
    again = call("run", "docs", "--db", "i.db")
    assert again.stdout.splitlines()[0] == "documents        1  1 unchanged"
    facts = stored(here / "i.db", "SELECT region, year, statistic, value_text, unit FROM records ORDER BY start")
    assert facts == [("510000", 2023, "level", "36000000", "吨"), ("510000", 2023, "growth", "1.5", "%")]


def test_the_command_told_at_the_end_shows_numbers_in_full(here: Path) -> None:
    write(here, "docs/公报.txt", "2023年，四川省地区生产总值突破6万亿元，社会消费品零售总额2.6—2.7万亿元。")
    done = call("run", "docs", "--db", "我的 指标.db")
    command = shlex.split(done.stdout.splitlines()[-1])
    shown = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True).stdout.splitlines()
    cells = [re.split(" {2,}", line.strip()) for line in shown]
    assert cells[0] == ["region_name", "indicator_name", "period", "statistic", "status", "value"]
    assert cells[2:] == [["四川省", "地区生产总值", "2023", "level", "actual", "6000000000000 元"]]


def test_run_loads_the_seeds_and_finds_them_unchanged(here: Path) -> None:
    first = call("run", SEEDS, "--db", "i.db")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "documents          5  5 new"
    records, flagged = re.findall(r"\d+", first.stdout.splitlines()[1])
    assert stored(here / "i.db", "SELECT count(*), sum(flags <> '[]') FROM records") == [(int(records), int(flagged))]
    second = call("run", SEEDS, "--db", "i.db")
    assert second.stdout == first.stdout.replace("5 new", "5 unchanged")
    assert "\x1b" not in first.output


def test_extract_prints_one_record_a_line() -> None:
    done = call("extract", "-", *GRAIN_FACTS, text=GRAIN)
    assert (done.exit_code, done.stderr) == (0, "")
    level, growth = (json.loads(line) for line in done.stdout.splitlines())
    assert list(level) == list(Record.model_fields)
    keys = ("document", "indicator_text", "value", "unit", "quote", "start", "end")
    assert [level[key] for key in keys] == [
        "-", "粮食产量", "36000000", "吨", "3600万吨", 8, 14,
    ]  # fmt: skip
    assert (growth["statistic"], growth["value"], growth["flags"]) == ("growth", "1.5", [])


def test_extract_reads_a_text_of_any_encoding() -> None:
    done = call("extract", "-", *GRAIN_FACTS, text=GRAIN.encode("gb18030"))
    assert [json.loads(line)["quote"] for line in done.stdout.splitlines()] == ["3600万吨", "1.5%"]


def test_extract_prints_csv_that_a_spreadsheet_does_not_run() -> None:
    done = call("extract", "-", "--format", "csv", *GRAIN_FACTS, text="=粮食产量3600万吨，下降1.5%。")
    header, *rows = csv.reader(io.StringIO(done.stdout))
    assert header == list(Record.model_fields)
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["value"] for row in cells] == ["36000000", "-1.5"]  # a number is none, with a minus too
    assert {(row["document"], row["sentence"][:3]) for row in cells} == {("-", "'=粮")}
    assert not done.stdout.startswith("\ufeff")


def test_extract_prints_csv_columns_where_nothing_is_found() -> None:
    done = call("extract", "-", "--format", "csv", text="没有任何指标。")
    assert done.stdout == ",".join(Record.model_fields) + "\n"


def test_extract_prints_a_table() -> None:
    done = call("extract", "-", "--format", "table", *GRAIN_FACTS, text=GRAIN)
    assert "\x1b" not in done.stdout
    lines = [line.split() for line in done.stdout.splitlines() if line.strip("─ ")]
    assert lines == [
        ["-"],
        ["indicator", "region", "period", "statistic", "status", "value", "unit", "bound", "quote"],
        ["粮食产量", "四川省", "2023", "level", "actual", "36000000", "吨", "exact", "3600万吨"],
        ["粮食产量", "四川省", "2023", "growth", "actual", "1.5", "%", "exact", "1.5%"],
    ]


def test_extract_of_the_seeds_leads_back_to_the_source() -> None:
    done = call("extract", SEEDS)
    assert done.exit_code == 0
    sources = {path.name: path.read_bytes().decode() for path in SEEDS.glob("*.txt")}
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["document"] for record in records} == set(sources)
    assert all(sources[r["document"]][r["start"] : r["end"]] == r["quote"] for r in records)


def test_rules_check_counts_what_it_has_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor import rulecheck

    checked = rulecheck.Checked((), 3, 2, 9)
    monkeypatch.setattr(rulecheck, "check_rules", lambda folder: checked)
    done = call("rules", "check")
    assert (done.exit_code, done.stdout) == (0, "rules: 3 indicators, 2 frames, 9 examples: no problems\n")


def test_rules_check_prints_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor import rulecheck

    problem = Problem("rules/units.yaml", 3, 5, "unknown-unit", "no unit `亩` in units.yaml")
    monkeypatch.setattr(rulecheck, "check_rules", lambda folder: rulecheck.Checked((problem,), 3, 2, 9))
    done = call("rules", "check")
    said = "rules/units.yaml:3:5: unknown-unit no unit `亩` in units.yaml\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, said, "")


def test_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert call("--version").stdout == f"extractor, version {project['version']}\n"


@pytest.mark.parametrize("command", [[], ["run"], ["extract"], ["explain"], ["rules"], ["rules", "check"]])
def test_help_is_there_for_every_command(command: list[str]) -> None:
    done = call(*command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(" ".join(["Usage: main", *command]))
    assert command == ["rules"] or "Examples:" in done.stdout


# --- what is refused, on standard error ------------------------------------------------------------

MARKS = {
    "空白.txt": (b"", "empty file"),
    "白纸.txt": (b" \r\n\t ", "empty file: nothing but white space"),
    "照片.txt": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture (PNG): this version reads text files; "
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


def test_files_that_are_no_text_are_named(here: Path) -> None:
    write(here, "docs/公报.txt", GRAIN)
    write(here, "docs/报表.xlsx", b"PK")
    done = call("run", "docs", "--db", "i.db")
    assert done.exit_code == 1
    assert done.stderr == "docs/报表.xlsx: not read: this version reads .txt and .md files; save it as plain text\n"


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

    monkeypatch.setattr("extractor.runs.read_document", read)


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
    (["run", "folder"], "folder: no documents (.txt, .md) in this folder\n"),
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
    assert (check.exit_code, check.stdout, check.stderr) == (2, said, "")


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


# --- as a library ----------------------------------------------------------------------------------


def test_the_library_is_what_it_says() -> None:
    assert set(extractor.__all__) <= {*dir(extractor), *extractor._HOMES}
    for name in extractor.__all__:
        assert getattr(extractor, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        getattr(extractor, "extrct")  # noqa: B009


def test_numbers_are_found_without_any_context() -> None:
    about, growth = extractor.find_quantities("约425万亩，同比增长41.68%")
    assert (str(about.value), about.unit, about.bound, about.start, about.end) == (
        "4250000",
        "亩",
        "about",
        1,
        6,
    )
    assert (str(growth.value), growth.unit) == ("41.68", "%")
