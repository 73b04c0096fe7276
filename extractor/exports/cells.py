"""Cells of text: how a value stands in CSV, and how a spreadsheet is kept from taking one for a formula."""

from __future__ import annotations

from decimal import Decimal

from extractor.records import plain

# What a spreadsheet takes for a formula at the head of a cell: a sentence that begins with `=` or `@`.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cell_text(value: object) -> str:
    """The value as text: nothing for null, all digits of a decimal, ``year_inferred;region_inherited`` for a list."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return ";".join(value) if isinstance(value, tuple) else str(value)


def harmless(value: object) -> str:
    """The same, where text cannot act as a formula: ``=1+1`` is ``'=1+1``; -3.2 as a number stays as it is."""
    text = cell_text(value)
    acts = isinstance(value, str) and len(text) > 1 and text.startswith(_FORMULA_STARTS)
    return f"'{text}" if acts else text
