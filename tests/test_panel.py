"""Guards against a panel that shows one value where documents disagree, or that mixes two series."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from store_samples import GROWN, document, record, rows, started

from extractor.records import Basis, Bound, Flag, Statistic, Status
from extractor.store import (
    Store,
    load_document,
)

EXACT: dict[str, Any] = {"value": Decimal("6.0"), "low": None, "unit": "%", "bound": Bound.EXACT}
RANGE: dict[str, Any] = {**EXACT, "value": None, "low": Decimal("5.5"), "high": Decimal("6.5")}

FELL: dict[str, Any] = {**EXACT, "value": Decimal("-6.0")}
FELL_OVER: dict[str, Any] = {**FELL, "value": Decimal("-5.5"), "high": Decimal("-5.5"), "bound": Bound.AT_LEAST}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # value, value_text, bound, value_min, value_max, agree, records, documents
        ([EXACT], (6.0, "6", "exact", 6.0, 6.0, 1, 1, 1)),
        ([EXACT, {**EXACT, "value": Decimal("6")}], (6.0, "6", "exact", 6.0, 6.0, 1, 1, 1)),  # told twice on a page
        ([EXACT, {**EXACT, "document": "公报.txt"}], (6.0, "6", "exact", 6.0, 6.0, 1, 2, 2)),
        ([EXACT, {**EXACT, "bound": Bound.ABOUT}], (6.0, "6", None, 6.0, 6.0, 1, 1, 1)),
        ([EXACT, {**EXACT, "value": Decimal("6.1")}], (None, None, "exact", 6.0, 6.1, 0, 2, 1)),
        ([RANGE], (None, None, "exact", 5.5, 6.5, 1, 1, 1)),
        ([RANGE, RANGE], (None, None, "exact", 5.5, 6.5, 1, 1, 1)),
        ([EXACT, RANGE], (None, None, "exact", 5.5, 6.5, 0, 2, 1)),
        ([FELL, FELL_OVER], (-6.0, "-6", "exact", -6.0, -5.5, 1, 2, 1)),  # 下降超过5.5% keeps 下降6%
        (
            [FELL, {**FELL_OVER, "value": Decimal("-6.5"), "high": Decimal("-6.5")}],
            (-6.0, "-6", "exact", -6.5, -6.0, 0, 2, 1),
        ),
    ],
)
def test_the_panel_says_whether_records_agree(
    store: Store, report: Path, stated: list[dict[str, Any]], expected: tuple[object, ...]
) -> None:
    run = started(store)
    made = [record(id=f"r{number}", **fields) for number, fields in enumerate(stated)]
    for name in {one.document for one in made}:
        own = [one for one in made if one.document == name]
        load_document(store, document(report.with_name(name)), own, run)
    columns = "value, value_text, bound, value_min, value_max, agree, records, documents"
    assert rows(store, f"SELECT {columns} FROM panel") == [expected]


def grain(value: str, unit: str, **fields: Any) -> dict[str, Any]:
    """An amount of grain with its weight in 公斤: ``grain("3500", "吨")``."""
    weights = {"吨": Decimal(1000), "斤": Decimal("0.5"), "公斤": Decimal(1)}
    number = Decimal(value)
    base = {"base_value": number * weights[unit], "base_unit": "公斤"}
    return {**EXACT, "value": number, "unit": unit, **base, **fields}


def grain_range(low: str, high: str, unit: str) -> dict[str, Any]:
    return {**grain("0", unit), "value": None, "base_value": None, "low": Decimal(low), "high": Decimal(high)}


MORE: dict[str, Any] = {
    "low": Decimal(1),
    "bound": Bound.AT_LEAST,
}  # 超过; of low the panel asks only whether it is there


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # unit, value, value_text, base_value_text, value_min, value_max, agree, records
        ([grain("3500", "吨"), grain("7000000", "斤")], ("吨", 3500.0, "3500", "3500000", 3500.0, 3500.0, 1, 1)),
        ([grain("3593.8", "吨"), grain("7000000", "斤")], ("吨", None, None, None, 3500.0, 3593.8, 0, 2)),
        ([grain("7000001", "斤"), grain("3500000", "公斤")], ("公斤", None, None, None, 3500000.0, 3500000.5, 0, 2)),
        ([grain("7000000", "斤")], ("斤", 7000000.0, "7000000", "3500000", 7000000.0, 7000000.0, 1, 1)),
        ([grain("3500", "吨", **MORE), grain("7000000", "斤", **MORE)],
         ("吨", 3500.0, "3500", "3500000", 3500.0, 3500.0, 1, 1)),
        # 超过3400吨 beside 700万斤: the number keeps the bound, and is told in its own unit.
        ([grain("3400", "吨", **MORE), grain("7000000", "斤")],
         ("斤", 7000000.0, "7000000", "3500000", 6800000.0, 7000000.0, 1, 2)),
        ([grain("3600", "吨", **MORE), grain("7000000", "斤")],
         ("斤", 7000000.0, "7000000", "3500000", 7000000.0, 7200000.0, 0, 2)),
        # Nothing tells how much a range is in another unit: it contradicts, and is left out of how far.
        ([grain_range("3400", "3600", "吨"), grain("7000000", "斤")],
         ("斤", None, None, None, 7000000.0, 7000000.0, 0, 2)),
        ([grain_range("3400", "3600", "吨"),
          grain_range("6800000", "7200000", "斤")],
         ("吨", None, None, None, None, None, 0, 2)),
        ([grain("0", "吨"), grain("0", "斤")], ("吨", 0.0, "0", "0", None, None, 1, 1)),
        ([grain("0", "吨"), grain("5", "斤", high=Decimal(5), bound=Bound.AT_MOST)],
         ("斤", 0.0, "0", "0", 0.0, 5.0, 1, 2)),
    ],
)  # fmt: skip
def test_units_of_one_dimension_are_one_series(
    store: Store, report: Path, stated: list[dict[str, Any]], expected: tuple[object, ...]
) -> None:
    made = [record(id=f"r{number}", statistic=Statistic.LEVEL, **fields) for number, fields in enumerate(stated)]
    load_document(store, document(report), made, started(store))
    columns = "unit, value, value_text, base_value_text, value_min, value_max, agree, records"
    assert rows(store, f"SELECT {columns} FROM panel") == [expected]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # basis, base_year
        ({}, {"basis": Basis.YOY}, ("yoy", None)),
        ({}, {"base_year": 2022}, (None, None)),
        ({"basis": Basis.YOY, "base_year": 2022}, {}, ("yoy", None)),
        ({"base_year": 2020}, {"basis": Basis.YOY, "base_year": 2020}, ("yoy", 2020)),
        ({"basis": Basis.MOM}, {"basis": Basis.MOM}, ("mom", None)),
    ],
)
def test_growth_is_on_the_year_before_whether_or_not_it_is_said(
    store: Store,
    report: Path,
    first: dict[str, Any],
    second: dict[str, Any],
    expected: tuple[object, ...],
) -> None:
    other = {**EXACT, "value": Decimal("5.0")}
    made = [
        record(id="r1", statistic=Statistic.GROWTH, **EXACT, **first),
        record(id="r2", statistic=Statistic.GROWTH, **other, **second),
    ]
    load_document(store, document(report), made, started(store))
    assert rows(store, "SELECT basis, base_year, agree, value_min, value_max FROM panel") == [(*expected, 0, 5.0, 6.0)]
    assert rows(store, "SELECT basis, base_year, spread FROM conflicts") == [
        (*expected, pytest.approx(1 / 6, abs=1e-6))
    ]


def test_points_above_another_region_are_no_change_since_the_year_before(store: Store, report: Path) -> None:
    other = {**EXACT, "value": Decimal("5.0")}
    made = [
        record(id="r1", statistic=Statistic.CHANGE, **EXACT),  # 比全国高6.0个百分点
        record(id="r2", statistic=Statistic.CHANGE, basis=Basis.YOY, **other),  # 比上年高5.0个百分点
    ]
    load_document(store, document(report), made, started(store))
    assert rows(store, "SELECT basis, agree FROM panel ORDER BY basis") == [(None, 1), ("yoy", 1)]
    assert rows(store, "SELECT * FROM conflicts") == []


@pytest.mark.parametrize(
    "other",
    [
        {"region": "510100", "region_name": "成都市"},
        {"region": None, "region_name": "天府新区"},
        {"indicator": "grain_output", "indicator_name": "粮食产量"},
        {"indicator": None, "indicator_name": "新签约项目"},
        {"statistic": Statistic.GROWTH},
        {"basis": Basis.MOM},
        {"base_year": 2020},
        {"status": Status.TARGET},
        {"period": "2023-Q3"},
        {"year": 2022, "period": "2022"},
        {"unit": "美元"},
    ],
)
def test_the_panel_keeps_series_apart(store: Store, report: Path, other: dict[str, Any]) -> None:
    load_document(store, document(report), [GROWN, record(id="r2", **other)], started(store))
    assert rows(store, "SELECT agree, records FROM panel") == [(1, 1), (1, 1)]


@pytest.mark.parametrize("unknown", ["region_name", "indicator_name", "year"])
def test_the_panel_leaves_out_what_tells_no_series(store: Store, report: Path, unknown: str) -> None:
    load_document(store, document(report), [record(**{unknown: None})], started(store))
    assert rows(store, "SELECT * FROM panel") == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        # records, flagged
        ({"value": Decimal("6100000000000"), "flags": (Flag.YEAR_INFERRED,)}, (2, 1)),
        ({"flags": (Flag.YEAR_INFERRED,)}, (1, 0)),  # said in full as well
    ],
)
def test_the_panel_counts_doubtful_records(
    store: Store, report: Path, other: dict[str, Any], expected: tuple[int, int]
) -> None:
    load_document(store, document(report), [GROWN, record(id="r2", **other)], started(store))
    assert rows(store, "SELECT records, flagged FROM panel") == [expected]
