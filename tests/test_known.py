"""Guards against a document that is left alone although it would be read otherwise now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.documents.sources import find_sources
from extractor.ruleset.compiled import RuleSet
from extractor.runs import LoadedDocument, batches, load_sources, program
from extractor.store import Store, open_store

TEXT = "2023年，四川省粮食产量3600万吨，增长1.5%。"
FACTS = "file,title,publisher,published,region,kind\n公报.txt,公报,统计局,2024-01,四川省,统计公报\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "公报.txt").write_text(TEXT, encoding="utf-8")
    (folder / "metadata.csv").write_text(FACTS, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "i.db") as store:
        yield store


def outcome(docs: Path, store: Store, rules: RuleSet, program: str = "1.0") -> LoadedDocument:
    (done,) = load_sources(find_sources([str(docs)]), rules, store, program=program, paths=["docs"])
    assert isinstance(done, LoadedDocument)
    return done


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr(batches, "read_source", read)


@pytest.mark.parametrize(
    "told", [FACTS, "file\n", "file,published,region\n公报.txt,2024,\n", "file,region\n公报.txt,510000\n"]
)
def test_what_has_not_changed_is_not_read_again(
    docs: Path, store: Store, rules: RuleSet, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "metadata.csv").write_text(told, encoding="utf-8")
    first = outcome(docs, store, rules)
    assert first.outcome == "new"
    refuse_to_read(monkeypatch)
    (docs / "公报.txt").touch()
    assert outcome(docs, store, rules) == replace(first, outcome=first.outcome.UNCHANGED)


def rewritten(old: str, new: str, file: str = "metadata.csv") -> Callable[[Path, Store], object]:
    def change(docs: Path, _: Store) -> None:
        path = docs / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path, Store], object]] = {
    "a digit of the same length": rewritten("3600", "3601", "公报.txt"),
    "title": rewritten("公报,", "快报,"),
    "publisher": rewritten("统计局", ""),
    "published": rewritten("2024-01", "2024-02"),
    "published no longer told": rewritten("2024-01", ""),
    "region": rewritten("四川省", "湖南省"),
    "region no longer told": rewritten("四川省", ""),
    "region misspelt": rewritten("四川省", "四川剩"),
    "kind": rewritten("统计公报", "新闻"),
    "a record deleted": lambda _, store: store.db.conn.execute("DELETE FROM records WHERE start > 20"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_could_change_a_record_is_read_again(docs: Path, store: Store, rules: RuleSet, change: str) -> None:
    outcome(docs, store, rules)
    CHANGES[change](docs, store)
    again = outcome(docs, store, rules)
    assert again.outcome == "replaced"
    assert sum(again.counts.values()) == 2


def test_other_rules_and_another_program_read_it_again(docs: Path, store: Store, rules: RuleSet) -> None:
    outcome(docs, store, rules)
    assert outcome(docs, store, rules, program="1.1").outcome == "replaced"
    assert outcome(docs, store, replace(rules, digest="other"), program="1.1").outcome == "replaced"


def test_a_document_of_another_place_is_not_the_known_one(docs: Path, store: Store, rules: RuleSet) -> None:
    outcome(docs, store, rules)
    moved = docs.rename(docs.with_name("moved"))
    assert outcome(moved, store, rules).outcome == "replaced"
    assert [tuple(row) for row in store.db.conn.execute("SELECT path FROM documents")] == [("moved/公报.txt",)]


def test_what_was_wrong_with_a_document_is_said_again(docs: Path, store: Store, rules: RuleSet) -> None:
    rewritten("四川省", "四川剩")(docs, store)
    first = outcome(docs, store, rules)
    assert [problem.code for problem in first.problems] == ["unknown-region"]
    assert outcome(docs, store, rules).problems == first.problems


def test_the_program_is_told_by_its_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from importlib import import_module

    module = import_module("extractor.runs.program")

    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    first = program()
    assert program() == first
    (tmp_path / "a.py").write_text("x = 2\n", encoding="utf-8")
    assert program() != first
    monkeypatch.setattr(module, "_libraries", lambda: ["regex 1"])
    assert program() != first
