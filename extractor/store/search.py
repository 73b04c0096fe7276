"""Search in sentences and documents that finds 粮食 as surely as 粮食产量.

The full-text indexes of SQLite split Chinese at punctuation or into threes, and find no word of two characters.
Here a text is indexed by its pairs of characters (粮食 食产 产量, and 量 at its end), so that a word of any length is a
phrase of pairs. White space and line breaks do not count, nor does the case of letters: 粮\n食 is found as 粮食.
The indexes keep no text. What is looked for stands in ``_sentences`` and ``documents``.
"""

from __future__ import annotations

import operator
import re
import sqlite3
from collections.abc import Iterable

SEARCH_TABLES = (
    """CREATE TABLE _sentences (
        id INTEGER PRIMARY KEY,  -- rowid in _sentence_words
        document TEXT NOT NULL REFERENCES documents (name),
        sentence TEXT NOT NULL   -- as in records.sentence, once a document
    )""",
    "CREATE INDEX _sentences_document ON _sentences (document)",
    """CREATE TABLE _texts (
        id INTEGER PRIMARY KEY,  -- rowid in _text_words; that of documents may change
        document TEXT NOT NULL UNIQUE REFERENCES documents (name)
    )""",
    *(
        # Every character is part of a word: only the space between two pairs separates.
        f"""CREATE VIRTUAL TABLE {index} USING fts5 (
            words, content = '',
            tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Z* C*' separators ' '"
        )"""
        for index in ("_sentence_words", "_text_words")
    ),
)
"""The tables of a search, as the step of the schema that brought them makes them."""

_SENTENCES = """SELECT records.id
FROM _sentence_words
JOIN _sentences ON _sentences.id = _sentence_words.rowid
JOIN records ON records.document = _sentences.document AND records.sentence = _sentences.sentence
WHERE _sentence_words MATCH ?
ORDER BY records.document, records.start, records.rowid
LIMIT ?"""

_DOCUMENTS = """SELECT _texts.document
FROM _text_words JOIN _texts ON _texts.id = _text_words.rowid
WHERE _text_words MATCH ?
ORDER BY _texts.document
LIMIT ?"""

# What SQLite cannot keep apart in a text (it reads all three as U+FFFD, and ends some texts at a NUL).
_UNKEPT = {0: None, 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_UNKEPT_ONES = re.compile("[\0\ufffe\uffff]")


def search_sentences(connection: sqlite3.Connection, words: str, limit: int = -1) -> list[str]:
    """The ids of the records whose sentence has all the words (``粮食 增长``), in order of document and place.

    Words are what white space separates; each is found wherever its characters stand together. Nothing is
    found for no word at all.
    """
    return _found(connection, _SENTENCES, words, limit)


def search_documents(connection: sqlite3.Connection, words: str, limit: int = -1) -> list[str]:
    """The names of the documents whose text has all the words (``粮食 增长``), in alphabetical order."""
    return _found(connection, _DOCUMENTS, words, limit)


def match_expression(words: str) -> str:
    """What the words are after MATCH: ``粮食产量 稳`` is ``"粮食 食产 产量" "稳" *``; empty for no word."""
    return " ".join(_phrase(word) for word in map(folded, words.split()) if word)


def folded(text: str) -> str:
    """The text as it is compared: without white space, in lower case (``ＧＤＰ`` and ``GDP`` remain two)."""
    text = "".join(text.split())
    if _UNKEPT_ONES.search(text):  # hardly ever, and a translation costs ten times as much as the look
        text = text.translate(_UNKEPT)
    return text.casefold()


def index_document(connection: sqlite3.Connection, document: str, text: str, sentences: Iterable[str]) -> None:
    """Make the document and the sentences of its records searchable; they are in their tables already."""
    number = connection.execute("INSERT INTO _texts (document) VALUES (?)", (document,)).lastrowid
    connection.execute("INSERT INTO _text_words (rowid, words) VALUES (?, ?)", (number, _pairs(text)))
    (first,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM _sentences").fetchone()
    rows = list(enumerate(dict.fromkeys(sentences), first))
    connection.executemany(
        "INSERT INTO _sentences (id, document, sentence) VALUES (?, ?, ?)",
        ((number, document, sentence) for number, sentence in rows),
    )
    connection.executemany(
        "INSERT INTO _sentence_words (rowid, words) VALUES (?, ?)",
        ((number, _pairs(sentence)) for number, sentence in rows),
    )


def forget_document(connection: sqlite3.Connection, document: str) -> None:
    """Take the document out of the search, before it goes from ``documents``: its text is needed for that."""
    rows = connection.execute("SELECT id, sentence FROM _sentences WHERE document = ?", (document,)).fetchall()
    _forget(connection, "_sentence_words", rows)
    rows = connection.execute(
        "SELECT id, text FROM _texts JOIN documents ON name = document WHERE document = ?", (document,)
    ).fetchall()
    _forget(connection, "_text_words", rows)
    connection.execute("DELETE FROM _sentences WHERE document = ?", (document,))
    connection.execute("DELETE FROM _texts WHERE document = ?", (document,))


def _forget(connection: sqlite3.Connection, index: str, rows: Iterable[tuple[int, str]]) -> None:
    # An index without its text has to be told what it forgets.
    connection.executemany(
        f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', ?, ?)",
        ((number, _pairs(text)) for number, text in rows),
    )


def _pairs(text: str) -> str:
    """Every character with the one behind it: 粮食产量 is ``粮食 食产 产量 量``."""
    text = folded(text)
    return " ".join([*map(operator.add, text, text[1:]), text[-1:]])


def _phrase(word: str) -> str:
    pairs = _pairs(word).replace('"', '""')
    if len(word) == 1:
        return f'"{pairs}" *'
    return f'"{pairs.rpartition(" ")[0]}"'


def _found(connection: sqlite3.Connection, query: str, words: str, limit: int) -> list[str]:
    expression = match_expression(words).encode(errors="replace").decode()
    if not expression:
        return []
    return [found for (found,) in connection.execute(query, (expression, limit))]
