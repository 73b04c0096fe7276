"""The cells of tables and queries: links to the places of numbers, words in Chinese, readable amounts."""

from __future__ import annotations

import json
from typing import Any

from datasette.app import Datasette
from markupsafe import Markup, escape

from extractor.serve.addresses import document_path
from extractor.serve.words import readable, word
from extractor.store.codes import CODES

# A column with the place of a record: its text is shown, and the other two say where it leads.
_PLACES = {
    "quote": ("document", "id"),
    "target_text": ("target_document", "target_record"),
    "outcome_text": ("outcome_document", "outcome_record"),
}
_AMOUNTS = ("value", "low", "high", "base_value")


def cell(row: Any, value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """What a cell shows: a link to a document, a word in Chinese, an amount as it is read; None leaves it as it is.

    Rows come from queries of anybody's, too: a column of one of our names may hold anything.
    """
    if value is None:
        return None
    if column in _PLACES:
        return _place(row, value, *_PLACES[column], datasette)
    if column in ("document", "target_document", "outcome_document"):
        label = value["label"] if isinstance(value, dict) else None
        name = _name(value)
        return _link(document_path(datasette, name), label or name) if name else None
    if table == "documents" and column in ("name", "title"):
        return _link(document_path(datasette, row["name"]), value)
    if table == "documents" and column == "text":
        return _link(document_path(datasette, row["name"]), f"打开原文（{len(value):,} 字）")
    if column in _AMOUNTS:
        return _amount(row, column)
    if column in ("statistic", "status", "bound", "basis") and value in CODES[column]:
        return Markup('<span class="word {}-{}" title="{}">{}</span>').format(column, value, value, word(column, value))
    return _flags(value) if column == "flags" else None


def _place(row: Any, value: Any, document: str, record: str, datasette: Datasette) -> Markup | None:
    told = row.keys()
    if document not in told or record not in told:
        return None
    name = _name(row[document])
    return _link(document_path(datasette, name, str(row[record])), value) if name and row[record] else None


def _name(value: Any) -> str | None:
    """The name of a document, which in a table stands beside its label."""
    name = value["value"] if isinstance(value, dict) else value
    return name if isinstance(name, str) else None


def _amount(row: Any, column: str) -> Markup | None:
    exact = row[f"{column}_text"] if f"{column}_text" in row.keys() else None  # noqa: SIM118 - a row is no mapping
    if not isinstance(exact, str):
        return None
    try:
        return Markup('<span class="amount" title="{}">{}</span>').format(exact, readable(exact))
    except ArithmeticError:  # no number
        return None


def _flags(value: Any) -> Markup | None:
    try:
        flags = json.loads(value)
    except (TypeError, ValueError):
        return None
    if not isinstance(flags, list) or not all(isinstance(flag, str) for flag in flags):
        return None
    shown = [Markup('<span class="flag" title="{}">{}</span>').format(flag, word("flags", flag)) for flag in flags]
    return Markup(" ").join(shown) or Markup("&nbsp;")


def _link(path: str, text: Any) -> Markup:
    return Markup('<a href="{}">{}</a>').format(path, escape(text))
