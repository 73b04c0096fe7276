"""Guards against period words of the rule files that are not found, or are found inside other words."""

from __future__ import annotations

import pytest
from rule_samples import sample_file

from extractor.ruleset.calendar import Calendar, compile_calendar
from extractor.ruleset.compiled import RuleSet
from extractor.ruleset.entries import SectionEntry
from extractor.ruleset.schema import PeriodsFile

FILE = sample_file(
    PeriodsFile,
    "periods.yaml",
    years={"去年": "-1", "明年": "+1"},
    prior=["上年"],
    parts={"上半年": "H1", "三季度": "Q3", "前三季度": "01/09"},
    spans={"五年来": "5"},
    plans={"十四五": "2021/2025"},
    origins=["由"],
    compared=["比"],
    compared_after=["同期"],
    decoys=["去年同期"],
    sections=[
        SectionEntry(id="review", heads=("过去一年",), cues=("工作回顾",), year="-1", status="actual"),
        SectionEntry(id="tasks", heads=(), cues=("工作安排",), year="0", status="target"),
    ],
)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return compile_calendar(FILE)


FOUND = [
    # text, the stretch found, the groups that tell what it is
    ("去年全省增长", "去年", {"word": "去年"}),
    ("去年三季度增长", "去年三季度", {"word": "去年", "part": "三季度"}),
    ("去年前三季度增长", "去年前三季度", {"word": "去年", "part": "前三季度"}),
    ("2023年上半年增长", "2023年上半年", {"year": "2023", "part": "上半年"}),
    ("2023年9月底达到", "2023年9月底", {"year": "2023", "month": "9"}),
    ("2023年1—9月增长", "2023年1—9月", {"year": "2023", "first": "1", "last": "9"}),
    ("1至9月份增长", "1至9月份", {"first": "1", "last": "9"}),
    ("2021—2023年投入", "2021—2023年", {"from": "2021", "to": "2023"}),
    ("2021年至2023年投入", "2021年至2023年", {"from": "2021", "to": "2023"}),
    ("“十四五”时期投入", "“十四五”时期", {"plan": "“十四五”时期"}),
    ("上年全省增长", "上年", {"word": "上年"}),
    ("五年来投入", "五年来", {"span": "五年来"}),
    ("9月18日开幕", "9月18日", {"date": "9月18日"}),
    ("2023年9月18日开幕", "2023年9月18日", {"date": "2023年9月18日"}),
    ("与去年同期相比", "去年同期", {"decoy": "去年同期"}),
]


@pytest.mark.parametrize(("text", "stretch", "groups"), FOUND)
def test_a_period_is_found_whole(calendar: Calendar, text: str, stretch: str, groups: dict[str, str]) -> None:
    match = calendar.pattern.search(text)
    assert match is not None
    assert match[0] == stretch
    assert {name: value for name, value in match.groupdict().items() if value} == groups


@pytest.mark.parametrize("text", ["全省增长6%", "投入2023万元", "编号120234号", "长度2100年前", "日均客流"])
def test_other_numbers_are_no_periods(calendar: Calendar, text: str) -> None:
    assert calendar.pattern.search(text) is None


def test_words_keep_their_meaning(calendar: Calendar) -> None:
    assert [calendar.offset_of(word) for word in ("去年", "明年")] == [-1, 1]
    assert calendar.span_of("五年来") == 5
    assert calendar.plans == {"十四五": (2021, 2025)}
    assert calendar.section_of["工作回顾"].id == "review"
    assert calendar.section_of["过去一年"].id == "review"
    assert calendar.section_of["工作安排"].id == "tasks"
    assert calendar.prior == {"上年"}
    assert "由" in calendar.origins
    assert "比" in calendar.compared
    assert "同期" in calendar.compared_after


@pytest.mark.parametrize(
    ("word", "part"),
    [("上半年", "H1"), ("一季度", "Q1"), ("前三季度", "01/09"), ("全年", "year"), ("年末", "end")],
)
def test_the_shipped_words(rules: RuleSet, word: str, part: str) -> None:
    assert rules.calendar.parts[word] == part


def test_every_plan_of_the_shipped_rules_lasts_five_years(rules: RuleSet) -> None:
    assert rules.calendar.plans
    assert all(last - first == 4 for first, last in rules.calendar.plans.values())
