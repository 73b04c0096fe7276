"""Guards against a collection of which a document is lost, stays behind when it is gone, or is read without need."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from command_samples import GRAIN

from extractor.documents.sources import find_sources
from extractor.ruleset.compiled import RuleSet
from extractor.runs import LoadedDocument, LoadedOrRefused, RefusedDocument, batches, load_sources
from extractor.store import Store, open_store

ROWS = (GRAIN, "去年全省猪肉产量300万吨。", "{不是", "去年全省油料产量20万吨。")


def archive(**members: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    return target.getvalue()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "报.jsonl").write_text("\n".join(map(row, ROWS)), encoding="utf-8")
    return folder


def row(text: str) -> str:
    return text if text.startswith("{") else json.dumps({"text": text, "date": "2024", "region": "四川省"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "i.db") as store:
        yield store


def outcomes(docs: Path, store: Store, rules: RuleSet, program: str = "1.0") -> list[LoadedOrRefused]:
    return list(load_sources(find_sources([str(docs)]), rules, store, program=program, paths=["docs"]))


def told(done: list[LoadedOrRefused]) -> list[str]:
    return [f"{one.name} {one.outcome if isinstance(one, LoadedDocument) else 'refused'}" for one in done]


def column(store: Store, query: str) -> list[object]:
    return [found for (found,) in store.db.conn.execute(query)]


def documents(store: Store) -> list[object]:
    return column(store, "SELECT name FROM documents ORDER BY name")


def problems(store: Store) -> list[object]:
    return column(store, "SELECT path FROM problems ORDER BY path")


def test_a_collection_that_has_not_changed_is_not_read_again(
    docs: Path, store: Store, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "包.zip").write_bytes(archive(**{"甲.txt": GRAIN, "乙.exe": "MZ", "丙.jsonl": row(GRAIN)}))
    first = outcomes(docs, store, rules)
    assert told(first) == [
        *("包.zip/丙.jsonl#1 new", "包.zip/乙.exe refused", "包.zip/甲.txt new"),
        *("报.jsonl#1 new", "报.jsonl#2 new", "报.jsonl#3 refused", "报.jsonl#4 new"),
    ]

    def read(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr(batches, "read_source", read)
    again = outcomes(docs, store, rules)
    expected = [
        replace(one, outcome=one.outcome.UNCHANGED) if isinstance(one, LoadedDocument) else replace(one, trace="")
        for one in first
    ]
    assert sorted(again, key=lambda one: one.name) == sorted(expected, key=lambda one: one.name)
    assert outcomes(docs, store, rules) == again


def changed(*texts: str) -> Callable[[Path, Store], object]:
    return lambda docs, _: (docs / "报.jsonl").write_text("\n".join(map(row, texts)), encoding="utf-8")


def executed(statement: str) -> Callable[[Path, Store], object]:
    return lambda _, store: store.db.conn.execute(statement)


CHANGES: dict[str, Callable[[Path, Store], object]] = {
    "a digit": changed(ROWS[0], ROWS[1].replace("300", "301"), *ROWS[2:]),
    "what stands beside it": lambda docs, _: (docs / "metadata.csv").write_text("file,kind\n报.jsonl,新闻\n"),
    "a record is gone": executed("DELETE FROM records WHERE document = '报.jsonl#2'"),
    "a problem is gone": executed("DELETE FROM problems"),
    "it is not remembered": executed("DELETE FROM _collections"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_could_change_it_is_read_again(docs: Path, store: Store, rules: RuleSet, change: str) -> None:
    outcomes(docs, store, rules)
    CHANGES[change](docs, store)
    assert len(outcomes(docs, store, rules)) == 4
    assert column(store, "SELECT count(*) FROM records") == [4]
    assert problems(store) == ["docs/报.jsonl#3"]


def test_other_rules_and_another_program_read_it_again(docs: Path, store: Store, rules: RuleSet) -> None:
    outcomes(docs, store, rules)
    for other, program in ((rules, "1.1"), (replace(rules, digest="other"), "1.1")):
        done = outcomes(docs, store, other, program)
        assert told(done)[:2] == ["报.jsonl#1 replaced", "报.jsonl#2 replaced"]


def test_what_an_earlier_edition_had_is_gone(docs: Path, store: Store, rules: RuleSet) -> None:
    """One row less, and the last one would count twice: under its old number and under its new one."""
    outcomes(docs, store, rules)
    changed(ROWS[1], ROWS[3])(docs, store)
    assert told(outcomes(docs, store, rules)) == ["报.jsonl#1 replaced", "报.jsonl#2 replaced"]
    assert documents(store) == ["报.jsonl#1", "报.jsonl#2"]
    assert problems(store) == []
    assert column(store, "SELECT value_text FROM records ORDER BY document") == ["3000000", "200000"]
    assert column(store, "SELECT count(*) FROM _texts") == [2]


def test_rows_that_are_refused_one_and_all_are_those_of_this_edition(docs: Path, store: Store, rules: RuleSet) -> None:
    outcomes(docs, store, rules)
    changed("{不是", "{也不是")(docs, store)
    assert told(outcomes(docs, store, rules)) == ["报.jsonl#1 refused", "报.jsonl#2 refused"]
    assert (documents(store), problems(store)) == (
        ["报.jsonl#1", "报.jsonl#2"],  # as they were: what cannot be read takes nothing away
        ["docs/报.jsonl#1", "docs/报.jsonl#2"],
    )
    assert told(outcomes(docs, store, rules)) == ["报.jsonl#1 refused", "报.jsonl#2 refused"]


def test_a_file_that_cannot_be_read_leaves_what_was_read_of_it_before(docs: Path, store: Store, rules: RuleSet) -> None:
    outcomes(docs, store, rules)
    whole = (docs / "报.jsonl").read_bytes()
    (docs / "报.jsonl").write_bytes(b"")
    (refused,) = outcomes(docs, store, rules)
    assert isinstance(refused, RefusedDocument)
    assert documents(store) == ["报.jsonl#1", "报.jsonl#2", "报.jsonl#4"]
    assert problems(store) == ["docs/报.jsonl", "docs/报.jsonl#3"]
    (docs / "报.jsonl").write_bytes(whole)
    outcomes(docs, store, rules)
    assert problems(store) == ["docs/报.jsonl#3"]


def test_a_table_becomes_a_collection_and_a_table_again(docs: Path, store: Store, rules: RuleSet) -> None:
    (docs / "报.jsonl").unlink()
    file = docs / "表.csv"
    table, collection = "指标,2023年（亿元）\n地区生产总值,60132.9\n", f"text,date\n{GRAIN},2024\n,2024\n"
    for text, names, wrong in (
        (table, ["表.csv"], []),
        (collection, ["表.csv#1"], ["docs/表.csv#2"]),
        (table, ["表.csv"], []),
        ("\ufeff", ["表.csv"], ["docs/表.csv"]),
        (collection, ["表.csv#1"], ["docs/表.csv#2"]),
    ):
        file.write_text(text, encoding="utf-8")
        outcomes(docs, store, rules)
        assert (documents(store), problems(store)) == (names, wrong)


def test_a_collection_without_a_row_is_told(docs: Path, store: Store, rules: RuleSet) -> None:
    (docs / "报.jsonl").rename(docs / "空.csv")
    (docs / "空.csv").write_text("title,text\n", encoding="utf-8")
    (refused,) = outcomes(docs, store, rules)
    assert isinstance(refused, RefusedDocument)
    assert refused.problem.message == "no documents in it"


def test_a_file_whose_name_looks_like_a_part_is_left_alone(docs: Path, store: Store, rules: RuleSet) -> None:
    (docs / "报.jsonl#9 草稿.txt").write_text(GRAIN, encoding="utf-8")
    (docs / "报.jsonl-2.txt").write_text(GRAIN, encoding="utf-8")
    for _ in range(2):
        outcomes(docs, store, rules)
        assert documents(store) == [
            *("报.jsonl#1", "报.jsonl#2", "报.jsonl#4", "报.jsonl#9 草稿.txt", "报.jsonl-2.txt"),
        ]
        (docs / "报.jsonl").touch()
        changed(*ROWS, "")(docs, store)


def test_another_collection_of_the_same_name_does_not_take_its_place(
    docs: Path, tmp_path: Path, store: Store, rules: RuleSet
) -> None:
    outcomes(docs, store, rules)
    other = tmp_path / "other"
    other.mkdir()
    (other / "报.jsonl").write_text(row("去年全省猪肉产量1万吨。"), encoding="utf-8")
    (refused,) = outcomes(other, store, rules)
    assert isinstance(refused, RefusedDocument)
    assert "has the name of" in refused.problem.message
    (docs / "报.jsonl").unlink()
    assert told(outcomes(other, store, rules)) == ["报.jsonl#1 replaced"]
