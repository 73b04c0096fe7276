"""PDF: the text of each page in reading order, its ruled tables as tables, a form feed between two pages.

pypdfium2 gives the text and is not thread-safe: one process reads one file at a time. pdfplumber finds the tables, and
is asked only of pages on which lines are drawn.
"""

from __future__ import annotations

import ctypes
import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.documents.document import Metadata
from extractor.documents.readers.content import Content, RawCell, TextBuilder
from extractor.documents.readers.pagegaps import PageGaps
from extractor.documents.readers.reading_order import Box, Line, in_print, lines_of, ordered
from extractor.problems import DocumentError

_MOST_PAGES = 5_000
_RULES = 6  # so many drawn lines may be a table
_ABOVE, _BELOW = 0.85, 0.15  # how much of a character stands above the base line, and below it
_END = 2_048  # bytes at the end of a file, in which the end of a PDF is told
_WORD = 0.12  # heights of a character: a gap between words
_RUN = 0.3  # a gap that may be one between cells: what stands on both sides are two runs
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\u00ad]")


def read_pdf(data: bytes, name: str) -> Iterator[Content]:
    """The document of a PDF; every page begins at one of ``pages``."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(name, "a PDF with a password: save it without one (print it to PDF)") from None
        raise DocumentError(name, "a damaged PDF, or a part of one: fetch it again") from None
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise DocumentError(name, f"a PDF of {count} pages, of {_MOST_PAGES} at most: split it")
        if count == 0:
            raise DocumentError(name, "a PDF without pages, or a damaged one: fetch it again")
        yield _content(document, data, name, count)
    finally:
        document.close()


def _content(document: Any, data: bytes, name: str, count: int) -> Content:
    import pypdfium2 as pdfium

    builder = TextBuilder()
    tables = _Tables(data)
    gaps = PageGaps(count)
    if b"%%EOF" not in data.rstrip(b"\0 \t\r\n")[-_END:]:
        gaps.cut = True
    try:
        for number in range(count):
            builder.begin_page()
            try:
                page = document[number]
                _turn(page)
                boxes = _boxes(page)
                drawn, covered = _drawn(page)
            except pdfium.PdfiumError:
                gaps.damaged.append(number + 1)
                continue
            found = tables.of(number, page.get_height()) if drawn >= _RULES and boxes else []
            page.close()
            gaps.saw(number + 1, "".join(box.text for box in boxes), drawn, covered)
            if found is None:
                gaps.flat.append(number + 1)
            _add_page(builder, boxes, found or [])
    finally:
        tables.close()
    told = gaps.told(name)
    title = str(document.get_metadata_dict().get("Title") or "")
    own = sum("\u4e00" <= character <= "\u9fff" for character in title) >= 4 and "." not in title
    return builder.content("pdf", Metadata(title=title if own else None), told)


def _drawn(page: Any) -> tuple[int, float]:
    """How many lines are drawn on a page, and how much of it pictures cover."""
    import pypdfium2.raw as raw

    lines, area = 0, 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            lines += 1
        else:
            edges = [ctypes.c_float() for _ in range(4)]
            raw.FPDFPageObj_GetBounds(thing.raw, *edges)
            left, bottom, right, top = (edge.value for edge in edges)
            area += max(right - left, 0) * max(top - bottom, 0)
    width, height = page.get_size()
    return lines, area / max(width * height, 1.0)


def _turn(page: Any) -> None:
    """Turn what stands on a page as the page is turned when it is shown: 90 degrees for a wide table.

    It is also read so: PDFium leaves out words without a width, as upright ones are whose font the machine has not.
    """
    import pypdfium2 as pdfium

    width, height = page.get_size()  # as it is shown
    turned = {90: (0, -1, 1, 0, 0, height), 180: (-1, 0, 0, -1, width, height), 270: (0, 1, -1, 0, width, 0)}
    matrix = turned.get(page.get_rotation())
    if matrix is not None:
        for thing in page.get_objects(max_depth=1):
            thing.transform(pdfium.PdfMatrix(*matrix))


def _boxes(page: Any) -> list[Box]:
    """The runs of text on a page with their places.

    A run is what stands on one base line without a gap, as high as its largest character is high or wide: a comma or 一
    alone says nothing of its line.
    """
    import pypdfium2.raw as raw

    text = page.get_textpage()
    boxes: list[Box] = []
    run: list[str] = []
    spaced = False
    left = right = base = size = 0.0
    x, y = ctypes.c_double(), ctypes.c_double()

    def end_run() -> None:
        if run:
            boxes.append(Box(left, base - _BELOW * size, right, base + _ABOVE * size, "".join(run)))

    for i in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, i))
        if character.isspace():
            spaced = character not in "\r\n"
            continue
        if _NO_TEXT.match(character):
            continue
        x0, y0, x1, y1 = text.get_charbox(i)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        line = y.value
        own = max(x1 - x0, y1 - y0, 0.5)
        if run and abs(line - base) < 0.2 * max(size, own) and -0.5 * size < x0 - right < _RUN * max(size, own):
            if spaced and x0 - right > _WORD * size:
                run.append(" ")
            run.append(character)
            right, size = max(right, x1), max(size, own)
        else:
            end_run()
            run, left, right, base, size = [" " * spaced + character], x0, x1, line, own
        spaced = False
    end_run()
    text.close()
    return boxes


def _add_page(builder: TextBuilder, boxes: Sequence[Box], tables: Sequence[tuple[Box, list[Box]]]) -> None:
    """The text of a page in reading order, each table where it stands."""
    # What stands inside a table and in no cell of it, because a rule is missing, is text.
    free = [box for box in boxes if not any(_inside(box, cell) for _, cells in tables for cell in cells)]
    lines = lines_of(free)
    stand_ins = [Line((area,), number) for number, (area, _) in enumerate(tables)]
    for line in in_print(ordered([*lines, *stand_ins])):
        if line is None:
            builder.add_line("")
            continue
        if line.table is None:
            builder.add_line(line.text)
            continue
        area, cells = tables[line.table]
        inside = [box for box in boxes if _inside(box, area)]
        builder.add_table(_raw_cells(cells, inside))


def _inside(box: Box, area: Box) -> bool:
    middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return area.left <= middle[0] <= area.right and area.bottom <= middle[1] <= area.top


def _raw_cells(cells: Sequence[Box], boxes: Sequence[Box]) -> list[RawCell]:
    """The cells by rows and columns: their edges on either side are those of all cells, where they nearly agree."""
    rows = _edges([edge for cell in cells for edge in (cell.top, cell.bottom)])[::-1]
    columns = _edges([edge for cell in cells for edge in (cell.left, cell.right)])
    found = []
    for cell in cells:
        top, bottom = _nearest(rows, cell.top), _nearest(rows, cell.bottom)
        left, right = _nearest(columns, cell.left), _nearest(columns, cell.right)
        inside = lines_of([box for box in boxes if _inside(box, cell)])
        words = [line.text for line in sorted(inside, key=lambda line: -line.top)]
        text = words[0] if words else ""
        for word in words[1:]:  # a name that the cell breaks: 交通运输、仓储⏎和邮政业
            text += (" " if text[-1:].isascii() and word[:1].isascii() else "") + word.lstrip()
        if inside:
            shift = min(line.left for line in inside) - cell.left
            text = " " * int(shift / max(inside[0].height, 1)) + text.lstrip()
        found.append(RawCell(top, left, text, max(bottom - top, 1), max(right - left, 1)))
    return found


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 3:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


class _Tables:
    """The ruled tables of a PDF, looked for by pdfplumber once a page asks for them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Any = None

    def of(self, number: int, height: float) -> list[tuple[Box, list[Box]]] | None:
        """The tables of a page: the area of each and its cells, in the coordinates of the text; None if it fails."""
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that lacks something
        try:
            if self._file is None:
                self._file = pdfplumber.open(io.BytesIO(self._data))
            page = self._file.pages[number]
            found = []
            for table in page.find_tables():
                cells = [
                    Box(left, height - bottom, right, height - top, "") for left, top, right, bottom in table.cells
                ]
                if len(cells) > 3:
                    left, top, right, bottom = table.bbox
                    found.append((Box(left, height - bottom, right, height - top, ""), cells))
            page.close()
        except Exception:  # it reads fewer files than pdfium does; such a page has its text all the same
            return None
        return found

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()
