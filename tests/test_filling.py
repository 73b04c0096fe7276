"""Guards against a first load whose search, made beside the records, has other documents than the tables have."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import RULES, document, record, rows

from extractor.problems import StoreError
from extractor.runs import load_shards, loading
from extractor.runs.batches import LoadedDocument, ReadDocument
from extractor.runs.reading import RefusedDocument
from extractor.runs.shards import Manifest, read_manifest, write_manifest, write_shard
from extractor.store import Store, beside, content_digest, filling, load_document, open_store, record_row, start_run
from extractor.store.search import search_documents, search_sentences


def read(folder: Path, name: str, text: str, *ids: str) -> ReadDocument:
    told = document(folder / name, text=text)
    made = [record(id=one, document=name, sentence=text) for one in ids]
    found = tuple(map(record_row, made))
    counts = Counter((one.statistic, one.status) for one in made)
    return ReadDocument(told, found, counts, 0, (), content_digest(told, found, 0))


def outcomes(folder: Path, store: Store, *documents: Sequence[ReadDocument]) -> list[str]:
    names = [f"{number:06}" for number in range(len(documents))]
    for name, held in zip(names, documents, strict=True):
        write_shard(folder / "shards", name, held)
    write_manifest(folder / "shards", Manifest(tuple(names), RULES, "0.1.0", ("docs",), ()))
    done: list[LoadedDocument | RefusedDocument] = list(
        load_shards(folder / "shards", read_manifest(folder / "shards"), store)
    )
    return [one.outcome if isinstance(one, LoadedDocument) else "refused" for one in done]


def assert_search_fits(store: Store) -> None:
    """Every document is found by its text, once, and what the index holds is whole."""
    for name, text in rows(store, "SELECT name, text FROM documents"):
        assert search_documents(store.db.conn, text).count(name) == 1
    for identity, sentence in rows(store, "SELECT id, sentence FROM records"):
        assert search_sentences(store.db.conn, sentence).count(identity) == 1
    texts, indexed = rows(store, "SELECT id FROM _texts"), rows(store, "SELECT id FROM _text_words_docsize")
    assert sorted(texts) == sorted(indexed)
    store.db.conn.execute("INSERT INTO _text_words (_text_words) VALUES ('integrity-check')")


def test_a_database_that_has_been_filled_is_searched_and_goes_on_growing(tmp_path: Path) -> None:
    with open_store(tmp_path / "i.db") as store:
        made = [read(tmp_path, f"{n}.txt", f"粮食产量{n}吨", f"r{n}") for n in range(30)]
        assert outcomes(tmp_path, store, made[:20], made[20:]) == ["new"] * 30
        assert_search_fits(store)
        run = start_run(store, RULES, extractor="0.1.0", paths=())
        load_document(store, document(tmp_path / "31.txt", text="油料产量"), [], run)
        load_document(store, document(tmp_path / "5.txt", text="棉花产量"), [], run)
        assert search_documents(store.db.conn, "油料") == ["31.txt"]
        assert search_documents(store.db.conn, "粮食产量5吨") == []
        assert len(search_documents(store.db.conn, "产量")) == 31
        assert_search_fits(store)


def test_a_document_that_comes_twice_is_found_as_it_came_last(tmp_path: Path) -> None:
    with open_store(tmp_path / "i.db") as store:
        first, other = read(tmp_path, "a.txt", "粮食产量", "r1", "r2"), read(tmp_path, "b.txt", "棉花产量", "r3")
        again = read(tmp_path, "a.txt", "油料产量", "r1")
        assert outcomes(tmp_path, store, [first, other], [again]) == ["new", "new", "replaced"]
        assert search_documents(store.db.conn, "粮食") == []
        assert_search_fits(store)


@pytest.mark.parametrize("rows_of_a_group", [1, 20_000])
def test_a_document_that_does_not_fit_is_not_found_and_the_others_of_its_group_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_of_a_group: int
) -> None:
    monkeypatch.setattr(loading, "GROUP_ROWS", rows_of_a_group)
    made = [read(tmp_path, f"{n}.txt", f"粮食产量{n}吨", "taken" if n in (2, 4) else f"r{n}") for n in range(6)]
    with open_store(tmp_path / "i.db") as store:
        assert outcomes(tmp_path, store, made) == ["new"] * 4 + ["refused", "new"]
        assert search_documents(store.db.conn, "粮食产量4吨") == []
        assert_search_fits(store)


def test_what_another_has_loaded_just_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[filling.__module__]  # the function has the name of its module
    set_up: Callable[[Store], AbstractContextManager[None]] = module._set_up

    def late(store: Store) -> AbstractContextManager[None]:
        with open_store(tmp_path / "i.db") as other:
            run = start_run(other, RULES, extractor="0.1.0", paths=())
            load_document(other, document(tmp_path / "0.txt", text="棉花产量"), [], run)
        return set_up(store)

    monkeypatch.setattr(module, "_set_up", late)
    with open_store(tmp_path / "i.db") as store:
        assert outcomes(tmp_path, store, [read(tmp_path, "1.txt", "粮食产量", "r1")]) == ["new"]
        assert search_documents(store.db.conn, "产量") == ["0.txt", "1.txt"]
        assert rows(store, "PRAGMA foreign_keys") == [(1,)]
        assert_search_fits(store)


@pytest.mark.parametrize("column", ["region", "indicator", "rule"])
@pytest.mark.parametrize("before", [False, True])
def test_a_document_that_refers_to_what_is_not_there_is_refused_by_the_first_load_too(
    tmp_path: Path, column: str, before: bool
) -> None:
    strange = replace(
        read(tmp_path, "b.txt", "油料产量"), records=(record_row(record(document="b.txt", **{column: "?"})),)
    )
    made = [read(tmp_path, "a.txt", "粮食产量", "r1"), strange, read(tmp_path, "c.txt", "棉花产量", "r3")]
    with open_store(tmp_path / "i.db") as store:
        if before:
            load_document(store, document(tmp_path / "0.txt"), [], start_run(store, RULES, extractor="0.1.0", paths=()))
        assert outcomes(tmp_path, store, made) == ["new", "refused", "new"]
        ((message,),) = rows(store, "SELECT message FROM problems")
        assert message.startswith(f"its {column} ? is not in the rule set of this run")
        assert rows(store, "PRAGMA foreign_keys") == [(1,)]
        assert rows(store, "PRAGMA foreign_key_check") == []
        assert_search_fits(store)


def test_of_a_search_that_cannot_be_made_nothing_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*change: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    made = [read(tmp_path, f"{n}.txt", f"粮食产量{n}吨", f"r{n}") for n in range(6)]
    with open_store(tmp_path / "i.db") as store:
        with monkeypatch.context() as broken:
            broken.setattr(beside, "write_words", full)
            with pytest.raises(StoreError, match="disk is full"):
                outcomes(tmp_path, store, made)
        assert rows(store, "SELECT count(*) FROM documents") == [(0,)]
        assert outcomes(tmp_path, store, made) == ["new"] * 6
        assert_search_fits(store)
