"""Spreadsheets (.xlsx) and CSV: every sheet is a table; a CSV with a column ``text`` is a collection of documents."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.documents.decode import decode
from extractor.documents.readers.content import Content, RawCell, TextBuilder, Unread
from extractor.documents.readers.limits import check_archive
from extractor.documents.readers.rows import TEXT, document_of
from extractor.extras import pip_install
from extractor.problems import DocumentError

_MOST_CELLS = 2_000_000
_LONGEST_CELL = 50_000_000
_NO_VALUE = re.compile(
    rb"""<c\b(?![^>]*\bt=["']str["'])[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"""
)
_SCALES = re.compile(r"[0#?],+(?![0#?,])")  # 0, shows thousands: 1234000 as 1234, and no head says so
_SCALED = "cells of the sheet {} that show thousands of what they hold ({}): give them another number format"
_NO_RESULT = "cells with a formula and no result ({}): open it in Excel or LibreOffice and save it again"


def read_workbook(data: bytes, name: str) -> Iterator[Content]:
    """The document of a workbook: its sheets one after the other, cells as they are shown (0.065 as 6.5%).

    openpyxl reads it because a number says only with its format whether it is a percentage.
    """
    try:
        import openpyxl
    except ImportError:
        raise DocumentError(name, f"an Excel file: reading it needs {pip_install('xlsx')}") from None
    check_archive(data, name)
    builder = TextBuilder()
    gaps: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions of Excel that hold no cells
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    scaled = _add_sheet(builder, sheet, name)
                    gaps += [_SCALED.format(sheet.title, scaled)] * bool(scaled)
            empty = _without_result(data)
            gaps += [_NO_RESULT.format(empty)] * bool(empty)
    except DocumentError:
        raise
    except Exception as error:  # whatever a damaged file does to the library
        raise DocumentError(name, "no Excel file, or a damaged one: open it in Excel and save it again") from error
    content = builder.content("xlsx", gaps=gaps)
    if not content.text.strip():
        raise DocumentError(name, f"an Excel file without text or numbers{'; ' if gaps else ''}{'; '.join(gaps)}")
    yield content


def _without_result(data: bytes) -> int:
    """How many cells of a workbook have a formula and no result, as programs write them that do not calculate."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [member for member in archive.namelist() if member.startswith("xl/worksheets/")]
        return sum(len(_NO_VALUE.findall(archive.read(sheet))) for sheet in sheets)


def _add_sheet(builder: TextBuilder, sheet: Any, name: str) -> int:
    """Add a sheet; comes back with how many of its cells show another number than they hold."""
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise DocumentError(name, f"an Excel file with a sheet of more than {_MOST_CELLS} cells: split it")
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    cells = []
    scaled = 0
    for row in sheet.iter_rows():
        for cell in row:
            said = _shown(cell.value, str(cell.number_format)) if cell.value is not None else ""
            if isinstance(cell.value, int | float) and _SCALES.search(str(cell.number_format)):
                said, scaled = "", scaled + 1
            if said.strip():
                area = spans.get((cell.row, cell.column))
                height, width = (1 + area.max_row - area.min_row, 1 + area.max_col - area.min_col) if area else (1, 1)
                indent = " " * int(getattr(cell.alignment, "indent", 0) or 0)
                cells.append(RawCell(cell.row - 1, cell.column - 1, indent + said, height, width))
    if cells:
        builder.add_line(str(sheet.title))
        builder.add_table(cells, str(sheet.title))
    return scaled


def _shown(value: Any, form: str) -> str:
    """A value as its cell shows it, but for rounding: 0.065 in the format 0.0% is 6.5%."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        day = f"{value.day}日" if "d" in form.lower() else ""
        return f"{value.year}年{value.month}月{day}"
    if isinstance(value, int | float):
        if "%" in form:
            return f"{value * 100:.12g}%" if abs(value) < 10**9 else ""
        return str(value) if isinstance(value, int) else _plain(value)
    return str(value)


def _plain(value: float) -> str:
    """A number without an exponent, in the fifteen digits that Excel keeps."""
    text = f"{value:.15g}"
    return f"{value:.0f}" if "e" in text and abs(value) > 1 else "" if "e" in text else text


def read_csv(data: bytes, name: str) -> Iterator[Content | Unread]:
    """The documents of a CSV with a column ``text``, or the one document that any other CSV is: a table."""
    text, encoding = decode(data, name)
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise DocumentError(name, f"no CSV that can be read: {error}") from None
    finally:
        csv.field_size_limit(limit)
    heads = [head.strip() for head in rows[0]] if rows else []
    if TEXT in heads:
        yield from _documents(heads, rows[1:])
        return
    builder = TextBuilder()
    cells = [RawCell(r, c, said) for r, row in enumerate(rows) for c, said in enumerate(row) if said.strip()]
    builder.add_table(cells)
    content = builder.content(encoding)
    if content.text.strip():
        yield content


def _documents(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Content | Unread]:
    for number, row in enumerate(rows, 1):
        if row:
            yield document_of({head: said for head, said in zip(heads, row, strict=False) if said}, f"#{number}")


def _delimiter(text: str) -> str:
    """What parts the cells: the one of comma, tab and semicolon that the first lines have most."""
    counts = Counter(character for character in text[:5_000] if character in ",\t;")
    return counts.most_common(1)[0][0] if counts else ","
