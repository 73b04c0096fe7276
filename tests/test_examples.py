"""Guards against a rule that no longer gives what its examples say, and a check that does not notice."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from extractor.authoring.check import Checked, check_examples, check_rules
from extractor.problems import Problem, RuleError
from extractor.ruleset.compiled import compile_rules, load_rules
from extractor.ruleset.files import ReadFiles, read_rule_files
from extractor.ruleset.lexicon import READ_BY_NAME

ROOT = Path(__file__).parent.parent


@cache
def shipped() -> ReadFiles:
    return read_rule_files(ROOT / "rules")


@cache
def shipped_problems() -> dict[str, list[str]]:
    """The failing examples by file."""
    by_file: dict[str, list[str]] = {}
    for problem in check_examples(shipped(), compile_rules(shipped())).problems:
        by_file.setdefault(Path(problem.path).name, []).append(str(problem))
    return by_file


@pytest.mark.parametrize("file", sorted(path.name for path in (ROOT / "rules").rglob("*.yaml")), ids=lambda name: name)
def test_every_example_gives_what_it_says(file: str) -> None:
    assert shipped_problems().get(file, []) == []


def test_the_lists_the_reading_asks_for_are_known() -> None:
    """A list missing from ``READ_BY_NAME`` could be removed from wording.yaml and no check would say so."""
    asked = set()
    for path in (ROOT / "extractor" / "reading").glob("*.py"):
        asked |= set(re.findall(r'(?:lexicon|anywhere)\["(\w+)"\]', path.read_text(encoding="utf-8")))
    assert asked <= set(READ_BY_NAME) <= set(shipped().wording.wording)


ENTRY = """\
field: agriculture
name: 农业农村
indicators:
  - id: grain_output
    name: 粮食产量
    decoys: [粮食产量目标]
    measured_in: [吨]
    examples:
      - text: 全省粮食产量约3600万吨，增长1.5%。
        region: 四川省
        published: "2024"
        records:
          - {{{first}}}
          - {{value: "1.5", unit: "%", statistic: growth}}
      - text: {look_alike}
        none: true
{more}"""
RIGHT = 'value: "36000000", unit: 吨, bound: about, region: 四川省, year: "2024", status: actual'


def checked(folder: Path, first: str = RIGHT, look_alike: str = "油菜籽产量300万吨。", more: str = "") -> Checked:
    """The check of the shipped rules with one indicator, whose examples are told."""
    rules = folder / "规则"
    shutil.copytree(ROOT / "rules", rules, ignore=shutil.ignore_patterns("indicators"))
    (rules / "indicators").mkdir()
    file = rules / "indicators" / "agriculture.yaml"
    file.write_text(ENTRY.format(first=first, look_alike=look_alike, more=more), encoding="utf-8")
    return check_rules(rules)


def found(check: Checked) -> list[str]:
    """The problems of the indicator file; the others of the rule set are other tests' matter."""
    return [told(problem) for problem in check.problems if "indicators/" in problem.path]


def told(problem: Problem) -> str:
    """What a problem says, its path told from the folder of the rules on."""
    return "规则/" + str(problem).partition("/规则/")[2]


def test_examples_that_hold_are_no_problem(tmp_path: Path) -> None:
    check = checked(tmp_path)
    assert found(check) == []
    assert check.counts is not None and check.counts.indicators == 1
    files = shipped()
    own = sum(len(entry.examples) for entry in files.ignore.ignore)
    own += sum(len(entry.examples) for entry in files.phrases.phrases)
    assert check.counts.examples == 2 + own


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ('value: "3600", unit: 吨', "grain_output 3600 吨, statistic level"),
        ("unit: 公斤", "grain_output 公斤, statistic level"),
        ('value: "3600万"', "grain_output 3600万, statistic level"),
        ("region: 重庆市", "grain_output, statistic level, region 重庆市"),
        ('year: "2023"', "grain_output, statistic level, year 2023"),
        ("status: target", "grain_output, statistic level, status target"),
        ("indicator: gdp", "gdp, statistic level"),
    ],
)
def test_an_example_that_fails_says_what_came(tmp_path: Path, first: str, expected: str) -> None:
    (problem,) = found(checked(tmp_path, first))
    place, message = problem.split(" ", 1)
    assert place == "规则/indicators/agriculture.yaml:9:9:"
    wanted = f"{expected}; grain_output 1.5 %, statistic growth"
    sentence = "全省粮食产量约3600万吨，增长1.5%。"
    assert message.startswith(f"example-fails {sentence}: expected {wanted}; came grain_output")
    assert "grain_output 36000000 吨" in message and "grain_output 1.5 %, statistic growth" in message


def test_a_look_alike_that_is_taken_for_it_is_told(tmp_path: Path) -> None:
    (problem,) = found(checked(tmp_path, look_alike="粮食产量达3600万吨。"))
    assert problem.startswith(
        "规则/indicators/agriculture.yaml:15:9: example-fails 粮食产量达3600万吨。: "
        "expected no record of grain_output; came grain_output 36000000 吨"
    )


TODO = """\
      - text: {text}
        records:
          - {{value: "5", unit: 吨}}
        todo: 还没有规则
"""


def test_a_known_failure_is_silent_until_it_is_mended(tmp_path: Path) -> None:
    assert found(checked(tmp_path / "a", more=TODO.format(text="粮食产量6吨。"))) == []
    (problem,) = found(checked(tmp_path / "b", more=TODO.format(text="粮食产量5吨。")))
    said = "todo-passes 粮食产量5吨。 passes now; remove `todo: 还没有规则`"
    assert problem == f"规则/indicators/agriculture.yaml:17:9: {said}"


def test_an_ignored_number_that_is_read_is_told(tmp_path: Path) -> None:
    rules = tmp_path / "规则"
    shutil.copytree(ROOT / "rules", rules)
    ignore = rules / "ignore.yaml"
    entry = "  - {id: no_such_thing, reason: 无, before: [绝无此词], examples: [粮食产量3600万吨。]}\n"
    ignore.write_text(ignore.read_text(encoding="utf-8") + entry, encoding="utf-8")
    line = len(ignore.read_text(encoding="utf-8").splitlines())
    files = read_rule_files(rules)
    problems = [told(problem) for problem in check_examples(files, compile_rules(files)).problems]
    column = entry.index("粮食产量") + 1
    assert (
        f"规则/ignore.yaml:{line}:{column}: example-fails 粮食产量3600万吨。: "
        "every number is to be refused by no_such_thing; read as amounts: 3600万吨"
    ) in problems


def test_a_missing_word_list_is_told(tmp_path: Path) -> None:
    rules = tmp_path / "规则"
    shutil.copytree(ROOT / "rules", rules)
    wording = rules / "wording.yaml"
    wording.write_text(wording.read_text(encoding="utf-8").replace("  aims:", "  aims_no_more:"), encoding="utf-8")
    codes = [(problem.code, "<aims>" in problem.message) for problem in check_rules(rules).problems]
    assert ("missing-wording", True) in codes


def test_an_entry_that_the_reading_asks_for_is_missed(tmp_path: Path) -> None:
    rules = tmp_path / "规则"
    shutil.copytree(ROOT / "rules", rules)
    tables = rules / "tables.yaml"
    tables.write_text(
        tables.read_text(encoding="utf-8").replace("id: column_level", "id: column_of_levels"), encoding="utf-8"
    )
    told = [problem.message for problem in check_rules(rules).problems if problem.code == "missing-entry"]
    assert told == [
        "no entry `column_level` in columns, which the reading asks for by this name; add it, or name it so again"
    ]
    with pytest.raises(RuleError, match="missing-entry"):
        load_rules(rules)


def test_frames_that_no_example_reaches_are_noted(tmp_path: Path) -> None:
    check = checked(tmp_path)
    noted = {problem.message.split()[8].rstrip(";") for problem in check.notes if problem.code == "unreached-frame"}
    assert {"level", "growth"} & noted == set()
    assert {"rank", "share_of"} <= noted
    assert noted | {"level", "growth"} == {frame.id for frame in shipped().frames.frames}


def test_files_that_do_not_load_are_not_checked_further(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        check_rules(tmp_path / "没有")
