"""Boards of a newspaper: names and numbers any blanks apart, with heads over them or two and more pairs on a line.

排名　城市　GDP, over 1　上海　44652.8; 大白菜　1.10　白萝卜　1.35, under 昨日批发均价（元/公斤）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.documents.cells import UNIT_HEAD, Span, is_number, split_row, unspaced
from extractor.documents.document import Cell, Table, cell_place

_WORD = re.compile("[^ ]+")
_LETTER = re.compile("[\u4e00-\u9fff]")
_RANKS = re.compile("排名|排位|位次|名次|序号|编号")
"""The head of a column of numbers that stands before the names."""
_NAMES = re.compile(
    "品种|品名|名称|种类|类别|商品|产品|城市|地区|县市区?|区县|县区|市县|市州|盟市|省份|指标|项目|股票|基金|货币|车型|企业|公司|国家|行业"
)
"""What heads the names of the rows."""
_UNIT = re.compile("[（(][^（()）]{0,20}[元吨人户个台辆斤%％][^（()）]{0,12}[）)]$|单位[:：][^，。]{1,12}[）)]?$")
"""How a line ends that tells the unit of all numbers below it."""
_MOVES = ("涨", "跌", "升", "降")
"""What stands before a number that says how far the one before has moved: 一号铜 16740 |涨| 90."""
_PRICES = re.compile("(?:价|价格|行情|报价)[)）]?$")
"""How a line ends that tells that the numbers below it are prices, which bear their units."""
_PRICE = re.compile(r"\d+(?:\.\d+)?[元角块分](?:/[^ ]{1,5})?")
_STOPS = "。；，！？\t|"
_LONGEST, _MOST_CELLS, _FEWEST_CELLS, _FEWEST_ROWS = 60, 8, 3, 2


def board_blocks(lines: Sequence[str]) -> Iterator[range]:
    """The lines that are such a board, with its heads, by index."""
    number = 0
    while number < len(lines):
        block = _board_at(lines, number) if " " in lines[number] else range(0)
        if block:
            yield block
        number = block.stop if block else number + 1


def _board_at(lines: Sequence[str], number: int) -> range:
    """The lines of the board that begins at one; none where there is none."""
    above = lines[number - 1] if number else ""
    pairs = _pairs_at(lines, number) if _UNIT.search(above) or _PRICES.search(above) else range(0)
    return pairs or _rows_at(lines, number)


def board_table(text: str, lines: Sequence[Span], name: str) -> Table | None:
    """The table whose lines these are; None where they are none, or are parted by wide blanks as other tables are."""
    said = [text[slice(*line)] for line in lines]
    if (_pairs_at(said, 0) or _rows_at(said, 0)) != range(len(lines)):
        return None
    rows = [
        [(start + line[0], end + line[0]) for start, end in _cells(one)] for line, one in zip(lines, said, strict=True)
    ]
    if _is_pair_line(said[0]):
        pairs = [row[place : place + 2] for row in rows for place in range(0, len(row), 2)]
        rows = [pair for pair in pairs if text[slice(*pair[0])] not in _MOVES]
    return Table(
        tuple(
            Cell(*span, row, column, place=cell_place(name, row, column))
            for row, cells in enumerate(rows)
            for column, span in enumerate(cells)
        )
    )


def _pairs_at(lines: Sequence[str], first: int) -> range:
    """The lines of pairs that begin at one; none where there are fewer than two."""
    last = first
    while last < len(lines) and _is_pair_line(lines[last]):
        last += 1
    return range(first, last) if last - first >= _FEWEST_ROWS else range(0)


def _rows_at(lines: Sequence[str], head: int) -> range:
    """The heads at a line with the rows below that have a cell for each; of none where there are none."""
    heads = [unspaced(lines[head], cell) for cell in _cells(lines[head])]
    if not _FEWEST_CELLS <= len(heads) <= _MOST_CELLS or any(map(is_number, heads)):
        return range(0)
    ranked = _RANKS.fullmatch(heads[0]) is not None
    if not _NAMES.match(heads[ranked]) or any(UNIT_HEAD.fullmatch(one) for one in heads):
        return range(0)
    last, narrow = head + 1, False
    while last < len(lines):
        cells = _cells(lines[last])
        numbers = [is_number(lines[last][slice(*cell)]) for cell in cells]
        if len(cells) != len(heads) or not numbers[-1] or numbers[0] is not ranked or numbers[ranked]:
            break
        narrow = narrow or len(split_row(lines[last])) != len(cells)
        last += 1
    return range(head, last) if narrow and last - head > _FEWEST_ROWS else range(0)


def _is_pair_line(line: str) -> bool:
    cells = _cells(line)
    numbers = [_is_figure(line[slice(*cell)]) for cell in cells]
    return _FEWEST_CELLS < len(cells) <= _MOST_CELLS and numbers == [False, True] * (len(cells) // 2)


def _is_figure(cell: str) -> bool:
    return is_number(cell) or _PRICE.fullmatch(cell) is not None


def _cells(line: str) -> list[Span]:
    """What blanks part, but the characters of a word that is spread out: 莲 藕 4.20 is two."""
    if " " not in line or len(line) > _LONGEST or any(mark in line for mark in _STOPS):
        return []
    words = [found.span() for found in _WORD.finditer(line)]
    cells = words[:1]
    for before, word in pairwise(words):
        letters = _is_letter(line, before) and _is_letter(line, word) and word[0] - before[1] == 1
        if letters:
            cells[-1] = cells[-1][0], word[1]
        else:
            cells.append(word)
    return cells


def _is_letter(line: str, word: Span) -> bool:
    return word[1] - word[0] == 1 and _LETTER.fullmatch(line, *word) is not None
