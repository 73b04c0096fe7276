"""Guards against a run that loads half a document, stops at a bad one, or writes what has not changed."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.documents.document import Metadata
from extractor.documents.sources import find_sources
from extractor.pipeline import Reading
from extractor.problems import InputError, StoreError
from extractor.records import Statistic, Status
from extractor.ruleset.compiled import RuleSet
from extractor.runs import (
    LoadedDocument,
    RefusedDocument,
    load_sources,
    loading,
    read_bytes,
    rule_set_rows,
    summarize,
    text_metadata,
    unclaimed,
)
from extractor.store import Outcome, Store, open_store

GRAIN = "全省粮食产量3600万吨，增长1.5%。"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "公报.txt").write_text(GRAIN, encoding="utf-8")
    (folder / "空白.txt").write_bytes(b"")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "i.db") as store:
        yield store


def load(docs: Path, store: Store, rules: RuleSet) -> list[LoadedDocument | RefusedDocument]:
    return list(load_sources(find_sources([str(docs)]), rules, store, program="1.0", paths=["docs"]))


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return list(store.db.conn.execute(query))


def test_a_run_loads_refuses_and_is_logged(docs: Path, store: Store, rules: RuleSet) -> None:
    loaded, refused = load(docs, store, rules)
    counts = {(Statistic.LEVEL, Status.ACTUAL): 1, (Statistic.GROWTH, Status.ACTUAL): 1}
    assert loaded == LoadedDocument("公报.txt", Outcome.NEW, Counter(counts), 0, 0, ())
    assert isinstance(refused, RefusedDocument)
    assert (refused.name, refused.problem.message) == ("空白.txt", "empty file")
    assert rows(store, "SELECT documents, records, problems, extractor, paths FROM runs") == [
        (2, 2, 1, "1.0", '["docs"]')
    ]
    assert rows(store, "SELECT message FROM problems") == [("empty file",)]


def test_a_document_is_replaced_when_it_or_what_is_told_of_it_changes(docs: Path, store: Store, rules: RuleSet) -> None:
    outcomes = []
    for text, region in [(GRAIN, ""), (GRAIN, ""), (GRAIN + "\n", ""), (GRAIN + "\n", "四川省")]:
        (docs / "公报.txt").write_text(text, encoding="utf-8")
        (docs / "metadata.csv").write_text(f"file,region\n公报.txt,{region}\n", encoding="utf-8")
        outcomes.append(summarize(load(docs, store, rules)).documents)
    assert outcomes == [
        {"new": 1, "refused": 1},
        {"unchanged": 1, "refused": 1},
        {"replaced": 1, "refused": 1},
        {"replaced": 1, "refused": 1},
    ]


FACTS = [
    # what metadata.csv tells (published, region), the text, what the table holds, what of it was inferred
    ("2024-01", "四川省", GRAIN, ("2024-01", "510000", "四川省"), []),
    ("", "", GRAIN, (None, None, None), []),
    ("", "四川省", "2023年，粮食产量3600万吨。", ("2023", "510000", "四川省"), ["published"]),
    ("2024", "", "湖南省粮食丰收。湖南省增产，湖南省增收。", ("2024", "430000", "湖南省"), ["region"]),
    ("", "", "2023年，湖南省粮食丰收。湖南省增产，湖南省增收。", ("2023", "430000", "湖南省"), ["published", "region"]),
]


@pytest.mark.parametrize(("published", "region", "text", "facts", "inferred"), FACTS)
def test_facts_are_stored_and_those_inferred_are_marked(
    docs: Path,
    store: Store,
    published: str,
    region: str,
    text: str,
    facts: tuple[str | None, ...],
    inferred: list[str],
    rules: RuleSet,
) -> None:
    (docs / "公报.txt").write_text(text, encoding="utf-8")
    (docs / "metadata.csv").write_text(f"file,published,region\n公报.txt,{published},{region}\n", encoding="utf-8")
    load(docs, store, rules)
    assert rows(store, "SELECT published, region, region_name, inferred FROM documents") == [
        (*facts, json.dumps(inferred))
    ]


def test_a_refused_document_keeps_what_was_loaded_of_it(docs: Path, store: Store, rules: RuleSet) -> None:
    load(docs, store, rules)
    (docs / "公报.txt").write_bytes(b"")
    assert summarize(load(docs, store, rules)).documents == {"refused": 2}
    assert rows(store, "SELECT count(*) FROM records") == [(2,)]


def test_records_are_the_same_in_any_order_and_company(
    docs: Path, tmp_path: Path, store: Store, rules: RuleSet
) -> None:
    load(docs, store, rules)
    (docs / "00.txt").write_text(GRAIN, encoding="utf-8")
    with open_store(tmp_path / "other.db") as other:
        load(docs, other, rules)
        query = "SELECT * FROM records WHERE document = '公报.txt' ORDER BY id"
        assert rows(store, query) == rows(other, query)


def test_a_database_that_cannot_be_written_ends_the_run(
    docs: Path, store: Store, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "GROUP_ROWS", 1)
    (docs / "丙.txt").write_text(GRAIN, encoding="utf-8")
    with open_store(store.path, wait=0) as impatient:
        outcomes = load_sources(find_sources([str(docs)]), rules, impatient, program="1.0", paths=["docs"])
        next(outcomes)
        holder = sqlite3.connect(store.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(StoreError, match="locked"):
                next(outcomes)
        finally:
            holder.close()
    assert rows(store, "SELECT finished FROM runs") == [(None,)]


def test_every_rule_a_record_may_name_is_in_the_database(rules: RuleSet) -> None:
    handed = rule_set_rows(rules)
    (reading,) = read_bytes(GRAIN.encode(), Metadata(), rules)
    assert isinstance(reading, Reading)
    assert {record.rule for record in reading.records} <= {rule.id for rule in handed.rules}
    assert {record.indicator for record in reading.records} <= {row.id for row in handed.indicators} | {None}
    assert {region.parent for region in handed.regions} - {None} <= {region.code for region in handed.regions}


def test_an_amount_that_nothing_claims_is_counted(rules: RuleSet) -> None:
    (reading,) = read_bytes("指标\t产量\n粮食\t3600万吨\n油菜籽\t300万吨\n".encode(), Metadata(), rules)
    assert isinstance(reading, Reading)
    assert len(unclaimed(reading)) + len({r.start for r in reading.records}) == len(reading.quantities)


@pytest.mark.parametrize(
    ("region", "published", "said"),
    [
        ("四川剩", None, "--region 四川剩: no region"),
        (None, "去年", "--published 去年: no date; write 2024, 2024-01 or 2024-01-24"),
        (None, "2024-13", "--published 2024-13: no date"),
    ],
)
def test_facts_that_are_none_are_told(region: str | None, published: str | None, said: str, rules: RuleSet) -> None:
    with pytest.raises(InputError, match=said):
        text_metadata(rules, region=region, published=published)


def test_facts_are_taken_as_told(rules: RuleSet) -> None:
    facts = text_metadata(rules, region="成都市", published="2024-01", kind="新闻")
    assert (facts.region, str(facts.published), facts.kind, facts.title) == (
        "成都市",
        "2024-01",
        "新闻",
        None,
    )
