"""Tables whose cells stand one on a line: heads, and then the name of each row with its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractor.documents.document import Cell, Table, cell_place

_NUMBER = re.compile(r"[〔\[【]?[-+±(（≥≤＞＜><]?[\d,]+(?:\.\d+)?\s*[%‰]?[)）]?[〕\]】]?|持平|—+|-+|…+")
_PERIOD = re.compile(r"(?:19|20)\d{2}年?(?:末|底)?|[上去今本]年")
_BRACKETED = re.compile(r"[（(][^（()）]{1,8}[）)]")
_UNIT = re.compile("(?:计量)?单位")
_NUMBERED = re.compile(r"附?表 ?[\d一二三四五六七八九十][-—.\d一二三四五六七八九十]*")
"""The number of a table, alone on its line or with its title: 表2-1 农业生产经营人员数量."""
_FEWEST_ROWS = 2

Span = tuple[int, int]


def stacked_table(text: str, lines: Sequence[Span], name: str) -> Table | None:
    """The table whose cells are these lines; None where no table of full rows is seen.

    指标, 单位, 数量, 拖拉机, 万台, 43.81 are three heads and a row. Of 地区, 人口数, 比重, 2020年, 2010年 over rows of
    three numbers the last two share 比重. A row that has fewer numbers than the others is left out: which of its
    cells is blank is not known.
    """
    cells = list(_whole(text, lines))
    runs = [
        (figure, list(members))
        for figure, members in groupby(range(len(cells)), lambda i: _NUMBER.fullmatch(text, *cells[i]) is not None)
    ]
    if len(runs) < 2 * _FEWEST_ROWS or runs[0][0]:
        return None
    numbers, names = len(runs[1][1]), len(runs[2][1])
    columns, heads = names + numbers, len(runs[0][1]) - names
    rows: list[list[int]] = []
    for (_, before), (_, after) in zip(runs[0::2], runs[1::2], strict=False):
        if len(after) == numbers and (before[0] == 0 or len(before) == names):
            rows.append([*before[-names:], *after])
    if len(rows) < _FEWEST_ROWS or 3 * len(rows) < len(runs):
        return None
    titles = _titles(text, cells, heads, columns)
    made = [Cell(*cells[i], i, 0, width=columns, place=cell_place(name, i, 0)) for i in range(titles)]
    over = _heads(text, cells[titles:heads], columns, names)
    for row, line in enumerate(over, titles):
        made += [
            Cell(*cells[titles + i], row, column, width=wide, place=cell_place(name, row, column))
            for i, wide, column in line
        ]
    for row, members in enumerate(rows, titles + len(over)):
        made += [Cell(*cells[i], row, column, place=cell_place(name, row, column)) for column, i in enumerate(members)]
    return Table(tuple(made)) if over else None


def _whole(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The cells of which some go on with a unit on a line of its own: 温室占地面积, （公顷）."""
    held: Span | None = None
    for line in lines:
        if held is not None and _BRACKETED.fullmatch(text, *line):
            held = held[0], line[1]
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _titles(text: str, cells: Sequence[Span], heads: int, columns: int) -> int:
    """How many cells stand over the heads: 表2-2 and 主要农业机械数量."""
    numbered = _NUMBERED.match(text, *cells[0]) if cells else None
    if numbered is None or heads <= columns:
        return 0
    return min(heads - columns, 2 if numbered.end() == cells[0][1] else 1)


def _heads(text: str, cells: Sequence[Span], columns: int, names: int) -> list[list[tuple[int, int, int]]]:
    """The lines of heads, each head with its width and its column; none where it is not clear which is over which."""
    if names > 1 and (names > 2 or len(cells) < names or not _UNIT.fullmatch(text, *cells[1])):
        return []
    if len(cells) == columns:
        return [[(i, 1, i) for i in range(columns)]]
    below = next((n for n, cell in enumerate(reversed(cells)) if not _PERIOD.fullmatch(text, *cell)), len(cells))
    if len(cells) != columns + 1 or below <= 1 or names > 1:
        return []
    top = len(cells) - below
    return [
        [(i, below if i == top - 1 else 1, i) for i in range(top)],
        [(top + i, 1, top - 1 + i) for i in range(below)],
    ]
