"""Guards against rule files that are each sound and contradict one another: one name for two indicators, a
unit or a word list that does not exist, an indicator whose look-alike nobody wrote down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from rule_samples import LAND, RULES, below, replaced, write_rules

from extractor.ruleset.files import Place, read_rule_files
from extractor.ruleset.lint import lint, notes
from extractor.ruleset.probes import slow_probe
from extractor.ruleset.templatelint import unknown_wording

TEA = """\
field: tea
name: 茶业
indicators:
  - id: tea_output
    name: 茶叶产量
    aliases: [茶产量, 毛茶产量]
    measured_in: [家]
    examples:
      - text: 茶叶产量3家。
        records: [{value: 3, unit: 家}]
      - text: 茶叶产量稳中有升。
        none: true
"""

FAULTS: list[tuple[str, Mapping[str, str], list[str]]] = [
    ("nothing", {}, []),
    ("nothing in a second file", {"indicators/tea.yaml": TEA}, []),
    (
        "alias of two indicators",
        {"indicators/tea.yaml": TEA.replace("毛茶产量", "茶园")},
        [
            "rules/indicators/tea.yaml:6:20: duplicate-alias `茶园` of tea_output is a name of tea_area too, "
            "at rules/indicators/land.yaml:6:15; one of them must let it go"
        ],
    ),
    (
        "name that is an alias elsewhere, full width or not",
        {
            **replaced(LAND, "[茶园]", "[茶园(GDP)]"),
            "indicators/tea.yaml": TEA.replace("name: 茶叶产量", "name: 茶园（gdp）"),
        },
        [
            "rules/indicators/tea.yaml:5:11: duplicate-alias `茶园（gdp）` of tea_output is a name of "
            "tea_area too, "
            "at rules/indicators/land.yaml:6:15; one of them must let it go"
        ],
    ),
    (
        "alias written twice",
        replaced(LAND, "[茶园]", "[茶园, 茶园]"),
        [
            "rules/indicators/land.yaml:6:19: duplicate-alias `茶园` is a name of tea_area already, "
            "at rules/indicators/land.yaml:6:15"
        ],
    ),
    (
        "decoy that is an alias",
        replaced(LAND, "[茶园]", "[茶园]\n    decoys: [茶园观光, 茶园]"),
        ["rules/indicators/land.yaml:7:20: decoy-is-alias decoy `茶园` is a name of tea_area itself"],
    ),
    (
        "unit that does not exist",
        replaced(LAND, "measured_in: [area]", "measured_in: [area, 公顷]"),
        ["rules/indicators/land.yaml:7:25: unknown-unit no unit `公顷` in units.yaml; add it there"],
    ),
    (
        "units made of others",
        {
            **replaced(LAND, "measured_in: [area]", "measured_in: [家/亩, 亩/万家, 家/万, 家/, /亩, 家/年]"),
            **replaced("units.yaml", 'unit: "%"\n', 'unit: "%"\ndenominators: [年]\n'),
        },
        [
            "rules/indicators/land.yaml:7:30: unknown-unit no unit `家/万` in units.yaml; add it there",
            "rules/indicators/land.yaml:7:35: unknown-unit no unit `家/` in units.yaml; did you mean `家`?",
            "rules/indicators/land.yaml:7:39: unknown-unit no unit `/亩` in units.yaml; did you mean `亩`?",
        ],
    ),
    (
        "dimension misspelled",
        replaced(LAND, "measured_in: [area]", "measured_in: [aera]"),
        ["rules/indicators/land.yaml:7:19: unknown-unit no unit `aera` in units.yaml; did you mean `area`?"],
    ),
    (
        "a spelling where the unit belongs; a dimension is no unit of a range",
        {
            **replaced(LAND, "measured_in: [area]", "measured_in: [mu]"),
            **replaced("units.yaml", "factor: 2000/3", "factor: 2000/3\n    spellings: [mu]"),
        },
        ["rules/indicators/land.yaml:7:19: unknown-unit no unit `mu` in units.yaml; write `亩`"],
    ),
    (
        "dimension as the unit of a range",
        replaced(LAND, "high: 1e10, unit: 亩", "high: 1e10, unit: area"),
        ["rules/indicators/land.yaml:9:43: unknown-unit no unit `area` in units.yaml; add it there"],
    ),
    (
        "units of amounts in set words",
        {
            **replaced("numerals.yaml", 'unit: "%", value', "unit: 倍, value"),
            **replaced("units.yaml", 'unit: "%"\n', 'unit: "%"\nprefixes:\n  - {unit: 美元, spellings: [US$]}\n'),
        },
        [
            "rules/numerals.yaml:10:32: unknown-unit no unit `倍` in units.yaml; add it there",
            "rules/units.yaml:13:12: unknown-unit no unit `美元` in units.yaml; add it there",
        ],
    ),
    (
        "spelling of two units, case ignored",
        {
            "units.yaml": RULES["units.yaml"]
            .replace("    counts: yes", "    counts: yes\n    spellings: [m2]")
            .replace("    dimension: area\n  - unit: 亩", "    dimension: area\n    spellings: [M2]\n  - unit: 亩")
        },
        ["rules/units.yaml:12:17: duplicate-unit-spelling `m2` of 家 means 平方米, at rules/units.yaml:6:17"],
    ),
    (
        "unit that is another's spelling",
        replaced("units.yaml", "    counts: yes", "    counts: yes\n    spellings: [亩]"),
        ["rules/units.yaml:11:17: duplicate-unit-spelling `亩` of 家 means 亩, at rules/units.yaml:6:11"],
    ),
    (
        "second entry of a unit with another factor",
        replaced("units.yaml", "  - unit: 家", "  - {unit: 亩, dimension: area, near: [茶园]}\n  - unit: 家"),
        ["rules/units.yaml:9:5: conflicting-unit 亩 has another dimension or factor at rules/units.yaml:6:5"],
    ),
    (
        "second entry of a unit for what it is called near certain words",
        replaced(
            "units.yaml",
            "  - unit: 家",
            "  - {unit: 亩, dimension: area, factor: 2000/3, spellings: [家], near: [茶园]}\n  - unit: 家",
        ),
        [],
    ),
    (
        "dimension and factor of a unit",
        replaced("units.yaml", "    counts: yes", "    dimension: aera\n    factor: 一百"),
        [
            "rules/units.yaml:10:16: unknown-dimension no dimension `aera`; did you mean `area`?",
            "rules/units.yaml:11:13: bad-factor expected a positive number or fraction such as 2000/3, found `一百`",
        ],
    ),
    (
        "factor that divides by zero",
        replaced("units.yaml", "2000/3", "2000/0"),
        ["rules/units.yaml:8:13: bad-factor expected a positive number or fraction such as 2000/3, found `2000/0`"],
    ),
    (
        "base of a dimension",
        replaced("units.yaml", "base: 平方米", "base: 家"),
        ["rules/units.yaml:2:32: unknown-unit base `家` is no unit of the dimension area"],
    ),
    (
        "range upside down",
        replaced(LAND, "low: 012, high: 1e10", "low: 13, high: 12"),
        ["rules/indicators/land.yaml:9:20: bad-range low 13 is above high 12"],
    ),
    (
        "a number that stands for nothing",
        replaced("periods.yaml", "今年: 0", "今年: -N"),
        ["rules/periods.yaml:1:9: bad-value `-N` has no number to be of, `今年` has no N; write the number"],
    ),
    (
        "no look-alike",
        replaced(LAND, "        none: true", "        records: [{value: 1}]"),
        [
            "rules/indicators/land.yaml:4:5: missing-counterexample tea_area has no look-alike; "
            "add an example with `none: true`"
        ],
    ),
    (
        "example that expects nothing, and one that expects both",
        {
            LAND: RULES[LAND]
            .replace("        records: [{value: 30000, unit: 亩}]\n", "")
            .replace("        none: true", "        none: true\n        records: [{value: 1}]")
        },
        [
            "rules/indicators/land.yaml:11:9: bad-example neither records nor `none: true`; expected one of them",
            "rules/indicators/land.yaml:12:9: bad-example both records and `none: true`; expected one of them",
        ],
    ),
    (
        "statistic of a range and of a record",
        {
            LAND: RULES[LAND]
            .replace("      level: {", "      levels: {")
            .replace("unit: 亩}]", "unit: 亩, statistic: grow}]")
        },
        [
            f"rules/indicators/land.yaml:{place}: unknown-statistic expected one of level, growth, "
            "change, share, "
            f"contribution, rank, completion, multiple, found `{found}`"
            for place, found in (("9:15", "levels"), ("12:54", "grow"))
        ],
    ),
    (
        "regular expression that is none",
        replaced("ignore.yaml", "第[一二三]+次", "第(一次"),
        ["rules/ignore.yaml:4:14: bad-pattern no regular expression: missing ) at position 4"],
    ),
    (
        "regular expression for nothing",
        replaced("ignore.yaml", "第[一二三]+次", "(第一次)?"),
        ["rules/ignore.yaml:4:14: bad-pattern matches the empty text, and so everywhere"],
    ),
    (
        "regular expression that takes for ever",
        replaced("ignore.yaml", "第[一二三]+次", "第(一|一一|[二三])+次"),
        [
            "rules/ignore.yaml:4:14: slow-pattern takes too long on a text such as `第一一一一一一一一一一一…`; "
            "let no two repeats match the same text"
        ],
    ),
    (
        "word list that does not exist, and so one that nobody uses",
        replaced("frames.yaml", "<reach>", "<raech>"),
        [
            "rules/frames.yaml:8:17: unknown-wording no word list <raech> in wording.yaml; did you mean `reach`?",
            "rules/wording.yaml:2:3: unused-wording no template uses <reach>; use it or remove it",
        ],
    ),
    (
        "word lists of gaps and bases",
        {
            "frames.yaml": RULES["frames.yaml"]
            .replace("gaps: {}", "gaps:\n  whole: {means: 整体, never: <moves>}")
            .replace("bases: {}", "bases: {yoy: [same]}")
        },
        [
            "rules/frames.yaml:2:29: unknown-wording no word list <moves> in wording.yaml",
            "rules/frames.yaml:3:15: unknown-wording no word list <same> in wording.yaml",
        ],
    ),
    (
        "word that stands for many, of a list that does not exist",
        {"wording.yaml": RULES["wording.yaml"].replace("words: [", 'words: ["[已]<raech>", ')},
        ["rules/wording.yaml:4:13: unknown-wording no word list <raech> in wording.yaml; did you mean `reach`?"],
    ),
    (
        "word that stands for many and cannot be read",
        {"wording.yaml": RULES["wording.yaml"].replace("words: [", 'words: ["已[<reach>", ')},
        [
            "rules/wording.yaml:4:13: bad-template cannot read '[<reach>'; <list> and [what may be missing] stand "
            "for more in a word"
        ],
    ),
    (
        "template that does not compile",
        replaced("frames.yaml", "<reach> {number}", "[<reach> {number}"),
        ["rules/frames.yaml:8:17: bad-template a bracket is not closed"],
    ),
    (
        "frame that does not exist",
        replaced("frames.yaml", "    of: [amount]", "    of: [amount]\n    over: [levels]"),
        ["rules/frames.yaml:8:12: unknown-frame no frame `levels`; did you mean `level`?"],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_every_contradiction_is_told_at_its_place(
    tmp_path: Path, changes: Mapping[str, str], expected: list[str]
) -> None:
    files = read_rule_files(write_rules(tmp_path, changes))
    assert below(tmp_path, lint(files)) == expected


def test_a_word_list_the_reading_asks_for_is_used(tmp_path: Path) -> None:
    wording = RULES["wording.yaml"] + "  hope:\n    means: 打算\n    words: [力争]\n"
    files = read_rule_files(write_rules(tmp_path, {"wording.yaml": wording}))
    assert [problem.code for problem in lint(files)] == ["unused-wording"]
    assert lint(files, read_by_name={"hope"}) == []


def test_unknown_wording_of_any_texts() -> None:
    place = Place("rules/frames.yaml", 3, 7)
    found = unknown_wording([(place, "占<whole>的<share>"), (place, "没有词表")], {"share"})
    assert [str(problem) for problem in found] == [
        "rules/frames.yaml:3:7: unknown-wording no word list <whole> in wording.yaml"
    ]


def test_a_unit_that_no_indicator_is_measured_in_is_noted(tmp_path: Path) -> None:
    """A measure word (家) counts anything, and 平方米 is the base of what 亩 measures: nothing to note."""
    text = "  - {id: mass, name: 质量, base: 担}\nunits:\n  - {unit: 担, dimension: mass}\n"
    files = read_rule_files(write_rules(tmp_path, replaced("units.yaml", "units:\n", text)))
    assert lint(files) == []
    assert below(tmp_path, notes(files)) == [
        "rules/units.yaml:5:12: unused-unit no indicator is measured in 担 or another unit of the dimension mass"
    ]


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        ("第[一二三]+次", False),
        (r"(?:[0-9]{1,3},)*[0-9]{1,3}号(?:线|楼)?", False),
        (r"(?<=近|前)[0-9一二三]{1,3}(?:个)?(?:年|月)(?!以上)", False),
        (r"([0-9]|[0-9][0-9])+;", True),
        (r"(号|号号)+$", True),
        (r"[0-9]+(甲|甲甲)+乙", True),
        (r"[0-9]+号(甲|甲甲)+乙", True),
        (r"(?<=(?:年|年年)+月1)[0-9]", False),
        ("(", False),
    ],
)
def test_a_pattern_is_slow_on_some_run_of_its_own_characters(pattern: str, slow: bool) -> None:
    assert bool(slow_probe(pattern)) is slow
