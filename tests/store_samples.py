"""A rule set, a document and a record to load, and what the tables hold afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.records import Bound, Record, Statistic, Status
from extractor.store import (
    DocumentRow,
    IndicatorRow,
    RegionRow,
    RuleRow,
    RuleSetRows,
    Run,
    Store,
    open_store,
    start_run,
)

REACHED = RuleRow("reached@frames.yaml:12 v1", "frame", "frames.yaml", 12, "1")
GDP = IndicatorRow("gdp", "地区生产总值", "economy", "综合经济", ("元",), "higher")
GRAIN = IndicatorRow("grain_output", "粮食产量", "agriculture", "农业农村", ("吨", "公斤"))
REGIONS = (
    RegionRow("510100", "成都市", "prefecture", "510000"),  # before its parent
    RegionRow("510000", "四川省", "province", "100000"),
    RegionRow("100000", "中国", "nation", None),
)
RULES = RuleSetRows("shipped", "1", "d1", REGIONS, (GDP, GRAIN), (REACHED,))

GROWN = Record(
    id="r1",
    document="工作报告.txt",
    region="510000",
    region_name="四川省",
    indicator="gdp",
    indicator_name="地区生产总值",
    indicator_text="全省生产总值",
    year=2023,
    period="2023",
    statistic=Statistic.LEVEL,
    basis=None,
    base_year=None,
    status=Status.ACTUAL,
    value=Decimal("6000000000000"),
    low=Decimal("6000000000000"),
    high=None,
    unit="元",
    base_value=Decimal("6000000000000"),
    base_unit="元",
    bound=Bound.AT_LEAST,
    quote="6万亿元",
    start=8,
    end=12,
    sentence="全省生产总值突破6万亿元。",
    rule=REACHED.id,
    flags=(),
)


def record(**fields: Any) -> Record:
    """The record that GROWN is but for these fields; a number or unit of its own is in its base unit."""
    base = {f"base_{field}": fields[field] for field in ("value", "unit") if field in fields}
    return GROWN.model_copy(update={**base, **fields})


def document(path: Path, **fields: Any) -> DocumentRow:
    row = DocumentRow(
        name=path.name,
        path=path,
        title="政府工作报告",
        publisher=None,
        published="2024-01",
        region="510000",
        region_name="四川省",
        kind="政府工作报告",
        inferred=(),
        sha256="a" * 64,
        encoding="utf-8",
        text="全省生产总值突破6万亿元。",
    )
    return replace(row, **fields)


def started(store: Store, rules: RuleSetRows = RULES) -> Run:
    return start_run(store, rules, extractor="0.1.0", paths=["docs"])


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.db.execute(query).fetchall()]


def data(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything but the log of runs."""
    tables = ("documents", "records", "panel", "regions", "indicators", "rules", "problems")
    return {table: rows(store, f"SELECT * FROM {table}") for table in tables}


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store that is sound when the test is over."""
    with open_store(path, wait=0) as store:
        yield store
        assert rows(store, "PRAGMA foreign_key_check") == []
        assert rows(store, "PRAGMA integrity_check") == [("ok",)]
