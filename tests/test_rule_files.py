"""Guards against rule files that load as something else than was written, or fail without saying where."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from rule_samples import LAND, RULES, problems, replaced, write_rules

from extractor.cli import main
from extractor.ruleset import compiled, files, folders
from extractor.ruleset.files import Place, RuleFiles, read_rule_files
from extractor.ruleset.folders import FILES

FAULTS: list[tuple[str, Mapping[str, str | bytes | None], list[str]]] = [
    (
        "misspelled key",
        replaced(LAND, "aliases:", "alias:"),
        ["rules/indicators/land.yaml:6:5: unknown-key unknown key `alias`; did you mean `aliases`?"],
    ),
    (
        "misspelled key that is required: told once",
        replaced(LAND, "measured_in:", "measured:"),
        ["rules/indicators/land.yaml:7:5: unknown-key unknown key `measured`; did you mean `measured_in`?"],
    ),
    (
        "unknown key like no other",
        replaced("ruleset.yaml", "version", "作者: 张三\nversion"),
        ["rules/ruleset.yaml:2:1: unknown-key unknown key `作者`; known keys: name, version, alone"],
    ),
    (
        "missing key",
        replaced(LAND, "    measured_in: [area]\n", ""),
        ["rules/indicators/land.yaml:4:5: missing-key missing key `measured_in`"],
    ),
    (
        "duplicate key",
        replaced("units.yaml", "    factor: 2000/3", "    factor: 2000/3\n    unit: 公顷"),
        ["rules/units.yaml:9:5: duplicate-key key `unit` again; it stands on line 6 already"],
    ),
    (
        "duplicate id in one file",
        replaced("units.yaml", "units:\n", "  - {id: area, name: 地积, base: 亩}\nunits:\n"),
        ["rules/units.yaml:3:10: duplicate-id `dimensions/area` again; it stands at rules/units.yaml:2:5 already"],
    ),
    (
        "duplicate unit",
        replaced("units.yaml", "unit: 家", "unit: 亩"),
        ["rules/units.yaml:9:11: duplicate-id `units/亩` again; it stands at rules/units.yaml:6:5 already"],
    ),
    (
        "duplicate id in two files",
        {"indicators/tea.yaml": RULES[LAND]},
        [
            "rules/indicators/tea.yaml:4:9: duplicate-id `indicators/tea_area` again; "
            "it stands at rules/indicators/land.yaml:4:5 already"
        ],
    ),
    (
        "list expected",
        replaced(LAND, "aliases: [茶园]", "aliases: 茶园"),
        ["rules/indicators/land.yaml:6:14: wrong-type expected a list, found text `茶园`"],
    ),
    (
        "list without spaces",
        replaced(LAND, "aliases: [茶园]", "aliases:\n      -茶园"),
        [
            "rules/indicators/land.yaml:7:7: wrong-type expected a list, found text `-茶园` "
            "(a list item needs a space after `-`)"
        ],
    ),
    (
        "text expected",
        replaced(LAND, "name: 茶园面积", "name: [茶园面积]"),
        ["rules/indicators/land.yaml:5:11: wrong-type expected text, found a list"],
    ),
    (
        "value left out: the key is shown",
        replaced(LAND, "aliases: [茶园]", "aliases:"),
        ["rules/indicators/land.yaml:6:5: wrong-type expected a list, found nothing"],
    ),
    (
        "keys expected",
        replaced(LAND, "level: {low: 012, high: 1e10, unit: 亩}", "level: 12"),
        ["rules/indicators/land.yaml:9:14: wrong-type expected keys with values, found text `12`"],
    ),
    (
        "number expected",
        replaced(LAND, "1e10", "一百"),
        ["rules/indicators/land.yaml:9:31: wrong-type expected a number, found text `一百`"],
    ),
    (
        "true or false expected",
        replaced("units.yaml", "counts: yes", "counts: 是"),
        ["rules/units.yaml:10:13: wrong-type expected true or false, found text `是`"],
    ),
    (
        "a list that is too short",
        replaced(LAND, "      - text: 茶园面积的统计口径有变。\n        none: true\n", ""),
        [
            "rules/indicators/land.yaml:11:7: wrong-length expected at least 2 in the list, found 1; "
            "`examples`: Examples; at least one is `none: true`."
        ],
    ),
    (
        "identifier of an item",
        replaced(LAND, "id: tea_area", "id: Tea-Area"),
        [
            "rules/indicators/land.yaml:4:9: bad-identifier expected an id of small letters, digits and _ "
            "that begins with a letter, found text `Tea-Area`"
        ],
    ),
    (
        "identifier as a key",
        replaced("wording.yaml", "reach", "到达"),
        [
            "rules/wording.yaml:2:3: bad-identifier expected an id of small letters, digits and _ "
            "that begins with a letter, found text `到达`"
        ],
    ),
    (
        "one of several words",
        replaced("ignore.yaml", "reason: 序数", "reason: 序数\n    only: chinnese"),
        [
            "rules/ignore.yaml:4:11: bad-value expected one of any, chinese, arabic, bare, "
            "found text `chinnese`; did you mean `chinese`?"
        ],
    ),
    (
        "a pattern of the schema",
        replaced("periods.yaml", "今年: 0", "今年: 零"),
        [
            "rules/periods.yaml:1:13: bad-value found text `零`; expected `years`: "
            "Words for a year: 今年 0, 去年 -1; offsets from the document's. N is any number: N年前 is -N."
        ],
    ),
    (
        "full-width colon inside brackets",
        replaced(LAND, "low: 012", "low：012"),
        ["rules/indicators/land.yaml:9:18: full-width full-width mark in the key `low：012`; write `: ` or `, `"],
    ),
    (
        "missing file",
        {"wording.yaml": None},
        ["rules/wording.yaml: missing-file no such file; a rule set with `alone: true` needs it"],
    ),
    (
        "no indicators",
        {LAND: None},
        ["rules/indicators/*.yaml: missing-file no indicators; expected at least one file of them"],
    ),
    (
        "misspelled file, told once",
        {"wording.yaml": None, "wordings.yml": RULES["wording.yaml"]},
        ["rules/wordings.yml: unknown-file no file of a rule set; did you mean `wording.yaml`?"],
    ),
    (
        "indicator file with another ending",
        {"indicators/tea.yml": RULES[LAND]},
        ["rules/indicators/tea.yml: unknown-file no file of a rule set; did you mean `indicators/tea.yaml`?"],
    ),
    (
        "all problems of all files, in order",
        {
            **replaced("wording.yaml", "means", "meens"),
            **replaced(LAND, "[{value: 30000, unit: 亩}]", "[{value: [], unit: }]"),
            "ignore.yaml": None,
        },
        [
            "rules/ignore.yaml: missing-file no such file; a rule set with `alone: true` needs it",
            "rules/indicators/land.yaml:12:27: wrong-type expected text, found a list",
            "rules/indicators/land.yaml:12:31: wrong-type expected text, found nothing",
            "rules/wording.yaml:3:5: unknown-key unknown key `meens`; did you mean `means`?",
        ],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_every_fault_is_told_at_its_place(
    tmp_path: Path, changes: Mapping[str, str | bytes | None], expected: list[str]
) -> None:
    assert problems(write_rules(tmp_path, changes)) == expected


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    assert problems(missing) == ["none: missing-file no such folder; expected one of rule files"]


def told(place: Place, parent: Path) -> str:
    return str(place).removeprefix(f"{parent}/")


def test_text_stays_text_until_the_schema_types_it(tmp_path: Path) -> None:
    files = read_rule_files(write_rules(tmp_path, {}))
    assert files.ruleset.version == "0.10"
    assert files.units.units[2].counts is True
    plausible = files.indicators[0].indicators[0].ranges["level"]
    assert (plausible.low, plausible.high) == (Decimal(12), Decimal("1e10"))
    assert files.periods.years == {"今年": "0"}
    assert files.indicators[0].indicators[0].examples[1].none is True


def test_every_entry_has_its_place(tmp_path: Path) -> None:
    files = read_rule_files(write_rules(tmp_path, {}))
    entries = {name: told(place, tmp_path) for name, place in files.places.items() if "/" in name}
    assert {name: place for name, place in entries.items() if "numerals" not in place} == {
        "dimensions/area": "rules/units.yaml:2:5",
        "units/平方米": "rules/units.yaml:4:5",
        "units/亩": "rules/units.yaml:6:5",
        "units/家": "rules/units.yaml:9:5",
        "units/%": "rules/units.yaml:11:5",
        "wording/reach": "rules/wording.yaml:2:3",
        "ignore/ordinal": "rules/ignore.yaml:2:5",
        "frames/level": "rules/frames.yaml:4:5",
        "years/今年": "rules/periods.yaml:1:9",
        "parts/上半年": "rules/periods.yaml:2:9",
        "occasions/第七次全国人口普查": "rules/periods.yaml:8:13",
        "sections/review": "rules/periods.yaml:12:5",
        "stretches/month": "rules/tables.yaml:9:13",
        "stretches/months": "rules/tables.yaml:9:24",
        "columns/column_level": "rules/tables.yaml:11:5",
        "indicators/tea_area": "rules/indicators/land.yaml:4:5",
    }


@pytest.mark.parametrize(
    ("entry", "steps", "expected"),
    [
        ("indicators/tea_area", ("aliases", 0), "rules/indicators/land.yaml:6:15"),
        ("indicators/tea_area", ("examples", 0, "records", 0, "value"), "rules/indicators/land.yaml:12:27"),
        ("indicators/tea_area", ("decoys", 3), "rules/indicators/land.yaml:4:5"),
        ("wording/reach", ("words", 1), "rules/wording.yaml:4:17"),
        ("units", (), "rules/units.yaml:3:1"),
        ("units", (1, "factor"), "rules/units.yaml:8:13"),
        ("multipliers/万", (), "rules/numerals.yaml:1:15"),
        ("set_amounts", (0, "unit"), "rules/numerals.yaml:10:32"),
    ],
)
def test_a_part_of_an_entry_has_its_place(
    tmp_path: Path, entry: str, steps: tuple[str | int, ...], expected: str
) -> None:
    assert told(read_rule_files(write_rules(tmp_path, {})).place(entry, *steps), tmp_path) == expected


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    def digest(name: str, changes: Mapping[str, str | bytes | None]) -> str:
        return read_rule_files(write_rules(tmp_path / name, changes)).digest

    first = digest("a", {})
    assert len(first) == 12
    assert digest("b", {}) == first
    assert digest("c", {"ruleset.yaml": RULES["ruleset.yaml"].replace("\n", "\r\n")}) == first
    assert digest("d", {"ruleset.yaml": RULES["ruleset.yaml"] + "# 说明\n"}) != first
    assert digest("e", {"regions.csv": "510000,四川省\n"}) != first
    assert digest("f", {LAND: None, "indicators/other.yaml": RULES[LAND]}) != first
    assert digest("g", {".hidden.yaml": "a: b", "README.md": "说明"}) == first


def test_files_of_the_table_are_attributes() -> None:
    names = {field.name for field in fields(RuleFiles)}
    assert {Path(name).stem for name in FILES} <= names
    roots = [name for model in FILES.values() for name in model.model_fields if name not in ("name", "version")]
    assert len(roots) == len(set(roots)), "entries of two files would share their places"


def test_rule_files_pickle(tmp_path: Path) -> None:
    files = read_rule_files(write_rules(tmp_path, {}))
    assert pickle.loads(pickle.dumps(files)) == files


def test_many_indicators_take_time_in_proportion(tmp_path: Path) -> None:
    head, entry = RULES[LAND].split("  - id", 1)

    def seconds(fields_of_50: int) -> float:
        changes = {
            f"indicators/field{n}.yaml": head
            + "".join("  - id" + entry.replace("tea_area", f"tea_{n}_{k}") for k in range(50))
            for n in range(fields_of_50)
        }
        directory = write_rules(tmp_path / str(fields_of_50), {LAND: None, **changes})
        started = time.process_time()
        files = read_rule_files(directory)
        assert sum(len(file.indicators) for file in files.indicators) == fields_of_50 * 50
        return time.process_time() - started

    assert seconds(12) < 24 * seconds(2) + 0.5


LANTERNS = """\
field: mine
name: 自定义
indicators:
  - id: lantern_output
    name: 花灯产量
    aliases: [彩灯产量]
    measured_in: [盏]
    examples:
      - text: 全年花灯产量3万盏。
        records: [{value: "30000", unit: 盏}]
      - text: 灯会接待游客3万人次。
        none: true
"""
NUMBERED = """\
ignore:
  - id: lamp
    reason: 灯的编号
    pattern: "[0-9]+灯位"
    examples: [3灯位]
"""

BY_HAND: list[tuple[str, str, tuple[str, str], str]] = [
    (
        "misspelled key",
        "indicators/mine.yaml",
        ("    aliases:", "    alias:"),
        "6:5: unknown-key unknown key `alias`; did you mean `aliases`?",
    ),
    (
        "duplicate key",
        "indicators/mine.yaml",
        ("    aliases:", "    name: 花灯\n    aliases:"),
        "6:5: duplicate-key key `name` again; it stands on line 5 already",
    ),
    (
        "duplicate id",
        "indicators/mine.yaml",
        ("id: lantern_output", "id: tea_area"),
        "4:9: duplicate-id `indicators/tea_area` stands at rules/indicators/land.yaml:4:5 already; "
        "choose another name, or write `replaces: tea_area` to put this one in its place",
    ),
    (
        "tab for indent",
        "indicators/mine.yaml",
        ("    aliases:", "\taliases:"),
        "6:1: tab-indent indented with a tab; indent with spaces",
    ),
    (
        "unknown unit",
        "indicators/mine.yaml",
        ("[盏]", "[盏, 立方公尺]"),
        "7:22: unknown-unit no unit `立方公尺` in units.yaml; add it there",
    ),
    (
        "alias clash",
        "indicators/mine.yaml",
        ("[彩灯产量]", "[彩灯产量, 茶园]"),
        "6:21: duplicate-alias `茶园` of lantern_output is a name of tea_area too, "
        "at rules/indicators/land.yaml:6:15; one of them must let it go",
    ),
    (
        "missing example",
        "indicators/mine.yaml",
        ("灯会接待游客3万人次。\n        none: true", '花灯产量5万盏。\n        records: [{value: "50000", unit: 盏}]'),
        "4:5: missing-counterexample lantern_output has no look-alike; add an example with `none: true`",
    ),
    (
        "bad regular expression",
        "ignore.yaml",
        ('"[0-9]+灯位"', '"([0-9]+灯位"'),
        "4:14: bad-pattern no regular expression: missing ) at position 9",
    ),
    (
        "catastrophic regular expression",
        "ignore.yaml",
        ('"[0-9]+灯位"', '"([0-9]|[0-9][0-9])+灯位"'),
        "4:14: slow-pattern takes too long on a text such as `111111111111…`; let no two repeats match the same text",
    ),
    (
        "wrong type",
        "indicators/mine.yaml",
        ("[彩灯产量]", "彩灯产量"),
        "6:14: wrong-type expected a list, found text `彩灯产量`",
    ),
]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rules with one indicator, so that not all examples are run every time."""
    folder = tmp_path_factory.mktemp("installed") / "rules"
    shutil.copytree(folders.shipped_rules(), folder, ignore=shutil.ignore_patterns("indicators"))
    (folder / "indicators").mkdir()
    land = RULES[LAND].replace("012", "12").replace("      - text: 茶园面积的统计口径有变", "      - text: 茶叶3万亩")
    (folder / LAND).write_text(land, encoding="utf-8")
    return folder


def check_by_hand(parent: Path, name: str, old: str, new: str) -> tuple[int, list[str]]:
    """The exit code and the lines about one's own files of a check of two of them, one with a fault in it."""
    folder = parent / "mine"
    (folder / "indicators").mkdir(parents=True)
    for file, text in (("indicators/mine.yaml", LANTERNS), ("ignore.yaml", NUMBERED)):
        assert file != name or text.count(old) == 1
        (folder / file).write_text(text.replace(old, new) if file == name else text, encoding="utf-8")
    done = CliRunner().invoke(main, ["rules", "check", str(folder)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, [line.removeprefix(f"{folder}/") for line in done.output.splitlines()]


@pytest.mark.parametrize(
    ("name", "change", "expected"), [fault[1:] for fault in BY_HAND], ids=[fault[0] for fault in BY_HAND]
)
def test_a_fault_put_in_by_hand_is_the_one_that_is_told(
    tmp_path: Path, few: Path, monkeypatch: pytest.MonkeyPatch, name: str, change: tuple[str, str], expected: str
) -> None:
    for module in (compiled, files, folders):
        monkeypatch.setattr(module, "shipped_rules", lambda: few)
    code, lines = check_by_hand(tmp_path, name, *change)
    (at,) = (at for at, line in enumerate(lines) if line.startswith(("indicators/", "ignore.yaml")))
    told, shown, caret = lines[at : at + 3]
    assert (code, told) == (2, f"{name}:{expected}")
    line, column = map(int, expected.split(":")[:2])
    source = (tmp_path / "mine" / name).read_text(encoding="utf-8").splitlines()[line - 1]
    assert shown == f"{line:>6} | {source}".replace("\t", " ")
    wide = sum(2 if character > "\u2e80" else 1 for character in source[: column - 1])
    assert caret == f"       | {' ' * wide}^"


def test_files_without_a_fault_pass_the_check_of_the_command(tmp_path: Path) -> None:
    """And one with a fault ends the program itself as it should."""
    for changed, expected in ((LANTERNS, 0), (LANTERNS.replace("id:", "di:"), 2)):
        (tmp_path / "indicators").mkdir(exist_ok=True)
        (tmp_path / "indicators" / "mine.yaml").write_text(changed, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "extractor", "rules", "check", str(tmp_path)], capture_output=True, text=True
        )
        assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (expected, False), done.stdout
