"""Tables whose cells stand one on a line: heads, and then the name of each row with its numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractor.documents.brokenheads import widths_over
from extractor.documents.cells import BRACKETED, DIVIDES, KIND, UNIT_HEAD, YEAR, Span, is_number, unspaced
from extractor.documents.document import Cell, Table, cell_place
from extractor.documents.headwords import PERIOD_HEAD, name_heads
from extractor.documents.lines import width

_GROUPS = re.compile("类别|类型|领域|分类")
"""The head of what groups the rows, which stand only over the first of each."""
_GROUP_WIDTH = 4
_NUMBERED = re.compile(r"附?表 ?[\d一二三四五六七八九十][-—.\d一二三四五六七八九十]*")
"""The number of a table, alone on its line or with its title: 表2-1 农业生产经营人员数量."""
_RELATIVE = re.compile("增|比|速|幅|%|位次|占")
"""What the heads of columns say that are of the column before; others that come twice are parts of it: 住宅, 住宅."""
_RANKS = re.compile("序号|排名|名次")
_FULL = 3
"""Of so many rows one has all its cells, or more do."""
_FEWEST_ROWS = 2
_MOST_COLUMNS = 12

_Read = tuple[list[list[tuple[Span, int, int]]], list[Sequence[Span]]]
"""The lines of heads, each with its width and column, and the rows."""


def stacked_table(text: str, lines: Sequence[Span], name: str) -> Table | None:
    """The table whose cells are these lines; None where no table of full rows is seen.

    指标, 单位, 数量, 拖拉机, 万台, 43.81 are three heads and a row. Of 地区, 人口数, 比重, 2020年, 2010年 over rows of
    three numbers the last two share 比重. A row that has fewer numbers than the others is left out: which of its
    cells is blank is not known.
    """
    whole = _whole(text, lines)
    cells = [one for one in whole if not (KIND.fullmatch(text, *one) or DIVIDES.fullmatch(text, *one))]
    titles = _titles(text, cells)
    read = _even(text, cells, titles) or _by_runs(text, cells, titles)
    if read is None:
        return None
    over, rows = read
    columns = len(rows[0])
    made = [Cell(*cells[i], i, 0, width=columns, place=cell_place(name, i, 0)) for i in range(titles)]
    for row, line in enumerate(over, titles):
        made += [
            Cell(*span, row, column, width=wide, place=cell_place(name, row, column)) for span, wide, column in line
        ]
    for row, spans in enumerate(rows, titles + len(over)):
        made += [Cell(*span, row, column, place=cell_place(name, row, column)) for column, span in enumerate(spans)]
    return Table(tuple(made))


def _even(text: str, cells: Sequence[Span], titles: int) -> _Read | None:
    """The heads and rows of cells that are all there: 排名, 企业, 销量, and then 1, 上汽大众, 200.0 again and again."""
    figures = [is_number(text[slice(*cell)]) for cell in cells]
    told = [figure and YEAR.fullmatch(text, *cell) is None for figure, cell in zip(figures, cells, strict=True)]
    first = told.index(True) if True in told else len(cells)
    for columns in range(2, min(first - titles + 2, _MOST_COLUMNS)):
        start = titles + columns
        kinds = figures[start : start + columns]
        heads = cells[titles:start]
        if (len(cells) - start) % columns or len(cells) - start < _FEWEST_ROWS * columns or len(set(kinds)) == 1:
            continue
        repeated = figures[start:] == kinds * ((len(cells) - start) // columns)
        if repeated and not any(told[titles:start]) and not figures[titles]:
            rows = [cells[i : i + columns] for i in range(start, len(cells), columns)]
            return [[(head, 1, column) for column, head in enumerate(heads)]], rows
    return None


def _by_runs(text: str, cells: Sequence[Span], titles: int) -> _Read | None:
    """The heads and rows of cells of which some are blank: a row is as many names and numbers as the first has."""
    runs = [
        (figure, list(members))
        for figure, members in groupby(range(titles, len(cells)), lambda i: is_number(text[slice(*cells[i])]))
    ]
    if len(runs) < 2 * _FEWEST_ROWS or runs[0][0]:
        return None
    numbers, names = len(runs[1][1]), len(runs[2][1])
    rows: list[Sequence[Span]] = []
    for (_, before), (_, after) in zip(runs[0::2], runs[1::2], strict=False):
        own = [cells[i] for i in (before if rows else before[-names:])]
        if len(own) == names + 1 and names == 1 and 2 * width(text[slice(*own[1])]) <= width(text[slice(*own[0])]):
            own = [(own[0][0], own[1][1])]  # 其中：国有资源（资产）有偿, 使用收入
        elif names == 1 and all(end - start <= _GROUP_WIDTH for start, end in own[:-1]):
            own = own[-1:]  # 民生, 福祉, 6.居民人均可支配收入
        if len(after) == numbers and len(own) == names:
            rows.append([*own, *(cells[i] for i in after)])
    if len(rows) < _FEWEST_ROWS or _FULL * len(rows) < len(runs) // 2:
        return None
    over = _heads(text, [cells[i] for i in runs[0][1][:-names]], names + numbers, names)
    return (over, rows) if over else None


def _whole(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The cells of which some go on with a unit on a line of its own: 温室占地面积, （公顷）."""
    held: Span | None = None
    for line in lines:
        if held is not None and BRACKETED.fullmatch(text, *line):
            held = held[0], line[1]
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _titles(text: str, cells: Sequence[Span]) -> int:
    """How many cells stand over the heads: 表2-2 and 主要农业机械数量."""
    numbered = _NUMBERED.match(text, *cells[0]) if cells else None
    if numbered is None:  # 主要经济指标, over 指标, 计量单位, 本月, 累计
        said = [unspaced(text, cell) for cell in cells[:3]]
        headed = 0 in name_heads(said[1:]) or any(map(_RANKS.fullmatch, said[1:2]))
        heads = 0 in name_heads(said) or any(map(_RANKS.fullmatch, said[:1])) or any(map(_GROUPS.fullmatch, said[:1]))
        return int(headed and (not heads or said[0].startswith("主要")))  # 主要指标, over 指标, 2021年
    return 2 if numbered.end() == cells[0][1] else 1


def _heads(text: str, cells: Sequence[Span], columns: int, names: int) -> list[list[tuple[Span, int, int]]]:
    """The lines of heads, each head with its width and its column; none where it is not clear which is over which."""
    if len(cells) > columns and _GROUPS.fullmatch(text, *cells[0]):
        cells = cells[1:]  # and without the groups of the first row: 经济, 发展
        rest = cells[columns:]
        cells = cells[:columns] if all(end - start <= _GROUP_WIDTH for start, end in rest) else cells
    if len(cells) == columns:
        said = [unspaced(text, cell) for cell in cells]
        twice = {one for one, count in Counter(said).items() if count > 1 and not _RELATIVE.search(one)}
        return [] if twice else [[(cell, 1, i) for i, cell in enumerate(cells)]]
    if names == 1 and len(cells) == columns - names > 1:  # 单位数（万个）, 比重（%）, and nothing over the names
        return [[(cell, 1, names + i) for i, cell in enumerate(cells)]]
    if names > 1 and (names > 2 or len(cells) < names or not UNIT_HEAD.fullmatch(text, *cells[1])):
        return []
    below = next((n for n, cell in enumerate(reversed(cells)) if not PERIOD_HEAD.fullmatch(text, *cell)), len(cells))
    if len(cells) == columns + 1 and below > 1 and names == 1:
        top = len(cells) - below
        return [
            [(cell, below if i == top - 1 else 1, i) for i, cell in enumerate(cells[:top])],
            [(cell, 1, top - 1 + i) for i, cell in enumerate(cells[top:])],
        ]
    lower = cells[len(cells) - (columns - names) :]
    upper = len(cells) - columns
    widths = widths_over(upper, [unspaced(text, cell) for cell in lower]) if names == 1 else []
    if widths:  # 指标, 城镇, 农村, 绝对值, 增长, 绝对值, 增长
        tops = [
            (cell, wide, names + sum(widths[:i])) for i, (cell, wide) in enumerate(zip(cells[1:], widths, strict=False))
        ]
        return [[(cells[0], 1, 0), *tops], [(cell, 1, names + i) for i, cell in enumerate(lower)]]
    whole = any(text[end - 1] in "）)" for _, end in cells[names::2])
    if len(cells) - names == 2 * (columns - names) and not whole:  # 2023年, 执行数, 2024年, 预算数: each broken in two
        pairs = [(cells[i][0], cells[i + 1][1]) for i in range(names, len(cells), 2)]
        return [[(cell, 1, i) for i, cell in enumerate([*cells[:names], *pairs])]]
    return []
