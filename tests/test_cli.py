"""Guards against a command that prints something else than it found, or less than it says.

Output is compared to the character, after the few things that change with the rules are blanked.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from command_samples import GRAIN, GRAIN_FACTS, ROOT, SEEDS, call, stored, write

from extractor.authoring import check as authoring
from extractor.authoring.check import Checked, Counts
from extractor.problems import Problem
from extractor.records import Record

pytestmark = pytest.mark.usefixtures("here")
QUERY = (
    "SELECT region_name, indicator_name, period, statistic, status, value_text || ' ' || unit AS value "
    "FROM panel WHERE value IS NOT NULL ORDER BY indicator IS NULL, indicator, region, period LIMIT 20"
)
NEXT = f'\nin i.db; look at it with:\n  {sys.executable} -m sqlite_utils i.db "{QUERY}" --table\n'


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


COUNTS = Counts(indicators=3, frames=2, examples=9)


def test_rules_check_counts_what_it_has_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = Checked((), COUNTS)
    monkeypatch.setattr(authoring, "check_rules", lambda folder: checked)
    done = call("rules", "check")
    assert (done.exit_code, done.stdout) == (0, "rules: 3 indicators, 2 frames, 9 examples: no problems\n")


def test_rules_check_prints_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem("rules/units.yaml", 3, 5, "unknown-unit", "no unit `亩` in units.yaml")
    monkeypatch.setattr(authoring, "check_rules", lambda folder: Checked((problem,), COUNTS))
    done = call("rules", "check")
    line = (ROOT / "rules" / "units.yaml").read_text(encoding="utf-8").splitlines()[2]
    said = f"rules/units.yaml:3:5: unknown-unit no unit `亩` in units.yaml\n     3 | {line}\n       |     ^\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, said, "")


def test_rules_check_prints_notes_and_is_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few are all printed; of many, the first three of each kind and their number."""
    unused = [Problem("rules/units.yaml", line, 5, "unused-unit", f"unit {line}") for line in range(1, 11)]
    unreached = Problem("rules/frames.yaml", 4, 5, "unreached-frame", "frame 4")
    first = "".join(f"rules/units.yaml:{line}:5: note: unused-unit unit {line}\n" for line in (1, 2, 3))
    end = "rules: 3 indicators, 2 frames, 9 examples: no problems\n"
    expected = {
        3: f"{first}{end}",
        10: "rules/frames.yaml:4:5: note: unreached-frame frame 4\n"
        f"{first}rules/units.yaml:4:5: note: unused-unit 7 more from here on\n{end}",
    }
    for count, said in expected.items():
        notes = (*([unreached] if count == 10 else []), *unused[:count])
        monkeypatch.setattr(authoring, "check_rules", lambda folder, notes=notes: Checked((), COUNTS, notes))
        done = call("rules", "check")
        assert (done.exit_code, done.stdout, done.stderr) == (0, said, "")


def test_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert call("--version").stdout == f"extractor, version {project['version']}\n"


@pytest.mark.parametrize(
    "command",
    [[], ["run"], ["extract"], ["explain"], ["rules"], ["rules", "check"], ["rules", "schema"], ["score"], ["label"]],
)
def test_help_is_there_for_every_command(command: list[str]) -> None:
    done = call(*command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(" ".join(["Usage: main", *command]))
    assert command == ["rules"] or "Examples:" in done.stdout
