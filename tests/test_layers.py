"""Guards against a user's rules that silently lose, change or fail to reach the shipped ones they are laid over."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from rule_samples import LAND, RULES, below, write_files, write_rules

from extractor.cli import main
from extractor.documents.document import Metadata
from extractor.documents.sources import text_document
from extractor.pipeline import extract, find_quantities, read_document
from extractor.problems import RuleError
from extractor.ruleset import compiled, folders
from extractor.ruleset import files as rule_files
from extractor.ruleset.compiled import RuleSet, load_rules, shipped_rules
from extractor.ruleset.files import RuleFiles, read_rule_files

TEA = RULES[LAND].replace("tea_area", "tea_output").replace("茶园面积", "茶叶产量").replace("[茶园]", "[茶产量]")
LANTERNS = """\
field: mine
name: 自定义
indicators:
  - id: lantern_output
    name: 花灯产量
    measured_in: [盏]
    examples:
      - text: 全年花灯产量3万盏。
        records: [{value: "30000", unit: 盏}]
      - text: 灯会接待游客3万人次。
        none: true
"""


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest rule set there is, in place of the shipped one."""
    folder = write_rules(tmp_path / "installed", {})
    for module in (folders, rule_files):
        monkeypatch.setattr(module, "shipped_rules", lambda: folder)
    return folder


def layered(parent: Path, files: Mapping[str, str]) -> RuleFiles:
    return read_rule_files(write_files(parent / "mine", files))


def refused(parent: Path, files: Mapping[str, str]) -> list[str]:
    with pytest.raises(RuleError) as caught:
        layered(parent, files)
    return below(parent, caught.value.problems)


FAULTS: list[tuple[str, Mapping[str, str], list[str]]] = [
    (
        "indicator that is there already",
        {"indicators/a.yaml": RULES[LAND]},
        [
            "mine/indicators/a.yaml:4:9: duplicate-id `indicators/tea_area` stands at rules/indicators/land.yaml:4:5 "
            "already; choose another name, or write `replaces: tea_area` to put this one in its place"
        ],
    ),
    (
        "unit that is there already",
        {"units.yaml": "units:\n  - unit: 亩\n    dimension: area\n"},
        [
            "mine/units.yaml:2:11: duplicate-id `units/亩` stands at rules/units.yaml:6:5 already; "
            "choose another name, or write `replaces: 亩` to put this one in its place"
        ],
    ),
    (
        "dimension that is there already",
        {"units.yaml": "dimensions: [{id: area, name: 地积, base: 亩}]\n"},
        [
            "mine/units.yaml:1:19: duplicate-id `dimensions/area` stands at rules/units.yaml:2:5 already; "
            "choose another name, or write `replaces: area` to put this one in its place"
        ],
    ),
    (
        "frame that is there already",
        {"frames.yaml": RULES["frames.yaml"]},
        [
            "mine/frames.yaml:4:9: duplicate-id `frames/level` stands at rules/frames.yaml:4:5 already; "
            "choose another name, or write `replaces: level` to put this one in its place"
        ],
    ),
    (
        "entry of ignore.yaml that is there already",
        {"ignore.yaml": "ignore:\n  - {id: ordinal, reason: 序数, before: [第], examples: [第3]}\n"},
        [
            "mine/ignore.yaml:2:10: duplicate-id `ignore/ordinal` stands at rules/ignore.yaml:2:5 already; "
            "choose another name, or write `replaces: ordinal` to put this one in its place"
        ],
    ),
    (
        "word list that is there already",
        {"wording.yaml": "wording:\n  reach: {means: 达到, words: [达成]}\n"},
        [
            "mine/wording.yaml:2:3: duplicate-id `wording/reach` stands at rules/wording.yaml:2:3 already; "
            "choose another name, or write `replaces: reach` to put this one in its place"
        ],
    ),
    (
        "word of a period with another meaning",
        {"periods.yaml": "years: {今年: 1}\n"},
        ["mine/periods.yaml:1:9: duplicate-id `years/今年` stands at rules/periods.yaml:1:9 already; leave it out"],
    ),
    (
        "one name for what stands in the place of another",
        {"units.yaml": "units:\n  - {unit: 家, replaces: 亩}\n"},
        [
            "mine/units.yaml:2:12: duplicate-id `units/家` stands at rules/units.yaml:9:5 already; "
            "choose another name, or write `replaces: 家` to put this one in its place"
        ],
    ),
    (
        "twice in one's own files",
        {"units.yaml": "units:\n  - unit: 担\n  - unit: 担\n"},
        ["mine/units.yaml:3:11: duplicate-id `units/担` again; it stands at mine/units.yaml:2:5 already"],
    ),
    (
        "replaces what is not there",
        {
            "indicators/a.yaml": TEA.replace("id: tea_output", "id: tea_output\n    replaces: tea_aera"),
            "wording.yaml": "wording:\n  reached: {means: 达到, words: [达成], replaces: 达}\n",
        },
        [
            "mine/indicators/a.yaml:5:15: unknown-replaces no `indicators/tea_aera` to replace; "
            "did you mean `tea_area`?",
            "mine/wording.yaml:2:47: unknown-replaces no `wording/达` to replace",
        ],
    ),
    (
        "replaced by two",
        {"units.yaml": "units:\n  - {unit: 市亩, replaces: 亩}\n  - {unit: 担, replaces: 亩}\n"},
        [
            "mine/units.yaml:3:25: duplicate-id `units/亩` is replaced at mine/units.yaml:2 already; "
            "one of the two must go"
        ],
    ),
    (
        "words of a list that is not there",
        {"wording.yaml": "wording:\n  raech: {adds: [达成]}\n"},
        ["mine/wording.yaml:2:3: unknown-wording no word list <raech> to change; did you mean `reach`?"],
    ),
    (
        "word that is not there to be removed",
        {"wording.yaml": "wording:\n  reach: {removes: [达倒]}\n"},
        ["mine/wording.yaml:2:21: unknown-word no word `达倒` in <reach> to remove; did you mean `达`?"],
    ),
    (
        "words of one's own beside those added",
        {"wording.yaml": "wording:\n  reach: {means: 达到, words: [达成], adds: [达至]}\n"},
        [
            "mine/wording.yaml:2:29: conflicting-words `adds` and `removes` change the shipped list; "
            "`replaces: reach` is for one with words of its own"
        ],
    ),
    (
        "words that are no list",
        {"wording.yaml": "wording:\n  reach:\n    adds: 达成\n"},
        ["mine/wording.yaml:3:11: wrong-type expected a list, found text `达成`"],
    ),
    (
        "misspelled key of an entry of one's own",
        {"units.yaml": "units:\n  - {unit: 担, dimensions: area}\n"},
        ["mine/units.yaml:2:15: unknown-key unknown key `dimensions`; did you mean `dimension`?"],
    ),
    (
        "list where the shipped file has keys",
        {"wording.yaml": "wording:\n  - reach\n"},
        ["mine/wording.yaml:2:3: wrong-type expected keys with values, found a list"],
    ),
    (
        "misspelled files",
        {"unit.yaml": "units: []\n", "region.csv": "code,name\n"},
        [
            "mine/region.csv: unknown-file no file of a rule set; did you mean `regions.csv`?",
            "mine/unit.yaml: unknown-file no file of a rule set; did you mean `units.yaml`?",
        ],
    ),
    (
        "no rule file",
        {"说明.md": "…"},
        [
            "mine: missing-file no rule file in this folder; expected any of ruleset.yaml, units.yaml, numerals.yaml, "
            "wording.yaml, ignore.yaml, frames.yaml, phrases.yaml, periods.yaml, tables.yaml, regions.csv, "
            "areas.csv, indicators/*.yaml"
        ],
    ),
    (
        "alone and not complete",
        {**RULES, "wording.yaml": "wording:\n  reach: {adds: [达成]}\n"},
        ["mine/wording.yaml:2:3: unknown-wording no word list <reach> to change"],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
@pytest.mark.usefixtures("shipped")
def test_what_does_not_fit_the_shipped_rules_is_told(
    tmp_path: Path, files: Mapping[str, str], expected: list[str]
) -> None:
    assert refused(tmp_path, files) == expected


@pytest.mark.usefixtures("shipped")
def test_entries_add_to_the_shipped_ones(tmp_path: Path) -> None:
    files = layered(
        tmp_path,
        {
            "units.yaml": "units:\n  - {unit: 担, dimension: mass}\ndimensions: [{id: mass, name: 质量, base: 担}]\n",
            "numerals.yaml": "bare_after: [得分]\nmultipliers: {亿: 100000000}\nranks: {standing: [全县]}\n",
            "periods.yaml": "years: {今年: 0, 去年: -1}\nprior: [上一年]\n",
            "wording.yaml": "wording:\n  reach: {adds: [达成], removes: [达]}\n  hope: {means: 打算, words: [力争]}\n",
            "indicators/land.yaml": TEA,
        },
    )
    assert [unit.unit for unit in files.units.units] == ["平方米", "亩", "家", "%", "担"]
    assert [dimension.id for dimension in files.units.dimensions] == ["area", "mass"]
    assert files.numerals.bare_after == ("指数", "得分")
    assert files.numerals.multipliers == {"万": "10000", "亿": "100000000"}
    assert files.numerals.ranks.standing == ("全国", "全县")
    assert files.numerals.ranks.measures == ("位",)
    assert files.periods.years == {"今年": "0", "去年": "-1"}
    assert files.periods.prior == ("上年", "上一年")
    assert files.wording.wording["reach"].words == ("达到", "达成")
    assert files.wording.wording["reach"].means == "达到"
    assert files.wording.wording["hope"].words == ("力争",)
    assert [entry.id for file in files.indicators for entry in file.indicators] == ["tea_area", "tea_output"]


@pytest.mark.usefixtures("shipped")
def test_an_entry_stands_in_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    files = layered(
        tmp_path,
        {
            "units.yaml": "units:\n  - {unit: 市亩, dimension: area, factor: 600, replaces: 亩}\n",
            "wording.yaml": "wording:\n  reach: {means: 达到, words: [达成], replaces: reach}\n",
            "indicators/a.yaml": RULES[LAND].replace("id: tea_area", "id: tea_area\n    replaces: tea_area"),
        },
    )
    assert [unit.unit for unit in files.units.units] == ["平方米", "家", "%", "市亩"]
    assert files.wording.wording["reach"].words == ("达成",)
    assert [[entry.id for entry in file.indicators] for file in files.indicators] == [[], ["tea_area"]]


@pytest.mark.usefixtures("shipped")
def test_a_unit_may_be_told_again_for_what_it_is_called_near_certain_words(tmp_path: Path) -> None:
    text = "units:\n  - {unit: 亩, dimension: area, factor: 2000/3, spellings: [分], near: [茶园]}\n"
    assert [unit.unit for unit in layered(tmp_path, {"units.yaml": text}).units.units].count("亩") == 2


@pytest.mark.usefixtures("shipped")
def test_places_lead_to_the_file_of_the_folder_they_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(
        tmp_path / "rules",
        {
            "units.yaml": "units:\n  - unit: 担\n",
            "wording.yaml": "wording:\n  reach:\n    adds: [达成]\n",
            LAND: TEA,
        },
    )
    monkeypatch.chdir(tmp_path)
    files = read_rule_files(Path("rules"))  # called as the shipped folder is
    assert str(files.places["units/亩"]) == "rules/units.yaml:6:5"
    assert str(files.places["units/担"]) == "./rules/units.yaml:2:5"
    assert str(files.place("units", 4, "unit")) == "./rules/units.yaml:2:11"
    assert str(files.place("wording/reach", "words", 0)) == "rules/wording.yaml:4:13"
    assert str(files.place("wording/reach", "words", 2)) == "./rules/wording.yaml:3:12"
    assert str(files.place("indicators/tea_area", "name")) == f"rules/{LAND}:5:11"
    assert str(files.place("indicators/tea_output", "name")) == f"./rules/{LAND}:5:11"


@pytest.mark.usefixtures("shipped")
def test_the_rule_set_is_named_by_its_layers(tmp_path: Path) -> None:
    mine = layered(tmp_path, {"units.yaml": "units: [{unit: 担}]\n"})
    assert (mine.ruleset.name, mine.ruleset.version) == ("试用规则/mine", "0.10/0")
    told = layered(tmp_path, {"ruleset.yaml": "name: 我的规则\nversion: 7\n"})
    assert (told.ruleset.name, told.ruleset.version) == ("试用规则/我的规则", "0.10/7")
    alone = layered(tmp_path / "b", RULES)
    assert (alone.ruleset.name, alone.ruleset.version, len(alone.folders)) == ("试用规则", "0.10", 1)


def test_the_digest_is_that_of_both_layers(tmp_path: Path, shipped: Path) -> None:
    first = layered(tmp_path, {"units.yaml": "units: [{unit: 担}]\n"}).digest
    assert layered(tmp_path, {"units.yaml": "units: [{unit: 石}]\n"}).digest != first
    assert layered(tmp_path, {"units.yaml": "units: [{unit: 担}]\n"}).digest == first
    write_files(shipped, {"wording.yaml": RULES["wording.yaml"] + "# 说明\n"})
    assert layered(tmp_path, {"units.yaml": "units: [{unit: 担}]\n"}).digest != first


@pytest.mark.usefixtures("shipped")
def test_only_patterns_of_one_s_own_are_guarded(tmp_path: Path) -> None:
    entry = "ignore:\n  - {id: lamp, reason: 灯, pattern: '[0-9]+号灯', examples: [3号灯]}\n"
    assert layered(tmp_path, {"ignore.yaml": entry}).guarded == {"lamp"}
    assert layered(tmp_path / "b", RULES).guarded == {"ordinal"}


def test_a_copy_of_the_shipped_rules_is_told_as_one_problem(tmp_path: Path) -> None:
    copy = {path.relative_to(shipped_rules()).as_posix(): path.read_text(encoding="utf-8")
            for path in (shipped_rules() / "indicators").glob("*.yaml")}  # fmt: skip
    (problem,) = refused(tmp_path, copy)
    assert problem.startswith("mine/ruleset.yaml: duplicate-id ")
    assert problem.endswith("stand in the shipped rules already; `alone: true` makes this a rule set of its own")


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """The shipped rules with an indicator, a region, an area and two patterns of one's own."""
    return load_rules(
        write_files(
            tmp_path_factory.mktemp("rules") / "灯会",
            {
                "indicators/lanterns.yaml": LANTERNS,
                "regions.csv": "code,name,level,parent,aliases,local,weak\n519801,灯山县,county,510000,灯山,,\n",
                "areas.csv": "name,aliases,local,parent,kind\n灯海新区,灯海,,510000,new_area\n",
                "ignore.yaml": "ignore:\n"
                "  - {id: riddle, reason: 灯谜, pattern: '[0-9]+盏灯谜', examples: [3盏灯谜]}\n"
                "  - {id: slow, reason: 慢, pattern: '[0-9]+(甲|甲甲)+乙', examples: [3甲乙]}\n",
            },
        )
    )


def test_rules_of_one_s_own_are_read_beside_the_shipped_ones(mine: RuleSet, rules: RuleSet) -> None:
    records = extract("灯山县花灯产量3万盏，粮食产量5万吨。", mine, region="四川省", published="2024")
    assert [(record.region_name, record.indicator) for record in records] == [
        ("灯山县", "lantern_output"),
        ("灯山县", "grain_output"),
    ]
    assert records[0].rule.endswith(mine.label)
    assert mine.label == f"{rules.version}/0+{mine.digest}"
    (record,) = extract("灯海新区粮食产量5万吨。", mine)
    assert (record.region, record.region_name) == (None, "灯海新区")


def test_an_own_pattern_refuses_numbers(mine: RuleSet, rules: RuleSet) -> None:
    text = "点亮花灯3盏，猜出25盏灯谜。"
    assert [quantity.value for quantity in find_quantities(text, rules)] == [3, 25]
    assert [quantity.value for quantity in find_quantities(text, mine)] == [3]


SLOW = "粮食产量5万吨，库存6" + "甲" * 60 + "。又乙。"


def test_a_pattern_without_end_is_left_out_and_told(mine: RuleSet) -> None:
    """The document is read all the same, by all the other rules."""
    reading = read_document(text_document(SLOW + "猜出25盏灯谜。" + SLOW, "text", Metadata()), mine)
    (problem,) = reading.problems
    assert Path(problem.path).name == "ignore.yaml"
    assert (problem.line, problem.column, problem.code) == (3, 5, "slow-pattern")
    assert problem.message.startswith("the pattern of slow takes too long and was left out")
    assert [record.indicator for record in reading.records] == ["grain_output", "grain_output"]
    assert "riddle" in {refusal.rule for refusal in reading.refusals}


def test_a_text_in_hand_warns_of_it(mine: RuleSet) -> None:
    with pytest.warns(UserWarning, match="slow-pattern the pattern of slow"):
        assert extract(SLOW, mine)
    with pytest.warns(UserWarning, match="slow-pattern the pattern of slow"):
        assert find_quantities(SLOW, mine)


REGIONS = "code,name,level,parent,aliases,local,weak\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "510000,天府省,province,100000,,,",
            "mine/regions.csv:2:1: duplicate-code 510000 stands at rules/regions.csv:",
        ),
        (
            "519801,灯山县,county,510000,四川,,",
            "mine/regions.csv:2:26: duplicate-name 四川 is 四川省 already, at rules/",
        ),
        ("519801,灯山县,county,519900,,,", "mine/regions.csv:2:19: parent '519900' is no code of this file"),
    ],
)
def test_regions_that_do_not_fit_the_shipped_ones_are_told(tmp_path: Path, row: str, expected: str) -> None:
    folder = write_files(tmp_path / "mine", {"regions.csv": f"{REGIONS}{row}\n"})
    with pytest.raises(RuleError) as caught:
        load_rules(folder)
    assert below(tmp_path, caught.value.problems)[0].startswith(expected)


def test_a_run_tells_it_once_and_loads_every_document(
    tmp_path: Path, mine: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "load_rules", lambda directory: mine)
    write_files(tmp_path, {"docs/a.txt": f"1月5日讯 {SLOW}", "docs/b.txt": f"2月6日讯 {SLOW}"})
    arguments = ["run", str(tmp_path / "docs"), "--rules", "灯会", "--db", str(tmp_path / "i.db")]
    done = CliRunner().invoke(main, arguments)
    place = mine.places["ignore/slow"]
    said = f"{place.path}:{place.line}: the pattern of slow takes too long and was left out; "
    assert done.exit_code == 1
    assert done.stderr.count(said) == 1
    assert "2 new" in done.stdout


GUIDES = ("rules.md", "rules.zh-CN.md")


def guide_blocks(guide: str, language: str) -> list[str]:
    text = (Path(__file__).parent.parent / "docs" / guide).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_both_guides_show_the_same_files_and_commands() -> None:
    assert len({(*guide_blocks(guide, "yml"), *guide_blocks(guide, "sh")) for guide in GUIDES}) == 1


def test_the_rules_of_the_guide_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are written as they stand and its commands run, those on a copy of the shipped rules too."""
    shutil.copytree(shipped_rules(), tmp_path / "only-mine")
    for block in guide_blocks(GUIDES[0], "yml"):
        write_files(tmp_path, {block.partition("\n")[0].removeprefix("# "): block})
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(line)[1:] for block in guide_blocks(GUIDES[0], "sh") for line in block.splitlines()]
    done = [CliRunner().invoke(main, command) for command in commands if command[0] != "-r"]
    assert [run.exit_code for run in done] == [0, 0, 0, 0], [run.output for run in done]
    assert re.findall(r"indicator +\S+ \((\w+), ", done[1].output) == [
        "heritage_workshops", "public_libraries", "grain_output",
    ]  # fmt: skip
    assert re.findall(r"(\w+), by the frame", done[1].output)[-1] == "growth"
