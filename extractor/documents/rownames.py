"""Names of rows that are broken over lines: begun on a line of their own, or ended on one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.documents.cells import BRACKETED, FIGURE, OPEN_END, SUM_OF_NAME, RowCells, Span
from extractor.documents.document import FoldedText
from extractor.documents.lines import width
from extractor.documents.printed import positions

_NAMED = 2
"""How many cells a row has at least that a name is of."""
_ITEM = re.compile("[一二三四五六七八九十]+、")
_NUMBERED_NAME = 2
"""How many cells a name has with its number: 3  城镇居民人均可支配收入."""
_ROOM = 4
"""How much shorter than the longest name one may be that goes on on the next line, in half columns."""


def whole_heads(source: str, folded: FoldedText, split: Sequence[RowCells]) -> list[RowCells]:
    """The rows, a cell between tabs that broke before its unit whole again: 指标⇥投资额, （亿元）⇥增长, （%）."""
    text = folded.text
    whole: list[RowCells] = []
    for aligned, spans in _glued(source, folded, split):
        before = whole[-1] if whole else (False, [])
        unit = BRACKETED.fullmatch(text, *spans[0]) is not None and (aligned or len(spans) == 1)
        unit = unit and not _is_led(source, folded, spans)
        if before[0] and unit and not any(FIGURE.fullmatch(text, *span) for span in (*before[1], *spans)):
            cells = before[1]
            whole[-1] = (True, [*cells[:-1], (cells[-1][0], spans[0][1]), *spans[1:]])
        else:
            whole.append((aligned, spans))
    return whole


def _glued(source: str, folded: FoldedText, split: Sequence[RowCells]) -> Sequence[RowCells]:
    """The rows, the first lines as one where every break is in a head: 指标⇥年末数, （亿元）⇥比上年末, 增长（%）."""
    first = next((n for n, one in enumerate(split) if any(FIGURE.fullmatch(folded.text, *span) for span in one[1])), 0)
    heads = [cells for _, cells in split[:first]]
    if first < _NAMED or not all(cells and not _is_led(source, folded, cells) for cells in heads) or not split[0][0]:
        return split
    if sum(map(len, heads)) - first + 1 != len(split[first][1]) or any(
        start == end for cells in heads for start, end in cells
    ):
        return split
    glued = list(heads[0])
    for cells in heads[1:]:
        glued[-1:] = [(glued[-1][0], cells[0][1]), *cells[1:]]
    return [(True, glued), *split[first:]]


def _is_led(source: str, folded: FoldedText, cells: Sequence[Span]) -> bool:
    """Whether a tab stands before the first cell of a line: ⇥（亿元）⇥（%） are cells of their own."""
    start = folded.origin(cells[0][0])
    return source[start - 1 : start] == "\t"


def whole_names(source: str, folded: FoldedText, split: Sequence[RowCells]) -> list[RowCells]:
    """The rows, where a name began on a line of its own joined with the rest of it: 其中：工业技术改造, 投资  15.2."""
    text = folded.text
    longest = max((_wide(text, spans[0]) for _, spans in split if len(spans) > 2), default=0)
    whole: list[RowCells] = []
    for aligned, spans in split:
        before = whole[-1][1] if whole and not whole[-1][0] else []
        figures = [FIGURE.fullmatch(text, *span) is not None for span in spans]
        row = not aligned and len(spans) > 1 and any(figures) and not figures[0]
        beside = positions(source, folded, [before[0], spans[0]]) if row and before else []
        if beside and beside[0][0] <= beside[1][0] and _goes_on(text, before, spans, longest):
            whole[-1] = (False, [*before[:-1], (before[-1][0], spans[0][1]), *spans[1:]])
            above = whole[-2] if len(whole) > 1 else (True, [])
            if not above[0] and len(above[1]) == 1 and _ITEM.match(text, *above[1][0]):
                # 六、全民所有制单, 位固定资产投, 资
                whole[-2:] = [(False, [(above[1][0][0], spans[0][1]), *spans[1:]])]
        else:
            whole.append((aligned, spans))
    return whole


def _goes_on(text: str, before: Sequence[Span], row: Sequence[Span], longest: int) -> bool:
    """Whether a name alone on its line, with its number or without, goes on in the row below it."""
    bracketed = BRACKETED.fullmatch(text, *row[0]) is not None
    if len(before) == _NUMBERED_NAME:
        return bracketed and FIGURE.fullmatch(text, *before[0]) is not None
    if len(before) != 1:
        return False
    said = text[slice(*before[0])]
    opened = said.count("（") > said.count("）") or OPEN_END.search(said) is not None
    parts = said.split()
    one = len(parts) == 1 or all(len(part) == 1 for part in parts)
    long = one and width(said) >= longest - _ROOM and 2 * _wide(text, row[0]) <= width(said)
    return opened or bracketed or long or SUM_OF_NAME.match(text, *row[0]) is not None


def ended_names(text: str, split: Sequence[RowCells], starts: Sequence[Sequence[int]]) -> dict[int, tuple[int, int]]:
    """The rows that only end a name of the row above, each with the cell of that: 收入, under 城镇居民人均可支配."""
    found: dict[int, tuple[int, int]] = {}
    for row in range(1, len(split)):
        aligned, spans = split[row]
        _, above = split[row - 1]
        if aligned or len(spans) != 1 or len(above) < _NAMED or FIGURE.fullmatch(text, *spans[0]):
            continue
        if text[spans[0][0]] in "（(" and not BRACKETED.fullmatch(text, *spans[0]):
            continue  # （市物价局提供）
        if not any(FIGURE.fullmatch(text, *span) for span in above):
            continue
        if row + 1 < len(split) and starts[row + 1][0] >= starts[row][0]:
            continue
        under = [n for n, start in enumerate(starts[row - 1]) if start <= starts[row][0]][-1:]
        if starts[row][0] > starts[row - 1][0] and under and not FIGURE.fullmatch(text, *above[under[0]]):
            found[row] = row - 1, under[0]
    return found


def _wide(text: str, span: Span) -> int:
    return width(text[span[0] : span[1]])
