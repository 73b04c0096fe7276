"""Guards against numbers that change on their way into the tables, and against a log that is not what ran."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from store_samples import GRAIN, GROWN, REGIONS, RULES, data, document, record, rows, started

from extractor.problems import Problem, StoreError
from extractor.records import Flag
from extractor.store import (
    RegionRow,
    Store,
    finish_run,
    load_document,
    refuse_document,
    start_run,
)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("value", 6e12),
        ("value_text", "6000000000000"),
        ("low_text", "6000000000000"),
        ("high", None),
        ("high_text", None),
        ("statistic", "level"),
        ("bound", "at_least"),
        ("basis", None),
        ("year", 2023),
        ('"end"', 12),
        ("flags", "[]"),
        ("sentence", "全省生产总值突破6万亿元。"),
        ("typeof(value)", "real"),
        ("typeof(value_text)", "text"),
    ],
)
def test_a_record_is_stored_field_by_field(store: Store, report: Path, column: str, expected: object) -> None:
    load_document(store, document(report), [GROWN], started(store))
    assert rows(store, f"SELECT {column} FROM records") == [(expected,)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.1", "0.1"),
        ("-3.20", "-3.2"),
        ("1.270E+12", "1270000000000"),
        ("123456789012345678.123456789", "123456789012345678.123456789"),
    ],
)
def test_decimals_are_exact_as_text(store: Store, report: Path, value: str, text: str) -> None:
    load_document(store, document(report), [record(value=Decimal(value))], started(store))
    assert rows(store, "SELECT value_text, value FROM records") == [(text, float(value))]


def test_flags_can_be_queried_one_by_one(store: Store, report: Path) -> None:
    doubtful = record(id="r2", flags=(Flag.YEAR_INFERRED, Flag.OUT_OF_RANGE))
    loaded = load_document(store, document(report), [GROWN, doubtful], started(store))
    query = "SELECT records.id FROM records, json_each(flags) WHERE json_each.value = 'out_of_range'"
    assert rows(store, query) == [("r2",)]
    assert loaded.flagged == 1


def test_a_document_counts_what_came_of_it(store: Store, report: Path) -> None:
    records = [GROWN, record(id="r2", flags=(Flag.YEAR_INFERRED,))]
    load_document(store, document(report), records, started(store), refused=3)
    query = "SELECT name, path, characters, records, refused, flagged, rules_digest FROM documents"
    assert rows(store, query) == [("工作报告.txt", "../docs/工作报告.txt", 13, 2, 3, 1, "d1")]


@pytest.mark.parametrize("text", ["𠮷林省共6万亿元", "\ufeff㎡ ⽣产\r\n6万亿元", "é与e\u0301 6万亿元", "a\x006万亿元"])
def test_the_quote_is_found_in_the_stored_source(store: Store, report: Path, text: str) -> None:
    start = text.index("6万亿元")
    load_document(store, document(report, text=text), [record(start=start, end=start + 4)], started(store))
    ((source, begin, end, quote),) = rows(
        store,
        'SELECT text, start, "end", quote FROM records JOIN documents ON documents.name = records.document',
    )
    assert source == text
    assert source[begin:end] == quote


def test_quotes_can_be_cut_out_in_sql(store: Store, report: Path) -> None:
    load_document(store, document(report), [GROWN], started(store))
    query = 'SELECT substr(text, start + 1, "end" - start) FROM records JOIN documents ON name = document'
    assert rows(store, query) == [("6万亿元",)]


def test_an_open_indicator_and_an_area_without_a_code_are_kept(store: Store, report: Path) -> None:
    area = record(region=None, region_name="天府新区", indicator=None, indicator_name="新签约项目")
    load_document(store, document(report, region=None, region_name=None), [area], started(store))
    assert rows(store, "SELECT region, region_name, indicator, indicator_name FROM records") == [
        (None, "天府新区", None, "新签约项目")
    ]


def test_a_run_is_logged_with_what_it_reads_with(store: Store) -> None:
    start_run(store, RULES, extractor="0.1.0", paths=["工作报告/", "a.txt"])
    query = "SELECT rules_name, rules_version, rules_digest, extractor, paths, finished, documents FROM runs"
    assert rows(store, query) == [("shipped", "1", "d1", "0.1.0", '["工作报告/", "a.txt"]', None, None)]


def test_the_rule_set_is_in_the_tables(store: Store) -> None:
    started(store)
    assert rows(store, "SELECT code, name, level, parent FROM regions ORDER BY code") == [
        ("100000", "中国", "nation", None),
        ("510000", "四川省", "province", "100000"),
        ("510100", "成都市", "prefecture", "510000"),
    ]
    assert rows(store, "SELECT id, name, field_name, units FROM indicators ORDER BY id") == [
        ("gdp", "地区生产总值", "综合经济", '["元"]'),
        ("grain_output", "粮食产量", "农业农村", '["吨", "公斤"]'),
    ]
    assert rows(store, "SELECT id, kind, file, line, version FROM rules") == [
        ("reached@frames.yaml:12 v1", "frame", "frames.yaml", 12, "1")
    ]


def test_a_rule_set_that_is_there_already_is_not_written_again(store: Store) -> None:
    started(store)
    before = store.db.conn.total_changes
    started(store)
    assert store.db.conn.total_changes == before + 1  # the row of the run


def test_what_the_rules_no_longer_have_goes_once_unused(store: Store, report: Path) -> None:
    load_document(store, document(report), [GROWN], started(store))
    renamed = replace(GRAIN, name="粮食总产量")
    newer = replace(RULES, digest="d2", indicators=(renamed,), regions=REGIONS[1:])
    run = started(store, newer)
    finish_run(store, run, documents=0, records=0, problems=0)
    assert rows(store, "SELECT id, name, current FROM indicators ORDER BY id") == [
        ("gdp", "地区生产总值", 0),  # a record refers to it
        ("grain_output", "粮食总产量", 1),
    ]
    assert rows(store, "SELECT code, current FROM regions ORDER BY code") == [
        ("100000", 1),
        ("510000", 1),
        ("510100", 0),
    ]
    load_document(store, document(report), [], run)
    finish_run(store, run, documents=1, records=0, problems=0)
    assert rows(store, "SELECT id FROM indicators") == [("grain_output",)]


def test_a_rule_set_that_does_not_hold_together_changes_nothing(store: Store) -> None:
    started(store)
    before = data(store)
    orphan = RegionRow("520100", "贵阳市", "prefecture", "520000")
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        started(store, replace(RULES, regions=(*REGIONS, orphan)))
    assert data(store) == before
    assert rows(store, "SELECT count(*) FROM runs") == [(1,)]


def test_problems_of_a_file_are_those_of_its_last_reading(store: Store, report: Path) -> None:
    first = [Problem("x", 3, 2, "garbled", "乱码"), Problem("x", 0, 0, "cut", "不完整")]
    refuse_document(store, report, first, started(store))
    refuse_document(store, report.with_name("b.txt"), first[:1], started(store))
    refuse_document(store, report, first, started(store))
    query = 'SELECT path, line, "column", code, message, run FROM problems ORDER BY id'
    assert rows(store, query) == [
        ("../docs/工作报告.txt", 3, 2, "garbled", "乱码", 1),
        ("../docs/工作报告.txt", 0, 0, "cut", "不完整", 1),
        ("../docs/b.txt", 3, 2, "garbled", "乱码", 2),
    ]
    load_document(store, document(report), [GROWN], started(store))
    assert rows(store, query) == [("../docs/b.txt", 3, 2, "garbled", "乱码", 2)]


def test_a_refused_document_keeps_what_was_loaded_of_it(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run)
    refuse_document(store, report, [Problem("x", 0, 0, "empty", "empty file")], run)
    assert rows(store, "SELECT id FROM records") == [("r1",)]
