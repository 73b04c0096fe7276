"""Guards against a search that finds nothing for 粮食, where 粮食 is, or finds what has been taken away."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from store_samples import document, opened, record, rows, started

from extractor.store import Store, load_document, open_store
from extractor.store.migrations import STEPS, migrations
from extractor.store.search import folded, match_expression, search_documents, search_sentences

GRAIN = "全省粮食产量3600万吨，增长1.5%。"
BROKEN = "全省粮\n食产量  3600万吨，GDP增长6%。"

# The pairs of a word in SQL alone, as docs/using.md shows it.
IN_SQL = """SELECT document, sentence FROM records WHERE instr(sentence, :word) AND document IN (
    SELECT _texts.document FROM _texts JOIN _text_words ON _text_words.rowid = _texts.id WHERE _text_words MATCH (
        WITH RECURSIVE place(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n + 1 < length(:word))
        SELECT '"' || group_concat(replace(substr(:word, n, 2), '"', '""'), ' ') || '"'
            || iif(length(:word) = 1, '*', '')
        FROM place
    )
)"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("粮食", ["r1"]),
        ("食", ["r1"]),
        ("。", ["r1", "r2"]),  # the last character of a sentence
        ("粮食产量3600万吨", ["r1"]),
        ("粮食 增长", ["r1"]),
        ("增长 总值", ["r2"]),
        ("食粮", []),
        ("粮产", []),  # its characters are there, not together
        ("gdp", ["r2"]),
        ('"6%" OR *', []),
        ("6%", ["r2"]),
        ("", []),
        (" \n", []),
        ("\udcb9", []),
    ],
)
def test_words_of_any_length_are_found_in_sentences(store: Store, report: Path, words: str, found: list[str]) -> None:
    second = record(id="r2", start=30, end=34, sentence="全省生产总值（GDP）增长6%。")
    load_document(store, document(report), [record(sentence=GRAIN), second], started(store))
    assert search_sentences(store.db.conn, words) == found


def test_line_breaks_do_not_part_a_word(store: Store, report: Path) -> None:
    load_document(store, document(report, text=BROKEN), [], started(store))
    assert search_documents(store.db.conn, "粮食产量3600万吨") == [report.name]


def test_a_sentence_of_several_records_is_found_with_all_of_them(store: Store, report: Path) -> None:
    made = [record(id=f"r{number}", sentence=GRAIN, start=number) for number in (3, 1, 2)]
    load_document(store, document(report), made, started(store))
    assert search_sentences(store.db.conn, "粮食") == ["r1", "r2", "r3"]
    assert search_sentences(store.db.conn, "粮食", limit=2) == ["r1", "r2"]
    assert search_sentences(store.db.conn, "粮食", limit=0) == []


def test_a_sentence_that_is_not_in_the_text_as_it_stands_is_found_but_not_its_document(
    store: Store, report: Path
) -> None:
    """The sentence of a table's cell: title, heads and number, which stand apart in the text."""
    made = [record(sentence="主要农产品产量：粮食，3600万吨"), record(id="r2", sentence="城镇化率60%")]
    text = "主要农产品产量\n粮食 油料\n3600 400\n城镇化率60%"
    load_document(store, document(report, text=text), made, started(store))
    assert search_sentences(store.db.conn, "产量：粮食，3600") == ["r1"]
    assert search_documents(store.db.conn, "产量：粮食，3600") == []
    assert search_documents(store.db.conn, "粮食油料") == [report.name]
    assert search_sentences(store.db.conn, "粮食油料") == []
    load_document(store, document(report, text=text, kind="公报"), made[1:], started(store))
    assert search_sentences(store.db.conn, "产量：粮食，3600") == []
    assert rows(store, "SELECT count(*) FROM _text_words WHERE sentences MATCH '产量'") == [(0,)]


def test_what_is_replaced_or_renamed_is_found_as_it_is_now(store: Store, report: Path) -> None:
    run = started(store)
    load_document(store, document(report, text=GRAIN), [record(sentence=GRAIN)], run)
    load_document(store, document(report, text="无", sha256="b" * 64), [record(sentence="城镇化率提高。")], run)
    assert search_sentences(store.db.conn, "粮食") == search_documents(store.db.conn, "粮食") == []
    assert search_sentences(store.db.conn, "城镇") == ["r1"]
    renamed = document(report, name="报告.txt", text=GRAIN)
    load_document(store, renamed, [record(document="报告.txt", sentence=GRAIN)], run)
    assert search_documents(store.db.conn, "粮食") == ["报告.txt"]
    assert search_documents(store.db.conn, "无") == []


def test_an_older_database_becomes_searchable(tmp_path: Path) -> None:
    path = tmp_path / "i.db"
    older = Database(path)
    migrations().apply(older, stop_before=next(step.__name__ for step in STEPS if step.__name__.endswith("search")))
    older.execute("INSERT INTO runs VALUES (1, '', NULL, '', '', '', '', '[]', NULL, NULL, NULL)")
    older.execute(
        "INSERT INTO documents (name, path, inferred, sha256, encoding, text, characters, records, refused, flagged,"
        " rules_digest, extractor, loaded_by) VALUES ('a.txt', 'a', '[]', '', '', '粮食丰收', 4, 0, 0, 0, '', '', 1)"
    )
    older.close()
    with open_store(path) as store:
        assert search_documents(store.db.conn, "粮食") == ["a.txt"]


def test_vacuum_keeps_the_search_right(store: Store, report: Path) -> None:
    run = started(store)
    for name, text in (("a.txt", "全省粮食"), ("b.txt", "城镇化率"), ("c.txt", "森林覆盖率")):
        load_document(store, document(report.with_name(name), text=text), [], run)
    load_document(store, document(report.with_name("a.txt"), text="全省粮食丰收"), [], run)
    store.db.vacuum()
    assert search_documents(store.db.conn, "粮食") == ["a.txt"]
    assert search_documents(store.db.conn, "覆盖") == ["c.txt"]


TEXTS = st.text(
    st.one_of(
        st.sampled_from("粮食产量增长 \n\"*'%6aAßΣ\x01\x7f_-\ufffd\ufffe\x00"), st.characters(exclude_categories=["Cs"])
    )
)
LOADS = st.lists(
    st.tuples(st.sampled_from(["a.txt", "b.txt", "c.txt"]), TEXTS, st.lists(TEXTS, max_size=3)), max_size=6
)


@settings(max_examples=60)
@given(loads=LOADS, word=TEXTS.filter(lambda text: len(text) < 4), cut=st.tuples(st.integers(0, 5), st.integers(1, 3)))
def test_the_search_finds_what_a_plain_comparison_finds(
    loads: list[tuple[str, str, list[str]]], word: str, cut: tuple[int, int]
) -> None:
    """Whatever was loaded, replaced and looked for: the same documents and records as by comparing every text."""
    if loads and len(loads[-1][1]) > cut[0]:  # as a rule, look for something that is there
        word = loads[-1][1][cut[0] : sum(cut)]
    with TemporaryDirectory() as folder, opened(Path(folder, "i.db")) as store:
        run = started(store)
        for name, text, sentences in loads:
            made = [record(id=f"{name}{n}", document=name, sentence=one) for n, one in enumerate(sentences)]
            load_document(store, document(Path(folder, name), text=text), made, run)
        words = [folded(one) for one in word.split() if folded(one)]
        for column, query, search in (
            ("text", "SELECT name, text FROM documents ORDER BY name", search_documents),
            ("sentence", "SELECT id, sentence FROM records ORDER BY document, rowid", search_sentences),
        ):
            plain = [key for key, text in rows(store, query) if words and all(one in folded(text) for one in words)]
            assert search(store.db.conn, word) == plain, column


@pytest.mark.parametrize("word", ["粮食", "食", "粮食产量", '"'])
def test_sql_alone_finds_the_same(store: Store, report: Path, word: str) -> None:
    made = [record(id="r1", sentence=GRAIN), record(id="r2", sentence='又称"粮仓"。')]
    load_document(store, document(report), made, started(store))
    found = store.db.conn.execute(IN_SQL, {"word": word}).fetchall()
    assert found == [(report.name, one.sentence) for one in made if word in one.sentence]
    assert found


def test_the_expression_can_be_written_by_hand() -> None:
    assert match_expression("粮食产量 稳") == '"粮食 食产 产量" "稳" *'
