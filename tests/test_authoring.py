"""Guards against an author who cannot see what the rules lack, what a change of them does, or how to begin."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_samples import call, write

from extractor.authoring.comparison import Change, compare_records
from extractor.authoring.draft import spelled
from extractor.authoring.unmatched import Kind, unmatched
from extractor.pipeline import extract, read_text
from extractor.ruleset.compiled import RuleSet

pytestmark = pytest.mark.usefixtures("here")

FACTS = "file,published,region\na.txt,2024-01,四川省\nb.txt,2024-01,四川省\n"
UNMATCHED = """\
numbers that no rule took, by what stands behind them: 3 in 2 groups
     2  甑米
        全省展出3甑米酒
        展出5甑米酒
     1  铢香
        投放12铢香料

noun phrases that are no canonical indicator: 2 in 1 groups
     2  灯会门票收入  in 元, %
        灯会门票收入2亿元，增长6%

"""


def test_what_a_rule_set_holds_is_listed_with_its_places(here: Path) -> None:
    assert call("rules", "new", "indicator", *COLD, "--output", "own/indicators/cold.yaml").exit_code == 0
    write(here, "own/units.yaml", "units:\n  - {unit: 甑, spellings: [甑子]}\n")
    done = call("rules", "list", "own")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert "own/indicators/cold.yaml:4:5: indicators leng_ku_ku_rong 冷库库容" in lines
    assert any(re.fullmatch(r"rules/indicators/\w+\.yaml:\d+:\d+: indicators gdp 地区生产总值", line) for line in lines)
    assert len(lines) > len(call("rules", "list").stdout.splitlines()) > 1000
    assert call("rules", "list", "own", "--find", "甑子").stdout == "own/units.yaml:2:5: units 甑\n"  # a spelling
    (told,) = call("rules", "list", "own", "--find", "冷库库容", "--json").stdout.splitlines()
    assert json.loads(told) == {
        "path": "own/indicators/cold.yaml",
        "line": 4,
        "column": 5,
        "kind": "indicators",
        "id": "leng_ku_ku_rong",
        "name": "冷库库容",
    }


def test_a_list_of_nothing_says_so(here: Path) -> None:
    done = call("rules", "list", "--find", "龘")
    said = "--find 龘: no entry has it in its kind, its id or its names\n"
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", said)
    missing = call("rules", "list", "没有")
    assert (missing.exit_code, missing.stdout) == (2, "")


def documents(here: Path, first: str, second: str = "没有数字。") -> None:
    write(here, "docs/a.txt", first)
    write(here, "docs/b.txt", second)
    write(here, "docs/metadata.csv", FACTS)


def test_what_the_rules_lack_is_counted_and_shown(here: Path) -> None:
    documents(here, "全省展出3甑米酒。去年灯会门票收入2亿元，增长6%。", "展出5甑米酒。投放12铢香料。")
    done = call("rules", "unmatched", "docs")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == UNMATCHED.replace("        灯会", "        去年灯会")
    cut = call("rules", "unmatched", "docs", "--most", "1").stdout
    assert "        … 1 more groups; --most 2 shows them all\n" in cut and "铢香" not in cut
    groups = [json.loads(line) for line in call("rules", "unmatched", "docs", "--json").stdout.splitlines()]
    assert [(group["kind"], group["text"], group["count"], group["documents"]) for group in groups] == [
        ("number", "甑米", 2, 2),
        ("number", "铢香", 1, 1),
        ("indicator", "灯会门票收入", 2, 1),
    ]


def test_no_more_than_three_sentences_of_a_group_are_shown(rules: RuleSet) -> None:
    (group,) = unmatched([read_text("".join(f"展出{number}甑米酒。" for number in range(3, 9)), rules)])
    assert (group.kind, group.count) == (Kind.NUMBER, 6)
    assert group.sentences == ("展出3甑米酒", "展出4甑米酒", "展出5甑米酒")


def test_rules_that_know_everything_say_so(here: Path) -> None:
    documents(here, "全省粮食产量3600万吨。")
    done = call("rules", "unmatched", "docs").stdout
    assert done == "every number was taken by a rule, and every name is a canonical indicator\n"


OWN = """\
field: mine
name: 自定义
indicators:
  - id: lantern_tickets
    name: 灯会门票收入
    measured_in: [元]
    examples:
      - text: 灯会门票收入3亿元。
        records: [{value: "300000000", unit: 元}]
      - text: 灯会接待游客3万人次。
        none: true
"""
DIFFERENT = """\
2 documents, shipped against own: 1 records the same, 1 added, 1 lost, 2 changed
changed in indicator 2

changed  a.txt:8  2亿元
    去年灯会门票收入2亿元，增长6%，展出3甑
    - 四川省 · (灯会门票收入) · 2023 · level · actual · exact · 200000000 元
      by level RULES
    + 四川省 · lantern_tickets · 2023 · level · actual · exact · 200000000 元
      by level RULES

changed  a.txt:14  6%
    去年灯会门票收入2亿元，增长6%，展出3甑
    - 四川省 · (灯会门票收入) · 2023 · growth · actual · exact · 6 %
      by growth RULES
    + 四川省 · lantern_tickets · 2023 · growth · actual · exact · 6 %
      by growth RULES

added  a.txt:19  3甑
    去年灯会门票收入2亿元，增长6%，展出3甑
    + 四川省 · (展出) · 2023 · level · actual · exact · 3 甑
      by level RULES

lost  b.txt:6  5件
    去年粮食产量5件（套），粮食产量3吨
    - 四川省 · (粮食产量) · 2023 · level · actual · exact · 5 件
      by level RULES
"""


def own_rules(here: Path) -> None:
    write(here, "own/indicators/mine.yaml", OWN)
    write(here, "own/units.yaml", "units:\n  - {unit: 甑, counts: true}\n")
    write(
        here,
        "own/ignore.yaml",
        'ignore:\n  - {id: sets, reason: 套, pattern: "[0-9]+件（套）", examples: [5件（套）]}\n',
    )


def test_what_a_change_of_rules_does_is_told(here: Path) -> None:
    documents(here, "去年灯会门票收入2亿元，增长6%，展出3甑。", "去年粮食产量5件（套），粮食产量3吨。")
    own_rules(here)
    done = call("rules", "diff", "shipped", "own", "docs")
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.sub(r"rules/frames.yaml\S+ \S+", "RULES", done.stdout) == DIFFERENT
    told = [json.loads(line) for line in call("rules", "diff", "shipped", "own", "docs", "--json").stdout.splitlines()]
    assert [(one["change"], one["old"] and one["old"]["indicator"]) for one in told] == [
        ("changed", None), ("changed", None), ("added", None), ("lost", None),
    ]  # fmt: skip
    assert told[0]["fields"] == ["indicator"] and told[0]["new"]["indicator"] == "lantern_tickets"


def test_the_same_rules_differ_in_nothing(here: Path) -> None:
    documents(here, "去年粮食产量3吨，增长2%。")
    done = call("rules", "diff", "shipped", "shipped", "docs")
    assert done.stdout == "2 documents, shipped against shipped: 2 records the same, 0 added, 0 lost, 0 changed\n"


def test_a_number_that_is_read_with_more_of_the_text_is_one_change(rules: RuleSet) -> None:
    (record,) = extract("粮食产量3亿吨。", rules)
    longer = record.model_copy(update={"end": record.end + 1, "unit": "吨标准煤"})
    same, (difference,) = compare_records([record], [longer])
    assert (same, difference.change) == (0, Change.CHANGED)
    assert difference.fields == ("unit", "end")


ENTRY = """\
  - id: leng_ku_ku_rong
    name: 冷库库容
    aliases: []
    decoys: [气调冷库库容]
    measured_in: [立方米, 吨]
    examples:
    - text: 力争冷库库容达到120万立方米以上，增长8%。
      records:
      - {value: '1200000', unit: 立方米, statistic: level, status: target, bound: at_least}
      - {value: '8', unit: '%', statistic: growth, status: target}
    - {text: 气调冷库库容15万立方米。, none: true}
"""
COLD = ("冷库库容", "立方米,吨", "力争冷库库容达到120万立方米以上，增长8%。", "气调冷库库容15万立方米。")


def test_a_new_indicator_is_filled_in_and_passes_the_check(here: Path) -> None:
    done = call("rules", "new", "indicator", *COLD)
    assert (done.exit_code, done.stdout, done.stderr) == (0, ENTRY, "")
    added = call("rules", "new", "indicator", *COLD, "--output", "own/indicators/cold.yaml", "--id", "cold_storage")
    said = "added to own/indicators/cold.yaml; read its examples over, then: extractor rules check DIR\n"
    assert (added.exit_code, added.stdout, added.stderr) == (0, "", said)
    tea = ("茶馆", "家", "全市茶馆达到300家。", "茶馆文化节举办12场。")
    assert call("rules", "new", "indicator", *tea, "--output", "own/indicators/cold.yaml").exit_code == 0
    checked = call("rules", "check", "own")
    assert checked.exit_code == 0, checked.stdout
    text = (here / "own" / "indicators" / "cold.yaml").read_text(encoding="utf-8")
    assert text.startswith("field: cold\nname: 自定义\nindicators:\n  - id: cold_storage\n")
    assert "  - id: cha_guan\n" in text


REFUSED = [
    # arguments, what is said of them
    (("粮食产量", "吨", "粮食产量3吨。", "b"), r"粮食产量: a name of grain_output already, at rules/indicators/\S+"),
    (("花灯", "甑", "花灯3甑。", "b"), r"甑: no unit of rules/units.yaml; add it under `units` first"),
    (("花灯", "千米", "花灯3千米。", "b"), "千米: records hold it as 公里; write that"),
    (("花灯", "家", "花灯很多。", "b"), "花灯很多。: it gives no record of 花灯 in 家; came no number at all"),
    (("花灯", "家", "花灯3吨。", "b"), "花灯3吨。: it gives no record of 花灯 in 家; came 3吨 as 花灯"),
    (
        ("花灯", "家", "花灯3家。", "花灯5家。"),
        "花灯5家。: it gives a record of 花灯; write a look-alike that is about something else",
    ),
    (
        ("花灯", "家", "花灯3家。", "b", "--id", "gdp"),
        r"gdp: the id of 地区生产总值 already, at rules/\S+; give another with --id",
    ),
    (
        ("花灯", "家", "花灯3家。", "b", "--id", "花灯"),
        "--id 花灯: expected small letters, digits and _, a letter first: hua_deng",
    ),
    (
        ("花灯", "家", "花灯3家。", "b", "--output", "own/indicators/not.yaml"),
        "own/indicators/not.yaml: its last key is not a list `indicators`; print the entry without --output and"
        " put it in",
    ),
    *(
        (
            ("花灯", "家", "花灯3家。", "b", "--output", place),
            f"{place}: no rule set reads a file of that place or name; write DIR/indicators/NAME.yaml",
        )
        for place in ("own/indicator/mine.yaml", "own/mine.yaml", "mine.yaml", "own/indicators/mine.yml")
    ),
    (("", "家", "花灯3家。", "b"), "NAME is empty; write the name of the indicator: 冷库库容"),
    ((" ", "家", "花灯3家。", "b"), "NAME is empty; write the name of the indicator: 冷库库容"),
    (("花灯", "", "花灯3家。", "b"), "UNIT is empty; write what it is measured in: 立方米, or several: 立方米,吨"),
    (("花灯", " ，", "花灯3家。", "b"), "UNIT is empty; write what it is measured in: 立方米, or several: 立方米,吨"),
    (("花灯", "家", "", "b"), "SENTENCE is empty; write a sentence that tells of it: 全市冷库库容达到120万立方米。"),
    (
        ("花灯", "家", "花灯3家。", " "),
        "LOOK-ALIKE is empty; write a sentence of something that looks like it: 气调冷库库容15万立方米。",
    ),
    (
        ("花灯", "家", "花灯3家。", "b", "--id", ""),
        "--id : expected small letters, digits and _, a letter first: hua_deng",
    ),
]
UNORDERED = """\
indicators:
  - id: lamps
    name: 灯笼
    measured_in: [家]
    examples: [{text: 灯笼3家。, none: true}, {text: 灯3家。, none: true}]
field: mine
name: 自定义
"""


def test_a_folder_of_own_rules_is_begun_by_its_first_indicator(here: Path) -> None:
    place = ("--rules", "own", "--output", "own/indicators/cold.yaml")
    assert call("rules", "new", "indicator", *COLD, *place).exit_code == 0
    assert call("rules", "check", "own").exit_code == 0
    missing = call("rules", "new", "indicator", *COLD, "--rules", "no", "--output", "own/indicators/cold.yaml")
    assert missing.exit_code == 2  # a folder that is misspelled is not begun


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_what_cannot_be_drafted_is_told_in_one_line(here: Path, arguments: tuple[str, ...], said: str) -> None:
    write(here, "own/indicators/not.yaml", UNORDERED)
    done = call("rules", "new", "indicator", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(f"{said}\n", done.stderr), done.stderr
    assert [path.name for path in here.rglob("*.y*ml")] == ["not.yaml"]
    assert (here / "own/indicators/not.yaml").read_text(encoding="utf-8") == UNORDERED


@pytest.mark.parametrize(
    ("again", "said"),
    [
        (COLD, r"冷库库容: a name of leng_ku_ku_rong already, at own/indicators/cold\.yaml:4:5"),
        ((*COLD, "--id", "cold_storage"), r"冷库库容: a name of leng_ku_ku_rong already, at \S+"),
        (
            ("花灯", "家", "花灯3家。", "花灯会", "--id", "leng_ku_ku_rong"),
            r"leng_ku_ku_rong: the id of 冷库库容 already, at own/indicators/cold\.yaml:4:5; give another with --id",
        ),
    ],
)
@pytest.mark.parametrize("name", ["cold.yaml", "more.yaml"])
def test_an_indicator_is_added_once(here: Path, again: tuple[str, ...], said: str, name: str) -> None:
    assert call("rules", "new", "indicator", *COLD, "--output", "own/indicators/cold.yaml").exit_code == 0
    before = (here / "own/indicators/cold.yaml").read_text(encoding="utf-8")
    done = call("rules", "new", "indicator", *again, "--output", f"own/indicators/{name}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(f"{said}\n", done.stderr), done.stderr
    assert [path.name for path in (here / "own/indicators").iterdir()] == ["cold.yaml"]
    assert (here / "own/indicators/cold.yaml").read_text(encoding="utf-8") == before


def test_rules_and_output_are_of_one_folder(here: Path) -> None:
    assert call("rules", "new", "indicator", *COLD, "--output", "own/indicators/cold.yaml").exit_code == 0
    tea = ("茶馆", "家", "全市茶馆达到300家。", "茶馆文化节举办12场。")
    done = call("rules", "new", "indicator", *tea, "--rules", "own", "--output", "other/indicators/tea.yaml")
    assert done.exit_code == 2
    assert "--output other/indicators/tea.yaml: not one of --rules own; leave --rules out" in done.stderr
    assert not (here / "other").exists()


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("冷库库容", "leng_ku_ku_rong"), ("5G基站", "n_5g_ji_zhan"), ("“绿”电（率）", "lv_dian_lv")],
)
def test_a_name_is_spelled_as_an_id(name: str, identifier: str) -> None:
    assert spelled(name) == identifier
