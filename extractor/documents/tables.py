"""Which lines are rows and cells of a table, and where a row begins.

A table reaches plain text in four shapes: cells parted by tabs or bars on one line, by two spaces and more on
one line, one cell a line with a tab before all but the first, and one cell a line with nothing to tell it but
that every second line is a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from extractor.documents.lines import Line

_NUMBER_CELL = re.compile(
    r"[〔\[【]?[-+±(（≥≤＞＜><]?(?:\d{1,3}(?: \d{3})+|[\d,]+)(?:\.\d+)?\s*[%‰]?[)）]?[〕\]】]?|持平|—+|-+|…+|/"
)
COLUMN_GAP = re.compile(" {2,}")
CAPTION = re.compile(r"[（(]?(?:计量)?单位[:：].{1,20}")
BARS = re.compile(r"\|.*\||[^|]+(?: \| [^|]+){2,}")
"""Cells between bars, which may stand at both ends too: | 三星 | 71.9 |, 三星 | 71.9 | 23.1%."""
_FEWEST_BLANKS = 3
_SPACED_CELL = r"(?: (?:[-+]?[\d,]+(?:\.\d+)?[%‰]?\*?|—+|-))"
_BLANKS = re.compile(
    rf"[^\d\s.,+-]\S*(?:{_SPACED_CELL}{{{_FEWEST_BLANKS},}}"
    rf"| [万亿千百]{{0,2}}[\u4e00-\u9fff/%]{{1,6}}{_SPACED_CELL}{{2,}})"
)
_AMOUNT_CELL = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[万亿]{0,2}[\u4e00-\u9fff]{1,4}")
"""A number with its unit: 236.9亿元."""
_NAMED = 2
"""How many cells a row has at least besides its name whose numbers bear their units: 预算收入   236.9亿元   27.5%."""
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第.{1,3}[章节条]")
_PART = re.compile("^(?:[#＃*]|其中[:：])+")
"""The mark of a row that is part of the one above: 其中：轿  车."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
HEAD_INDENT = 3
"""How much farther in the heads begin than the rows, if nothing stands over the names of the rows; in characters."""
_PAIRS = 4
"""How many names with a number each, in turn, are no chance."""
_GROUP_WIDTH = 10
"""How long the name of a group of rows is at the most, in characters."""
_CELL_WIDTH = 30
_LOOSE_CELL_WIDTH = 16
_LOOSE_RUN = 6


class Cell(Enum):
    """What a line is to its table."""

    ROW = "row"  # begins a row, or is one
    NEXT = "next"  # a cell of the row that the line before belongs to


def table_cells(lines: Sequence[Line], rows: Collection[int] = frozenset()) -> dict[int, Cell]:
    """The lines that belong to tables, by index: 粮食, ⇥650.0, ⇥17.3 is a row of three cells.

    ``rows`` are the places of lines that are known to be rows.
    """
    cells = {i: Cell.ROW for i, line in enumerate(lines) if line.start in rows or _is_row(line.text)}
    cells |= dict.fromkeys(_pairs(lines), Cell.ROW)
    columns = 0  # how many cells the last row had that has several
    for i, line in enumerate(lines):
        if i in cells:
            columns = len(split_row(line.text)) or columns
        elif i - 1 not in cells:
            columns = 0
        elif _goes_on(lines, i) or _has_blanks(line, columns) or _heads_rows(lines, i, columns, cells):
            cells[i] = Cell.ROW
    for i in range(1, len(lines) - 1):
        if i not in cells and i + 1 in cells and _heads_rows(lines, i, len(split_row(lines[i - 1].text)), cells):
            cells |= dict.fromkeys((i - 1, i), Cell.ROW)  # 指标  单位  本月, over 一、国内贸易 and its rows
    for i in sorted(cells, reverse=True):  # a head of two lines is found from below
        while i > 0 and i - 1 not in cells and _is_header(lines[i - 1], lines[i]):
            i -= 1
            cells[i] = Cell.ROW
    for block in _tabbed_blocks(lines):
        cells |= {
            i: Cell.NEXT if lines[i].tabbed and i > block.start else Cell.ROW
            for i in block
            if lines[i].start not in rows
        }
    for block in _loose_blocks(lines, cells):
        cells |= dict.fromkeys(block, Cell.ROW)
    return cells


def is_spaced(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a row whose cells stand one blank apart: 公务接待费 12.00 6.88 9.15 -24.81."""
    return text.count(" ", start, end) >= _FEWEST_BLANKS and _BLANKS.fullmatch(text, start, end) is not None


def _is_row(text: str) -> bool:
    if CAPTION.fullmatch(text) or is_spaced(text, 0, len(text)):
        return True
    barred = "|" in text and len(text) > 2 and BARS.fullmatch(text) is not None
    if barred and (text[0] == "|" or any(map(_is_number, split_row(text)))):
        return True
    parts = split_row(text)
    named = len(parts) > _NAMED and "\t" not in text and not _is_amount(parts[0])
    numbers = sum(_is_number(part) or (named and _is_amount(part)) for part in parts)
    return numbers >= 2 or (numbers == 1 and "\t" in text and len(parts) <= 12 and max(map(len, parts)) <= _CELL_WIDTH)


def _pairs(lines: Sequence[Line]) -> Iterator[int]:
    """The rows of a table of one column of numbers, several in turn: 居民消费价格总指数      106.3."""
    run: list[int] = []
    for number, line in enumerate(lines):
        parts = split_row(line.text) if "  " in line.text else []
        if len(parts) == _NAMED and _is_number(parts[1]) and not _is_number(parts[0]) and not (run and line.gap):
            run.append(number)
            continue
        if len(run) >= _PAIRS:
            yield from run
        run = []
    if len(run) >= _PAIRS:
        yield from run


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a line below a row has as many cells, some of them one blank apart: 通车里程（公里） 3600    5950."""
    if "  " not in lines[i].text:
        return False
    words = lines[i].text.split()
    return len(words) > 2 and len(words) == len(lines[i - 1].text.split()) and all(map(_is_number, words[1:]))


def _has_blanks(line: Line, columns: int) -> bool:
    """Whether a line has fewer cells than the rows above it, because some are blank: 出口总额    亿元        6037.4."""
    if "  " not in line.text or "\t" in line.text or line.closed:
        return False
    parts = split_row(line.text)
    named = _NAMED <= len(parts) < columns and max(map(len, parts)) <= _CELL_WIDTH
    return named and _is_number(parts[-1]) and not _is_number(parts[0])


def _heads_rows(lines: Sequence[Line], i: int, columns: int, cells: Collection[int]) -> bool:
    """Whether a short line between two rows says what those below it are of: 经济发展, over （1）地区生产总值."""
    text = lines[i].text
    plain = len(text) <= _GROUP_WIDTH and not lines[i].closed and not any(map(str.isdigit, text)) and "，" not in text
    if not plain or columns <= _NAMED or i + 1 == len(lines) or len(split_row(text)) > 1:
        return False
    after = len(split_row(lines[i + 1].text))
    return (i + 1 in cells and abs(after - columns) <= 1) or _has_blanks(lines[i + 1], columns)


def split_row(text: str) -> list[str]:
    """The cells of a line that has several, parted by tabs or by two spaces and more; none of any other line."""
    if "\t" in text:  # a word may be spread by spaces: 指  标
        return [part.strip() for part in text.split("\t")]
    if " | " in text:
        return [part.strip() for part in text.strip("| ").split("|")]
    if is_spaced(text, 0, len(text)):
        return text.split(" ")
    return [text[start:end] for start, end in spaced_cells(text, 0, len(text))] if "  " in text else []


def spaced_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a row that are parted by two spaces and more, those of one character taken for a word: 粮  食."""
    joined: list[tuple[int, int]] = []
    parts = list(parted(COLUMN_GAP, text, start, end))
    gaps = [0, *(following[0] - part[1] for part, following in pairwise(parts)), 0]
    for place, (first, last) in enumerate(parts):
        single = last - first == 1 and _HAN.fullmatch(text, first, last)
        apart = gaps[place] >= max(gaps[place - 1], gaps[place + 1]) + 2 > 2  # 全  省      城  市
        one = single and joined and _HAN.fullmatch(text, joined[-1][1] - 1, joined[-1][1]) and not apart
        if one and _spread(text, joined[-1]):
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def parted(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between the marks of a stretch, without the spaces around it."""
    for found in mark.finditer(text, start, end):
        yield _trimmed(text, start, found.start())
        start = found.end()
    yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, start + len(inside.strip()))


def _spread(text: str, span: tuple[int, int]) -> bool:
    """Whether a word is one character, or several with spaces between."""
    return all(len(part) == 1 for part in _PART.sub("", text[span[0] : span[1]]).split())


def _is_header(line: Line, row: Line) -> bool:
    """Whether a line has a head for each column of the row below, or for all but that of the names of the rows.

    Between tabs a head may stand over several columns: ⇥机构数⇥⇥床位数.
    """
    cells, columns = split_row(line.text), len(split_row(row.text))
    if is_spaced(row.text, 0, len(row.text)) and len(line.text.split()) == columns:
        return not any(map(_is_number, line.text.split()))
    if len(cells) < 2 or ("\t" in line.text) != ("\t" in row.text):
        return False
    if len(cells) < columns and "\t" not in line.text and len(line.text.split()) == columns:
        return not any(map(_is_number, cells))  # 序号 项目名称  资金来源  金额: some stand a blank apart
    if len(cells) == columns or (len(cells) + 1 == columns and line.indent > row.indent + HEAD_INDENT):
        return True
    bare = "\t" in line.text and not any(map(_is_number, cells)) and not line.closed
    if bare and (row.tabbed or ("" in cells and len(cells) < columns)):
        return True  # 收入⇥⇥支出, over 项目⇥决算数⇥项目⇥决算数
    return line.tabbed and len(cells) < columns and not line.closed and not any(map(_is_number, cells))


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT_CELL.fullmatch(text))


def _is_number(text: str) -> bool:
    return bool(_NUMBER_CELL.fullmatch(text))


def _is_label(line: Line) -> bool:
    return len(line.text) <= _CELL_WIDTH and not line.closed and not _NUMBERED.match(line.text)


def _tabbed_blocks(lines: Sequence[Line]) -> Iterator[range]:
    """Stretches of labels and tab-led cells in which three cells of ten or more are numbers."""
    if not any(line.tabbed for line in lines):
        return
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _is_label(lines[end]) and (lines[end].tabbed or _row_begins(lines, end)):
            end += 1
        tabbed = [lines[i].text for i in range(start, end) if lines[i].tabbed]
        if tabbed and sum(map(_is_number, tabbed)) * 10 >= len(tabbed) * 3:
            yield range(start, end)
        start = max(end, start + 1)


def _row_begins(lines: Sequence[Line], i: int) -> bool:
    """Whether cells follow the label, at once or after the label of a group (期末存栏 over 牛, ⇥29.4)."""
    return any(line.tabbed for line in lines[i + 1 : i + 3])


def _loose_blocks(lines: Sequence[Line], cells: dict[int, Cell]) -> Iterator[range]:
    """Runs of six short lines and more, none a sentence, of which two of five are bare numbers."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and end not in cells and _is_label(lines[end]) and _is_short(lines[end]):
            end += 1
        numbers = sum(_is_number(lines[i].text) for i in range(start, end))
        if end - start >= _LOOSE_RUN and numbers * 5 >= (end - start) * 2:
            yield range(start, end)
        start = max(end, start + 1)


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LOOSE_CELL_WIDTH
