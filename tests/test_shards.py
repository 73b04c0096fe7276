"""Guards against a second load that reads or writes what is there already, or that leaves out what has changed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run_samples import assert_sound, contents
from store_samples import RULES, document, record, rows

from extractor.problems import InputError, Problem
from extractor.records import Flag
from extractor.runs import load_shards, summarize
from extractor.runs import shards as shards_module
from extractor.runs.batches import LoadedDocument, ReadDocument
from extractor.runs.reading import RefusedDocument
from extractor.runs.shards import Manifest, read_manifest, read_shard, write_manifest, write_shard
from extractor.store import content_digest, open_store, record_row


def read(folder: Path, number: int, records: int, sentence: str = "粮食产量600吨。", **fields: object) -> ReadDocument:
    name = f"{number:02}.txt"
    made = [
        record(id=f"{number}/{n}", document=name, start=n, sentence=sentence, flags=(Flag.YEAR_INFERRED,) * (n % 2))
        for n in range(records)
    ]
    told = document(folder / name, text=sentence * records, **fields)
    found = tuple(map(record_row, made))
    counts = Counter((one.statistic, one.status) for one in made)
    return ReadDocument(told, found, counts, number, (), content_digest(told, found, number))


def shards(folder: Path, *documents: Sequence[ReadDocument | RefusedDocument]) -> Path:
    names = [f"{number:06}" for number in range(len(documents))]
    for name, held in zip(names, documents, strict=True):
        write_shard(folder / "shards", name, held)
    write_manifest(folder / "shards", Manifest(tuple(names), RULES, "0.1.0", ("docs",), ()))
    return folder / "shards"


def load(folder: Path, database: Path) -> dict[str, int]:
    with open_store(database) as store:
        return {str(outcome): count for outcome, count in summarize(loaded(folder, store)).documents.items()}


def loaded(folder: Path, store: object) -> list[LoadedDocument | RefusedDocument]:
    return list(load_shards(folder, read_manifest(folder), store))  # type: ignore[arg-type]


def test_of_what_is_loaded_neither_records_nor_texts_are_read(tmp_path: Path) -> None:
    folder = shards(tmp_path, [read(tmp_path, 1, 3), read(tmp_path, 2, 0)], [read(tmp_path, 3, 2)])
    assert load(folder, tmp_path / "i.db") == {"new": 3}
    with open_store(tmp_path / "i.db") as store:
        first = loaded(folder, store)
    for file in (folder / "records").iterdir():
        file.write_bytes(b"")
    with open_store(tmp_path / "i.db") as store:
        assert loaded(folder, store) == first
    told = [done for done in first if isinstance(done, LoadedDocument)]
    assert [done.name for done in told] == ["01.txt", "02.txt", "03.txt"]
    assert [sum(done.counts.values()) for done in told] == [3, 0, 2]
    assert [(done.flagged, done.refused_numbers) for done in told] == [(1, 1), (0, 2), (1, 3)]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"sentence": "粮食产量700吨。"}, id="a sentence"),
        pytest.param({"records": 2}, id="one record less"),
        pytest.param({"kind": "公报"}, id="its kind"),
        pytest.param({"published": "2024-02"}, id="its date"),
    ],
)
def test_what_has_changed_is_loaded_again_and_nothing_else(tmp_path: Path, changed: dict[str, object]) -> None:
    documents = [read(tmp_path, number, 3) for number in range(5)]
    load(shards(tmp_path, documents[:4]), tmp_path / "i.db")
    documents[2] = read(tmp_path, 2, **{"records": 3, **changed})  # type: ignore[arg-type]
    folder = shards(tmp_path, documents[:1], documents[1:])  # cut at another place, with one document more
    assert load(folder, tmp_path / "i.db") == {"unchanged": 3, "replaced": 1, "new": 1}
    load(folder, tmp_path / "anew.db")
    assert contents(tmp_path / "i.db") == contents(tmp_path / "anew.db")
    with open_store(tmp_path / "i.db") as store:
        assert rows(store, "SELECT name, loaded_by FROM documents ORDER BY name") == [
            ("00.txt", 1), ("01.txt", 1), ("02.txt", 2), ("03.txt", 1), ("04.txt", 2),
        ]  # fmt: skip


def test_a_document_that_has_lost_a_record_is_loaded_again(tmp_path: Path) -> None:
    folder = shards(tmp_path, [read(tmp_path, 1, 3), read(tmp_path, 2, 3)])
    load(folder, tmp_path / "i.db")
    with open_store(tmp_path / "i.db") as store:
        store.db.execute("DELETE FROM records WHERE id = '1/1'")
    assert load(folder, tmp_path / "i.db") == {"unchanged": 1, "replaced": 1}
    with open_store(tmp_path / "i.db") as store:
        assert rows(store, "SELECT count(*) FROM records") == [(6,)]


def test_other_rules_or_another_program_load_it_again(tmp_path: Path) -> None:
    folder = shards(tmp_path, [read(tmp_path, 1, 1)])
    load(folder, tmp_path / "i.db")
    for newer in ({"rules": replace(RULES, digest="d2")}, {"program": "0.2.0"}):
        write_manifest(folder, replace(read_manifest(folder), **newer))
        assert load(folder, tmp_path / "i.db") == {"replaced": 1}
        assert load(folder, tmp_path / "i.db") == {"unchanged": 1}


def test_what_was_wrong_with_a_document_stays_until_it_is_right(tmp_path: Path) -> None:
    right = read(tmp_path, 1, 1)
    wrong = replace(right, problems=(Problem(str(tmp_path / "01.txt"), 0, 0, "odd", "奇怪"),))
    for held, count in ((right, 0), (wrong, 1), (wrong, 1), (right, 0), (right, 0)):
        with open_store(tmp_path / "i.db") as store:
            (done,) = loaded(shards(tmp_path, [held]), store)
            assert isinstance(done, LoadedDocument)
            assert len(done.problems) == count
            assert rows(store, "SELECT count(*) FROM problems") == [(count,)]


def test_a_shard_of_a_version_without_digests_is_told(tmp_path: Path) -> None:
    folder = shards(tmp_path, [read(tmp_path, 1, 1)])
    file = folder / "documents" / "000000.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["digest"]), file)
    with pytest.raises(InputError, match=r"000000\.parquet: made by another version"):
        load(folder, tmp_path / "i.db")


def test_the_page_and_the_cell_of_a_number_come_with_it(tmp_path: Path) -> None:
    # A page is a number, and a column of texts would refuse it: no PDF could be read by a cluster.
    told = document(tmp_path / "01.txt", text="粮食产量600吨。" * 2)
    made = [record(id="a", document="01.txt", page=3), record(id="b", document="01.txt", cell="表2!B3")]
    found = tuple(map(record_row, made))
    one = ReadDocument(
        told, found, Counter((r.statistic, r.status) for r in made), 0, (), content_digest(told, found, 0)
    )
    folder = shards(tmp_path, [one])
    assert list(read_shard(folder, "000000")) == [one]
    assert load(folder, tmp_path / "i.db") == {"new": 1}
    with open_store(tmp_path / "i.db") as store:
        assert rows(store, "SELECT id, page, cell FROM records ORDER BY id") == [("a", 3, None), ("b", None, "表2!B3")]


_KILLED = """
import os, signal, sys
from pathlib import Path
from extractor.runs import load_shards, loading
from extractor.runs.shards import read_manifest
from extractor.store import open_store

loading.GROUP_ROWS = 1
shards, database = map(Path, sys.argv[1:])
with open_store(database) as store:
    store.db.conn.execute("PRAGMA cache_size = 5")  # so that what is not finished is in the file already
    outcomes = load_shards(shards, read_manifest(shards), store)
    for _ in range(50):
        next(outcomes)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_first_load_that_was_killed_leaves_a_sound_database_that_the_next_fills(tmp_path: Path) -> None:
    folder = shards(tmp_path, [read(tmp_path, number, 20) for number in range(60)])
    database = tmp_path / "i.db"
    done = subprocess.run([sys.executable, "-c", _KILLED, folder, database], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
    assert database.with_name("i.db-journal").stat().st_size
    assert load(folder, database) == {"new": 60}
    assert load(folder, tmp_path / "whole.db") == {"new": 60}
    assert_sound(database)
    found, expected = contents(database), contents(tmp_path / "whole.db")
    assert [table for table in expected if found[table] != expected[table]] == []
    with open_store(database) as store, open_store(tmp_path / "whole.db") as whole:
        indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
        assert rows(store, indexes) == rows(whole, indexes)


def test_who_has_the_database_open_can_read_it_while_it_is_filled(tmp_path: Path) -> None:
    folder = shards(tmp_path, [read(tmp_path, number, 20) for number in range(20)])
    with open_store(tmp_path / "i.db") as store, closing(sqlite3.connect(tmp_path / "i.db", timeout=0)) as reader:
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(0,)]
        for _ in load_shards(folder, read_manifest(folder), store):
            assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(0,)]
        assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(20,)]


@settings(max_examples=30, deadline=None)
@given(documents=st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=12))
def test_whichever_are_known_the_others_come_whole(documents: list[tuple[int, bool]]) -> None:
    """In groups of at least four rows, so that a range of records begins and ends anywhere in them."""
    with TemporaryDirectory() as path, pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards_module, "_ROWS", 4)
        folder = Path(path)
        made = [read(folder, number, records) for number, (records, _) in enumerate(documents)]
        write_shard(folder, "s", made)
        known = {done.document.name for done, (_, there) in zip(made, documents, strict=True) if there}
        found = list(read_shard(folder, "s", lambda name, path, digest: 0 if name in known else None))
        assert [one.document.name if isinstance(one, ReadDocument) else one.name for one in found] == [
            one.document.name for one in made
        ]
        assert [one for one in found if isinstance(one, ReadDocument)] == [
            one for one in made if one.document.name not in known
        ]
