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
