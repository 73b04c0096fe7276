"""An Excel workbook: typed cells under a fixed header with a filter, and a sheet that says what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from extractor.exports.tables import Table
from extractor.problems import InputError

_MOST_ROWS = 1_048_576  # of a sheet, its header among them
_WIDTHS = {"sentence": 60, "quote": 16, "id": 18, "document": 28, "rule": 28, "indicator_name": 24}


def write_workbook(table: Table, path: Path, notes: Iterable[Sequence[str]] = ()) -> int:
    """Write the table and its notes; numbers are numbers, of which Excel itself shows fifteen digits.

    Raises InputError for more rows than a sheet has.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column.name, 12)
    sheet.append(_header(sheet, [column.name for column in table.columns]))
    try:
        count = _write_rows(sheet, table)
    except BaseException:
        sheet.close()  # what openpyxl has begun, it complains about at the end
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count + 1}"
    _write_notes(book, table, notes)
    book.save(path)
    return count


def _write_rows(sheet: Any, table: Table) -> int:
    count = 0
    for row in table.rows:
        count += 1
        if count == _MOST_ROWS:
            raise InputError("more rows than a sheet of Excel has; narrow the filters, or export csv or parquet")
        sheet.append([_cell(sheet, value) for value in row])
    return count


def _write_notes(book: Any, table: Table, notes: Iterable[Sequence[str]]) -> None:
    sheet = book.create_sheet("notes")
    for letter, width in zip("ABCD", (18, 18, 20, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    for line in _note_lines(table, notes):
        sheet.append([_cell(sheet, text) for text in line])


def _note_lines(table: Table, notes: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    if table.title:
        yield (table.name, "", table.title)
    yield from ((column.name, "", column.label, column.description) for column in table.columns)
    yield from notes


def _header(sheet: Any, names: Sequence[str]) -> list[Any]:
    cells = [WriteOnlyCell(sheet, value=name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _cell(sheet: Any, value: str | int | Decimal | tuple[str, ...] | None) -> Any:
    if isinstance(value, tuple):
        value = ";".join(value)
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # a text, whatever it begins with
    return cell
