"""Which lines are rows and cells of a table, and where a row begins.

A table reaches plain text in four shapes: cells parted by tabs or bars on one line, by two spaces and more on
one line, one cell a line with a tab before all but the first, and one cell a line with nothing to tell it but
that every second line is a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import Enum

from extractor.documents.aims import aim_lines
from extractor.documents.boards import board_blocks
from extractor.documents.cellblocks import loose_blocks, tabbed_blocks
from extractor.documents.cells import (
    BARS,
    BRACKETED,
    NUMBERED_TITLE,
    OPEN_END,
    SUM_OF_NAME,
    is_amount,
    is_number,
    is_spaced,
    split_row,
)
from extractor.documents.headwords import begins_table, headed
from extractor.documents.labelled import bare_aims, labelled_blocks
from extractor.documents.lines import Line, width
from extractor.documents.spaced import spaced_blocks

CAPTION = re.compile(r"[（(]?(?:计量|金额)?单位[:：].{1,20}|[（(][^（()）]{0,24}单位[:：][^（()）]{1,16}[）)]")
_NAMED = 2
"""How many cells a row has at least besides its name whose numbers bear their units: 预算收入   236.9亿元   27.5%."""
_RULE = re.compile(r"[-—─━=＿_]{6,}(?: +[-—─━=＿_]{6,})*")
"""A rule between the rows of a table."""
_UNIT_CELL = re.compile("[万亿千百]{0,2}[\u4e00-\u9fff/]{1,6}|[%‰]")
_ORDINAL = re.compile(r"\d{1,2}")
HEAD_INDENT = 3
"""How much farther in the heads begin than the rows, if nothing stands over the names of the rows; in characters."""
_FAR = 10
"""How much farther in a head alone on its line begins than the rows, in characters."""
_PAIRS = 4
"""How many names with a number each, in turn, are no chance."""
_GROUP_WIDTH = 10
"""How long the name of a group of rows is at the most, in characters."""
_CELL_WIDTH = 30
_LOOSE_CELL_WIDTH = 16
"""How long a cell of a row is at the most, and a head among others, in characters."""


class Cell(Enum):
    """What a line is to its table."""

    ROW = "row"  # begins a row, or is one
    NEXT = "next"  # a cell of the row that the line before belongs to


def table_cells(lines: Sequence[Line], rows: Collection[int] = frozenset()) -> dict[int, Cell]:
    """The lines that belong to tables, by index: 粮食, ⇥650.0, ⇥17.3 is a row of three cells.

    ``rows`` are the places of lines that are known to be rows.
    """
    ruled = [line for line in lines if not _RULE.fullmatch(line.text)]
    if len(ruled) < len(lines):
        return _between_rules(lines, table_cells(ruled, rows), ruled)
    cells = {i: Cell.ROW for i, line in enumerate(lines) if line.start in rows or _is_row(line.text)}
    cells |= dict.fromkeys(_pairs(lines), Cell.ROW)
    columns = 0  # how many cells the last row had that has several
    for i, line in enumerate(lines):
        if i in cells:
            columns = len(split_row(line.text)) or columns
        elif i - 1 not in cells:
            columns = 0
        elif (
            _goes_on(lines[i], lines[i - 1])
            or _has_blanks(line, columns)
            or _heads_rows(lines, i, columns, cells)
            or _ends_name(lines, i)
        ):
            cells[i] = Cell.ROW
    for i in range(len(lines) - 2, 0, -1):
        above = i not in cells and i + 1 in cells
        if above and (_begins_name(lines, i, cells) or _goes_on(lines[i], lines[i + 1])):
            cells[i] = Cell.ROW  # 六、全民所有制单, 位固定资产投, 资  14200
    for i in range(1, len(lines) - 1):
        if i not in cells and i + 1 in cells and _heads_rows(lines, i, len(split_row(lines[i - 1].text)), cells):
            cells |= dict.fromkeys((i - 1, i), Cell.ROW)  # 指标  单位  本月, over 一、国内贸易 and its rows
    for i in sorted(cells, reverse=True):  # a head of two lines is found from below
        while i > 0 and i - 1 not in cells and (_is_header(lines[i - 1], lines[i]) or _breaks_head(lines, i - 1)):
            i -= 1
            cells[i] = Cell.ROW
    for block in tabbed_blocks(lines):
        cells |= {
            i: Cell.NEXT if lines[i].tabbed and i > block.start else Cell.ROW
            for i in block
            if lines[i].start not in rows
        }
    for block in loose_blocks(lines, cells):
        cells |= dict.fromkeys(block, Cell.ROW)
    texts = [line.text for line in lines]
    for block in (
        *aim_lines(texts),
        *spaced_blocks(texts),
        *board_blocks(texts),
        *labelled_blocks(texts),
        *bare_aims(texts),
    ):
        cells |= dict.fromkeys(block, Cell.ROW)
    return cells


def _between_rules(lines: Sequence[Line], cells: dict[int, Cell], ruled: Sequence[Line]) -> dict[int, Cell]:
    """The cells among all lines, by those among the lines that are no rules; a rule beside a row is one too."""
    number_of = {line.start: i for i, line in enumerate(lines)}
    found = {number_of[ruled[i].start]: cell for i, cell in cells.items()}
    for i in range(len(lines)):
        if _RULE.fullmatch(lines[i].text) and (i - 1 in found or i + 1 in found):
            found[i] = Cell.ROW
    return found


def _is_row(text: str) -> bool:
    if CAPTION.fullmatch(text) or is_spaced(text, 0, len(text)):
        return True
    barred = "|" in text and len(text) > 2 and BARS.fullmatch(text) is not None
    if barred and (text[0] == "|" or any(map(is_number, split_row(text)))):
        return True
    parts = split_row(text)
    named = len(parts) > _NAMED and "\t" not in text and not is_amount(parts[0])
    paired = named and not (is_number(parts[2]) or is_amount(parts[2]))  # 青菜  0.60元/公斤  冬瓜  0.90元/公斤
    named = named and not (paired and "/" in parts[1])
    numbers = sum(is_number(part) or (named and is_amount(part)) for part in parts)
    return numbers >= 2 or (numbers == 1 and "\t" in text and len(parts) <= 12 and max(map(len, parts)) <= _CELL_WIDTH)


def _pairs(lines: Sequence[Line]) -> Iterator[int]:
    """The rows of a table of one column of numbers, several in turn: 居民消费价格总指数      106.3."""
    run: list[int] = []
    groups: list[int] = []  # lines behind the run that may group what follows: 分三大门类
    for number, line in enumerate(lines):
        parts = split_row(line.text) if "  " in line.text else []
        if _is_single(parts) and not (run and line.gap):
            run += [*groups, number]
            groups = []
            continue
        if run and len(groups) < _NAMED and not line.gap and _is_group(line):
            groups.append(number)
            continue
        if len(run) >= _PAIRS or _is_under_heads(lines, run):
            yield from run
        run, groups = [], []
    if len(run) >= _PAIRS or _is_under_heads(lines, run):
        yield from run


def _is_single(cells: Sequence[str]) -> bool:
    """Whether a row has one number, behind its name or the unit of it: 出生人口  万人  3.2."""
    if len(cells) not in (_NAMED, _NAMED + 1) or is_number(cells[0]) or not is_number(cells[-1]):
        return False
    return len(cells) == _NAMED or _UNIT_CELL.fullmatch(cells[1]) is not None


def _is_under_heads(lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Whether rows stand under a line of as many heads: 指标  单位  数值."""
    over = lines[rows[0] - 1].text if rows and rows[0] else ""
    return bool(rows) and begins_table(over) and len(split_row(over)) == len(split_row(lines[rows[0]].text))


def _goes_on(line: Line, row: Line) -> bool:
    """Whether a line beside a row has as many cells, some of them one blank apart: 通车里程（公里） 3600    5950."""
    if "  " not in line.text:
        return False
    words = line.text.split()
    told = all(is_number(word) or is_amount(word) for word in words[1:])
    return len(words) > 2 and len(words) in (len(row.text.split()), len(split_row(row.text))) and told


def _has_blanks(line: Line, columns: int) -> bool:
    """Whether a line has fewer cells than the rows above it, because some are blank: 出口总额    亿元        6037.4."""
    if "  " not in line.text or "\t" in line.text or line.closed:
        return False
    parts = split_row(line.text)
    named = _NAMED <= len(parts) < columns and max(map(len, parts)) <= _CELL_WIDTH
    told = any(is_number(part) or is_amount(part) for part in parts[1:])  # 化学需氧量减少（%）    〔6.4〕    约束性
    return named and told and not is_number(parts[0])


def _heads_rows(lines: Sequence[Line], i: int, columns: int, cells: Collection[int]) -> bool:
    """Whether a short line between two rows says what those below it are of: 经济发展, over （1）地区生产总值."""
    if not _is_group(lines[i]) or i + 1 == len(lines):
        return False
    after = len(split_row(lines[i + 1].text))
    if columns == _NAMED == after:
        return "\t" in lines[i + 1].text and i + 1 in cells  # 分三大门类, over 采矿业⇥2.1
    if columns <= _NAMED:
        return False
    return (i + 1 in cells and abs(after - columns) <= 1) or _has_blanks(lines[i + 1], columns)


def _is_group(line: Line) -> bool:
    """Whether a line may be the name of a group of rows: 经济发展."""
    plain = len(line.text) <= _GROUP_WIDTH and not line.closed and "，" not in line.text
    return plain and not any(map(str.isdigit, line.text)) and len(split_row(line.text)) <= 1


def _begins_name(lines: Sequence[Line], i: int, cells: Collection[int]) -> bool:
    """Whether a line under a row begins the name of the next, which goes on with less: 工业技术改造, 投资  15.2."""
    line = lines[i]
    if i + 1 not in cells or line.gap or lines[i + 1].gap or line.closed or "\t" in line.text or "，" in line.text:
        return False
    parts = split_row(line.text) or [line.text]
    names = parts[1:] if _ORDINAL.fullmatch(parts[0]) else parts
    following = split_row(lines[i + 1].text)
    if len(names) != 1 or is_number(names[0]) or width(line.text) > _CELL_WIDTH:
        return False
    if not following:
        return lines[i + 1].indent > line.indent and NUMBERED_TITLE.match(line.text) is not None
    if BRACKETED.fullmatch(following[0]) or OPEN_END.search(line.text) or SUM_OF_NAME.match(following[0]):
        return True
    return 2 * width(following[0]) <= width(names[0])


def _ends_name(lines: Sequence[Line], i: int) -> bool:
    """Whether a line under a row ends its name, farther in than what follows: 城镇居民人均可支配  11730, 收入."""
    line = lines[i]
    plain = not line.gap and not line.closed and not split_row(line.text)
    plain = plain and "，" not in line.text and "：" not in line.text  # 数据来源：市物价局
    if not plain or len(line.text) > _LOOSE_CELL_WIDTH or line.indent <= lines[i - 1].indent or "\t" in line.text:
        return False
    last = i + 1 == len(lines) or lines[i + 1].gap or _RULE.fullmatch(lines[i + 1].text)
    return "  " in lines[i - 1].text and bool(last or lines[i + 1].indent < line.indent)


def _is_header(line: Line, row: Line) -> bool:
    """Whether a line has a head for each column of the row below, or for all but that of the names of the rows.

    Between tabs a head may stand over several columns: ⇥机构数⇥⇥床位数.
    """
    cells, columns = split_row(line.text), len(split_row(row.text))
    if len(cells) < 2 and not row.gap and line.indent > row.indent + HEAD_INDENT and not line.closed:
        far = line.indent > row.indent + _FAR and len(line.text) <= _GROUP_WIDTH and "  " in row.text
        return far or BRACKETED.fullmatch(line.text) is not None  # （%）, 增长%, under 比上年
    if is_spaced(row.text, 0, len(row.text)) and len(line.text.split()) == columns:
        return not any(map(is_number, line.text.split()))
    if len(cells) < 2 and (said := headed(line.text)) and len(said) == columns:  # 指标 单位 产量, over 粮食  吨  137216
        return "\t" not in row.text and not (line.closed or any(map(is_number, said)))
    if len(cells) < 2 or ("\t" in line.text) != ("\t" in row.text):
        return False
    if len(cells) < columns and "\t" not in line.text and len(line.text.split()) == columns:
        return not any(map(is_number, cells))  # 序号 项目名称  资金来源  金额: some stand a blank apart
    if len(cells) == columns or (len(cells) + 1 == columns and line.indent > row.indent + HEAD_INDENT):
        return True
    if not row.gap and "\t" not in line.text and _is_bare(cells, line):
        return True
    bare = "\t" in line.text and not any(map(is_number, cells)) and not line.closed
    if bare and all(cells) and len(cells) > columns > _NAMED and max(map(len, cells)) <= _LOOSE_CELL_WIDTH:
        return True  # 预算科目⇥执行数⇥预算数⇥备注, over rows that end where nothing is remarked
    if bare and (row.tabbed or ("" in cells and len(cells) < columns)):
        return True  # 收入⇥⇥支出, over 项目⇥决算数⇥项目⇥决算数
    return line.tabbed and len(cells) < columns and not line.closed and not any(map(is_number, cells))


def _breaks_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a line of heads between tabs breaks before a unit, or begins with one: 投资额, （亿元）⇥增长, （%）."""
    above, line, below = lines[max(i - 1, 0)], lines[i], lines[i + 1]
    if line.tabbed or below.gap or line.closed:
        return False
    if "\t" in line.text:
        unit = (BRACKETED.match(below.text) is not None or "\t" not in below.text) and not below.tabbed
        return unit and not any(map(is_number, split_row(line.text)))
    alone = BRACKETED.fullmatch(line.text) is not None or (len(line.text) <= _GROUP_WIDTH and line.text[-1] in "%）)")
    return alone and "\t" in above.text and i > 0 and not any(map(is_number, split_row(above.text)))


def _is_bare(cells: Sequence[str], line: Line) -> bool:
    """Whether the cells of a line are short words, as heads are."""
    open_end = not line.closed or line.text.endswith("：")  # 2024年    其中：
    plain = open_end and "，" not in line.text and max(map(len, cells)) <= _LOOSE_CELL_WIDTH
    return plain and not any(map(is_number, cells))
