"""Tables as rows and columns of cells: those that a reader found in a file, and those that lines of text are.

A text says nothing of its columns. Cells parted by tabs or bars stand in the column of their number; cells parted by
spaces do so only in a row that has as many of them as the table has columns, for a blank one leaves no trace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.documents.document import Cell, FoldedText, Paragraph, ParagraphKind, Table
from extractor.documents.tables import BARS, CAPTION, COLUMN_GAP

_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_RULE = re.compile(r"[\s|:+-]+")  # |---|---:| under the head of a table in Markdown
_HAN = re.compile(r"[\u4e00-\u9fff]")


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column: 0 is A, 27 is AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_place(table: str, row: int, column: int) -> str:
    """What records call a cell: ``cell_place("表2", 2, 1)`` is 表2!B3."""
    return f"{table}!{column_letters(column)}{row + 1}"


def folded_table(table: Table, folded: FoldedText) -> Table:
    """The table with its cells led from the source to the folded text."""
    return Table(tuple(_folded_cell(cell, folded) for cell in table.cells))


def _folded_cell(cell: Cell, folded: FoldedText) -> Cell:
    start, end = folded.place(cell.start), folded.place(cell.end - 1) + 1
    text = folded.text[start:end]
    bare = text.lstrip()
    start += len(text) - len(bare)
    return replace(cell, start=start, end=max(start, start + len(bare.rstrip())))


def text_tables(
    source: str, folded: FoldedText, paragraphs: Sequence[Paragraph], known: Sequence[Table] = ()
) -> Iterator[Table]:
    """The tables that stand in a text as lines of cells, but those that are known."""
    taken = {cell.start for table in known for cell in table.cells}
    number = len(known)
    for rows in _groups(folded.text, paragraphs, taken):
        table = _text_table(source, folded, rows, f"表{number + 1}")
        if table is not None:
            number += 1
            yield table


def _groups(text: str, paragraphs: Sequence[Paragraph], taken: set[int]) -> Iterator[list[Paragraph]]:
    """The rows of each table: those between two paragraphs of text, or under a caption of their own (单位：亿元)."""
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        is_row = paragraph.kind is ParagraphKind.TABLE and not taken.intersection(range(paragraph.start, paragraph.end))
        caption = is_row and CAPTION.fullmatch(text, paragraph.start, paragraph.end)
        if is_row and not caption:
            group.append(paragraph)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _text_table(source: str, folded: FoldedText, rows: Sequence[Paragraph], name: str) -> Table | None:
    text = folded.text
    split = [_split(text, row) for row in rows if not _RULE.fullmatch(text, row.start, row.end)]
    counts = Counter(len(cells) for _, cells in split if len(cells) > 1)
    if not counts:
        return None
    columns = max(counts, key=lambda count: (counts[count], count))
    cells: list[Cell] = []
    for row, (aligned, spans) in enumerate(split):
        lead = 0
        indent = 0
        if spans:
            before = source.rfind("\n", 0, folded.origin(spans[0][0])) + 1
            margin = source[before : folded.origin(spans[0][0])]
            indent = len(margin)
            lead = margin.count("\t") if aligned and len(spans) < columns else 0
        if not aligned and len(spans) not in (1, columns):
            continue  # a blank between spaces cannot be seen: whose column is empty is not known
        for i, (start, end) in enumerate(spans):
            if start < end:
                column = i + lead
                place = cell_place(name, row, column)
                cells.append(Cell(start, end, row, column, indent=0 if i else indent, place=place))
    return Table(tuple(cells))


def _split(text: str, row: Paragraph) -> tuple[bool, list[tuple[int, int]]]:
    """The cells of a row, and whether a blank one shows: it does between tabs and bars."""
    if "\t" in text[row.start : row.end]:
        return True, list(_between(_TAB, text, row.start, row.end))
    if BARS.fullmatch(text, row.start, row.end):
        return True, list(_between(_BAR, text, row.start + 1, row.end - 1))
    return False, _words_joined(text, list(_between(COLUMN_GAP, text, row.start, row.end)))


def _between(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in mark.finditer(text, start, end):
        yield _trimmed(text, start, found.start())
        start = found.end()
    yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, start + len(inside.strip()))


def _words_joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cells, those of one character each taken for a word that was spread: 粮  食."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        single = end - start == 1 and _HAN.fullmatch(text, start, end)
        if single and joined and _HAN.fullmatch(text, joined[-1][1] - 1, joined[-1][1]) and _spread(text, joined[-1]):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _spread(text: str, span: tuple[int, int]) -> bool:
    """Whether a word is one character, or several with spaces between."""
    return all(len(part) == 1 for part in text[span[0] : span[1]].split())
