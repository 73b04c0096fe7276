"""Guards against a number that is given the wrong year: a year compared with, a date, a part of another year."""

from __future__ import annotations

import pytest

from extractor.reading.periods import PeriodMention, find_periods, last_month, period_of
from extractor.ruleset.compiled import RuleSet

Told = dict[str, object]

MENTIONS: list[tuple[str, list[Told]]] = [
    ("2023年增长6%", [{"year": 2023}]),
    ("2023年度收入", [{"year": 2023}]),
    ("今年增长6%", [{"offset": 0}]),
    ("去年增长6%", [{"offset": -1}]),
    ("明年力争增长6%", [{"offset": 1}]),
    ("前年增长6%", [{"offset": -2}]),
    ("今年一季度增长6%", [{"offset": 0, "part": "Q1"}]),
    ("今年前三季度增长6%", [{"offset": 0, "part": "01/09"}]),
    ("去年上半年增长6%", [{"offset": -1, "part": "H1"}]),
    ("2023年9月末余额", [{"year": 2023, "part": "09"}]),
    ("1—9月增长6%", [{"part": "01/09"}]),
    ("1-9月份增长6%", [{"part": "01/09"}]),
    ("9月增长6%", [{"part": "09"}]),
    ("全年增长6%", [{"part": "year"}]),
    ("年末人口", [{"part": "end"}]),
    ("2023年末人口", [{"year": 2023}]),
    ("2018—2022年投入", [{"span": (2018, 2022)}]),
    ("2018年至2022年投入", [{"span": (2018, 2022)}]),
    ("“十四五”时期投入", [{"span": (2021, 2025)}]),
    ("“十三五”以来投入", [{"span": (2016, 2020)}]),
    ("“十四五”末达到", [{"year": 2025}]),
    ("五年来投入", [{"back": 5}]),
    ("近三年投入", [{"back": 3}]),
    ("2022年1058公里，2012年2064公里", [{"year": 2022}, {"year": 2012}]),
    # what is compared with
    ("比2020年增长6%", [{"year": 2020, "compared": True}]),
    ("较去年增长6%", [{"offset": -1, "compared": True}]),
    ("与2019年同期相比", [{"year": 2019, "compared": True}]),
    ("2019年同期增长6%", [{"year": 2019, "compared": True}]),
    # dates
    ("2024年1月24日开幕", [{"year": 2024, "part": "01"}]),
    ("1月24日开幕", [{"day": True}]),
    ("截至9月30日余额", [{"part": "09"}]),
    # no periods
    ("增长十五个百分点", []),
    ("投入2023万元", []),
    ("13月增长", []),
    ("半年报", []),
    ("上年结转12亿元", []),
]


def told(mention: PeriodMention) -> Told:
    facts = {
        "year": mention.year,
        "offset": mention.offset,
        "part": mention.part,
        "span": mention.span,
        "back": mention.back,
        "compared": mention.compared or None,
        "day": mention.day or None,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_periods_are_found_with_what_they_tell(rules: RuleSet, text: str, expected: list[Told]) -> None:
    found = [told(mention) for mention in find_periods(text, rules.calendar)]
    for mention in found:
        if mention.get("part") == "end" and ("year" in mention or "offset" in mention):
            del mention["part"]  # the end of a year is told as the year
    assert found == expected


@pytest.mark.parametrize(
    ("part", "month"),
    [
        ("Q1", 3),
        ("Q3", 9),
        ("Q4", 12),
        ("H1", 6),
        ("H2", 12),
        ("01/09", 9),
        ("02", 2),
        ("year", 12),
        ("end", 12),
    ],
)
def test_the_month_in_which_a_part_ends(part: str, month: int) -> None:
    assert last_month(part) == month


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (None, "2023"),
        ("year", "2023"),
        ("end", "2023"),
        ("Q3", "2023-Q3"),
        ("H1", "2023-H1"),
        ("09", "2023-09"),
        ("01/09", "2023-01/2023-09"),
    ],
)
def test_the_code_of_a_period(part: str | None, code: str) -> None:
    period = period_of(2023, part)
    assert (period.year, period.code) == (2023, code)


def test_only_some_mentions_tell_the_year() -> None:
    assert PeriodMention(0, 5, year=2023).tells_year
    assert PeriodMention(0, 2, offset=0).tells_year
    assert PeriodMention(0, 2, span=(2021, 2025)).tells_year
    assert not PeriodMention(0, 3, part="Q3").tells_year
    assert not PeriodMention(0, 5, day=True).tells_year
