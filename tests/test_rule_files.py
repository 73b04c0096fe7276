"""Guards against rule files that load with something other than what their author wrote, or fail without saying where."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.problems import RuleError
from extractor.ruleset import yamlnodes
from extractor.ruleset.files import FILES, RuleFiles, read_rule_files
from extractor.ruleset.yamlnodes import Node, plain, read_nodes

RULES: Mapping[str, str] = {
    "ruleset.yaml": "name: 试用规则\nversion: 0.10\n",
    "units.yaml": """\
dimensions:
  - {id: area, name: 面积, base: 平方米}
units:
  - unit: 平方米
    dimension: area
  - unit: 亩
    dimension: area
    factor: 2000/3
  - unit: 家
    counts: yes
  - unit: "%"
""",
    "wording.yaml": "wording:\n  reach:\n    means: 达到\n    words: [达到, 达]\n",
    "ignore.yaml": """\
ignore:
  - id: ordinal
    reason: 序数
    pattern: 第[一二三]+次
    examples: [第三次会议]
""",
    "numerals.yaml": "",
    "frames.yaml": """\
gaps: {}
bases: {}
frames:
  - id: level
    means: 水平
    statistic: level
    of: [amount]
    templates: ["{indicator} <reach> {number}"]
""",
    "periods.yaml": """\
years: {今年: 0}
parts: {上半年: H1}
spans: {}
plans: {}
compared: []
compared_after: []
decoys: []
reports: [政府工作报告]
sections:
  - {id: review, cues: [工作回顾], year: -1, status: actual}
""",
    "indicators/land.yaml": """\
field: land
name: 土地
indicators:
  - id: tea_area
    name: 茶园面积
    aliases: [茶园]
    measured_in: [area]
    ranges:
      level: {low: 012, high: 1e10, unit: 亩}
    examples:
      - text: 全县茶园面积达到3万亩。
        records: [{value: 30000, unit: 亩}]
      - text: 茶园面积的统计口径有变。
        none: true
""",
}


def write_rules(parent: Path, changes: Mapping[str, str | bytes | None]) -> Path:
    """A folder ``rules`` of tiny files with some of them changed, added, or (None) left out."""
    directory = parent / "rules"
    for name, text in {**RULES, **changes}.items():
        if text is None or (name not in FILES and name not in changes and not name.startswith("indicators/")):
            continue
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return directory


def replaced(name: str, old: str, new: str) -> Mapping[str, str]:
    assert RULES[name].count(old) == 1
    return {name: RULES[name].replace(old, new)}


def problems(directory: Path) -> list[str]:
    with pytest.raises(RuleError) as caught:
        read_rule_files(directory)
    return [str(problem) for problem in caught.value.problems]


LAND = "indicators/land.yaml"
ALIGNED = "entries of one list or group start in the same column"

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
        ["rules/ruleset.yaml:2:1: unknown-key unknown key `作者`; known keys: name, version"],
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
        ["rules/indicators/land.yaml:11:7: wrong-length expected at least 2 in the list, found 1"],
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
            "Words for a year: 今年 0, 去年 -1; offsets from the document's."
        ],
    ),
    (
        "tab",
        replaced("wording.yaml", "    means", "\tmeans"),
        ["rules/wording.yaml:3:1: tab-indent indented with a tab; indent with spaces"],
    ),
    (
        "tabs that YAML would read as the text before",
        {"ruleset.yaml": "name: 规则\n\t的全称\n \t再续\nversion: 1\n"},
        ["rules/ruleset.yaml:2:1: tab-indent indented with a tab; indent with spaces (1 more such lines)"],
    ),
    (
        "full-width space",
        replaced("wording.yaml", "    means", "　　means"),
        [
            "rules/wording.yaml:3:1: full-width indented with a full-width or no-break space; "
            "indent with ASCII spaces"
        ],
    ),
    (
        "full-width colon",
        replaced("wording.yaml", "means: 达到", "means：达到"),
        [
            "rules/wording.yaml:3:10: full-width full-width colon; "
            "write `: ` (ASCII, with a space behind it) after a key"
        ],
    ),
    (
        "full-width colon inside brackets",
        replaced(LAND, "low: 012", "low：012"),
        [
            "rules/indicators/land.yaml:9:18: full-width full-width mark in the key `low：012`; write `: ` or `, `"
        ],
    ),
    (
        "full-width comma in a list",
        replaced("wording.yaml", "[达到, 达]", "[达到，达]"),
        [
            "rules/wording.yaml:4:15: full-width full-width comma in a [list]; "
            "separate with `,`, or quote the text it belongs to"
        ],
    ),
    (
        "full-width comma between keys",
        replaced(LAND, "1e10, unit", "1e10，unit"),
        [
            "rules/indicators/land.yaml:9:35: full-width full-width comma between brackets; "
            "write `, `, or quote the text it belongs to"
        ],
    ),
    (
        "colon without a space",
        {"ruleset.yaml": "name:规则\nversion: 1\n"},
        ["rules/ruleset.yaml:1:5: bad-yaml a space is missing after the colon"],
    ),
    (
        "second colon",
        {"ruleset.yaml": "name: 规则: 试用\nversion: 1\n"},
        [
            "rules/ruleset.yaml:1:9: bad-yaml a second colon on the line; text with a colon and a space in it needs quotes"
        ],
    ),
    (
        "line that is no key",
        {"ruleset.yaml": "name: 规则\n第二行\nversion: 1\n"},
        ["rules/ruleset.yaml:2:1: bad-yaml expected `key: value`, found `第二行`"],
    ),
    (
        "percent sign",
        replaced("units.yaml", '"%"', "%"),
        ["rules/units.yaml:11:11: bad-yaml text that starts with `%` needs quotes"],
    ),
    (
        "backslash in double quotes",
        replaced("ignore.yaml", "第[一二三]+次", '"第\\d+次"'),
        [
            "rules/ignore.yaml:4:14: bad-yaml a backslash in double quotes; put text with a backslash in single quotes"
        ],
    ),
    (
        "quote never closed",
        {"ruleset.yaml": "name: '规则\nversion: 1\n"},
        ["rules/ruleset.yaml:1:7: bad-yaml the quote `'` opened here is never closed"],
    ),
    (
        "quotes inside quotes",
        {"ruleset.yaml": 'name: "所谓"规则""\nversion: 1\n'},
        [
            'rules/ruleset.yaml:1:11: bad-yaml text goes on after the closing `"`; '
            "quote the whole text, with the other quote"
        ],
    ),
    (
        "bracket never closed",
        replaced("wording.yaml", "[达到, 达]", "[达到, 达"),
        [
            "rules/wording.yaml:4:12: bad-yaml the `[` opened here is not closed, or a comma is missing by line 5"
        ],
    ),
    (
        "misaligned",
        replaced("wording.yaml", "    words", "   words"),
        [
            f"rules/wording.yaml:4:4: bad-yaml not aligned with the entry it belongs to (line 2, column 3); {ALIGNED}"
        ],
    ),
    (
        "list item that YAML would read as the text before",
        replaced("wording.yaml", "[达到, 达]", "\n      - 达到\n        - 达"),
        ["rules/wording.yaml:6:9: bad-yaml read as the rest of the text on line 5; indent list items alike"],
    ),
    (
        "anchor",
        {"ruleset.yaml": "name: &n 规则\nversion: *n\n"},
        [
            "rules/ruleset.yaml:1:7: unsupported-yaml an anchor (`&n`); leave it out, or quote text that starts with `&`"
        ],
    ),
    (
        "merge",
        {"ruleset.yaml": "name: 规则\nversion: 1\n<<: {}\n"},
        ["rules/ruleset.yaml:3:1: unsupported-yaml a merge (`<<`); write the keys out instead"],
    ),
    (
        "tag",
        {"ruleset.yaml": "name: 规则\nversion: !!int 1\n"},
        [
            "rules/ruleset.yaml:2:10: unsupported-yaml a tag (`!…`); leave it out, or quote text that starts with `!`"
        ],
    ),
    (
        "second document",
        {"ruleset.yaml": "name: 规则\n---\nversion: 1\n"},
        ["rules/ruleset.yaml:2:1: unsupported-yaml a second document (`---`); one file holds one"],
    ),
    (
        "key that is a list",
        {"ruleset.yaml": "name: 规则\nversion: 1\n[甲]: 乙\n"},
        [
            "rules/ruleset.yaml:3:1: unsupported-yaml a key is a list or a mapping; "
            "expected text (quote text that starts with `[` or `{`)"
        ],
    ),
    (
        "control character",
        {"ruleset.yaml": "name: 规\x07则\nversion: 1\n"},
        ["rules/ruleset.yaml:1:8: bad-yaml control character U+0007; remove it"],
    ),
    (
        "empty file",
        {"wording.yaml": "# 只有说明\n"},
        ["rules/wording.yaml:1:1: empty-file the file holds nothing; expected keys with values"],
    ),
    (
        "saved as GBK",
        {"ruleset.yaml": "version: 1\nname: 规则\n".encode("gb18030")},
        ["rules/ruleset.yaml:2:7: bad-encoding not UTF-8 here; it looks like GBK; save the file as UTF-8"],
    ),
    ("missing file", {"wording.yaml": None}, ["rules/wording.yaml: missing-file no such file"]),
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
            "rules/ignore.yaml: missing-file no such file",
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
    assert problems(missing) == [f"{missing}: missing-file no such folder; expected one of rule files"]


def test_text_stays_text_until_the_schema_types_it(tmp_path: Path) -> None:
    files = read_rule_files(write_rules(tmp_path, {}))
    assert files.ruleset.version == "0.10"
    assert files.units.units[2].counts is True
    plausible = files.indicators[0].indicators[0].ranges["level"]
    assert (plausible.low, plausible.high) == (Decimal(12), Decimal("1e10"))
    assert files.periods.years == {"今年": "0"}
    assert files.indicators[0].indicators[0].examples[1].none is True


@pytest.mark.parametrize("text", ["no", "012", "12:30", "1e10", "~", "null", "2024-01-24", "0x1F", "1_000"])
def test_a_plain_scalar_is_what_is_written(text: str) -> None:
    node, faults = read_nodes("a.yaml", f"a: {text}".encode())
    assert faults == ()
    assert node is not None
    assert plain(node) == {"a": text}


def test_every_entry_has_its_place(tmp_path: Path) -> None:
    files = read_rule_files(write_rules(tmp_path, {}))
    assert {name: str(place) for name, place in files.places.items()} == {
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
        "sections/review": "rules/periods.yaml:10:5",
        "indicators/tea_area": "rules/indicators/land.yaml:4:5",
    }


@pytest.mark.parametrize(
    ("entry", "steps", "expected"),
    [
        ("indicators/tea_area", ("aliases", 0), "rules/indicators/land.yaml:6:15"),
        ("indicators/tea_area", ("examples", 0, "records", 0, "value"), "rules/indicators/land.yaml:12:27"),
        ("indicators/tea_area", ("decoys", 3), "rules/indicators/land.yaml:4:5"),
        ("wording/reach", ("words", 1), "rules/wording.yaml:4:17"),
    ],
)
def test_a_part_of_an_entry_has_its_place(
    tmp_path: Path, entry: str, steps: tuple[str | int, ...], expected: str
) -> None:
    assert str(read_rule_files(write_rules(tmp_path, {})).place(entry, *steps)) == expected


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
    roots = [
        name for model in FILES.values() for name in model.model_fields if name not in ("name", "version")
    ]
    assert len(roots) == len(set(roots)), "entries of two files would share their places"


def test_rule_files_pickle(tmp_path: Path) -> None:
    files = read_rule_files(write_rules(tmp_path, {}))
    assert pickle.loads(pickle.dumps(files)) == files


PIECES = st.sampled_from(
    [
        "name",
        "亩",
        ": ",
        "：",
        "- ",
        "\n",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ",",
        "，",
        "'",
        '"',
        "|",
        ">",
        "#",
        "%",
    ]
    + [
        "&a ",
        "*a",
        "!t ",
        "---\n",
        "...\n",
        "? ",
        "<<: ",
        "\\d",
        "\x00",
        "\ufeff",
        "\u2028",
        "😀",
        "@",
        "`",
        "\r",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_gives_a_tree_or_problems_with_places(text: str) -> None:
    raw = text.encode()
    node, faults = read_nodes("a.yaml", raw)
    assert node is not None or faults
    lines = text.split("\n")
    assert all(
        1 <= fault.line <= len(lines) + text.count("\r") + text.count("\u2028") + 1 for fault in faults
    )
    assert all("\n" not in str(fault) for fault in faults)


@given(st.binary(max_size=40))
def test_any_bytes_give_a_tree_or_problems(raw: bytes) -> None:
    node, faults = read_nodes("a.yaml", raw)
    assert node is not None or faults


def written(node: Node) -> Iterator[tuple[int, int, str]]:
    """The texts of a tree with their places; a value left out has no place that two parsers would agree on."""
    if isinstance(node.content, str):
        if node.content:
            yield node.line, node.column, node.content
    else:
        inner = node.content if isinstance(node.content, tuple) else chain(*node.content.values())
        for child in inner:
            yield from written(child)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_both_parsers_of_yaml_say_the_same_of_what_is_sound(text: str) -> None:
    fast, faults = read_nodes("a.yaml", text.encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yamlnodes, "_LOADER", yaml.BaseLoader)
        slow, slow_faults = read_nodes("a.yaml", text.encode())
    if fast and slow:
        assert plain(fast) == plain(slow)
        assert sorted(written(fast)) == sorted(written(slow))


def test_deep_nesting_is_refused_and_not_walked() -> None:
    _, faults = read_nodes("a.yaml", b"[" * 5000)
    assert [str(fault) for fault in faults] == [
        "a.yaml:1:41: unsupported-yaml nested more than 40 deep; rule files are flat"
    ]


def test_six_hundred_indicators_are_read_at_once(tmp_path: Path) -> None:
    head, entry = RULES[LAND].split("  - id", 1)
    changes = {
        f"indicators/field{n}.yaml": head
        + "".join("  - id" + entry.replace("tea_area", f"tea_{n}_{k}") for k in range(50))
        for n in range(12)
    }
    directory = write_rules(tmp_path, {LAND: None, **changes})
    started = time.perf_counter()
    files = read_rule_files(directory)
    assert sum(len(file.indicators) for file in files.indicators) == 600
    assert time.perf_counter() - started < 3, "0.2 s on a quiet machine"
