"""Guards against a database that loses, doubles or mixes up records, or that holds half a document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import GROWN, RULES, data, document, record, rows, started

from extractor.problems import DocumentError, Problem, StoreError
from extractor.records import Flag, Record
from extractor.store import (
    Outcome,
    Store,
    finish_run,
    load_document,
    open_store,
    refuse_document,
)


def run_once(store: Store, path: Path, records: Sequence[Record]) -> Outcome:
    run = started(store)
    loaded = load_document(store, document(path), records, run, refused=1)
    refuse_document(store, path.with_name("空白.txt"), [Problem("空白.txt", 0, 0, "empty", "empty file")], run)
    finish_run(store, run, documents=1, records=len(records), problems=1)
    return loaded.outcome


def test_a_second_run_only_adds_to_the_log(store: Store, report: Path) -> None:
    assert run_once(store, report, [GROWN]) is Outcome.NEW
    before = data(store)
    assert run_once(store, report, [GROWN]) is Outcome.UNCHANGED
    assert data(store) == before
    assert rows(store, "SELECT id, documents, records, problems, finished IS NULL FROM runs") == [
        (1, 1, 1, 1, 0),
        (2, 1, 1, 1, 0),
    ]


decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
records_of_a_document = st.lists(
    st.builds(
        record,
        id=texts,
        value=st.none() | decimals,
        high=st.none() | decimals,
        region=st.sampled_from([None, "510000", "510100"]),
        indicator=st.sampled_from([None, "gdp", "grain_output"]),
        indicator_name=st.none() | texts,
        year=st.none() | st.integers(1949, 2050),
        unit=texts,
        sentence=texts,
        flags=st.lists(st.sampled_from(Flag), unique=True, max_size=2).map(tuple),
    ),
    unique_by=lambda made: made.id,
    max_size=5,
)


@settings(max_examples=20)
@given(first=records_of_a_document, second=records_of_a_document)
def test_loading_twice_is_loading_once(first: list[Record], second: list[Record]) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder, "i.db")) as store:
        path = Path(folder, GROWN.document)
        run_once(store, path, first)
        once = data(store)
        assert run_once(store, path, first) is Outcome.UNCHANGED
        assert data(store) == once
        run_once(store, path, second)
        changed = data(store)
        assert run_once(store, path, second) is Outcome.UNCHANGED
        assert data(store) == changed
        assert [row[0] for row in changed["records"]] == [made.id for made in second]


@pytest.mark.parametrize(
    "changed",
    [
        {"sha256": "b" * 64},
        {"published": "2024-01-24"},
        {"title": None},
        {"region": "510100", "region_name": "成都市"},
        {"kind": "新闻"},
        {"encoding": "gb18030"},
        {"inferred": ("region",)},
    ],
)
def test_a_changed_document_replaces_its_own_records_and_no_others(
    store: Store, report: Path, changed: dict[str, Any]
) -> None:
    run = started(store)
    other = report.with_name("公报.txt")
    load_document(store, document(other), [record(id="o1", document="公报.txt")], run)
    load_document(store, document(report), [GROWN, record(id="r2")], run)
    again = started(store)
    loaded = load_document(store, document(report, **changed), [record(id="r3")], again)
    assert loaded.outcome is Outcome.REPLACED
    assert rows(store, "SELECT id, document FROM records ORDER BY id") == [
        ("o1", "公报.txt"),
        ("r3", "工作报告.txt"),
    ]
    assert rows(store, "SELECT name, loaded_by FROM documents ORDER BY loaded_by") == [
        ("公报.txt", run.id),
        ("工作报告.txt", again.id),
    ]


def test_new_rules_replace_records_that_stay_the_same(store: Store, report: Path) -> None:
    load_document(store, document(report), [GROWN], started(store))
    loaded = load_document(store, document(report), [GROWN], started(store, replace(RULES, digest="d2")))
    assert loaded.outcome is Outcome.REPLACED
    assert rows(store, "SELECT rules_digest, loaded_by FROM documents") == [("d2", 2)]


def test_a_document_may_have_no_records(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run)
    assert load_document(store, document(report), [], run).outcome is Outcome.REPLACED
    assert rows(store, "SELECT name, records FROM documents") == [("工作报告.txt", 0)]
    assert rows(store, "SELECT * FROM records") == []


def elsewhere(report: Path) -> Path:
    path = report.parent.parent / "archive" / report.name
    path.parent.mkdir()
    path.write_text("另一份", encoding="utf-8")
    return path


@pytest.mark.parametrize("changed", [{"sha256": "b" * 64}, {"region": "510100", "region_name": "成都市"}])
def test_another_document_of_the_name_is_refused(store: Store, report: Path, changed: dict[str, str]) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run)
    before, other = data(store), elsewhere(report)
    with pytest.raises(DocumentError) as caught:
        load_document(store, document(other, **changed), [GROWN], run)
    assert str(caught.value) == (
        f"工作报告.txt: {other} has the name of {report}, which is loaded and differs from it;"
        " give their common parent folder, so that each has a name of its own"
    )
    assert data(store) == before


def test_a_copy_of_a_document_adds_nothing(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run)
    before = data(store)
    assert load_document(store, document(elsewhere(report)), [GROWN], run).outcome is Outcome.UNCHANGED
    assert data(store) == before


def test_a_copy_read_with_newer_rules_is_the_same_document(store: Store, report: Path) -> None:
    """What was inferred follows from the rules: 四川省, then 成都市."""
    first = {"inferred": ("region",)}
    load_document(store, document(report, **first), [GROWN], started(store))
    newer = started(store, replace(RULES, digest="d2"))
    copy = document(elsewhere(report), region="510100", region_name="成都市", **first)
    assert load_document(store, copy, [GROWN], newer).outcome is Outcome.REPLACED
    assert rows(store, "SELECT region, inferred FROM documents") == [("510100", '["region"]')]


def test_a_document_whose_old_path_is_gone_has_moved(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run, problems=[Problem("p", 1, 1, "odd", "奇怪")])
    other = elsewhere(report)
    report.unlink()
    loaded = load_document(store, document(other, sha256="b" * 64), [GROWN], run)
    assert (loaded.outcome, loaded.moved_from) == (Outcome.REPLACED, report)
    assert rows(store, "SELECT path FROM documents") == [("../archive/工作报告.txt",)]
    assert rows(store, "SELECT * FROM problems") == []


def test_a_document_given_with_its_parent_folder_is_renamed_not_doubled(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run)
    longer = "docs/工作报告.txt"
    load_document(store, document(report, name=longer), [record(id="r2", document=longer)], run)
    assert rows(store, "SELECT name FROM documents") == [(longer,)]
    assert rows(store, "SELECT id, document FROM records") == [("r2", longer)]


def test_two_links_to_one_file_are_two_documents(store: Store, report: Path) -> None:
    link = report.with_name("又一份.txt")
    link.symlink_to(report)
    for _ in range(2):
        run_once(store, report, [GROWN])
        load_document(store, document(link), [record(id="r2", document=link.name)], started(store))
    assert rows(store, "SELECT id FROM records ORDER BY id") == [("r1",), ("r2",)]


def broken_off() -> Iterator[Record]:
    yield record(id="r2")
    raise KeyboardInterrupt


def test_records_that_break_off_leave_nothing(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report), [GROWN], run)
    before = data(store)
    with pytest.raises(KeyboardInterrupt):
        load_document(store, document(report, sha256="b" * 64), broken_off(), run)
    assert data(store) == before


NOT_OURS = (
    "is not in the rule set of this run, or another run has put other rules in its place; run again when that has ended"
)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({"id": "r1"}, "2 of its records have the id r1"),
        ({"id": "o1"}, "a record of another document has the id of one of its records"),
        ({"region": "999999"}, f"its region 999999 {NOT_OURS}"),
        ({"indicator": "gpd"}, f"its indicator gpd {NOT_OURS}"),
        ({"rule": "无"}, f"its rule 无 {NOT_OURS}"),
        ({"document": "公报.txt"}, "handed a record of 公报.txt; nothing of it is loaded"),
    ],
)
@pytest.mark.parametrize("loaded_before", [False, True])
def test_a_record_that_does_not_fit_leaves_nothing(
    store: Store, report: Path, second: dict[str, str], said: str, loaded_before: bool
) -> None:
    run = started(store)
    other = report.with_name("公报.txt")
    load_document(store, document(other), [record(id="o1", document="公报.txt")], run)
    if loaded_before:
        load_document(store, document(report), [GROWN], run)
    before = data(store)
    with pytest.raises(DocumentError) as caught:
        load_document(store, document(report, sha256="b" * 64), [GROWN, record(**{"id": "r2"} | second)], run)
    assert str(caught.value) == f"工作报告.txt: {said}"
    assert data(store) == before


def test_a_document_of_an_unknown_region_is_refused(store: Store, report: Path) -> None:
    with pytest.raises(DocumentError, match="its region 000000 is not in the rule set"):
        load_document(store, document(report, region="000000"), [], started(store))
    assert rows(store, "SELECT * FROM documents") == []


def test_a_file_name_that_is_not_utf8_is_refused_and_can_be_reported(store: Store, tmp_path: Path) -> None:
    path, run = tmp_path / "\udcb9\udcab.txt", started(store)
    with pytest.raises(DocumentError) as caught:
        load_document(store, document(path), [record(document=path.name)], run)
    assert str(caught.value) == (r"\udcb9\udcab.txt: its name or text is not valid Unicode; rename the file in UTF-8")
    refuse_document(store, path, [Problem(str(path), 0, 0, "unreadable", f"{path.name}: 不可读")], run)
    assert rows(store, "SELECT path, message FROM problems") == [(r"../\udcb9\udcab.txt", r"\udcb9\udcab.txt: 不可读")]


def test_a_transaction_holds_the_lock_from_its_start(store: Store) -> None:
    with (
        closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other,
        store.writing() as connection,
    ):
        connection.execute("SELECT * FROM documents").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_locked_database_is_said_and_nothing_is_written(store: Store, report: Path) -> None:
    run = started(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            load_document(store, document(report), [GROWN], run)
        assert rows(store, "SELECT count(*) FROM records") == [(0,)]  # reading goes on
    assert str(caught.value) == (
        f"{store.path}: locked by another process; close it or wait until it has finished, then run again"
    )
    assert load_document(store, document(report), [GROWN], run).outcome is Outcome.NEW
