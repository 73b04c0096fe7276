"""Cells that stand one on a line: led by tabs, or with nothing to tell it but that many of them are numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extractor.documents.cells import DIVIDES, KIND, NUMBERED_TITLE, UNIT_HEAD, is_number
from extractor.documents.lines import Line

_CELL_WIDTH = 30
"""How long the name of a row is at the most beside cells led by tabs, in characters."""
_LOOSE_CELL_WIDTH = 16
_NAME_WIDTH = 26
"""How long a cell on a line of its own is at the most, and one over a number."""
_UNIT_TOLD = re.compile("[（(][^（()）]{1,10}[）)]$")
_UNIT_WIDTH = 5
"""How long a unit is at the most that is a cell of its own, in characters."""
_LOOSE_RUN = 6
"""How many short lines are no chance."""


def _is_label(line: Line) -> bool:
    return len(line.text) <= _CELL_WIDTH and not line.closed and not NUMBERED_TITLE.match(line.text)


def tabbed_blocks(lines: Sequence[Line]) -> Iterator[range]:
    """Stretches of labels and tab-led cells in which three cells of ten or more are numbers."""
    if not any(line.tabbed for line in lines):
        return
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _is_cell_label(lines, end) and (lines[end].tabbed or _row_begins(lines, end)):
            end += 1
        tabbed = [lines[i].text for i in range(start, end) if lines[i].tabbed]
        if tabbed and sum(map(is_number, tabbed)) * 10 >= len(tabbed) * 3:
            yield range(start, end)
        start = max(end, start + 1)


def _is_cell_label(lines: Sequence[Line], i: int) -> bool:
    """Whether a line may be a cell beside cells led by tabs: 一、税收收入 over a number, but no heading."""
    numbered = i + 1 < len(lines) and lines[i + 1].tabbed and is_number(lines[i + 1].text)
    return _is_label(lines[i]) or (numbered and len(lines[i].text) <= _CELL_WIDTH and not lines[i].closed)


def _row_begins(lines: Sequence[Line], i: int) -> bool:
    """Whether cells follow the label, at once or after the label of a group (期末存栏 over 牛, ⇥29.4)."""
    return any(line.tabbed for line in lines[i + 1 : i + 3])


def loose_blocks(lines: Sequence[Line], cells: Collection[int]) -> Iterator[range]:
    """Runs of six short lines and more, none a sentence, of which two of five are bare numbers."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and end not in cells and _is_cell(lines, end):
            end += 1
        numbers = sum(is_number(lines[i].text) for i in range(start, end))
        needed = 1 if any(UNIT_HEAD.fullmatch(lines[i].text) for i in range(start, end)) else 2  # 指标, 单位, 数量
        others = (KIND.fullmatch(line.text) or DIVIDES.fullmatch(line.text) for line in lines[start:end])
        kinds = sum(other is not None for other in others)
        if end - start >= _LOOSE_RUN and numbers * 5 >= (end - start - kinds) * needed:
            yield range(start, end)
        start = max(end, start + 1)


def _is_cell(lines: Sequence[Line], i: int) -> bool:
    """Whether a line may be a cell of its own: 增值税, and 一、税收收入 over a number, but no heading."""
    line = lines[i]
    before_number = any(map(is_number, (below.text for below in lines[i + 1 : i + 2])))
    if not before_number and i + 2 < len(lines) and len(lines[i + 1].text) <= _UNIT_WIDTH:
        before_number = is_number(lines[i + 2].text)  # 城镇常住居民人均可支配收入, 元, 29344
    long = before_number or _UNIT_TOLD.search(line.text) is not None  # PM2.5平均浓度（微克/立方米）
    if len(line.text) > (_NAME_WIDTH if long else _LOOSE_CELL_WIDTH):
        return False
    return _is_label(line) or (before_number and not line.closed)
