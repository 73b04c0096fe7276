"""Word files (.docx): paragraphs and tables in their order; headers, footers and footnotes are no part of the text.

A document with tracked changes is read as it stands once they are accepted: what is struck out is no part of it, what
is put in is. python-docx opens the file; its paragraphs leave out what is put in, boxes and forms, so we go through it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from extractor.documents.document import Metadata
from extractor.documents.readers.content import Content, RawCell, TextBuilder
from extractor.documents.readers.limits import check_archive
from extractor.problems import DocumentError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_STRUCK = (f"{_W}del", f"{_W}moveFrom")
_SECOND_WRITING = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What a box is written as again, for programs that do not know the first way."""

_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OWN_WORDS = (f"{_W}pPr", f"{_W}rPr", _BOX, _SECOND_WRITING, *_STRUCK)
_DEEPEST = 200


def read_word(data: bytes, name: str) -> Iterator[Content]:
    """The document of a Word file; a cell that is merged over rows or columns is one cell."""
    import docx

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(name, "a Word file with a password: save it without one")
    check_archive(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        builder = TextBuilder()
        _add_blocks(builder, document.element.body)
        title = document.core_properties.title or ""
    except DocumentError:
        raise
    except Exception as error:  # whatever a damaged file does to the library
        raise DocumentError(name, "no Word file, or a damaged one: open it in Word and save it again") from error
    content = builder.content("docx", Metadata(title=title if _says_something(title) else None))
    if not content.text.strip():
        raise DocumentError(name, "a Word file without text: if its pages are pictures, run OCR on them first")
    yield content


def _add_blocks(builder: TextBuilder, parent: Any) -> None:
    """The paragraphs and tables of a body or a box, each paragraph before the boxes that hang on it."""
    for block in _within(parent, (_PARAGRAPH, _TABLE)):
        if block.tag == _TABLE:
            builder.add_table(list(_cells(block)))
            continue
        for line in _said(block).split("\n"):
            builder.add_line(line)
        for box in _within(block, (_BOX,)):
            _add_blocks(builder, box)


def _within(parent: Any, tags: tuple[str, ...], depth: int = 0) -> Iterator[Any]:
    """The nearest elements of these kinds inside another, also those in a form or an insertion; not what is struck."""
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif depth < _DEEPEST and child.tag != _SECOND_WRITING and child.tag not in _STRUCK:
            yield from _within(child, tags, depth + 1)


def _said(node: Any, depth: int = 0) -> str:
    """The text of a paragraph: 增长6%, where 5 was struck out and 6 put in its place."""
    pieces = []
    for child in node.iterchildren():
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif depth < _DEEPEST and child.tag not in _OWN_WORDS:
            pieces.append(_said(child, depth + 1))
    return "".join(pieces)


def _cells(table: Any) -> Iterator[RawCell]:
    """The cells of a table with how far they reach."""
    open_above: dict[int, RawCell] = {}
    rows = [row for row in _within(table, (_ROW,)) if row.find(f"{_W}trPr/{_W}del") is None]
    for row, line in enumerate(rows):
        column = getattr(line, "grid_before", 0)
        for cell in _within(line, (_CELL,)):
            width = cell.grid_span
            above = open_above.get(column)
            if cell.vMerge == "continue" and above is not None:
                open_above[column] = _taller(above)
            else:
                if above is not None:
                    yield open_above.pop(column)
                open_above[column] = RawCell(row, column, "\n".join(_lines(cell)), 1, width)
            column += width
    yield from open_above.values()


def _taller(cell: RawCell) -> RawCell:
    return RawCell(cell.row, cell.column, cell.text, cell.height + 1, cell.width)


def _lines(cell: Any) -> Iterator[str]:
    """The lines of a cell, with those of tables and boxes inside it."""
    for paragraph in _within(cell, (_PARAGRAPH,)):
        yield _said(paragraph)
        for box in _within(paragraph, (_BOX,)):
            yield from _lines(box)


def _says_something(title: str) -> bool:
    """Whether a title was written by somebody: Word puts a file name or the template's into most."""
    return sum("\u4e00" <= character <= "\u9fff" for character in title) >= 4 and "." not in title
