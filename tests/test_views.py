"""Guards against a verdict that the wording does not bear, and figures set side by side that are not one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from store_samples import GDP, GROWN, RULES, document, record, rows, started

from extractor.records import Basis, Bound, Flag, Record, Statistic, Status
from extractor.store import Store, load_document, start_run

PERCENT: dict[str, Any] = {
    "statistic": Statistic.GROWTH,
    "unit": "%",
    "base_unit": "%",
    "base_value": None,
    "low": None,
    "high": None,
    "bound": Bound.EXACT,
}


def number(text: str, unit: str = "%") -> dict[str, Any]:
    """A number as it is stated: ``6``, ``≥6``, ``≤6``, ``≈6``, ``5~6``."""
    fields = {**PERCENT, "unit": unit, "base_unit": unit}
    if "~" in text:
        low, high = text.split("~")
        return {**fields, "value": None, "low": Decimal(low), "high": Decimal(high)}
    bound = {"≥": Bound.AT_LEAST, "≤": Bound.AT_MOST, "≈": Bound.ABOUT}.get(text[0], Bound.EXACT)
    value = Decimal(text.lstrip("≥≤≈"))
    ends = ("low", "high") if value > 0 else ("high", "low")  # 下降3%以上 is at most -3
    end = {ends[bound is Bound.AT_MOST]: value} if bound in (Bound.AT_LEAST, Bound.AT_MOST) else {}
    return {**fields, "value": value, "base_value": value, "bound": bound, **end}


def load(store: Store, report: Path, **documents: list[Record]) -> None:
    """Documents by the date of their publication, ``y2024_01=[…]``, each with its records."""
    run = started(store)
    for key, made in documents.items():
        name = f"{key}.txt"
        published = key[1:].replace("_", "-")
        own = [one.model_copy(update={"document": name, "id": f"{key} {n}"}) for n, one in enumerate(made)]
        load_document(store, document(report.with_name(name), published=published), own, run)


def goal(text: str, **fields: Any) -> Record:
    return record(**{**number(text), "status": Status.TARGET, **fields})


def outcome(text: str, **fields: Any) -> Record:
    return record(**{**number(text), **fields})


@pytest.mark.parametrize(
    ("better", "target", "told", "difference", "met"),
    [
        # A bound decides by itself: 6%以上, 不低于6%, 控制在3%以内.
        (None, "≥6", "6.1", 0.1, 1),
        (None, "≥6", "6", 0.0, 1),
        (None, "≥6", "5.9", -0.1, 0),
        (None, "≥6", "≥6.5", 0.5, 1),  # 突破6.5
        (None, "≥6", "≥5.5", -0.5, None),  # 超过5.5 may be 6.2
        (None, "≥6", "≤5.5", -0.5, 0),
        (None, "≥6", "≈6.2", 0.2, None),
        (None, "≤3", "2.1", -0.9, 1),
        (None, "≤3", "3.4", 0.4, 0),
        (None, "≤3", "≥3.4", 0.4, 0),
        (None, "≤3", "≥2", -1.0, None),
        ("lower", "≥6", "6.1", 0.1, 1),
        # 5%-6%: whether more is welcome is a matter of the indicator.
        (None, "5~6", "5.5", 0.0, 1),
        (None, "5~6", "5", 0.0, 1),
        (None, "5~6", "4.8", -0.2, None),
        (None, "5~6", "6.3", 0.3, None),
        ("higher", "5~6", "4.8", -0.2, 0),
        ("higher", "5~6", "6.3", 0.3, 1),
        ("lower", "5~6", "4.8", -0.2, 1),
        ("lower", "5~6", "6.3", 0.3, 0),
        ("higher", "5~6", "≥4.8", -0.2, None),
        # A plain 6%.
        (None, "6", "6", 0.0, 1),
        (None, "6", "6.1", 0.1, None),
        ("higher", "6", "6.1", 0.1, 1),
        ("higher", "6", "6", 0.0, 1),
        ("higher", "6", "5.9", -0.1, 0),
        ("higher", "6", "≈5.9", -0.1, None),
        ("lower", "6", "5.9", -0.1, 1),
        ("lower", "6", "6.1", 0.1, 0),
        # 6%左右: a little worse may still be there.
        (None, "≈6", "6", 0.0, 1),
        (None, "≈6", "6.2", 0.2, None),
        ("higher", "≈6", "6.2", 0.2, 1),
        ("higher", "≈6", "5.8", -0.2, None),
        ("lower", "≈6", "5.8", -0.2, 1),
        ("lower", "≈6", "6.2", 0.2, None),
        # 能耗下降3%: what is to fall may fall further, unless the indicator is to rise.
        (None, "-3", "-3.2", -0.2, 1),
        (None, "-3", "-2.5", 0.5, 0),
        ("higher", "-3", "-2.5", 0.5, 1),
        (None, "≥-3", "-3.2", -0.2, 1),  # 下降3%以上
        (None, "≥-3", "-2.5", 0.5, 0),
        (None, "≥-3", "≥-3.5", -0.5, 1),  # 下降超过3.5%
        (None, "≥-3", "≥-2.5", 0.5, None),  # 下降超过2.5% may be 3.1%
        (None, "≤-2", "-1.5", 0.5, 1),  # 降幅控制在2%以内
        (None, "≤-2", "-2.4", -0.4, 0),
    ],
)
def test_a_target_is_met_where_its_wording_or_its_indicator_decides(
    store: Store, report: Path, better: str | None, target: str, told: str, difference: float, met: int | None
) -> None:
    load(store, report, y2023_01=[goal(target)], y2024_01=[outcome(told)])
    start_run(store, replace(RULES, indicators=(replace(GDP, better=better),)), extractor="0.1.0", paths=[])
    assert rows(store, "SELECT difference, met FROM targets") == [(pytest.approx(difference), met)]


def test_a_rank_is_not_better_for_being_higher(store: Store, report: Path) -> None:
    rank = {"statistic": Statistic.RANK}
    load(store, report, y2023_01=[goal("6", **rank)], y2024_01=[outcome("7", **rank)])
    assert rows(store, "SELECT difference, met FROM targets") == [(1.0, None)]


@pytest.mark.parametrize(
    ("period", "published", "counts"),
    [
        ("2023", "y2024_01_20", True),
        ("2023", "y2024", True),
        ("2023", "y2023_12_31", False),  # the year is not over
        ("2023-Q3", "y2023_10", True),
        ("2023-Q3", "y2023_09_30", False),
        ("2023-Q3", "y2023", False),  # nobody knows
        ("2023-H1", "y2023_07", True),
        ("2023-H1", "y2023_06", False),
        ("2023-H2", "y2024_01", True),
        ("2023-09", "y2023_10", True),
        ("2023-01/2023-09", "y2023_10", True),
        ("2023-01/2023-09", "y2023_09", False),
        ("2021/2023", "y2024_01", True),
        ("2021/2023", "y2023_12", False),
    ],
)
def test_an_outcome_is_told_once_the_period_is_over(
    store: Store, report: Path, period: str, published: str, counts: bool
) -> None:
    load(store, report, y2021_01=[goal("≥6", period=period)], **{published: [outcome("7", period=period)]})
    assert rows(store, "SELECT outcome, met FROM targets") == [(7.0, 1) if counts else (None, None)]


@pytest.mark.parametrize(
    "other",
    [
        {"region": "510100", "region_name": "成都市"},
        {"region": None, "region_name": "四川省"},
        {"indicator": "grain_output", "indicator_name": "粮食产量"},
        {"statistic": Statistic.SHARE},
        {"basis": Basis.AVERAGE},
        {"base_year": 2020},
        {"status": Status.FORECAST},
        {"year": 2022, "period": "2022"},
        {"period": "2023-Q3"},
        {"unit": "个百分点", "base_unit": "个百分点"},
        {"flags": (Flag.FORMER_VALUE,)},
        {"value": None, "base_value": None, "low": Decimal(6), "high": Decimal(7)},
    ],
)
def test_an_outcome_of_something_else_is_none(store: Store, report: Path, other: dict[str, Any]) -> None:
    load(store, report, y2023_01=[goal("≥6")], y2024_01=[outcome("7", **other)])
    assert rows(store, "SELECT outcome, met FROM targets") == [(None, None)]


def test_growth_of_a_year_is_year_on_year(store: Store, report: Path) -> None:
    told = [outcome("6.2", basis=Basis.YOY, base_year=2022)]
    load(store, report, y2023_01=[goal("≥6")], y2024_01=told)
    assert rows(store, "SELECT outcome, met FROM targets") == [(6.2, 1)]


def test_the_latest_document_has_the_last_word(store: Store, report: Path) -> None:
    load(store, report, y2023_01=[goal("≥6")], y2024_01=[outcome("5.8")], y2024_03_20=[outcome("6.0")])
    query = "SELECT outcome_text, outcome_document, outcome_record, target_document, target_record FROM targets"
    assert rows(store, query) == [("6", "y2024_03_20.txt", "y2024_03_20 0", "y2023_01.txt", "y2023_01 0")]


def test_an_area_in_mu_is_held_against_one_in_hectares(store: Store, report: Path) -> None:
    area = {"statistic": Statistic.LEVEL, "indicator": "grain_output", "indicator_name": "播种面积"}
    mu = Decimal(10000) / 15
    target = goal("≥3000", **area, unit="亩") .model_copy(
        update={"base_value": 3000 * mu, "base_unit": "平方米"})  # fmt: skip
    told = outcome("200", **area, unit="公顷").model_copy(
        update={"base_value": Decimal(2_000_000), "base_unit": "平方米"})  # fmt: skip
    load(store, report, y2023_01=[target], y2024_01=[told])
    query = "SELECT outcome, unit, outcome_text, outcome_unit, difference, met FROM targets"
    assert rows(store, query) == [(3000.0, "亩", "200", "公顷", 0.0, 1)]


def test_a_target_told_twice_on_a_page_is_one(store: Store, report: Path) -> None:
    load(store, report, y2023_01=[goal("≥6", start=30), goal("≥6", start=5), goal("≥7", start=40)])
    query = "SELECT target_text, target_record FROM targets ORDER BY target"
    assert rows(store, query) == [("6", "y2023_01 1"), ("7", "y2023_01 2")]


def test_conflicts_are_the_rows_of_the_panel_that_disagree(store: Store, report: Path) -> None:
    same = {"indicator": "grain_output", "indicator_name": "粮食产量"}
    load(store, report, y2024_01=[outcome("6"), outcome("3", **same)], y2024_03=[outcome("5.7"), outcome("3", **same)])
    query = "SELECT indicator, value_min, value_max, spread, records, documents FROM conflicts"
    assert rows(store, query) == [("gdp", 5.7, 6.0, 0.05, 2, 2)]


LEVEL = {"statistic": Statistic.LEVEL}


@pytest.mark.parametrize(
    ("now", "former", "grown", "expected"),
    [
        ({}, {}, {}, [(6360.0, 6000.0, 6.0, 5.8, 0.2)]),
        ({}, {}, {"basis": Basis.YOY}, [(6360.0, 6000.0, 6.0, 5.8, 0.2)]),
        ({"period": "2023-Q3"}, {"period": "2022-Q3"}, {"period": "2023-Q3"}, [(6360.0, 6000.0, 6.0, 5.8, 0.2)]),
        ({"period": "2023-01/2023-09"}, {"period": "2022-01/2022-09"}, {"period": "2023-01/2023-09"},
         [(6360.0, 6000.0, 6.0, 5.8, 0.2)]),
        ({}, {"year": 2021, "period": "2021"}, {}, []),
        ({}, {"period": "2022-Q3"}, {}, []),
        ({}, {"unit": "美元"}, {}, []),
        ({}, {"region": "510100", "region_name": "成都市"}, {}, []),
        ({"bound": Bound.AT_LEAST}, {}, {}, []),  # 突破6360 is no number to divide
        ({}, {"status": Status.TARGET}, {}, []),
        ({}, {}, {"basis": Basis.AVERAGE}, []),
        ({}, {"value": Decimal(0)}, {}, []),
    ],
)  # fmt: skip
def test_growth_is_checked_against_two_levels(
    store: Store, report: Path, now: dict[str, Any], former: dict[str, Any], grown: dict[str, Any],
    expected: list[tuple[float, ...]],
) -> None:  # fmt: skip
    made = [
        outcome("6360", **{**number("6360", "元"), **LEVEL, **now}),
        outcome("6000", **{**number("6000", "元"), **LEVEL, "year": 2022, "period": "2022", **former}),
        outcome("5.8", **grown),
    ]
    load(store, report, y2024_01=made, y2024_02=made)
    query = "SELECT level, former_level, growth_computed, growth_stated, difference FROM growth_check"
    assert rows(store, query) == expected


def test_review_spells_out_what_is_doubtful(store: Store, report: Path) -> None:
    doubtful = record(flags=(Flag.YEAR_INFERRED, Flag.OUT_OF_RANGE))
    load(store, report, y2024_01=[doubtful, GROWN])
    query = "SELECT id, title, sentence, doubts, flags FROM review"
    assert rows(store, query) == [
        ("y2024_01 0", "政府工作报告", GROWN.sentence, "年份系推断；超出合理范围", json.dumps([*doubtful.flags]))
    ]


@pytest.mark.parametrize(
    ("fields", "start", "series"),
    [
        ({}, (2023, 1), "四川省 地区生产总值 增速 (%)"),
        ({"basis": Basis.YOY, "base_year": 2020}, (2023, 1), "四川省 地区生产总值 增速 比2020年 (%)"),
        ({"basis": Basis.YOY}, (2023, 1), "四川省 地区生产总值 增速 (%)"),  # of the year before, as without a word
        ({"basis": Basis.MOM}, (2023, 1), "四川省 地区生产总值 增速 环比 (%)"),
        ({"status": Status.TARGET, "statistic": Statistic.SHARE}, (2023, 1), "四川省 地区生产总值 比重 目标 (%)"),
        ({"period": "2023-Q1"}, (2023, 1), "四川省 地区生产总值 增速 季度 (%)"),
        ({"period": "2023-Q4"}, (2023, 10), "四川省 地区生产总值 增速 季度 (%)"),
        ({"period": "2023-H1"}, (2023, 1), "四川省 地区生产总值 增速 半年 (%)"),
        ({"period": "2023-H2"}, (2023, 7), "四川省 地区生产总值 增速 半年 (%)"),
        ({"period": "2023-09"}, (2023, 9), "四川省 地区生产总值 增速 月度 (%)"),
        ({"period": "2023-03/2023-09"}, (2023, 3), "四川省 地区生产总值 增速 累计 (%)"),
        ({"period": "2021/2025", "year": 2025}, (2021, 1), "四川省 地区生产总值 增速 多年 (%)"),
    ],
)
def test_a_series_begins_where_its_period_does(
    store: Store, report: Path, fields: dict[str, Any], start: tuple[int, int], series: str
) -> None:
    load(store, report, y2024_01=[outcome("6", **fields)])
    epoch = int(datetime(*start, 1, tzinfo=UTC).timestamp())
    assert rows(store, "SELECT time, series, value FROM timeseries") == [(epoch, series, 6.0)]


def test_a_range_has_no_point_in_a_series(store: Store, report: Path) -> None:
    load(store, report, y2024_01=[outcome("5~6")])
    assert rows(store, "SELECT * FROM timeseries") == []


def test_all_prefectures_of_a_province_are_one_join(store: Store, report: Path) -> None:
    city = {"region": "510100", "region_name": "成都市"}
    load(store, report, y2024_01=[outcome("6"), outcome("6.5", **city)])
    query = "SELECT name, value FROM regions JOIN panel ON panel.region = regions.code WHERE regions.parent = '510000'"
    assert rows(store, query) == [("成都市", 6.5)]


@pytest.mark.parametrize("view", ["panel", "conflicts", "targets", "growth_check", "timeseries"])
@pytest.mark.parametrize(
    "condition", ["indicator = 'gdp'", "region = '510000'", "indicator = 'gdp' AND region = '510000'"]
)
def test_a_view_reads_the_rows_of_one_indicator_or_region_only(store: Store, view: str, condition: str) -> None:
    """However the rows are spread: no table of records is read from end to end."""
    plan = rows(store, f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {condition}")
    scanned = [step for *_, step in plan if step.startswith("SCAN") and any(
        name in step for name in ("records", "now", "grown", "former", "later", "documents"))]  # fmt: skip
    assert scanned == []


def test_the_panel_of_an_indicator_fetches_no_record(store: Store) -> None:
    plan = rows(store, "EXPLAIN QUERY PLAN SELECT * FROM panel WHERE indicator = 'gdp'")
    steps = [step for *_, step in plan]
    assert any("COVERING INDEX records_series (indicator=?" in step for step in steps)
    assert not any("GROUP BY" in step for step in steps)
