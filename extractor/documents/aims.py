"""Tables of what a plan aims at, cells one blank apart: rows end in 预期性 or 约束性, names break over lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from extractor.documents.brokenheads import heads_of
from extractor.documents.cells import KIND, UNIT_HEAD, Span, unspaced
from extractor.documents.document import Cell, Table, cell_place
from extractor.documents.headwords import begins_table, headed

_VALUE = re.compile(
    r"[〔\[(（]?[<>≤≥＜＞]?-?\d[\d,]*(?:\.\d+)?(?:%|个百分点)? ?(?:左右|以[上下内])?[〕\])）]?|[—–-]+|/|持平"
    r"|完成\S{2,8}任务|\S{0,4}下达\S{0,4}|\S{2,12}同步"
)
"""A cell of a number, or of what stands in its place."""
_TOKEN = re.compile("[^ ]+(?: (?:左右|以[上下内]))?")
_STUCK = re.compile(r"(?P<unit>[年岁张件人户个])(?P<value>\d[\d,]*(?:\.\d+)?)")
"""A unit and a number that ran into each other: 年10.2."""
_BOUND = re.compile("左右|以[上下内]")
"""What stands behind a number and a blank: 8 左右."""
_PER = re.compile("[^ ]+/[^ ]*")
"""A unit, or the beginning of one, that stands before the break of a line: 万元/, 微克/立."""
_NUMBERED = re.compile(r"[（(]?\d{1,2}[）)]?[.、．]?(?= ?\S*[\u4e00-\u9fff]|\Z)")
_GROUPED = re.compile(r"[\u4e00-\u9fff]{2,6} (?=\d{1,2} [\u4e00-\u9fff])")
"""The name of a group that stands before the number of each of its rows: |民生福祉| 8 人均预期寿命."""
_TWO = 2
_TIMES = ("万", "亿")
_GROUP = re.compile("[\u4e00-\u9fff]{2,6}")
_GROUPS = re.compile("类 ?别|类 ?型|领 ?域|分 ?类|方 ?面")
"""What heads the names of groups."""
_HEAD = re.compile(r"指 *标|项 *目|名 *称")
_ENDS = re.compile("(?:指标)?(?:属 ?性|类 ?型|性 ?质|备 ?注)")
"""The head of the last column."""
_ITEM = re.compile("[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]")
_FEWEST_ROWS = 3
_APART = 6
"""How many lines a row takes at the most, with the name of the group that it begins."""
_GROUP_WIDTH = 4
"""How long a line is at the most that is part of the name of a group of rows: 经济, 发展."""
_LONGEST = 60
_HEAD_LINES = 12


class _Row(NamedTuple):
    """A row: the place of its name, which may begin on a line before, and its other cells."""

    name: Span
    unit: Span | None
    values: list[Span]


def aim_lines(lines: Sequence[str]) -> Iterator[range]:
    """The stretches of lines that are such tables, with their heads: from 指标 单位 2015年 … to the last 预期性."""
    number = 0
    while number < len(lines):
        if not _is_row(lines[number]):
            number += 1
            continue
        last = number
        rows = 1
        ahead = number + 1
        while ahead < len(lines) and ahead - last <= _APART and _may_belong(lines[ahead]):
            if begins_table(lines[ahead]):
                break
            if _is_row(lines[ahead]):
                last, rows = ahead, rows + 1
            ahead += 1
        first = _first_head(lines, number)
        if rows >= _FEWEST_ROWS and first is not None:
            yield range(first, last + 1)
        number = last + 1


def aims_table(text: str, lines: Sequence[Span], name: str) -> Table | None:
    """The table whose lines these are; None where they are no such table, or its heads do not fit its rows."""
    said = [text[slice(*line)] for line in lines]
    blocks = list(aim_lines(said))
    if len(blocks) != 1:
        return None
    block = blocks[0]
    first = next(number for number in block if _NUMBERED.match(said[number]) or _is_row(said[number]))
    led = _GROUPS.match(said[block.start]) is not None
    rows = list(_rows(text, lines, range(first, block.stop), led))
    columns = Counter(len(row.values) for row in rows).most_common(1)
    heads = _heads(text, lines[block.start : first], columns[0][0]) if columns else None
    if heads is None:
        return None
    kept = [
        [row.name, *([row.unit] if row.unit else []), *row.values] for row in rows if len(row.values) == columns[0][0]
    ]
    titles = [[line] for line in lines[: block.start]]
    grid = [*titles, heads, *(row for row in kept if len(row) == len(heads))]
    return Table(
        tuple(
            Cell(
                *span,
                number,
                column,
                width=len(heads) if number < len(titles) else 1,
                place=cell_place(name, number, column),
            )
            for number, spans in enumerate(grid)
            for column, span in enumerate(spans)
        )
    )


def _is_row(line: str) -> bool:
    """Whether a line ends as a row does: 8.5 预期性, 8 左右 预期性."""
    *cells, kind = line.split(" ")
    if cells and _BOUND.fullmatch(cells[-1]):
        cells.pop()
    told = KIND.fullmatch(kind) is not None and not _ENDS.fullmatch(kind)  # no 指标 单位 2020 2025 属性
    return len(cells) > 1 and told and _VALUE.fullmatch(cells[-1]) is not None


def _may_belong(line: str) -> bool:
    return len(line) <= _LONGEST and not any(mark in line for mark in "。；\t|") and "  " not in line


def _first_head(lines: Sequence[str], row: int) -> int | None:
    """The line on which the heads begin, above the first row."""
    for number in range(row - 1, max(row - 1 - _HEAD_LINES, -1), -1):
        if not _may_belong(lines[number]) and not headed(lines[number]):
            return None
        if " " in lines[number] and _HEAD.search(lines[number]):
            return number
    return None


def _rows(text: str, lines: Sequence[Span], block: range, led: bool) -> Iterator[_Row]:
    """The rows of a stretch of lines: each ends on a line that ends in its kind; ``led`` by the name of its group."""
    begun: list[Span] = []
    for number in block:
        start, end = lines[number]
        grouped = _GROUPED.match(text, start, end)
        start = grouped.end() if grouped is not None else start
        numbered = _NUMBERED.match(text[start:end])
        if numbered is not None:
            begun = []  # what stands before it is the name of a group
            start += numbered.end() + text.startswith(" ", start + numbered.end())
            if start == end:
                continue  # 7, over 全社会研究与试验发展
        if not _is_row(text[slice(*lines[number])]):
            begun.append((start, end))
            continue
        row = _row(text, begun, start, end, led)
        if row is not None:
            yield row
        begun = []


def _row(text: str, begun: Sequence[Span], start: int, end: int, led: bool) -> _Row | None:
    """The cells of a row whose name began on other lines, or on its own."""
    tokens = list(_tokens(text, start, end))[:-1]
    values = len(tokens)
    while values > 0 and _VALUE.fullmatch(text, *tokens[values - 1]):
        values -= 1
    named = tokens[:values]
    if len(named) > 1 and text[slice(*named[-2])] in _TIMES and (len(named) > _TWO or begun):
        named[-2:] = [(named[-2][0], named[-1][1])]  # 城镇新增就业 |万 人|
    unit = named[-1] if len(named) + bool(begun) > 1 and not text.endswith(("）", ")"), *named[-1]) else None
    name = named[:-1] if unit is not None else named
    if led and not begun and len(name) > 1 and _GROUP.fullmatch(text, *name[0]):
        name = name[1:]  # |经济发展| 地区生产总值 亿元
    places = [*begun, *name]
    if unit is not None and len(named) == 1 and begun:  # 全员劳动生产率 万元/, 人; 浓度, 微克/立, 方米
        last = list(_tokens(text, *begun[-1]))
        if _PER.fullmatch(text, *last[-1]) and len(last) + len(begun) > 2:
            unit = last[-1][0], unit[1]
            places = [*begun[:-1], *last[:-1]]
    return _Row((places[0][0], places[-1][1]), unit, tokens[values:]) if places else None


def _heads(text: str, lines: Sequence[Span], values: int) -> list[Span] | None:
    """The heads over names, perhaps units, and so many numbers; None where they do not come out."""
    lines = list(lines)
    while len(lines) > 1 and _is_group(text, lines[-1]):
        lines.pop()
    for units, ends in ((1, 1), (0, 1), (1, 0), (0, 0)):
        heads = heads_of(text, lines, 1 + units + values + ends)
        if heads is None:
            continue
        said = [unspaced(text, head) for head in heads]
        if units == bool(UNIT_HEAD.fullmatch(said[1])) and ends == bool(_ENDS.fullmatch(said[-1])):
            return heads[: len(heads) - ends]
    return None


def _is_group(text: str, line: Span) -> bool:
    """Whether a line under the heads is part of the name of the first group of rows: 经济, 发展; 一、经济发展."""
    if _ITEM.match(text, *line):
        return True
    return line[1] - line[0] <= _GROUP_WIDTH and not (_ENDS.search(text, *line) or " " in text[slice(*line)])


def _tokens(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands between the blanks of a line, a unit apart from the number that it is stuck to."""
    for found in _TOKEN.finditer(text, start, end):
        stuck = _STUCK.fullmatch(text, *found.span())
        yield from (found.span(),) if stuck is None else chain((stuck.span("unit"), stuck.span("value")))
