"""Tables as rows and columns of cells: those that a reader found in a file, and those that lines of text are.

A text says nothing of its columns. Cells parted by tabs or bars stand in the column of their number; cells parted by
spaces do so only in a row that has as many of them as the table has columns, for a blank one leaves no trace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.documents.cells import BARS, is_spaced, parted, spaced_cells
from extractor.documents.document import Cell, FoldedText, Paragraph, ParagraphKind, Table, cell_place
from extractor.documents.lines import width
from extractor.documents.printed import Extent, below, extents_of, heads_over, positions
from extractor.documents.stacked import stacked_table
from extractor.documents.tables import CAPTION, HEAD_INDENT

_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_BLANKS = re.compile(" +")
_FIGURE = re.compile(
    r"[-+]?[\d,]+(?:\.\d+)?(?:[%‰]|[万亿]{0,2}(?![年月日岁])(?:(?!以[上下])[\u4e00-\u9fff]){1,4})?"
)
"""A number, perhaps with its unit: 302, 1767.5万吨; no 2008年 and no 60岁."""
_CLOSE = re.compile(rf"(?P<name>(?:\S*(?: 其中[:：]\S*)?|\D*)[^\d\s.,]) (?P<figure>{_FIGURE.pattern})")
"""A long name that leaves one blank before the first number of its row: 通车里程（公里） 3600    5950."""
_TITLED = re.compile(
    r"[^\t|]*[^\d\s][^\t|]* {2,}[（(]?(?:计量|金额)?单位[:：][^\t|]{1,20}"
    r"|(?:附?表|专栏|图) ?[\d一二三四五六七八九十][-—.\d一二三四五六七八九十]* +[^\t|]*"
)
"""A line over a table that is its title, with the unit of all of it or not: 表2  2008年主要农产品产量   单位：万吨."""
_UNIT = re.compile(r"[（(][^（()）]{1,8}[）)]")
_NUMBERED = re.compile(r"附?表 ?[\d一二三四五六七八九十]")
_MOST = 0.8
"""How many of the rows with blank cells must show which these are."""
_FULL_ROWS = 2
"""How many rows show where the columns are."""
_YEAR = re.compile(r"(?:19|20)\d{2}")
_OPEN_ENDS = ("和", "及", "与", "或", "、", "其他", "其它")
"""How a name ends that goes on on the next line: 铁路、船舶、航空航天和其他."""
_NUMBERED_NAME = 2
"""How many cells a name has with its number: 3  城镇居民人均可支配收入."""
_ROOM = 4
"""How much shorter than the longest name one may be that goes on on the next line, in half columns."""
_RULE = re.compile(r"[\s|:+-]+")  # |---|---:| under the head of a table in Markdown

Span = tuple[int, int]
_Split = tuple[bool, list[Span]]
"""The cells of a row, and whether a blank one shows."""


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
    split = _whole_names(source, folded, [_split(text, row) for row in kept])
    if all(len(spans) == 1 for _, spans in split):
        return stacked_table(text, [spans[0] for _, spans in split], name)
    counts = Counter(len(cells) for _, cells in split if len(cells) > 1)
    if not counts:
        return None
    printed = [positions(source, folded, spans) for _, spans in split]
    columns = _width(text, split, printed) or max(counts, key=lambda count: (counts[count], count))
    headed = next(len(cells) for _, cells in split if len(cells) > 1)
    grouped = any(len(spans) == 1 for _, spans in split[1:])  # by lines of their own
    if not grouped and headed == columns + 1 and counts[headed] > 1 and set(counts) == {columns, headed}:
        columns = headed  # what groups the rows stands in the first row of each group only
    if not split[0][0] and len(split[0][1]) == columns + 1 and counts[columns] > 1:
        split[0] = (False, split[0][1][1:])  # 类别  指标  2015年  2020年, over rows whose groups are lines of their own
    blanks = any(is_spaced(text, row.start, row.end) for row in kept)
    for number, (aligned, spans) in enumerate(split):
        if not aligned and (1 < len(spans) < columns or (number == 0 and spans and blanks)):
            words = list(parted(_BLANKS, text, spans[0][0], spans[-1][1]))
            figures = any(_FIGURE.fullmatch(text, *word) for word in words)  # 产  量    比上年 are two heads
            whole = len(words) == columns and (figures or all(end - start > 1 for start, end in words))
            split[number] = (False, words if whole else spans)  # 序号 项目名称  资金来源  金额
    starts = [[start for start, _ in positions(source, folded, spans)] for _, spans in split]
    tails = _tails(text, split, starts)
    tailed = {place: split[row][1][0] for row, place in tails.items()}
    margins = [_margin(source, folded, spans) for _, spans in split]
    shallowest = min(
        (len(one) for one, (_, spans) in zip(margins, split, strict=True) if len(spans) == columns), default=0
    )
    heads = _last_head(text, split)
    full = [row for row, (aligned, spans) in enumerate(split) if not aligned and len(spans) == columns]
    body = [row for row in full if row > heads]
    printed = [positions(source, folded, spans) for _, spans in split]
    extents = extents_of([printed[row] for row in (body if len(body) >= _FULL_ROWS else full)])
    over = _printed_heads(source, folded, split[: heads + 1], extents, [spans for _, spans in split[heads + 1 :]])
    cells: list[Cell] = []
    spanned: list[int] = []  # the columns under heads that reach over several
    for row, (aligned, spans) in enumerate(split):
        if row in tails:
            continue
        if row in over:
            cells += [
                Cell(*span, row, column, width=wide, place=cell_place(name, row, column))
                for span, (column, wide) in zip(spans, over[row], strict=True)
                if wide
            ]
            continue
        indent, lead = len(margins[row]), 0
        if aligned and len(spans) < columns:
            lead = margins[row].count("\t")
        elif not aligned and len(spans) + 1 == columns and (row <= heads or not extents):
            lead = int(indent > shallowest + HEAD_INDENT)  # nothing stands over the names of the rows
        places = [number + lead for number in range(len(spans))]
        if aligned and row == heads and len(spans) == len(spanned) and places != spanned:
            places, lead = spanned, 0  # 2010年  规划目标  实际完成, over heads of the two that have several
        if not aligned and len(spans) + lead not in (1, columns):
            under = below(positions(source, folded, spans), extents)
            if under is None:
                continue  # a blank between spaces cannot be seen: whose column is empty is not known
            places = under
        filled = [i for i, (start, end) in enumerate(spans) if start < end]
        for i, following in zip(filled, [*filled[1:], columns - lead], strict=True):
            start, end = spans[i]
            column = places[i]
            wide = following - i if aligned and row < heads and len(filled) > 1 else 1
            spanned += range(column, column + wide) if wide > 1 and row == heads - 1 else ()
            place = cell_place(name, row, column)
            indented = 0 if i else indent
            cells.append(Cell(start, end, row, column, 1, wide, indented, place, tailed.get((row, i))))
    return Table(tuple(cells))


def _width(text: str, split: Sequence[_Split], printed: Sequence[Sequence[Extent]]) -> int | None:
    """How many columns the rows between spaces have, of which some have blank cells that show in print."""
    if any(aligned for aligned, _ in split):
        return None
    rows = [
        place
        for (_, spans), place in zip(split, printed, strict=True)
        if len(spans) > 1 and any(_FIGURE.fullmatch(text, *span) for span in spans)
    ]
    for columns in sorted({len(row) for row in rows}, reverse=True):
        extents = extents_of([row for row in rows if len(row) == columns])
        others = [row for row in rows if len(row) != columns]
        if extents and sum(below(row, extents) is not None for row in others) >= _MOST * len(others):
            return columns
    return None


def _printed_heads(
    source: str, folded: FoldedText, heads: Sequence[_Split], extents: Sequence[Extent], rows: Sequence[Sequence[Span]]
) -> dict[int, list[tuple[int, int]]]:
    """The column and width of each head, by line, where blank cells are seen in print only; none for other tables."""
    several = [
        row
        for row, (_, spans) in enumerate(heads)
        if len(spans) > 1 or (row > 0 and len(heads[row - 1][1]) > 1)  # （%）, 增长%, under 比上年
    ]
    counts = {len(heads[row][1]) for row in several}
    if not extents or len(several) < _FULL_ROWS or counts == {len(extents)} or any(heads[row][0] for row in several):
        return {}
    full = [spans for spans in rows if len(spans) == len(extents)]
    named = [n for n in range(len(extents)) if not any(_FIGURE.fullmatch(folded.text, *spans[n]) for spans in full)]
    lines = [positions(source, folded, heads[row][1]) for row in several]
    return dict(zip(several, heads_over(lines, extents, named), strict=True))


def _whole_names(source: str, folded: FoldedText, split: Sequence[_Split]) -> list[_Split]:
    """The rows, where a name began on a line of its own joined with the rest of it: 其中：工业技术改造, 投资  15.2."""
    text = folded.text
    longest = max((_wide(text, spans[0]) for _, spans in split if len(spans) > 2), default=0)
    whole: list[_Split] = []
    for aligned, spans in split:
        before = whole[-1][1] if whole and not whole[-1][0] else []
        figures = [_FIGURE.fullmatch(text, *span) is not None for span in spans]
        row = not aligned and len(spans) > 1 and any(figures) and not figures[0]
        beside = positions(source, folded, [before[0], spans[0]]) if row and before else []
        if beside and beside[0][0] <= beside[1][0] and _goes_on(text, before, spans, longest):
            whole[-1] = (False, [*before[:-1], (before[-1][0], spans[0][1]), *spans[1:]])
        else:
            whole.append((aligned, spans))
    return whole


def _goes_on(text: str, before: Sequence[Span], row: Sequence[Span], longest: int) -> bool:
    """Whether a name alone on its line, with its number or without, goes on in the row below it."""
    bracketed = _UNIT.fullmatch(text, *row[0]) is not None
    if len(before) == _NUMBERED_NAME:
        return bracketed and _FIGURE.fullmatch(text, *before[0]) is not None
    if len(before) != 1:
        return False
    said = text[slice(*before[0])]
    opened = said.count("（") > said.count("）") or said.endswith(_OPEN_ENDS)
    parts = said.split()
    one = len(parts) == 1 or all(len(part) == 1 for part in parts)
    long = one and width(said) >= longest - _ROOM and 2 * _wide(text, row[0]) <= width(said)
    return opened or bracketed or long


def _tails(text: str, split: Sequence[_Split], starts: Sequence[Sequence[int]]) -> dict[int, tuple[int, int]]:
    """The rows that only end a name of the row above, each with the cell of that: 收入, under 城镇居民人均可支配."""
    found: dict[int, tuple[int, int]] = {}
    for row in range(1, len(split)):
        aligned, spans = split[row]
        _, above = split[row - 1]
        if aligned or len(spans) != 1 or len(above) < _FULL_ROWS or _FIGURE.fullmatch(text, *spans[0]):
            continue
        if text[spans[0][0]] in "（(" and not _UNIT.fullmatch(text, *spans[0]):
            continue  # （市物价局提供）
        if not any(_FIGURE.fullmatch(text, *span) for span in above):
            continue
        if row + 1 < len(split) and starts[row + 1][0] >= starts[row][0]:
            continue
        under = [n for n, start in enumerate(starts[row - 1]) if start <= starts[row][0]][-1:]
        if starts[row][0] > starts[row - 1][0] and under and not _FIGURE.fullmatch(text, *above[under[0]]):
            found[row] = row - 1, under[0]
    return found


def _wide(text: str, span: Span) -> int:
    return width(text[span[0] : span[1]])


def _last_head(text: str, split: Sequence[_Split]) -> int:
    """The row of the last heads; those over it may reach over several columns. 0 where no row has numbers."""
    for row, (_, spans) in enumerate(split):
        figures = [span for span in spans if _FIGURE.fullmatch(text, *span)]
        if any(not _YEAR.fullmatch(text, *span) for span in figures):
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
    if len(spans) > 1 and text.startswith("其中", spans[1][0]):
        spans = [(spans[0][0], spans[1][1]), *spans[2:]]  # 城镇化率  其中：常住人口城镇化率（%）  47.1  53
    close = _CLOSE.fullmatch(text, *spans[0])
    if close is not None and len(spans) > 1 and _FIGURE.fullmatch(text, *spans[1]):
        return False, [close.span("name"), close.span("figure"), *spans[1:]]
    return False, spans
