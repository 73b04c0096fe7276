"""Word files (.docx): paragraphs and tables in their order; headers and footers are no part of the text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from extractor.documents.document import Metadata
from extractor.documents.readers.content import Content, RawCell, TextBuilder
from extractor.documents.readers.limits import check_archive
from extractor.problems import DocumentError

if TYPE_CHECKING:
    from docx.table import Table


def read_word(data: bytes, name: str) -> Iterator[Content]:
    """The document of a Word file; a cell that is merged over rows or columns is one cell."""
    import docx
    from docx.text.paragraph import Paragraph

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(name, "a Word file with a password: save it without one")
    check_archive(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        builder = TextBuilder()
        for item in document.iter_inner_content():
            if isinstance(item, Paragraph):
                builder.add_line(item.text.replace("\t", " "))
            else:
                builder.add_table(list(_cells(item)))
        title = document.core_properties.title or ""
    except DocumentError:
        raise
    except Exception as error:  # whatever a damaged file does to the library
        raise DocumentError(name, "no Word file, or a damaged one: open it in Word and save it again") from error
    content = builder.content("docx", Metadata(title=title if _says_something(title) else None))
    if not content.text.strip():
        raise DocumentError(name, "a Word file without text: if its pages are pictures, run OCR on them first")
    yield content


def _cells(table: Table) -> Iterator[RawCell]:
    """The cells of a table with how far they reach."""
    open_above: dict[int, RawCell] = {}
    for row, line in enumerate(table._tbl.tr_lst):
        column = getattr(line, "grid_before", 0)
        for cell in line.tc_lst:
            width = cell.grid_span
            above = open_above.get(column)
            if cell.vMerge == "continue" and above is not None:
                open_above[column] = _taller(above)
            else:
                if above is not None:
                    yield open_above.pop(column)
                open_above[column] = RawCell(row, column, _text(cell), 1, width)
            column += width
    yield from open_above.values()


def _taller(cell: RawCell) -> RawCell:
    return RawCell(cell.row, cell.column, cell.text, cell.height + 1, cell.width)


def _text(cell: Any) -> str:
    """The text of a cell, of tables inside it too."""
    from docx.oxml.ns import qn

    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in cell.iter(qn("w:p"))
    )


def _says_something(title: str) -> bool:
    """Whether a title was written by somebody: Word puts a file name or the template's into most."""
    return sum("\u4e00" <= character <= "\u9fff" for character in title) >= 4 and "." not in title
