"""Search in sentences and documents that finds 粮食 as surely as 粮食产量.

The full-text indexes of SQLite split Chinese at punctuation or into threes, and find no word of two characters.
Here a text is indexed by its pairs of characters (粮食 食产 产量, and 量 at its end), so that a word of any length is a
phrase of pairs. White space and line breaks do not count, nor does the case of letters: 粮\n食 is found as 粮食.
The index keeps no text. What is looked for stands in ``records`` and ``documents``.

A sentence is a part of its document, so only documents are indexed: of those that have the words the sentences are
compared. A sentence that does not stand in the text as it is (of a table: its title, its heads and the number) is in a
column of its own.
"""

from __future__ import annotations

import operator
import re
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.store.beside import SearchBeside

_MARKS = "".join(mark for mark in map(chr, range(33, 127)) if not mark.isalnum())

WORDS_TABLE = (
    # Every character is part of a word: only the space between two pairs separates.
    f"""CREATE VIRTUAL TABLE _text_words USING fts5 (
            words, sentences, content = '',
            tokenize = "ascii tokenchars '{_MARKS.replace("'", "''").replace('"', '""')}'"
        )""",
    # Bytes that are gathered before they are written: the less often, the less there is to be merged.
    "INSERT INTO _text_words (_text_words, rank) VALUES ('hashsize', 16777216)",
)
SEARCH_TABLES = (
    """CREATE TABLE _texts (
        id INTEGER PRIMARY KEY,  -- rowid in _text_words; that of documents may change
        document TEXT NOT NULL UNIQUE REFERENCES documents (name)
    )""",
    *WORDS_TABLE,
)
"""The tables of a search, as the step of the schema that brought them makes them."""

WORDS_PARTS = ("_text_words_data", "_text_words_idx", "_text_words_docsize")
"""The tables in which SQLite keeps what ``_text_words`` holds."""

_INDEX = "INSERT INTO _text_words (rowid, words, sentences) VALUES (?, ?, ?)"
# An index without its text has to be told what it forgets.
_FORGET = "INSERT INTO _text_words (_text_words, rowid, words, sentences) VALUES ('delete', ?, ?, ?)"

_SENTENCES = """SELECT id, sentence
FROM records
WHERE document IN (
    SELECT document FROM _text_words JOIN _texts ON _texts.id = _text_words.rowid WHERE _text_words MATCH ?
)
ORDER BY document, start, rowid"""

_DOCUMENTS = """SELECT _texts.document
FROM _text_words JOIN _texts ON _texts.id = _text_words.rowid
WHERE words MATCH ?
ORDER BY _texts.document
LIMIT ?"""

# What separates words for the index, and what SQLite cannot keep apart in a text (it reads all as U+FFFD, and ends
# some texts at a NUL).
_UNKEPT = {0: None, **dict.fromkeys((*range(1, 32), 127, 0xFFFE, 0xFFFF), "\ufffd")}
_UNKEPT_ONES = re.compile("[\0-\x1f\x7f\ufffe\uffff]")
_SPACE = array("I", " ".encode("utf-32-le"))


def search_sentences(connection: sqlite3.Connection, words: str, limit: int = -1) -> list[str]:
    """The ids of the records whose sentence has all the words (``粮食 增长``), in order of document and place.

    Words are what white space separates; each is found wherever its characters stand together. Nothing is
    found for no word at all.
    """
    expression = _expression(words)
    if not expression:
        return []
    wanted = _folded_words(words)
    found = (record for record, sentence in connection.execute(_SENTENCES, (expression,)) if _has(sentence, wanted))
    return list(islice(found, limit if limit >= 0 else None))


def search_documents(connection: sqlite3.Connection, words: str, limit: int = -1) -> list[str]:
    """The names of the documents whose text has all the words (``粮食 增长``), in alphabetical order."""
    expression = _expression(words)
    return [found for (found,) in connection.execute(_DOCUMENTS, (expression, limit))] if expression else []


def match_expression(words: str) -> str:
    """What the words are after MATCH: ``粮食产量 稳`` is ``"粮食 食产 产量" "稳" *``; empty for no word."""
    return " ".join(map(_phrase, _folded_words(words)))


def has_words(sentence: str, words: str) -> bool:
    """Whether all the words (``粮食 增长``) are in the sentence, as the search compares them."""
    return _has(sentence, _folded_words(words))


def folded(text: str) -> str:
    """The text as it is compared: without white space, in lower case (``ＧＤＰ`` and ``GDP`` remain two)."""
    text = "".join(text.split())
    if _UNKEPT_ONES.search(text):  # hardly ever, and a translation costs ten times as much as the look
        text = text.translate(_UNKEPT)
    return text.casefold()


def index_document(
    connection: sqlite3.Connection,
    document: str,
    text: str,
    sentences: Sequence[str],
    beside: SearchBeside | None = None,
) -> None:
    """Make the document and the sentences of its records searchable; it is in its table already."""
    number = connection.execute("INSERT INTO _texts (document) VALUES (?)", (document,)).lastrowid
    assert number is not None  # it is after every INSERT that succeeds
    _change(connection, beside, _INDEX, number, text, sentences)


def forget_document(connection: sqlite3.Connection, document: str, beside: SearchBeside | None = None) -> None:
    """Take the document out of the search, before it goes from its table with its records."""
    found = connection.execute(
        "SELECT id, text FROM _texts JOIN documents ON name = document WHERE document = ?", (document,)
    ).fetchone()
    if found is None:
        return
    number, text = found
    sentences = connection.execute("SELECT sentence FROM records WHERE document = ? ORDER BY rowid", (document,))
    _change(connection, beside, _FORGET, number, text, [sentence for (sentence,) in sentences])
    connection.execute("DELETE FROM _texts WHERE id = ?", (number,))


def _change(
    connection: sqlite3.Connection,
    beside: SearchBeside | None,
    statement: str,
    number: int,
    text: str,
    sentences: Sequence[str],
) -> None:
    if beside is None:
        write_words(connection, statement, number, text, sentences)
    else:
        beside.change(statement, number, text, sentences)


def write_words(
    connection: sqlite3.Connection, statement: str, number: int, text: str, sentences: Sequence[str]
) -> None:
    """Index the words of a text under its number in ``_texts``, or forget them, as the statement tells."""
    connection.execute(statement, (number, *_indexed(text, sentences)))


def _indexed(text: str, sentences: Iterable[str]) -> tuple[str, str]:
    """What is indexed of a document: its text, and the sentences that do not stand in it, each once."""
    found = folded(text)
    others: list[str] = []
    place = 0
    for sentence in dict.fromkeys(sentences):
        beside = text.find(sentence, place)  # most stand there letter by letter, and in this order
        place = max(beside, place)
        if beside < 0 and (sentence := folded(sentence)) not in found:
            others.append(_pairs(sentence))
    return _pairs(found), " ".join(others)


def _pairs(text: str) -> str:
    """Every character with the one behind it: 粮食产量 is ``粮食 食产 产量 量``, and white space."""
    characters = array("I", text.encode("utf-32-le"))
    pairs = _SPACE * (3 * len(characters))
    pairs[::3] = characters
    pairs[1:-3:3] = characters[1:]
    return pairs.tobytes().decode("utf-32-le")


def _has(sentence: str, wanted: Sequence[str]) -> bool:
    # 粮 is 粮 however a text is folded: most sentences are done with before they are.
    if any("\u4e00" <= word[0] <= "\u9fff" and word[0] not in sentence for word in wanted):
        return False
    sentence = folded(sentence)
    return all(word in sentence for word in wanted)


def _folded_words(words: str) -> list[str]:
    return [word for word in map(folded, words.split()) if word]


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f'"{_quoted(word)}" *'
    return f'"{_quoted(" ".join(map(operator.add, word, word[1:])))}"'


def _quoted(words: str) -> str:
    return words.replace('"', '""')


def _expression(words: str) -> str:
    """As ``match_expression``, of words that may have half characters."""
    return match_expression(words).encode(errors="replace").decode()
