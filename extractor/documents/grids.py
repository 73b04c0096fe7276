"""Tables as rows and columns of cells: those that a reader found in a file, and those that lines of text are.

A text says nothing of its columns. Cells parted by tabs or bars stand in the column of their number; cells parted by
spaces do so only in a row that has as many of them as the table has columns, for a blank one leaves no trace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.documents.document import Cell, FoldedText, Paragraph, ParagraphKind, Table
from extractor.documents.lines import width
from extractor.documents.tables import BARS, CAPTION, HEAD_INDENT, is_spaced, parted, spaced_cells

_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_BLANKS = re.compile(" +")
_FIGURE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_CLOSE = re.compile(rf"(?P<name>\S*(?: 其中[:：]\S*)?[^\d\s.,]) (?P<figure>{_FIGURE.pattern})")
"""A long name that leaves one blank before the first number of its row: 通车里程（公里） 3600    5950."""
_TITLED = re.compile(
    r"[^\t|]*[^\d\s][^\t|]* {2,}[（(]?(?:计量)?单位[:：][^\t|]{1,20}"
    r"|(?:附?表|专栏) ?[\d一二三四五六七八九十][-—.\d一二三四五六七八九十]* +[^\t|]*"
)
"""A line over a table that is its title, with the unit of all of it or not: 表2  2008年主要农产品产量   单位：万吨."""
_NUMBERED = re.compile(r"附?表 ?[\d一二三四五六七八九十]")
_FULL_ROWS = 2
"""How many rows show where the columns are."""
_PERIOD = re.compile(r"(?:19|20)\d{2}年?(?:末|底)?|[上去今本]年")
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
        if group and is_row and _NUMBERED.match(text, paragraph.start):
            yield group
            group = []
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
    if all(len(spans) == 1 for _, spans in split):
        return _stacked(text, [spans[0] for _, spans in split], name)
    counts = Counter(len(cells) for _, cells in split if len(cells) > 1)
    if not counts:
        return None
    columns = max(counts, key=lambda count: (counts[count], count))
    headed = next(len(cells) for _, cells in split if len(cells) > 1)
    if headed == columns + 1 and counts[headed] > 1 and set(counts) == {columns, headed}:
        columns = headed  # what groups the rows stands in the first row of each group only
    if not split[0][0] and len(split[0][1]) == columns + 1 and counts[columns] > 1:
        split[0] = (False, split[0][1][1:])  # 类别  指标  2015年  2020年, over rows whose groups are lines of their own
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
    extents = _extents(source, folded, [spans for aligned, spans in split if not aligned and len(spans) == columns])
    cells: list[Cell] = []
    spanned: list[int] = []  # the columns under heads that reach over several
    for row, (aligned, spans) in enumerate(split):
        indent, lead = len(margins[row]), 0
        if aligned and len(spans) < columns:
            lead = margins[row].count("\t")
        elif not aligned and len(spans) + 1 == columns and indent > shallowest + HEAD_INDENT:
            lead = 1  # nothing stands over the names of the rows
        places = [number + lead for number in range(len(spans))]
        if aligned and row == heads and len(spans) == len(spanned) and places != spanned:
            places, lead = spanned, 0  # 2010年  规划目标  实际完成, over heads of the two that have several
        if not aligned and len(spans) + lead not in (1, columns):
            positions = _positions(source, folded, spans)
            if len(spans) == columns + 1 and extents and positions[1][0] < extents[0][1]:
                spans, positions = spans[1:], positions[1:]  # 城镇化率  其中：常住人口城镇化率（%）  47.1  53
            below = _below(positions, extents)
            if below is None:
                continue  # a blank between spaces cannot be seen: whose column is empty is not known
            places = below
        filled = [i for i, (start, end) in enumerate(spans) if start < end]
        for i, following in zip(filled, [*filled[1:], columns - lead], strict=True):
            start, end = spans[i]
            column = places[i]
            width = following - i if aligned and row < heads and len(filled) > 1 else 1
            spanned += range(column, column + width) if width > 1 and row == heads - 1 else ()
            place = cell_place(name, row, column)
            cells.append(Cell(start, end, row, column, width=width, indent=0 if i else indent, place=place))
    return Table(tuple(cells))


def _stacked(text: str, cells: Sequence[tuple[int, int]], name: str) -> Table | None:
    """The table of cells that stand one on a line: heads, and then the name of each row with its numbers.

    地区, 人口数, 比重, 2020年, 2010年 are the heads of three columns of numbers, the last two of which share one.
    """
    figures = [_FIGURE.fullmatch(text, start, end) is not None for start, end in cells]
    first = figures.index(True) if True in figures else 0
    width_of = figures[first:].index(False) if False in figures[first:] else 0  # how many numbers a row has
    heads, columns = first - 1, width_of + 1
    rows = (
        [cells[start : start + columns] for start in range(heads, len(cells), columns)] if heads > 0 < width_of else []
    )
    told = [figures[start : start + columns] for start in range(heads, len(cells), columns)] if rows else []
    if len(rows) < _FULL_ROWS or any(one != [False] + [True] * width_of for one in told):
        return None
    below = next((n for n in range(heads) if not _PERIOD.fullmatch(text, *cells[heads - 1 - n])), heads)
    if heads == columns:
        over: list[list[tuple[int, int, int]]] = [[(number, 1, number) for number in range(columns)]]
    elif heads == columns + 1 and below > 1:
        top = heads - below
        over = [
            [(number, below if number == top - 1 else 1, number) for number in range(top)],
            [(top + number, 1, top - 1 + number) for number in range(below)],
        ]
    else:
        return None
    made = [
        Cell(*cells[number], row, column, width=wide, place=cell_place(name, row, column))
        for row, line in enumerate(over)
        for number, wide, column in line
    ]
    for row, line in enumerate(rows, len(over)):
        made += [Cell(*cell, row, column, place=cell_place(name, row, column)) for column, cell in enumerate(line)]
    return Table(tuple(made))


def _positions(source: str, folded: FoldedText, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where cells begin and end on their line in print, in half columns."""
    first = folded.origin(spans[0][0])
    line = source.rfind("\n", 0, first) + 1
    begins = [folded.origin(start) for start, _ in spans]
    ends = [folded.origin(end - 1) + 1 for _, end in spans]
    return [(width(source[line:begin]), width(source[line:end])) for begin, end in zip(begins, ends, strict=True)]


def _extents(source: str, folded: FoldedText, rows: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """From where to where the cells of each column reach in the rows that have all; none where columns overlap."""
    if len(rows) < _FULL_ROWS:
        return []
    placed = [_positions(source, folded, spans) for spans in rows]
    extents = [(min(start for start, _ in cells), max(end for _, end in cells)) for cells in zip(*placed, strict=True)]
    return extents if all(one[1] <= other[0] for one, other in pairwise(extents)) else []


def _below(cells: Sequence[tuple[int, int]], extents: Sequence[tuple[int, int]]) -> list[int] | None:
    """The columns that the cells of a row with blank ones stand in, by where they are in print; None if unclear."""
    places: list[int] = []
    for start, end in cells:
        under = [column for column, (first, last) in enumerate(extents) if start < last and first < end]
        if len(under) != 1 or (places and under[0] <= places[-1]):
            return None
        places += under
    return places


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
    said = _TITLED.fullmatch(text, row.start, row.end)
    if said is not None:
        return False, [(row.start, row.end)]  # 表2  2008年主要农产品产量      单位：万吨
    if "\t" in text[row.start : row.end]:
        return True, list(parted(_TAB, text, row.start, row.end))
    if BARS.fullmatch(text, row.start, row.end):
        ends = text[row.start] == "|"
        return True, list(parted(_BAR, text, row.start + ends, row.end - ends))
    if is_spaced(text, row.start, row.end):
        return False, list(parted(_BLANKS, text, row.start, row.end))
    spans = spaced_cells(text, row.start, row.end)
    close = _CLOSE.fullmatch(text, *spans[0])
    if close is not None and len(spans) > 1 and _FIGURE.fullmatch(text, *spans[1]):
        return False, [close.span("name"), close.span("figure"), *spans[1:]]
    return False, spans
