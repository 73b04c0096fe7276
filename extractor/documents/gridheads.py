"""The heads of a table of lines: how many lines they take, and over which columns each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.documents.cells import FIGURE, YEAR, RowCells, Span, unspaced
from extractor.documents.document import Cell, FoldedText, cell_place
from extractor.documents.printed import Extent, evenly_over, heads_over, positions

_HEAD_WIDTH = 12
"""How wide a head alone on its line may be, in half columns."""
_FULL_ROWS = 2
"""How many lines heads take at the least that are told by print, and how many of them stand under one over several."""


def head_cells(spans: Sequence[Span], reached: Sequence[tuple[int, int]], row: int, name: str) -> Iterator[Cell]:
    """The heads of a line, each with the first of its columns and how many there are; none of no column."""
    for span, (column, wide) in zip(spans, reached, strict=True):
        if wide:
            yield Cell(*span, row, column, width=wide, place=cell_place(name, row, column))


def is_askew(lower: Sequence[tuple[int, Sequence[Span]]], filled: Sequence[int], columns: int) -> bool:
    """Whether the last head of a line would reach over columns without heads of their own: blank cells are lost.

    ``filled`` are the columns that the heads stand in, ``lower`` the lines of heads under it, each with the blank cells
    before its first; one that has as many cells as the heads of several columns reach over goes with those.
    """
    last = filled[-1]
    reached = any(lead + n > last and start < end for lead, spans in lower for n, (start, end) in enumerate(spans))
    wide = sum(other - one for one, other in pairwise([*filled, columns]) if other - one > 1)
    return last + 1 < columns and not reached and all(len(spans) != wide for _, spans in lower)


def printed_heads(
    source: str,
    folded: FoldedText,
    heads: Sequence[RowCells],
    extents: Sequence[Extent],
    rows: Sequence[Sequence[Span]],
) -> dict[int, list[tuple[int, int]]]:
    """The column and width of each head, by line, where blank cells are seen in print only; none for other tables."""
    several = [
        row
        for row, (_, spans) in enumerate(heads)
        if len(spans) > 1
        or (row > 0 and len(heads[row - 1][1]) > 1)  # （%）, 增长%, under 比上年
        or _is_over(source, folded, heads[row : row + 2], extents)
    ]
    counts = {len(heads[row][1]) for row in several}
    if not extents or len(several) < _FULL_ROWS or counts == {len(extents)} or any(heads[row][0] for row in several):
        return {}
    full = [spans for spans in rows if len(spans) == len(extents)]
    named = [
        n
        for n in range(len(extents))
        if not any(
            FIGURE.fullmatch(folded.text, *spans[n]) and not (n == 0 and YEAR.fullmatch(folded.text, *spans[n]))
            for spans in full
        )
    ]
    lines = [positions(source, folded, heads[row][1]) for row in several]
    found = heads_over(lines, extents, named)
    said = [[unspaced(folded.text, span) for span in heads[row][1]] for row in several]
    for number, lower in enumerate(said):
        own = lower[-(len(extents) - len(named)) :] if len(lower) in (len(extents), len(extents) - len(named)) else []
        for upper in range(number) if named == list(range(len(named))) else ():
            found[upper] = evenly_over(len(said[upper]), own, len(named)) or found[upper]
    return dict(zip(several, found, strict=True))


def _is_over(source: str, folded: FoldedText, heads: Sequence[RowCells], extents: Sequence[Extent]) -> bool:
    """Whether a head alone on the first line stands over columns of numbers: 比重, over 2020年 and 2010年."""
    (_, spans), *below = heads
    if len(spans) != 1 or not extents or not below or len(below[0][1]) < _FULL_ROWS:
        return False
    ((start, end),) = positions(source, folded, spans)
    said = folded.text[slice(*spans[0])]
    return start > extents[0][1] and end - start <= _HEAD_WIDTH and not any(mark in said for mark in "：:（(")


def last_head(text: str, split: Sequence[RowCells]) -> int:
    """The row of the last heads; those over it may reach over several columns. 0 where no row has numbers."""
    for row, (_, spans) in enumerate(split):
        figures = [span for span in spans if FIGURE.fullmatch(text, *span)]
        if any(not YEAR.fullmatch(text, *span) for span in figures):
            return row - 1
    return 0
