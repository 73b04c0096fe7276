"""Rows whose numbers bear their heads: 1.地区生产总值（亿元） 2020年2.77 2025年>4 年均增长6.0% 预期性."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.documents.cells import KIND, Span, parted, unspaced
from extractor.documents.document import Cell, Table, cell_place

_CELL = re.compile(
    r"(?P<head>(?:19|20)\d{2}年(?:实际|完成|预计|预期|目标|规划|现状)?[数值]?|年均(?:增长|增速|增幅)?(?:率|速度)?)[:：]?"
    r"(?P<value>[<>≤≥]?-?\d[\d,]*(?:\.\d+)?(?:%?(?:左右|以[上下内])?|[万亿]{0,2}[\u4e00-\u9fff]{1,3})|[〔\[]-?\d[\d,.]*%?[〕\]]|[—–-]+)"
)
"""A number behind its head: 2025年>4, 年均增长6.0%."""
_PARTS = re.compile(r"[ \t，；]+|(?<=[)）])[:：] ?")
_UNIT_TOLD = re.compile(r"[（(][^（()）]{1,10}[)）]$")
"""How a name ends that tells the unit of numbers that bear none: GDP（亿元）."""
_BARE_ENDS = ("预期性", "约束性", "指导性")
_BARE = re.compile(
    r"(?P<name>[^ ]*[\u4e00-\u9fff][^ ]*[（(][^（()） ]{1,10}[）)])"
    rf" (?P<value>[<>≤≥]?-?\d[\d,]*(?:\.\d+)?(?:左右|以[上下内])?) (?:{'|'.join(_BARE_ENDS)})"
)
_AIM = re.compile(r" ?[（(](?:预期性|约束性)[)）]$")
_NAME = re.compile("[\u4e00-\u9fff]{2}")
_STOPS, _MARKS = "。！？|", "，；"
_LONGEST = 90
_FEWEST_ROWS, _FEWEST_CELLS = 2, 2
"""How many rows, and how many numbers in the first of them, are no chance; one row is that says that it is an aim."""

_Row = tuple[Span, list[tuple[Span, Span]]]
"""The name of a row, and each of its numbers with the head before it."""


def bare_aims(lines: Sequence[str]) -> Iterator[range]:
    """The lines that are a name with its unit and a number each, several in turn: 森林覆盖率（%） 68.5 约束性."""
    number = 0
    while number < len(lines):
        first = number
        while number < len(lines) and _bare(lines[number], (0, len(lines[number]))) is not None:
            number += 1
        if number - first >= _FEWEST_ROWS:
            yield range(first, number)
        number = max(number, first + 1)


def bare_aims_table(text: str, lines: Sequence[Span], name: str) -> Table | None:
    """The table whose rows these lines are, without heads; None where one is no such row."""
    rows = [row for line in lines if (row := _bare(text, line)) is not None]
    if len(rows) < max(len(lines), _FEWEST_ROWS):
        return None
    return Table(
        tuple(
            Cell(*span, number, column, place=cell_place(name, number, column))
            for number, row in enumerate(rows)
            for column, span in enumerate(row)
        )
    )


def _bare(text: str, line: Span) -> tuple[Span, Span] | None:
    may_be = line[1] - line[0] <= _LONGEST and text.endswith(_BARE_ENDS, *line)
    found = _BARE.fullmatch(text, *line) if may_be else None
    return (found.span("name"), found.span("value")) if found is not None else None


def labelled_blocks(lines: Sequence[str]) -> Iterator[range]:
    """The lines that are such rows, several in turn, by index."""
    number = 0
    while number < len(lines):
        first = number
        while number < len(lines) and (read := _row(lines[number], (0, len(lines[number])))) is not None:
            if number == first and len(read[1]) < _FEWEST_CELLS:
                break
            number += 1
        if number - first >= _FEWEST_ROWS or (number > first and _is_sure(lines[first])):
            yield range(first, number)
        number = max(number, first + 1)


def _is_sure(line: str) -> bool:
    """Whether a row is no chance, alone as it is: it says that it is an aim, or tells the unit of its bare numbers."""
    return KIND.search(line) is not None or any(mark in line for mark in _MARKS)


def labelled_table(text: str, lines: Sequence[Span], name: str) -> Table | None:
    """The table whose rows these lines are, its heads where they stand first; None where one is no such row."""
    rows = [row for line in lines if (row := _row(text, line)) is not None]
    if len(rows) < len(lines) or not any(len(cells) >= _FEWEST_CELLS for _, cells in rows):
        return None
    heads: dict[str, Span] = {}
    for _, cells in rows:
        for head, _ in cells:
            heads.setdefault(unspaced(text, head), head)
    columns = {said: column for column, said in enumerate(heads, 1)}
    made = [Cell(*head, 0, columns[said], place=cell_place(name, 0, columns[said])) for said, head in heads.items()]
    for number, (named, cells) in enumerate(rows, 1):
        made.append(Cell(*named, number, 0, place=cell_place(name, number, 0)))
        for head, value in cells:
            column = columns[unspaced(text, head)]
            made.append(Cell(*value, number, column, place=cell_place(name, number, column)))
    return Table(tuple(made))


def _row(text: str, line: Span) -> _Row | None:
    """A line as such a row; None where it is none."""
    start, end = line
    if end - start > _LONGEST or "年" not in text[start:end] or any(mark in text[start:end] for mark in _STOPS):
        return None
    aim = _AIM.search(text, start, end)
    words = [word for word in parted(_PARTS, text, start, aim.start() if aim else end) if word[0] < word[1]]
    if words and KIND.fullmatch(text, *words[-1]):
        words.pop()
    cells: list[tuple[Span, Span]] = []
    while words and (found := _CELL.fullmatch(text, *words[-1])) is not None:
        cells.insert(0, (found.span("head"), found.span("value")))
        words.pop()
    said = {unspaced(text, head) for head, _ in cells}
    if not cells or not words or len(said) < len(cells) or not _NAME.search(text, words[0][0], words[-1][1]):
        return None
    name = words[0][0], words[-1][1]
    told = _UNIT_TOLD.search(text, *name) is not None and not any(mark in text[slice(*name)] for mark in _MARKS)
    if not told and any(mark in text[start:end] for mark in _MARKS):
        return None  # 粮食产量2020年100万吨，2025年120万吨 is a sentence
    return name, cells
