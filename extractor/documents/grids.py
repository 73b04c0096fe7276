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
from extractor.documents.tables import BARS, CAPTION, HEAD_INDENT, is_spaced, parted, spaced_cells

_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_BLANKS = re.compile(" +")
_FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_CLOSE = re.compile(rf"(?P<name>\S*[^\d\s.,]) (?P<figure>{_FIGURE.pattern})")
"""A long name that leaves one blank before the first number of its row: 通车里程（公里） 3600    5950."""
_RULE = re.compile(r"[\s|:+-]+")  # |---|---:| under the head of a table in Markdown


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
    kept = [row for row in rows if not _RULE.fullmatch(text, row.start, row.end)]
    split = [_split(text, row) for row in kept]
    counts = Counter(len(cells) for _, cells in split if len(cells) > 1)
    if not counts:
        return None
    columns = max(counts, key=lambda count: (counts[count], count))
    headed = next(len(cells) for _, cells in split if len(cells) > 1)
    if headed == columns + 1 and counts[headed] > 1 and set(counts) == {columns, headed}:
        columns = headed  # what groups the rows stands in the first row of each group only
    blanks = any(is_spaced(text, row.start, row.end) for row in kept)
    for number, (aligned, spans) in enumerate(split):
        if not aligned and (1 < len(spans) < columns or (number == 0 and spans and blanks)):
            words = list(parted(_BLANKS, text, kept[number].start, kept[number].end))
            split[number] = (False, words) if len(words) == columns else (False, spans)  # 序号 项目名称  资金来源  金额
    margins = [_margin(source, folded, spans) for _, spans in split]
    shallowest = min(
        (len(one) for one, (_, spans) in zip(margins, split, strict=True) if len(spans) == columns), default=0
    )
    heads = _heads_of_groups(text, split)
    cells: list[Cell] = []
    for row, (aligned, spans) in enumerate(split):
        indent, lead = len(margins[row]), 0
        if aligned and len(spans) < columns:
            lead = margins[row].count("\t")
        elif not aligned and len(spans) + 1 == columns and indent > shallowest + HEAD_INDENT:
            lead = 1  # nothing stands over the names of the rows
        if not aligned and len(spans) + lead not in (1, columns):
            continue  # a blank between spaces cannot be seen: whose column is empty is not known
        filled = [i for i, (start, end) in enumerate(spans) if start < end]
        for i, following in zip(filled, [*filled[1:], columns - lead], strict=True):
            start, end = spans[i]
            column = i + lead
            width = following - i if aligned and row < heads and len(filled) > 1 else 1
            place = cell_place(name, row, column)
            cells.append(Cell(start, end, row, column, width=width, indent=0 if i else indent, place=place))
    return Table(tuple(cells))


def _heads_of_groups(text: str, split: Sequence[tuple[bool, Sequence[tuple[int, int]]]]) -> int:
    """How many rows stand over the heads of the columns, whose cells reach over the blank ones behind them."""
    for row, (_, spans) in enumerate(split):
        if any(_FIGURE.fullmatch(text, start, end) for start, end in spans):
            return row - 1
    return 0


def _margin(source: str, folded: FoldedText, spans: Sequence[tuple[int, int]]) -> str:
    """What stands before the first cell of a row on its line."""
    if not spans:
        return ""
    first = folded.origin(spans[0][0])
    return source[source.rfind("\n", 0, first) + 1 : first]


def _split(text: str, row: Paragraph) -> tuple[bool, list[tuple[int, int]]]:
    """The cells of a row, and whether a blank one shows: it does between tabs and bars."""
    if "\t" in text[row.start : row.end]:
        return True, list(parted(_TAB, text, row.start, row.end))
    if BARS.fullmatch(text, row.start, row.end):
        ends = text[row.start] == "|"
        return True, list(parted(_BAR, text, row.start + ends, row.end - ends))
    if is_spaced(text, row.start, row.end):
        return False, list(parted(_BLANKS, text, row.start, row.end))
    spans = spaced_cells(text, row.start, row.end)
    close = _CLOSE.fullmatch(text, *spans[0])
    if close is not None and len(spans) > 1 and all(_FIGURE.fullmatch(text, *span) for span in spans[1:]):
        return False, [close.span("name"), close.span("figure"), *spans[1:]]
    return False, spans
