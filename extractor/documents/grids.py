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

from extractor.documents.aims import aims_table
from extractor.documents.boards import board_table
from extractor.documents.cells import (
    BARS,
    FIGURE,
    RowCells,
    Span,
    blank_cells,
    is_spaced,
    parted,
    spaced_cells,
)
from extractor.documents.document import Cell, FoldedText, Paragraph, ParagraphKind, Table, cell_place
from extractor.documents.gridheads import head_cells, is_askew, last_head, printed_heads
from extractor.documents.headwords import begins_table, head_words, headed
from extractor.documents.labelled import bare_aims_table, labelled_table
from extractor.documents.printed import Extent, below, evenly_over, extents_of, positions
from extractor.documents.rownames import ended_names, whole_heads, whole_names
from extractor.documents.spaced import spaced_table
from extractor.documents.stacked import stacked_table
from extractor.documents.tables import CAPTION, HEAD_INDENT

_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_BLANKS = re.compile(" +")
_CLOSE = re.compile(rf"(?P<name>(?:\S*(?: 其中[:：]\S*)?|\D*)[^\d\s.,]) (?P<figure>{FIGURE.pattern})")
"""A long name that leaves one blank before the first number of its row: 通车里程（公里） 3600    5950."""
_TITLED = re.compile(
    r"[^\t|]*[^\d\s][^\t|]* {2,}[（(]?(?:计量|金额)?单位[:：][^\t|]{1,20}"
    r"|(?:附?表|专栏|图) ?[\d一二三四五六七八九十][-—.\d一二三四五六七八九十]* +[^\t|]*"
)
"""A line over a table that is its title, with the unit of all of it or not: 表2  2008年主要农产品产量   单位：万吨."""
_TITLE_WIDTH = 120
_NUMBERED = re.compile(r"附?表 ?[\d一二三四五六七八九十]")
_MOST = 0.8
"""How many of the rows with blank cells must show which these are."""
_FULL_ROWS = 2
"""How many rows show where the columns are."""
_ONE_UNITS = frozenset("元吨米台辆只头件个户人套张箱座家所部")
"""Units of one character, which are cells and no part of a name."""
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z .,()/'&\t-]*")
"""What the heads of a yearbook say again."""
_LAST_FIGURE = re.compile(r"(?<=[ \t|])[<>≤≥]?-?\d[\d,.]*%?(?:左右|以[上下内])?(?: [预约指][期束导]性)?[ |]*$")
_RULE = re.compile(r"[\s|:+-]+|[\s—─━=＿_]{6,}")  # |---|---:| under the head of a table in Markdown, ────────


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
    heads: set[str] = set()
    for paragraph in paragraphs:
        is_row = paragraph.kind is ParagraphKind.TABLE and not taken.intersection(range(paragraph.start, paragraph.end))
        caption = is_row and CAPTION.fullmatch(text, paragraph.start, paragraph.end)
        if group and is_row and _NUMBERED.match(text, paragraph.start):
            yield group
            group = []
        said = text[paragraph.start : paragraph.end] if is_row else ""
        if is_row and begins_table(said):
            if group and said in heads and _ends_in_figure(text, group[-1]):
                continue  # said again on the next page
            if any(_ends_in_figure(text, one) for one in group):
                yield group
                group = []
            heads = {said} if not group else {*heads, said}
        if is_row and not caption:
            group.append(paragraph)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_narrow(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether cells are so many blanks apart whatever their width: where they stand on their lines tells nothing."""
    gaps = {other[0] - one[1] for row in rows for one, other in pairwise(row)}
    widths = {tuple(end - start for start, end in row) for row in rows}
    return all(is_spaced(text, row[0][0], row[-1][1]) for row in rows) or (len(gaps) == 1 and len(widths) > 1)


def _ends_in_figure(text: str, row: Paragraph) -> bool:
    return _LAST_FIGURE.search(text, row.start, row.end) is not None


def _text_table(source: str, folded: FoldedText, rows: Sequence[Paragraph], name: str) -> Table | None:
    text = folded.text
    kept = [row for row in rows if not _RULE.fullmatch(text, row.start, row.end)]
    if not kept:
        return None  # | | | |, with nothing in any cell
    in_english = [row for row in kept if _ENGLISH.fullmatch(text, row.start, row.end)]
    if len(in_english) < len(kept):
        kept = [row for row in kept if row not in in_english]  # Year  GRP  Primary, under 年份  总值  第一产业
    lines = [(row.start, row.end) for row in kept]
    indents = [len(_margin(source, folded, [line])) for line in lines]
    copied = labelled_table(text, lines, name) or bare_aims_table(text, lines, name) or aims_table(text, lines, name)
    copied = copied or spaced_table(text, lines, indents, name) or board_table(text, lines, name)
    if copied is not None:
        return copied
    split = whole_names(source, folded, whole_heads(source, folded, [_split(text, row) for row in kept]))
    if all(len(spans) == 1 for _, spans in split):
        return stacked_table(text, [spans[0] for _, spans in split], name)
    if not any(len(spans) > 1 for _, spans in split):
        return None
    columns = _count_columns(source, folded, split)
    if not split[0][0] and len(split[0][1]) == columns + 1 and sum(len(spans) == columns for _, spans in split) > 1:
        split[0] = (False, split[0][1][1:])  # 类别  指标  2015年  2020年, over rows whose groups are lines of their own
    blanks = any(is_spaced(text, row.start, row.end) for row in kept)
    for number, (aligned, spans) in enumerate(split):
        if not aligned and len(spans) == 1 and len(headed(text[slice(*spans[0])])) == columns:
            split[number] = (False, list(head_words(text, spans[0])))  # 指标 单位 产量, over 粮食  吨  137216
        elif not aligned and (1 < len(spans) < columns or (number == 0 and spans and blanks)):
            split[number] = (False, _in_words(text, spans, columns))
    starts = [[start for start, _ in positions(source, folded, spans)] for _, spans in split]
    tails = ended_names(text, split, starts)
    tailed = {place: split[row][1][0] for row, place in tails.items()}
    margins = [_margin(source, folded, spans) for _, spans in split]
    if any(aligned for aligned, _ in split):  # ⇥⇥⇥幅度（%）, under 同比涨跌
        split = [(one[0] or "\t" in margin, one[1]) for one, margin in zip(split, margins, strict=True)]
    shallowest = min(
        (len(one) for one, (_, spans) in zip(margins, split, strict=True) if len(spans) == columns), default=0
    )
    heads = last_head(text, split)
    full = [row for row, (aligned, spans) in enumerate(split) if not aligned and len(spans) == columns]
    body = [row for row in full if row > heads]
    told = body if len(body) >= _FULL_ROWS else full
    narrow = _is_narrow(text, [split[row][1] for row in body])
    extents = [] if narrow else extents_of([positions(source, folded, split[row][1]) for row in told])
    over = printed_heads(source, folded, split[: heads + 1], extents, [spans for _, spans in split[heads + 1 :]])
    cells: list[Cell] = []
    spanned: list[int] = []  # the columns under heads that reach over several
    for row, (aligned, spans) in enumerate(split):
        if row in tails:
            continue
        if row in over:
            cells += head_cells(spans, over[row], row, name)
            continue
        indent, lead = len(margins[row]), 0
        if aligned and len(spans) < columns:
            lead = margins[row].count("\t")
        elif not aligned and len(spans) + 1 == columns and (row <= heads or not extents):
            lead = int(
                indent > shallowest + (0 if narrow else HEAD_INDENT)
            )  # nothing stands over the names of the rows
        places = [number + lead for number in range(len(spans))]
        if aligned and row == heads and len(spans) == len(spanned) and places != spanned:
            places, lead = spanned, 0  # 2010年  规划目标  实际完成, over heads of the two that have several
        if not aligned and len(spans) + lead not in (1, columns):
            under = below(positions(source, folded, spans), extents)
            if under is None:
                continue  # a blank between spaces cannot be seen: whose column is empty is not known
            places = under
        filled = [i for i, (start, end) in enumerate(spans) if start < end]
        even = evenly_over(len(spans), [text[slice(*span)] for span in split[row + 1][1]], 0) if row < heads else []
        if aligned and even and len(filled) == len(spans):  # 收入  支出, over 项目  决算数  项目  决算数
            cells += head_cells(spans, even, row, name)
            continue
        lower = [(margins[n].count("\t"), split[n][1]) for n in range(row + 1, heads + 1)]
        if aligned and row < heads and len(filled) > 1 and is_askew(lower, [n + lead for n in filled], columns):
            return None
        for i, following in zip(filled, [*filled[1:], columns - lead], strict=True):
            start, end = spans[i]
            column = places[i]
            wide = following - i if aligned and row < heads and len(filled) > 1 else 1
            spanned += range(column, column + wide) if wide > 1 and row == heads - 1 else ()
            place = cell_place(name, row, column)
            indented = 0 if i else indent
            cells.append(Cell(start, end, row, column, 1, wide, indented, place, tailed.get((row, i))))
    return Table(tuple(cells))


def _count_columns(source: str, folded: FoldedText, split: Sequence[RowCells]) -> int:
    """How many columns a table has: as its fullest rows, if print shows what is blank in others, or as most rows."""
    printed = [positions(source, folded, spans) for _, spans in split]
    counts = Counter(len(cells) for _, cells in split if len(cells) > 1)
    columns = _width(folded.text, split, printed) or max(counts, key=lambda count: (counts[count], count))
    headed = next(len(cells) for _, cells in split if len(cells) > 1)
    grouped = any(len(spans) == 1 for _, spans in split[1:])  # by lines of their own
    if not grouped and headed == columns + 1 and counts[headed] > 1 and set(counts) == {columns, headed}:
        return headed  # what groups the rows stands in the first row of each group only
    return columns


def _in_words(text: str, spans: list[Span], columns: int) -> list[Span]:
    """The cells of a row of which some stand one blank apart, if so it has all: 序号 项目名称  资金来源  金额."""
    words = list(parted(_BLANKS, text, spans[0][0], spans[-1][1]))
    single = [
        end - start == 1 and text[start] not in _ONE_UNITS and not FIGURE.fullmatch(text, start, end)
        for start, end in words
    ]
    spread = any(one and other for one, other in pairwise(single))  # 产  量    比上年 are two heads
    dated = any(text[slice(*word)] in ("年", "月") for word in words)  # 2020 年    2010 年 are two
    return words if len(words) == columns and not (spread or dated) else spans


def _width(text: str, split: Sequence[RowCells], printed: Sequence[Sequence[Extent]]) -> int | None:
    """How many columns the rows between spaces have, of which some have blank cells that show in print."""
    if any(aligned for aligned, _ in split):
        return None
    rows = [
        place
        for (_, spans), place in zip(split, printed, strict=True)
        if len(spans) > 1 and any(FIGURE.fullmatch(text, *span) for span in spans)
    ]
    for columns in sorted({len(row) for row in rows}, reverse=True):
        extents = extents_of([row for row in rows if len(row) == columns])
        others = [row for row in rows if len(row) != columns]
        if extents and sum(below(row, extents) is not None for row in others) >= _MOST * len(others):
            return columns
    return None


def _margin(source: str, folded: FoldedText, spans: Sequence[tuple[int, int]]) -> str:
    """What stands before the first cell of a row on its line."""
    if not spans:
        return ""
    first = folded.origin(spans[0][0])
    return source[source.rfind("\n", 0, first) + 1 : first]


def _split(text: str, row: Paragraph) -> RowCells:
    """The cells of a row, and whether a blank one shows: it does between tabs and bars."""
    if row.end - row.start <= _TITLE_WIDTH and _TITLED.fullmatch(text, row.start, row.end):
        return False, [(row.start, row.end)]  # 表2  2008年主要农产品产量      单位：万吨
    if "\t" in text[row.start : row.end]:
        return True, list(parted(_TAB, text, row.start, row.end))
    if BARS.fullmatch(text, row.start, row.end):
        ends = text[row.start] == "|"
        return True, list(parted(_BAR, text, row.start + ends, row.end - ends))
    if is_spaced(text, row.start, row.end):
        return False, list(blank_cells(text, row.start, row.end))
    spans = spaced_cells(text, row.start, row.end)
    if len(spans) > 1 and text.startswith("其中", spans[1][0]):
        spans = [(spans[0][0], spans[1][1]), *spans[2:]]  # 城镇化率  其中：常住人口城镇化率（%）  47.1  53
    close = _CLOSE.fullmatch(text, *spans[0])
    if close is not None and len(spans) > 1 and FIGURE.fullmatch(text, *spans[1]):
        return False, [close.span("name"), close.span("figure"), *spans[1:]]
    return False, spans
